"""Grid → declarations: the only code that understands a form's shape. Labels decide, not positions.

nested.py    tables inside cells            split.py    one grid into forms
heading.py   which column holds what
labels.py    what is a label                table.py    indicator rows
header.py    labelled cells into fields     blocks.py   indicators as running text
entry.py     one row as read               ledger.py   small tables of money
across.py    a column per category           listed.py   whose project a row of a list is
settle.py    what only the rows can tell about a heading   shifted.py   rows that slid to the left
values.py    amounts, years, yes and no     target_cell.py   sign, number and unit as one value
year.py      the budget year                finish.py   rows and fields into declarations
collect.py   what was gathered, with places and notes
pieces.py    several labels in one cell, and what 单位 says
numbered.py  numbers before names, several indicators in one cell
slots.py     blank cells and rows that a value could be written into
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.formats.base import Grid, Row, joined
from assistant.formats.form.across import category_columns
from assistant.formats.form.blocks import taken_out
from assistant.formats.form.collect import Collected
from assistant.formats.form.entry import Entry, source_of
from assistant.formats.form.finish import finished
from assistant.formats.form.header import (
    enter_group,
    read_header_row,
    read_ledger_row,
    read_loose_line,
)
from assistant.formats.form.heading import Heading, heading_of
from assistant.formats.form.labels import Labels, labels_of
from assistant.formats.form.ledger import Ledger, ledger_of
from assistant.formats.form.nested import unfolded
from assistant.formats.form.pieces import read_unit_remark
from assistant.formats.form.settle import settled
from assistant.formats.form.slots import find_slots
from assistant.formats.form.split import closes_table, is_subtitle, is_title, split_forms
from assistant.formats.form.table import Table
from assistant.formats.form.year import read_year
from assistant.model import Imported
from assistant.vocabulary.profile import Profile


def read_forms(grids: Iterable[Grid], profile: Profile) -> tuple[Imported, ...]:
    """Every declaration in the grids, in order. Empty when nothing in them is a form."""
    labels = labels_of(profile)
    unfolding = ((grid, unfolded(grid.rows, labels)) for grid in grids)
    forms = ((grid, rows, form) for grid, rows in unfolding for form in split_forms(rows, labels))
    return tuple(
        one for grid, rows, form in forms for one in _Form(form, rows[-1:], grid, labels).read()
    )


class _Form:
    """The reading of one form: its rows, and what was gathered so far."""

    def __init__(
        self, rows: Sequence[Row], last: Sequence[Row], grid: Grid, labels: Labels
    ) -> None:
        self.every = rows
        self.order = {row.place: number for number, row in enumerate(rows)}
        self.rows = [row for row in rows if row.filled()]
        self.labels = labels
        self.into = Collected(is_partial=bool(grid.said))
        self.is_last = bool(rows) and rows[-1].place == last[-1].place
        self.titles: list[Row] = []
        self.tables: list[Table] = []
        self.in_table = False
        self.printed: Heading | None = None
        self.ledger: Ledger | None = None

    def read(self) -> tuple[Imported, ...]:
        """Read row after row, then put together what they gave."""
        number = 0
        while number < len(self.rows):
            below = self.rows[number + 1] if number + 1 < len(self.rows) else None
            number += self._read_row(self.rows[number], below)
        read_year(self.titles, self.into)
        first = (self.titles or self.rows)[:1]
        self.into.start = first[0].filled()[0][1].place if first else ""
        find_slots(self.every, self.tables, self.into, is_last=self.is_last)
        return finished(self.tables, self.into, self.titles, self.labels)

    def _read_row(self, row: Row, below: Row | None) -> int:
        """Take the row as whatever it is; returns how many rows that took."""
        heading = heading_of(row, below if self._is_next(row, below) else None, self.labels)
        if heading:
            self._begin_table(heading, row)
            return heading.rows
        if is_title(row) or is_subtitle(row):
            self.titles.append(row)
            read_unit_remark(row, self.into)
            return 1
        across = None if self.in_table else self._across(row, below)
        if across:
            across.place = self.rows[self.rows.index(row) + across.heading.rows - 1].place
            self.tables.append(across)
            self.in_table = True
            return across.heading.rows
        if row.page_top and self._continue(row):
            self.into.note("这一行接上一页最后一行，已拼接", row.place)
        elif not (self._read_indicator(row) or self._read_ledger(row)):
            self._read_outside(self._read_running(row), below)
        return 1

    def _is_next(self, row: Row, below: Row | None) -> bool:
        """False where blank rows lie between."""
        return below is not None and self.order[below.place] == self.order[row.place] + 1

    def _across(self, row: Row, below: Row | None) -> Table | None:
        return category_columns(row, below if self._is_next(row, below) else None, self.labels)

    def _begin_table(self, heading: Heading, row: Row) -> None:
        """A heading opens a table; the same one again, as on the next page, changes nothing."""
        if self.printed != heading:
            start = self.rows.index(row) + heading.rows
            table = Table(settled(heading, self.rows[start:], self.labels), self.labels)
            table.place = self.rows[start - 1].place
            self.tables.append(table)
        self.printed, self.in_table = heading, True

    def _read_indicator(self, row: Row) -> bool:
        """A row of the latest table. A line that is none may stand between its rows."""
        table = self.tables[-1] if self.tables else None
        if table is None or closes_table(row, self.labels, table.heading):
            self.in_table = False
            return False
        self.in_table = (self.in_table or table.fits(row)) and table.read(row)
        return self.in_table

    def _read_ledger(self, row: Row) -> bool:
        """A row of a small table of money, which may begin here."""
        if self.ledger and self.ledger.holds(row):
            read_ledger_row(row, self.ledger, self.labels, self.into)
            return True
        start = self.rows.index(row) + 1
        self.ledger = ledger_of(row, self.rows[start : start + 2], self.labels)
        if self.ledger:
            enter_group(row, self.into)
        return self.ledger is not None

    def _continue(self, row: Row) -> bool:
        """Append a row that a page break cut off to what it belongs to. False when it is whole."""
        if self.tables and self.in_table:
            return self.tables[-1].extend(row)
        cells = [cell for _, cell in row.filled()]
        field = self.into.latest
        text = self.into.values.get(field)
        if len(cells) != 1 or not isinstance(text, str) or self.labels.field_of_cell(cells[0].text):
            return False
        self.into.values[field] = joined([text, cells[0].text])
        return True

    def _read_running(self, row: Row) -> Row:
        """Take indicators written as running text; returns the row without them."""
        rest, found, holders = taken_out(row, self.labels)
        self.into.running.extend(holders)
        if found:
            table = self.tables[-1] if self.tables else Table(Heading({"name": 0}), self.labels)
            self.tables = self.tables or [table]
            table.entries += [
                Entry(texts=texts, cells=dict.fromkeys(texts, source_of(cell)))
                for texts, cell in found
            ]
        return rest

    def _read_outside(self, row: Row, below: Row | None) -> None:
        filled = row.filled()
        if len(filled) == 1 and not self.labels.is_label(filled[0][1].text):
            read_loose_line(row, self.labels, self.into)
        elif filled:
            read_header_row(row, below, self.labels, self.into)
