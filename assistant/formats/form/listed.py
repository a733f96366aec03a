"""A list of many projects: whose project a row is, told by cells that blank ones below repeat."""

from __future__ import annotations

from assistant.formats.base import Cell, Row
from assistant.formats.form.heading import IDENTITY, Columns, Heading
from assistant.formats.form.labels import plain
from assistant.formats.form.shifted import filled_at

_UNITS = ("applicant_unit", "budget_unit")


class Projects:
    """Goes along with the rows of a list; of a form for one project it holds nothing."""

    def __init__(self, heading: Heading) -> None:
        self.own: dict[str, Cell] = {}
        """Field → cell of the project that the latest row belongs to."""
        self.aside: dict[str, Cell] = {}
        """What the list says of it under headings that no field holds."""
        self._heading = heading
        self._units: dict[str, Cell] = {}

    def begins(self, row: Row) -> bool:
        """Take what the row says of its project. True when it is another than the row above's."""
        named = cells_in(row, self._heading.projects)
        if not named.keys() & IDENTITY:
            return False
        left = {
            label.strip(): cell
            for column, label in self._heading.others.items()
            if column < self._heading.first and (cell := filled_at(row, column))
        }
        self._units.update({name: named[name] for name in _UNITS if name in named})
        if all(is_same(named[name], self.own.get(name)) for name in named.keys() & IDENTITY):
            self.own.update(named)
            self.aside.update(left)
            return False
        self.own, self.aside = {**self._units, **named}, left
        return True

    def unit_above(self, row: Row) -> Cell | None:
        """The unit that stands alone in a row above its projects, perhaps with its sum."""
        named = cells_in(row, self._heading.projects)
        unit = next((named[name] for name in _UNITS if name in named), None)
        if unit and not named.keys() & IDENTITY:
            self._units = {name: named[name] for name in _UNITS if name in named}
            return unit
        return None


def cells_in(row: Row, columns: Columns) -> dict[str, Cell]:
    """Field → cell of those columns that hold text, be it from above."""
    return {name: cell for name, at in columns.items() if (cell := filled_at(row, at))}


def is_same(one: Cell, other: Cell | None) -> bool:
    """True when both say the same."""
    return other is not None and plain(one.text) == plain(other.text)
