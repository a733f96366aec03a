"""Small tables of the header that hold no indicators: money by source and year, tasks with budgets.

A row of headings, then rows of a label and figures. A row whose label is a field gives that field
its first figure; everything else is kept as it stands, named by its row and its column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.formats.base import Cell, Row
from assistant.formats.form.labels import Labels, plain
from assistant.formats.form.values import is_figure, money_unit

_LONGEST_HEAD = 20
_FEWEST = 2
_DASHES = frozenset("-—–─－/／")
_AMOUNTS = frozenset({"total_amount", "annual_amount", "fiscal_amount", "other_amount"})


@dataclass(frozen=True, slots=True)
class Ledger:
    """Column → heading; the columns in which figures stand."""

    heads: Mapping[int, str]
    figures: frozenset[int]

    @property
    def factor(self) -> Decimal | None:
        """The unit that its headings name, as a number of yuan."""
        units = {unit for head in self.heads.values() if (unit := money_unit(head))}
        return units.pop() if len(units) == 1 else None

    def holds(self, row: Row) -> bool:
        """True for a row of this table: it has figures or dashes under the headings."""
        return any(_is_entry(c) for i, c in row.filled() if i in self.figures)

    def read(self, row: Row, labels: Labels) -> tuple[list[tuple[int, Cell, Cell]], list[Named]]:
        """(column, label, value) of what is a field, and the rest with its names."""
        filled = row.filled()
        label = next(((i, c) for i, c in filled if labels.field(c.text) in _AMOUNTS), None)
        names = [c for i, c in filled if i not in self.figures]
        entries = [(i, c) for i, c in filled if i in self.figures and not is_dash(c.text)]
        if label is None:
            first, rest = names[:1], [(self._column(c, row), c) for c in names[1:]]
            head = _flat(first[0].text) if first else ""
            return [], [self._named(head, i, c) for i, c in (*rest, *entries)]
        field = labels.field(label[1].text)
        taken = [(label[0], label[1], cell) for _, cell in entries[:1]]
        left = []
        for column, cell in entries[1:]:
            share = Cell(self.heads.get(column, ""), cell.place)
            if field == "annual_amount" and labels.field(share.text) in _AMOUNTS - {field}:
                taken.append((column, share, cell))
            else:
                left.append(self._named(_flat(label[1].text), column, cell))
        return taken, left

    def _column(self, cell: Cell, row: Row) -> int:
        return next(i for i, each in enumerate(row.cells) if each is cell)

    def _named(self, head: str, column: int, cell: Cell) -> Named:
        over = _flat(self.heads.get(column, ""))
        return f"{head}（{over}）" if over and over != head else head, cell


Named = tuple[str, Cell]


def ledger_of(row: Row, below: Sequence[Row], labels: Labels) -> Ledger | None:
    """The table that begins in this row, else None."""
    filled = row.filled()
    heads = {i: c.text for i, c in filled}
    if not below or len(filled) < _FEWEST or any(_is_no_head(c) for _, c in filled):
        return None
    entries = [i for i, c in below[0].filled() if _is_entry(c)]
    figures = frozenset(i for i in entries if i in heads)
    labels_between = any(
        entries and entries[0] < i < entries[-1] and not _is_entry(c) for i, c in below[0].filled()
    )
    if len(figures) < _FEWEST or labels_between:
        return None
    table = Ledger(heads, figures)
    first = {labels.field(c.text) for _, c in below[0].filled()}
    many = len(below) > 1 and table.holds(below[1])
    return table if many or first & {"total_amount", "annual_amount"} else None


def is_dash(text: str) -> bool:
    """True for the strokes that stand for nothing."""
    return bool(plain(text)) and set(plain(text)) <= _DASHES


def _is_no_head(cell: Cell) -> bool:
    return len(plain(cell.text)) > _LONGEST_HEAD or is_figure(cell.text) or is_dash(cell.text)


def _is_entry(cell: Cell) -> bool:
    return is_figure(cell.text) or is_dash(cell.text)


def _flat(text: str) -> str:
    return "".join(text.split()).strip(":：")
