"""Grid → declarations: the only code that understands a form's shape. Labels decide, not positions.

split.py     one grid into forms            heading.py  which column holds what
labels.py    what is a label                table.py    indicator rows
header.py    labelled cells into fields     blocks.py   indicators as running text
values.py    amounts, years, yes and no     target_cell.py   sign, number and unit as one value
year.py      the budget year                finish.py   rows and fields into declarations
collect.py   what was gathered, with places and notes
slots.py     blank cells and rows that a value could be written into
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.formats.base import Cell, Grid, Row, joined
from assistant.formats.form.blocks import indicators_in, is_block
from assistant.formats.form.collect import Collected
from assistant.formats.form.finish import finished
from assistant.formats.form.header import read_header_row, read_loose_line
from assistant.formats.form.heading import Heading, heading_of
from assistant.formats.form.labels import Labels
from assistant.formats.form.slots import find_slots
from assistant.formats.form.split import is_subtitle, is_title, opening_fields, split_forms
from assistant.formats.form.table import Entry, Table
from assistant.formats.form.year import read_year
from assistant.model import Imported, SourceCell
from assistant.vocabulary.profile import Profile


def read_forms(grids: Iterable[Grid], profile: Profile) -> tuple[Imported, ...]:
    """Every declaration in the grids, in order. Empty when nothing in them is a form."""
    labels = Labels(profile)
    forms = (form for grid in grids for form in split_forms(grid.rows, labels))
    return tuple(one for form in forms for one in _Form(form, labels).read())


class _Form:
    """The reading of one form: its rows, and what was gathered so far."""

    def __init__(self, rows: Sequence[Row], labels: Labels) -> None:
        self.every = rows
        self.order = {row.place: number for number, row in enumerate(rows)}
        self.rows = [row for row in rows if row.filled()]
        self.labels = labels
        self.into = Collected()
        self.titles: list[Row] = []
        self.tables: list[Table] = []
        self.in_table = False

    def read(self) -> tuple[Imported, ...]:
        """Read row after row, then put together what they gave."""
        number = 0
        while number < len(self.rows):
            below = self.rows[number + 1] if number + 1 < len(self.rows) else None
            number += self._read_row(self.rows[number], below)
        read_year(self.titles, self.into)
        first = (self.titles or self.rows)[:1]
        self.into.start = first[0].filled()[0][1].place if first else ""
        find_slots(self.every, self.tables, self.into)
        return finished(self.tables, self.into, self.titles, self.labels)

    def _read_row(self, row: Row, below: Row | None) -> int:
        """Take the row as whatever it is; returns how many rows that took."""
        heading = heading_of(row, below if self._is_next(row, below) else None, self.labels)
        if heading:
            self._begin_table(heading)
            return heading.rows
        if is_title(row) or is_subtitle(row):
            self.titles.append(row)
        elif row.page_top and self._continue(row):
            self.into.note("这一行接上一页最后一行，已拼接", row.place)
        elif not self._read_indicator(row):
            self.in_table = False
            self._read_outside(self._read_blocks(row), below)
        return 1

    def _is_next(self, row: Row, below: Row | None) -> bool:
        """False where blank rows lie between."""
        return below is not None and self.order[below.place] == self.order[row.place] + 1

    def _begin_table(self, heading: Heading) -> None:
        """A heading opens a table; the same one again, as on the next page, changes nothing."""
        if not self.tables or self.tables[-1].heading != heading:
            self.tables.append(Table(heading, self.labels))
        self.in_table = True

    def _read_indicator(self, row: Row) -> bool:
        if not (self.tables and self.in_table):
            return False
        table = self.tables[-1]
        return not opening_fields(row, self.labels, table.heading) and table.read(row)

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

    def _read_blocks(self, row: Row) -> Row:
        """Take indicators written as running text; returns the row without them."""
        blocks = [cell for _, cell in row.filled() if is_block(cell.text, self.labels)]
        for cell in blocks:
            self._add_block(cell)
        rest = tuple(Cell("", c.place, "left") if c in blocks else c for c in row.cells)
        return Row(rest, row.place) if blocks else row

    def _add_block(self, cell: Cell) -> None:
        table = self.tables[-1] if self.tables else Table(Heading({"name": 0}), self.labels)
        self.tables = self.tables or [table]
        for texts in indicators_in(cell.text, self.labels):
            source = SourceCell(place=cell.place, text=cell.text, at=cell.place)
            table.entries.append(Entry(texts=texts, cells=dict.fromkeys(texts, source)))

    def _read_outside(self, row: Row, below: Row | None) -> None:
        filled = row.filled()
        if len(filled) == 1 and not self.labels.is_label(filled[0][1].text):
            read_loose_line(row, self.labels, self.into)
        elif filled:
            read_header_row(row, below, self.labels, self.into)
