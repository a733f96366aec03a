"""A row that lost its first cells and slid to the left, put back under its headings."""

from __future__ import annotations

import re

from assistant.formats.base import Cell, Row, at
from assistant.formats.form.heading import Heading
from assistant.formats.form.labels import Labels

_VALUE_LIKE = re.compile(r"[\d≥≤<>=＝〉《》]|不适用|显著|明显")


def put_back(row: Row, heading: Heading, labels: Labels) -> tuple[Row, str]:
    """The row with its cells under their headings, and what to say about it."""
    missing = _lost_cells(row, heading, labels)
    if not missing:
        return row, ""
    first, cell = row.filled()[0]
    moved = [Cell("", row.place)] * missing + list(row.cells[first:])
    said = f"这一行左移了{missing}格（首格“{cell.text.strip()}”站在左边一栏），已按列对齐"
    return Row((*row.cells[:first], *moved), row.place), said


def filled_at(row: Row, column: int) -> Cell | None:
    """The cell in that column, when it has text of its own or from above."""
    cell = at(row.cells, column)
    return cell if cell and cell.text.strip() and cell.covered != "left" else None


def _lost_cells(row: Row, heading: Heading, labels: Labels) -> int:
    """How many columns the row slid to the left: 0 unless its first text proves it."""
    filled = row.filled()
    columns = heading.columns
    if not filled or heading.midterm or any(cell.covered for cell in row.cells):
        return 0
    first, cell = filled[0]
    last = max(columns.values())
    names = ("level2",) if first in heading.projects.values() else ("level2", "name")
    for name in names:
        slid = columns.get(name, first) - first
        free = all(not filled_at(row, c) for c in range(last - slid + 1, last + 1))
        if slid > 0 and free and _belongs(name, cell, row, slid, heading, labels):
            return slid
    return 0


def _belongs(name: str, first: Cell, row: Row, slid: int, heading: Heading, labels: Labels) -> bool:
    columns = heading.columns
    if name == "level2":
        here = filled_at(row, columns["level2"])
        return labels.is_level2(first.text) and bool(here and not labels.is_level2(here.text))
    if labels.is_level1(first.text) or labels.is_level2(first.text) or "value" not in columns:
        return False
    now = filled_at(row, columns["value"])
    moved = filled_at(row, columns["value"] - slid)
    return bool(moved and _VALUE_LIKE.search(moved.text)) and not (
        now and _VALUE_LIKE.search(now.text)
    )
