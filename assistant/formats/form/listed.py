"""A list of many projects: whose project a row is, told by cells that blank ones below repeat."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.formats.base import Cell, Row, joined
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
        self.completed: dict[str, str] = {}
        """The text that a page break left of a cell → the whole."""
        self._heading = heading
        self._units: dict[str, Cell] = {}

    def begins(self, row: Row) -> bool:
        """Take what the row says of its project. True when it is another than the row above's."""
        named = cells_in(row, self._heading.projects)
        if row.page_top and self._goes_on(named):
            self._complete(named)
            return False
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

    def complete(self, row: Row) -> None:
        """Append what a row at the top of a page says of the project of the page before."""
        self._complete(cells_in(row, self._heading.projects))

    def _goes_on(self, named: Mapping[str, Cell]) -> bool:
        """True where a page break cut the cells of a project: not all of them are there again."""
        again = {name for name, cell in named.items() if not cell.covered}
        return bool(again) and bool(self.own.keys() - again - set(_UNITS))

    def _complete(self, named: Mapping[str, Cell]) -> None:
        for name, cell in named.items():
            begun = self.own.get(name)
            if begun and not cell.covered and begun.text != cell.text:
                self.own[name] = Cell(joined([begun.text, cell.text]), begun.place)
                self.completed[begun.text] = self.own[name].text

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
