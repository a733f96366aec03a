"""Excel does not fit the height of merged cells, nor of rows with a height of their own."""

from __future__ import annotations

from math import ceil
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DEFAULT_WIDTH = 8.4
_LINE_POINTS = 13.5
_HIGHEST_ROW = 409


def make_room(root: Any, row: Any, first: int, last: int, text: str) -> None:
    """Raise the row where the text needs more lines than it shows; it is never lowered."""
    if not row.get("ht"):
        return
    room = sum(_width(root, column) for column in range(first, last + 1)) - 1
    lines = sum(max(1, ceil(_length(part) / max(room, 1))) for part in text.split("\n"))
    needed = min(lines * _LINE_POINTS + 6, _HIGHEST_ROW)
    if needed > float(row.get("ht")):
        row.set("ht", f"{needed:g}")
        row.set("customHeight", "1")


def _width(root: Any, column: int) -> float:
    for columns in root.iter(f"{MAIN}col"):
        if int(columns.get("min", "0")) <= column <= int(columns.get("max", "0")):
            return float(columns.get("width", _DEFAULT_WIDTH))
    return _DEFAULT_WIDTH


def _length(text: str) -> float:
    """In widths of a digit, as Excel counts; a Chinese character takes two."""
    return sum(2.0 if character > "\u2000" else 1.1 for character in text)
