"""Excel workbooks: every visible sheet as a grid, each cell as the text that Excel shows.

No digit is lost to a display format. Formulas are read by their stored result; one that was never
calculated stays as its formula. Macros, links and hidden sheets are not opened.
"""

from __future__ import annotations

import io
import re
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from assistant.errors import BrokenFile
from assistant.formats import guard
from assistant.formats.base import Cell, Covered, Grid, Row
from assistant.formats.excel_display import shown
from assistant.formats.patch.excel_cells import corners, name

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_FORMULA = re.compile(rb"<f[ />]")
_AREA = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*\br=["'](\d+)["']""")
_MOST = 200
"""Columns of a sheet, and blank rows of a merged area, beyond which nobody merges."""

At = tuple[int, int]
"""Row and column, from 1."""
Stored = tuple[Any, str]
"""The value of a cell and its number format."""


def read(data: bytes, file: str) -> tuple[Grid, ...]:
    """One grid per visible worksheet."""
    sheets = _sheets_xml(data)
    guard.check_rows(b"".join(sheets.values()), b"row", file)
    try:
        return tuple(_grids(data, sheets))
    except Exception as error:  # whatever the parser stumbles over, the file is damaged
        raise BrokenFile(
            f"“{file}”打不开：Excel 工作簿的内容已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error


def _grids(data: bytes, sheets: dict[str, bytes]) -> Iterator[Grid]:
    book = _opened(data, values=True)
    formulas = _opened(data, values=False) if any(map(_FORMULA.search, sheets.values())) else None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            xml = sheets.get(_part(sheet), b"")
            stored = _stored(formulas[sheet.title]) if formulas else None
            yield Grid(tuple(_rows(sheet.title, _stored(sheet), _merged(xml), stored)), sheet.title)
    book.close()


def _opened(data: bytes, *, values: bool) -> Workbook:
    """The workbook, its cells read one after the other as they are asked for.

    Merged areas are read from the part itself: the library spends half of its time on drawing
    their borders.
    """
    import warnings

    openpyxl = _library()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book: Workbook = openpyxl.load_workbook(
            io.BytesIO(data), data_only=values, keep_links=False, read_only=True
        )
        return book


def _library() -> ModuleType:
    """openpyxl, without numpy and PIL, which it loads to know number types and to write pictures.

    Loading them takes longer than reading a form. Where other threads run, one of them may be
    loading them itself, so they are left alone there.
    """
    unneeded = {"numpy", "PIL"} - sys.modules.keys()
    if "openpyxl" in sys.modules or threading.active_count() > 1:
        return import_module("openpyxl")
    sys.modules.update(dict.fromkeys(unneeded))  # type: ignore[arg-type]  # makes an import fail
    try:
        return import_module("openpyxl")
    finally:
        for name in unneeded:
            del sys.modules[name]


def _sheets_xml(data: bytes) -> dict[str, bytes]:
    """Part → its XML, for each worksheet."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = (m for m in package.namelist() if m.startswith("xl/worksheets/") and "/_" not in m)
        return {member: package.read(member) for member in sheets if member.endswith(".xml")}


def _part(sheet: Any) -> str:
    """Where the worksheet stands in the package; the library has no public name for it."""
    return str(sheet._worksheet_path)


def _stored(sheet: Any) -> list[list[Stored]]:
    """The cells of each row as the file holds them, whatever size the file says it has."""
    sheet.reset_dimensions()
    return [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]


def _rows(
    title: str,
    stored: list[list[Stored]],
    merged: dict[At, At],
    formulas: list[list[Stored]] | None,
) -> Iterator[Row]:
    height = max((len(stored), *(row for row, _ in merged)))
    width = max((0, *map(len, stored), *(column for _, column in merged)))
    for number in range(1, height + 1):
        cells = (
            _cell(title, (number, column), stored, merged, formulas)
            for column in range(1, width + 1)
        )
        yield Row(tuple(cells), f"{title} 第{number}行")


def _cell(
    title: str,
    at: At,
    stored: list[list[Stored]],
    merged: dict[At, At],
    formulas: list[list[Stored]] | None,
) -> Cell:
    place = f"{title}!{name(at[1], at[0])}"
    origin = merged.get(at, at)
    covered: Covered = ""
    if origin != at:
        covered = "left" if origin[1] < at[1] else "above"
        if covered == "left":
            return Cell("", place, covered)
    text = shown(*_at(stored, origin))
    if not text and formulas is not None:
        text = str(_at(formulas, origin)[0] or "")
    return Cell(text, place, covered)


def _at(stored: list[list[Stored]], at: At) -> Stored:
    row, column = at[0] - 1, at[1] - 1
    if row < len(stored) and column < len(stored[row]):
        return stored[row][column]
    return None, "General"


def _merged(xml: bytes) -> dict[At, At]:
    """Every covered cell with the origin of its merged area; none reaches far past the last row."""
    found: dict[At, At] = {}
    last = max((int(n) for n in _ROW_NUMBER.findall(xml)), default=0)
    for area in _AREA.findall(xml):
        (left, top), (right, bottom) = corners(area.decode())
        for row in range(top, min(bottom, max(last, top + _MOST)) + 1):
            for column in range(left, min(right, _MOST) + 1):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found
