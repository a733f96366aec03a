"""What a rule is. A rule says what it looks at by the class it derives from; the engine walks.

A rule knows the form and nothing else: no other rule, no file, no clock. It yields remarks; the
engine turns a remark into a finding (id, place, name, source).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Literal

from assistant.model import Severity, Value
from assistant.rules.batch import Batch, Spot
from assistant.rules.form import Cell, Form, Goal, Row

EditValue = str | int | float | bool | None


class Remark(Value, kw_only=False):
    """What a rule has to say about one place.

    `key` tells two remarks of one rule at the same place apart; it is made of what the remark is
    about (a title, a unit), never of position. `covers` are further paths at which a superseded
    rule would report the same mistake. `formerly` is the code of the rule that this one has taken
    over and that reported it before (vocabulary/retired_rules.yaml): ids, and what was chosen or
    accepted under that code, hold on. `silences` are the codes that keep quiet here, where they
    are not the rule's `supersedes`.
    """

    path: str
    message: str
    suggestion: str = ""
    excerpt: str = ""
    related: tuple[str, ...] = ()
    key: str = ""
    severity: Severity | None = None
    covers: tuple[str, ...] = ()
    edits: tuple[tuple[str, EditValue], ...] = ()
    safety: Literal["safe", "confirm"] = "safe"
    formerly: str = ""
    silences: tuple[str, ...] | None = None


class AcrossRemark(Value, kw_only=False):
    """What a rule has to say about places in several declarations; the first is where it counts.

    `key` is made of what the remark is about, as in `Remark`, and so is `formerly`; with `by_key`
    it says that alone, and which projects are named as examples does not change the finding's id.
    """

    spots: tuple[Spot, ...]
    message: str
    suggestion: str = ""
    excerpt: str = ""
    key: str = ""
    by_key: bool = False
    severity: Severity | None = None
    formerly: str = ""


YEAR_UNKNOWN = "预算年度未知：与年度有关的检查（文件有效期、年度一致、编码年份等）未做。"
"""Why what needs the budget year was not checked."""


class AnyRule(ABC):
    """One kind of mistake. The docstring of the concrete class is its page in the catalogue."""

    code: ClassVar[str]
    severity: ClassVar[Severity]
    supersedes: ClassVar[tuple[str, ...]] = ()
    """Codes of less precise rules (or of what one has taken over) that keep quiet where this one
    speaks."""
    given_name: str = ""
    """The readable name where no file gives it: an organisation's own rule."""


class AcrossRule(AnyRule):
    """Sets several declarations side by side: one unit's of a year, or one project's of years."""

    @abstractmethod
    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """Everything this rule has to say about the batch."""


class Rule(AnyRule):
    """Looks at one declaration."""

    needs_year: ClassVar[bool] = False
    """True when nothing can be said without the budget year."""

    @abstractmethod
    def remarks(self, form: Form) -> Iterator[Remark]:
        """Everything this rule has to say about the form."""

    def not_checked(self, form: Form) -> str | None:
        """One Chinese sentence when the form lacks what this rule needs, else None."""
        return None


class FormRule(Rule):
    """Looks at the declaration as a whole."""


class RowRule(Rule):
    """Looks at the answered indicator rows one by one (不适用 rows are left out)."""

    def remarks(self, form: Form) -> Iterator[Remark]:
        """The remarks on all answered rows."""
        for row in form.answered_rows:
            yield from self.look(row, form)

    @abstractmethod
    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """The remarks on one row."""


class GoalRule(Rule):
    """Looks at 年度目标 and 长期目标, each when it is filled in."""

    def remarks(self, form: Form) -> Iterator[Remark]:
        """The remarks on both goals."""
        for goal in form.goals:
            yield from self.look(goal, form)

    @abstractmethod
    def look(self, goal: Goal, form: Form) -> Iterator[Remark]:
        """The remarks on one goal."""


class TextRule(Rule):
    """Looks at every filled text cell: names, bases, goals and the cells of all rows."""

    def remarks(self, form: Form) -> Iterator[Remark]:
        """The remarks on all text cells."""
        if self.may_hold(form.whole_text):
            for cell in form.texts:
                yield from self.look(cell, form)

    def may_hold(self, text: str) -> bool:
        """False when no cell can have what the rule looks for; asked once, of all cells' text.

        Most forms lack most kinds of damage, and one look at the whole is much quicker than one
        at every cell.
        """
        return True

    @abstractmethod
    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """The remarks on one cell."""
