"""The form itself, and what a reader says about it."""

from collections.abc import Mapping
from typing import Any

from assistant.model.base import NOT_APPLICABLE, OpenValue, Value, fresh


class ExtraCell(Value):
    """A labelled cell of the form that no field holds."""

    label: str
    value: str
    place: str | None = None


class Indicator(OpenValue):
    """One indicator row as written in the form. `level2` carries no asterisk."""

    level1: str | None = None
    level2: str | None = None
    name: str | None = None
    value: str | None = None
    unit: str | None = None
    explanation: str | None = None
    baseline: str | None = None
    actual: str | None = None
    weight: str | None = None
    midterm_value: str | None = None
    extra: tuple[ExtraCell, ...] = ()

    @property
    def is_not_applicable(self) -> bool:
        """True when the row is answered 不适用 (in its name or its value)."""
        return self.name == NOT_APPLICABLE or self.value == NOT_APPLICABLE


class Declaration(OpenValue):
    """One declaration form. Text cells are kept as written; `None` means unknown or empty."""

    profile: str | None = None
    year: int | None = None
    project_code: str | None = None
    project_name: str | None = None
    applicant_unit: str | None = None
    budget_unit: str | None = None
    duration_years: int | None = None
    start_year: int | None = None
    end_year: int | None = None
    project_type: str | None = None
    is_new: bool | None = None
    allocation_method: str | None = None
    total_amount: int | float | None = None
    annual_amount: int | float | None = None
    fiscal_amount: int | float | None = None
    other_amount: int | float | None = None
    policy_basis: str | None = None
    budget_basis: str | None = None
    annual_goal: str | None = None
    long_term_goal: str | None = None
    indicators: tuple[Indicator, ...] = ()
    extra: tuple[ExtraCell, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON object: core fields always (null when unknown), others if set."""
        plain = self.model_dump(mode="json")
        for key in OPTIONAL_FIELDS:
            if _is_unset(plain.get(key)):
                plain.pop(key, None)
        for row in plain["indicators"]:
            for key in OPTIONAL_ROW_FIELDS:
                if _is_unset(row.get(key)):
                    row.pop(key, None)
        return plain


def _is_unset(value: object) -> bool:
    """Nought is a value; nothing, an empty text or an empty list is none."""
    return value is None or value == "" or value == []


OPTIONAL_FIELDS = ("start_year", "end_year", "fiscal_amount", "other_amount", "extra")
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Budget years; one outside is a slip of the keyboard."""
OPTIONAL_ROW_FIELDS = ("baseline", "actual", "weight", "midterm_value", "extra")

HEADER_FIELDS = (
    "project_code", "project_name", "applicant_unit", "budget_unit", "duration_years",
    "project_type", "is_new", "allocation_method", "total_amount", "annual_amount",
)  # fmt: skip
TEXT_FIELDS = ("policy_basis", "budget_basis", "annual_goal", "long_term_goal")
ROW_FIELDS = ("name", "value", "unit", "explanation")


class Note(Value):
    """Something a reader did or could not do: a repair, a guess refused, a cell not understood."""

    path: str = ""
    place: str = ""
    message: str


class SourceCell(Value):
    """Where a field stood in the file, and its text exactly as written there ("" if it was blank).

    `place` is for people; `at` is the cell's place as the grid names it (`表1 第3行 第4列`,
    `Sheet1!C5`), unique in the file; `scale`: how many yuan an amount there counts in.
    """

    place: str
    text: str
    at: str = ""
    scale: int = 1
    label: str = ""
    """What the form itself calls a header field."""


class SpareRow(Value):
    """A blank row of the file's table that belongs to the category of indicator `after`; to none
    (-1) in a table that holds no category yet."""

    after: int
    cells: dict[str, str]
    """Field → the grid's place of its cell."""


class Imported(Value):
    """A declaration as read from a file: the value, what was repaired, where each cell stood."""

    declaration: Declaration
    notes: tuple[Note, ...] = ()
    cells: Mapping[str, SourceCell] = fresh(default_factory=dict)
    cut: str = ""
    """What is missing, as a sentence, when the file breaks off in this declaration."""
    start: str = ""
    """The grid's place of the title, else of the first cell of the form."""
    spare: tuple[SpareRow, ...] = ()
    """Blank rows of the indicator table, in order."""
    running: tuple[SourceCell, ...] = ()
    """Cells that hold indicators as running text; `label`: the one category a cell stands under."""
