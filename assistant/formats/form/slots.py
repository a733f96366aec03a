"""Where a value would go that the file does not hold yet: blank cells beside labels, blank rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.formats.base import Cell, Row, at
from assistant.formats.form.across import AcrossTable
from assistant.formats.form.collect import Collected
from assistant.formats.form.entry import LEVELS, ROW_TEXTS, Entry
from assistant.formats.form.table import Table

_SHEET_CELL = re.compile(r"(.*![A-Z]+)(\d+)")
_WRITABLE = frozenset({*ROW_TEXTS, "sign"})


def find_slots(
    rows: Sequence[Row], tables: Sequence[Table], into: Collected, *, is_last: bool
) -> None:
    """Point labels without a value at the blank cell for it; give rows the blank ones below.

    `is_last`: nothing follows the form in its sheet, so that there is room below it.
    """
    places = {c.place: (r, i) for r, row in enumerate(rows) for i, c in enumerate(row.cells)}
    for path, source in into.cells.items():
        if not source.text and source.at in places:
            row, column = places[source.at]
            below = rows[row + 1] if row + 1 < len(rows) else None
            slot = _slot(rows[row], column, below)
            into.cells[path] = source.model_copy(update={"at": slot.place if slot else source.at})
    _find_spare_rows(rows, tables)
    if any(table.entries for table in tables):
        return
    below = row_below(rows[-1]) if is_last and rows else None
    free = _free_rows(rows, tables)
    if not free and below:
        free = _free_rows((*rows, below), tables)
    for table, blank in free:
        if isinstance(table, AcrossTable):
            table.offer(blank, into)
            return
        if cells := _blank_cells(blank, table.columns, {*_WRITABLE, *LEVELS}):
            into.free.append(cells)


def row_below(last: Row) -> Row | None:
    """The row below the last one of a sheet, which is there though the file does not hold it."""
    places = [_SHEET_CELL.fullmatch(cell.place) for cell in last.cells]
    if not all(places):
        return None
    at_them = (f"{m.group(1)}{int(m.group(2)) + 1}" for m in places if m)
    return Row(tuple(Cell("", place) for place in at_them), "")


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


def _free_rows(rows: Sequence[Row], tables: Sequence[Table]) -> list[tuple[Table, Row]]:
    """The blank rows of a table in which nothing stands yet, not even a category."""
    headings = {table.place: table for table in tables}
    current: Table | None = None
    found: list[tuple[Table, Row]] = []
    for row in rows:
        if row.place in headings:
            current = headings[row.place]
        elif current and not _is_blank(row, current):
            current = None
        elif current:
            found.append((current, row))
    return found


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
