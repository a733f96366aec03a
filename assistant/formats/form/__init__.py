"""Grid → declarations: the only code that understands a form's shape. Labels decide, not positions.

split.py     one grid into forms            header.py   labelled cells into fields
labels.py    what is a label                table.py    indicator rows
values.py    amounts, years, yes and no     year.py     the budget year
collect.py   what was gathered, with places and notes
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.formats.base import Grid, Row, joined
from assistant.formats.form.collect import Collected
from assistant.formats.form.header import read_header_row, read_loose_line
from assistant.formats.form.labels import Labels
from assistant.formats.form.split import is_subtitle, is_title, opening_fields, split_forms
from assistant.formats.form.table import Columns, Table, columns_of
from assistant.formats.form.year import read_year
from assistant.model import Declaration, Imported
from assistant.vocabulary.profile import Profile

_ENOUGH_FIELDS = 2


def read_forms(grids: Iterable[Grid], profile: Profile) -> tuple[Imported, ...]:
    """Every declaration in the grids, in order. Empty when nothing in them is a form."""
    labels = Labels(profile)
    forms = (form for grid in grids for form in split_forms(grid.rows, labels))
    return tuple(one for form in forms if (one := _Form(form, labels).read()))


class _Form:
    """The reading of one form: its rows, and what was gathered so far."""

    def __init__(self, rows: Sequence[Row], labels: Labels) -> None:
        self.rows = rows
        self.labels = labels
        self.into = Collected()
        self.titles: list[Row] = []
        self.table: Table | None = None
        self.in_table = False

    def read(self) -> Imported | None:
        for number, row in enumerate(self.rows):
            if row.filled():
                self._read_row(row, self._below(number))
        read_year(self.titles, self.into)
        return self._finished()

    def _read_row(self, row: Row, below: Row | None) -> None:
        columns = columns_of(row, self.labels)
        if columns:
            self._begin_table(columns)
        elif is_title(row) or is_subtitle(row):
            self.titles.append(row)
        elif row.page_top and self._continue(row):
            self.into.note("这一行接上一页最后一行，已拼接", row.place)
        elif not self._read_indicator(row):
            self.in_table = False
            self._read_outside(row, below)

    def _begin_table(self, columns: Columns) -> None:
        """A heading opens the table; repeated on the next page it changes nothing."""
        self.table = self.table or Table(columns, self.labels, self.into)
        self.table.columns = columns
        self.in_table = True

    def _read_indicator(self, row: Row) -> bool:
        if not (self.table and self.in_table):
            return False
        if opening_fields(row, self.labels, self.table.columns):
            return False
        return self.table.read(row)

    def _continue(self, row: Row) -> bool:
        """Append a row that a page break cut off to what it belongs to. False when it is whole."""
        if self.table and self.in_table:
            return self.table.extend(row)
        cells = [cell for _, cell in row.filled()]
        field = self.into.latest
        text = self.into.values.get(field)
        if len(cells) != 1 or not isinstance(text, str) or self.labels.field_of_cell(cells[0].text):
            return False
        self.into.values[field] = joined([text, cells[0].text])
        return True

    def _read_outside(self, row: Row, below: Row | None) -> None:
        if len(row.filled()) == 1 and not self.labels.field(row.filled()[0][1].text):
            read_loose_line(row, self.labels, self.into)
        else:
            read_header_row(row, below, self.labels, self.into)

    def _below(self, number: int) -> Row | None:
        rest = self.rows[number + 1 :]
        return next((row for row in rest if row.filled()), None)

    def _finished(self) -> Imported | None:
        rows = tuple(self.table.rows) if self.table else ()
        if len(self.into.values) < _ENOUGH_FIELDS and not rows:
            return None
        if not rows:
            self.into.note("没有找到指标表（一级指标、二级指标、三级指标、指标值……），只读入了表头")
        declaration = Declaration.model_validate({
            "profile": self.labels.profile.name,
            **self.into.values,
            "indicators": rows,
            "extra": tuple(self.into.extra),
        })  # fmt: skip
        notes, cells = tuple(self.into.notes), self.into.cells
        return Imported(declaration=declaration, notes=notes, cells=cells)
