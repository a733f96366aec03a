"""What the checker says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from assistant.model.base import Value
from assistant.model.declaration import Declaration, Note

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Edit(Value):
    """Write `value` at `path`; None empties a cell."""

    path: str
    value: str | int | float | bool | None = None


class Fix(Value):
    """`safe` changes form and never meaning; whatever writes a new word or number is `confirm`."""

    safety: Literal["safe", "confirm"]
    edits: tuple[Edit, ...]


class Finding(Value):
    """One remark of one rule. `id` is stable across wording and position (see rules.engine)."""

    id: str
    code: str
    name: str
    severity: Severity
    path: str
    related: tuple[str, ...] = ()
    place: str = ""
    excerpt: str = ""
    message: str
    suggestion: str = ""
    source: str = ""
    fix: Fix | None = None
    suppressed: str | None = None
    formerly: str | None = None
    """The retired code under which the same was reported before, for choices that name it."""

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        plain = self.model_dump(mode="json")
        del plain["formerly"]
        return plain


class Where(Value, kw_only=False):
    """A place in one of the checked files; `label` says it in words (《项目》年度目标)."""

    file: str
    declaration: int
    path: str
    label: str = ""


class AcrossFinding(Value, kw_only=False):
    """A finding between declarations, with all the places it joins; the first is the finding's."""

    finding: Finding
    where: tuple[Where, ...]


class CheckedDeclaration(Value):
    """A declaration with what was noted while reading and found while checking."""

    declaration: Declaration
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What was not checked and why, one Chinese sentence each (a crashed rule …)."""


class CheckedFile(Value):
    """One file of a check run; `error` is the sentence when it could not be read."""

    path: str
    error: str | None = None
    declarations: Sequence[CheckedDeclaration] = ()
    """A tuple, or of a long file a sequence that reads them from disk (it has `changed` itself)."""

    def changed(
        self, change: Callable[[int, CheckedDeclaration], CheckedDeclaration]
    ) -> CheckedFile:
        """The file with each declaration changed; `change` is given its number too."""
        later = getattr(self.declarations, "changed", None)
        declarations = (
            later(change)
            if later
            else tuple(change(number, one) for number, one in enumerate(self.declarations))
        )
        return self.model_copy(update={"declarations": declarations})
