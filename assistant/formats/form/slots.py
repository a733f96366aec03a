"""Where a value would go that the file does not hold yet: blank cells beside labels, blank rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.formats.base import Cell, Row, at
from assistant.formats.form.collect import Collected
from assistant.formats.form.entry import LEVELS, ROW_TEXTS, Entry
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
    if not any(table.entries for table in tables):
        into.free.extend(_free_rows(rows, tables))


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
        elif not _is_blank(row, current[0] if current else None):
            current = None
        elif current and (cells := _blank_cells(row, current[0].columns)):
            current[1].spare.append(cells)


def _free_rows(rows: Sequence[Row], tables: Sequence[Table]) -> Iterator[dict[str, str]]:
    """The blank rows of a table in which nothing stands yet, not even a category."""
    headings = {table.place: table for table in tables}
    current: Table | None = None
    for row in rows:
        if row.place in headings:
            current = headings[row.place]
        elif current and not _is_blank(row, current):
            current = None
        elif current:
            cells = _blank_cells(row, current.columns, {*_WRITABLE, *LEVELS})
            yield from [cells] if cells else []


def _is_blank(row: Row, table: Table | None) -> bool:
    """True for a row without text, its running number apart."""
    number = table.columns.get("number") if table else None
    return all(column == number for column, _ in row.filled())


def _blank_cells(
    row: Row, columns: Mapping[str, int], writable: Collection[str] = _WRITABLE
) -> dict[str, str]:
    """Field → place of the row's own cells; empty where a name has no cell of its own."""
    cells = {name: at(row.cells, column) for name, column in columns.items() if name in writable}
    own = {name: cell.place for name, cell in cells.items() if cell and not cell.covered}
    return own if "name" in own else {}
