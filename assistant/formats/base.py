"""What every format shares: the Grid of cells with their places, and small helpers on them.

A reader turns bytes into Grids and understands nothing; `form/` turns Grids into declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from assistant.model import Note, Value

_OPENS_POINT = r"\d{1,2}[.、．](?!\d)|目标\d{1,2}[：:]|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]"

Covered = Literal["", "left", "above"]


class Cell(Value, kw_only=False):
    """One cell: its text as written, where it stands, and whether a merged neighbour covers it.

    A cell covered from the left is empty; one covered from above repeats the text of its origin.
    """

    text: str
    place: str
    covered: Covered = ""


class Inner(Value, kw_only=False):
    """A table inside a cell: the cell's column, the table's rows, the cell's text without it."""

    column: int
    rows: tuple[Row, ...]
    around: str


class Row(Value, kw_only=False):
    """Cells side by side. `place` names the row alone (第12行, 表1 第12行).

    `page_top`: the row opens a page and may continue the last row of the page before.
    `inner`: the tables that stand inside its cells; their text is part of the cell's text.
    `is_doubtful`: it could not be told what of it is one cell; it is text, and no row of a form.
    """

    cells: tuple[Cell, ...]
    place: str
    page_top: bool = False
    inner: tuple[Inner, ...] = ()
    is_doubtful: bool = False

    def filled(self) -> tuple[tuple[int, Cell], ...]:
        """(column, cell) of the cells that hold text of their own, left to right."""
        return tuple((i, c) for i, c in enumerate(self.cells) if c.text.strip() and not c.covered)


class Grid(Value, kw_only=False):
    """One sheet, document or page run: rows in reading order. `name` is what the user sees."""

    rows: tuple[Row, ...]
    name: str = ""
    from_picture: bool = False
    """True where characters were recognised: any of them may be wrong."""
    said: tuple[Note, ...] = ()
    """What the reader itself could not tell."""
    has_tables: bool = True
    """False for a page run without a single ruled table."""


def text_row(texts: Iterable[str], place: str) -> Row:
    """A row of unmerged cells, each placed by its column number."""
    cells = tuple(Cell(text, f"{place} 第{number}列") for number, text in enumerate(texts, 1))
    return Row(cells, place)


def lines_of(text: str) -> str:
    """The text with one kind of line break, without blanks at its edges."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def line_of(row: Row) -> str:
    """The row as one line of plain text; several cells as `| cell | cell |`."""
    texts = [" ".join(cell.text.split()) for cell in row.cells if cell.covered != "left"]
    return f"| {' | '.join(texts)} |" if len(texts) > 1 else "".join(texts)


def at(cells: Sequence[Cell], column: int | None) -> Cell | None:
    """The cell in that column, or None past the end of the row."""
    if column is None or not 0 <= column < len(cells):
        return None
    return cells[column]


def joined(lines: Iterable[str]) -> str:
    """Wrapped lines as one text: nothing between Chinese, a blank between Latin words.

    A line that opens a numbered point after a line without a trailing blank was a line of its own.
    """
    text = ""
    for line in lines:
        if text and not text[-1].isspace():
            if re.match(_OPENS_POINT, line):
                text += "\n"
            elif _is_latin(text[-1]) and _is_latin(line[:1]):
                text += " "
        text += line
    return text.strip()


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
