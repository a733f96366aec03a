"""HTML tables, as saved or pasted from a page: spans become merged cells, breaks become lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from assistant.formats.base import Cell, Grid, Row
from assistant.formats.guard import decode

_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "pre"})
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_KEEPS_BLANKS = re.compile(r"white-space:\s*(?:pre|break-spaces)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_SPANNED = 200


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the page: its tables and the lines between them, in order."""
    page = _Page()
    page.feed(decode(data, name))
    page.close()
    page.end_line()
    return (Grid(tuple(page.rows), name),)


class _Page(HTMLParser):
    """Collects rows: those of tables cell by cell, other text line by line.

    A table inside a cell is read as lines of that cell.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._tables = self._lines = self._row = self._depth = self._silent = 0
        self._text: list[str] = []
        self._keeps_blanks = False
        self._in_cell = False
        self._spans = (1, 1)
        self._cells: list[Cell] = []
        self._hanging: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell; anything that breaks a line breaks it."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.end_line()
                self._tables, self._row, self._hanging = self._tables + 1, 0, {}
        elif tag in ("tr", "td", "th") and self._depth == 1:
            self._end_cell()
            if tag == "tr":
                self._end_row()
            else:
                self._begin_cell({key: value or "" for key, value in attrs})
        elif tag == "br" or tag in ("tr", *_BLOCKS):
            self._break(only_between=tag != "br")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened; unclosed cells and rows are closed by their neighbours."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr", "table") and self._depth == 1:
            self._end_cell()
            if tag in ("tr", "table"):
                self._end_row()
        elif tag in _BLOCKS:
            self._break(only_between=True)
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        """Text of the open cell, or of the line between tables."""
        if not self._silent and (self._in_cell or not self._depth):
            keeps = self._in_cell and self._keeps_blanks
            self._text.append(data if keeps else _BLANKS.sub(" ", data))

    def end_line(self) -> None:
        """Finish a line that stands outside of tables."""
        text = "".join(self._text).strip()
        self._text = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            self._lines += 1
            place = f"第{self._lines}段"
            self.rows.append(Row((Cell(line, place),), place))

    def _break(self, *, only_between: bool) -> None:
        text = "".join(self._text)
        if not only_between or (text.strip() and not text.rstrip(" ").endswith("\n")):
            self._text.append("\n")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell = True
        self._text = []
        self._keeps_blanks = bool(_KEEPS_BLANKS.search(attributes.get("style", "")))
        self._spans = (_span(attributes.get("colspan")), _span(attributes.get("rowspan")))

    def _end_cell(self) -> None:
        if not self._in_cell:
            return
        self._take_hanging()
        text = "".join(self._text)
        if not self._keeps_blanks:
            text = "\n".join(line.strip() for line in text.split("\n"))
        columns, rows = self._spans
        for offset in range(columns):
            if rows > 1:
                self._hanging[len(self._cells)] = (rows - 1, "" if offset else text)
            self._cells.append(self._cell("" if offset else text, covered=offset > 0))
        self._in_cell, self._text = False, []

    def _cell(self, text: str, *, covered: bool) -> Cell:
        place = f"表{self._tables} 第{self._row + 1}行 第{len(self._cells) + 1}列"
        return Cell(text, place, "left" if covered else "")

    def _take_hanging(self) -> None:
        """Cells that a rowspan above reaches into this row."""
        while hanging := self._hanging.get(len(self._cells)):
            left, text = hanging
            column = len(self._cells)
            if left > 1:
                self._hanging[column] = (left - 1, text)
            else:
                del self._hanging[column]
            self._cells.append(Cell(text, self._cell("", covered=False).place, "above"))

    def _end_row(self) -> None:
        if self._cells:
            self._take_hanging()
            self._row += 1
            self.rows.append(Row(tuple(self._cells), f"表{self._tables} 第{self._row}行"))
            self._cells = []


def _span(value: str | None) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdigit() else 1
