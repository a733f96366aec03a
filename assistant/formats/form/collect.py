"""What is gathered while one form is read: values, where they stood, notes, cells nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from assistant.formats.base import Cell
from assistant.model import ExtraCell, Note, SourceCell

FieldValue = str | int | float | bool


@dataclass
class Collected:
    """Grows while the rows of one form are read; turned into an Imported at the end."""

    values: dict[str, FieldValue] = field(default_factory=dict)
    cells: dict[str, SourceCell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    extra: list[ExtraCell] = field(default_factory=list)
    latest: str = ""
    """The field that was filled last: the one a page break may have cut."""
    said: str = ""
    """The label of the cell that is being understood, as printed."""
    used: set[str] = field(default_factory=set)
    """Places of cells already taken as the value of a label above them."""
    columns: dict[str, int] = field(default_factory=dict)
    """Where the labels of the two totals stand, to tell mid-term shares from annual ones."""
    start: str = ""
    """The place of the title, else of the form's first cell."""
    free: list[dict[str, str]] = field(default_factory=list)
    """Blank rows under a heading that no category stands in: field → place of the cell."""
    running: list[SourceCell] = field(default_factory=list)
    """Cells that hold indicators as running text."""
    said_no_unit: bool = False
    is_partial: bool = False
    """True where rows of the file could not be told: what they said of all amounts is unknown."""
    goal_of_year: bool = False
    """True once the annual goal stood beside a label that names the year."""
    group_factor: Decimal | None = None
    """The unit of a heading at the side (项目资金（万元）), for rows whose first cell is blank."""
    factor: Decimal | None = None
    """How many yuan the amounts of this form count in, once a unit line said so."""

    def keep(
        self, path: str, value: FieldValue, cell: Cell, label: str = "", *, scale: int = 1
    ) -> None:
        """Take a value for a field of the declaration and remember its cell."""
        self.values[path] = value
        self.latest = path
        self.remember(f"/{path}", cell, label, scale=scale)

    def remember(
        self, path: str, cell: Cell, label: str = "", *, at: str = "", scale: int = 1
    ) -> None:
        """Keep a cell's original text beside what was made of it. `at`: where the value goes."""
        place = named_place(cell.place, label)
        self.cells[path] = SourceCell(place=place, text=cell.text, at=at or cell.place, scale=scale)

    def rename(self, field: str, other: str) -> None:
        """What was taken for one field is another's."""
        self.values[other] = self.values.pop(field)
        self.cells[f"/{other}"] = self.cells.pop(f"/{field}")

    def note(self, message: str, place: str = "", path: str = "") -> None:
        """Say what was repaired or not understood, and where."""
        self.notes.append(Note(path=path, place=place, message=message))

    def leave(self, label: str, value: str, cell: Cell) -> None:
        """Keep a labelled cell that no field holds."""
        self.extra.append(ExtraCell(label=label, value=value, place=cell.place))


def named_place(place: str, label: str) -> str:
    """The place with the column's number replaced by its label, where there is one."""
    if not label:
        return place
    base, _, column = place.rpartition(" ")
    if column.startswith("第") and column.endswith("列"):
        return f"{base} {label}"
    return f"{place} {label}"
