"""Where a value would go that the file does not hold yet: blank cells beside labels, blank rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.formats.base import Cell, Row, at
from assistant.formats.form.collect import Collected
from assistant.formats.form.entry import ROW_TEXTS, Entry
from assistant.formats.form.table import Table

_WRITABLE = frozenset({*ROW_TEXTS, "sign"})


def find_slots(rows: Sequence[Row], tables: Sequence[Table], into: Collected) -> None:
    """Point labels without a value at the blank cell for it; give rows the blank ones below."""
    places = {c.place: (r, i) for r, row in enumerate(rows) for i, c in enumerate(row.cells)}
    for path, source in into.cells.items():
        if not source.text and source.at in places:
            row, column = places[source.at]
            below = rows[row + 1] if row + 1 < len(rows) else None
            slot = _slot(rows[row], column, below)
            into.cells[path] = source.model_copy(update={"at": slot.place if slot else source.at})
    _find_spare_rows(rows, tables)


def _slot(row: Row, column: int, below: Row | None) -> Cell | None:
    """The blank cell to the right of a label, else the one under it, else none."""
    right = next((c for c in row.cells[column + 1 :] if c.covered != "left"), None)
    if right and not right.covered and not right.text.strip():
        return right
    under = at(below.cells, column) if below else None
    return under if under and not under.covered and not under.text.strip() else None


def _find_spare_rows(rows: Sequence[Row], tables: Sequence[Table]) -> None:
    owners = {e.place: (table, e) for table in tables for e in table.entries if not e.midterm}
    current: tuple[Table, Entry] | None = None
    for row in rows:
        if row.place in owners:
            current = owners[row.place]
        elif row.filled():
            current = None
        elif current and (cells := _blank_cells(row, current[0].heading.columns)):
            current[1].spare.append(cells)


def _blank_cells(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    """Field → place of the row's own cells; empty where a name has no cell of its own."""
    cells = {name: at(row.cells, column) for name, column in columns.items() if name in _WRITABLE}
    own = {name: cell.place for name, cell in cells.items() if cell and not cell.covered}
    return own if "name" in own else {}
