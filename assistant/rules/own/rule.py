"""An organisation's own rule as a rule of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.model import Severity, Value
from assistant.rules.base import Remark, Rule
from assistant.rules.form import Form
from assistant.rules.text import shorten

Look = Callable[[Form], Iterator["Seen"]]
"""What a kind of rule does: yields what it sees wrong."""


class Seen(Value, kw_only=False):
    """One place that breaks the rule; `found` is what stands there."""

    path: str
    found: str = ""
    related: tuple[str, ...] = ()
    key: str = ""
    edit: str | None = None


class Said(Value):
    """What the organisation wrote about its rule."""

    code: str
    kind: str
    severity: Severity
    message: str
    source: str
    suggestion: str = ""


class OwnRule(Rule):
    """A rule read from a file. Its docstring is set for each, and is its page."""

    def __init__(self, said: Said, look: Look, applies: Callable[[Form], bool]) -> None:
        self.code = said.code  # type: ignore[misc]
        self.severity = said.severity  # type: ignore[misc]
        self.given_name = f"own-{said.kind}"
        self.said = said
        self._look = look
        self._applies = applies
        self.__doc__ = _page(said)

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per place that breaks the rule."""
        if not self._applies(form):
            return
        for seen in self._look(form):
            yield Remark(
                seen.path,
                self.said.message.replace("{found}", shorten(seen.found)),
                self.said.suggestion,
                shorten(seen.found, 60),
                related=seen.related,
                key=seen.key,
                edits=((seen.path, seen.edit),) if seen.edit is not None else (),
                safety="confirm",
            )


def _page(said: Said) -> str:
    fix = "需确认：换成规定的说法。" if said.kind == "preferred" else "不自动修复。"
    return (
        f"一句话：{_line(said.message)}\n为什么：{_line(said.suggestion) or '本单位的规定。'}\n"
        f"依据：{_line(said.source)}\n反例：见本单位的规则文件。\n正例：见本单位的规则文件。\n"
        f"修复是否安全：{fix}\n"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
