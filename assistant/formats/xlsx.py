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
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile
from assistant.formats import guard
from assistant.formats.base import Cell, Covered, Grid, Row
from assistant.formats.excel_display import shown
from assistant.formats.xlsx_write import write

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read", "write"]

_FORMULA = re.compile(rb"<f[ />]")


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid per visible worksheet."""
    values = _opened(data, name, values=True)
    sheets = _sheets_xml(data)
    guard.check_rows(sheets, b"row", name)
    formulas = _opened(data, name, values=False) if _FORMULA.search(sheets) else None
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    return tuple(Grid(tuple(_rows(sheet, formulas)), sheet.title) for sheet in visible)


def _opened(data: bytes, name: str, *, values: bool) -> Workbook:
    import warnings

    openpyxl = _library()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book: Workbook = openpyxl.load_workbook(
                io.BytesIO(data), data_only=values, keep_links=False
            )
            return book
    except Exception as error:  # whatever the parser stumbles over, the file is damaged
        raise BrokenFile(
            f"“{name}”打不开：Excel 工作簿的内容已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error


def _library() -> ModuleType:
    """openpyxl, without the numpy that it loads only to know its number types.

    Loading that takes longer than reading a form. Where other threads run, one of them may be
    loading numpy itself, so it is left alone there.
    """
    if {"numpy", "openpyxl"} & sys.modules.keys() or threading.active_count() > 1:
        return import_module("openpyxl")
    sys.modules["numpy"] = None  # type: ignore[assignment]  # what makes an import fail at once
    try:
        return import_module("openpyxl")
    finally:
        del sys.modules["numpy"]


def _sheets_xml(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [m for m in package.namelist() if m.startswith("xl/worksheets/sheet")]
        return b"".join(package.read(member) for member in sheets)


def _rows(sheet: Worksheet, formulas: Workbook | None) -> Iterator[Row]:
    merged = _merged(sheet)
    formula_sheet = formulas[sheet.title] if formulas else None
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row: list[Cell] = []
        for column, cell in enumerate(cells, 1):
            row.append(_cell(cell, (number, column), merged, sheet, formula_sheet))
        yield Row(tuple(row), f"{sheet.title} 第{number}行")


def _cell(
    cell: ExcelCell | MergedCell,
    at: tuple[int, int],
    merged: dict[tuple[int, int], tuple[int, int]],
    sheet: Worksheet,
    formulas: Worksheet | None,
) -> Cell:
    place = f"{sheet.title}!{cell.coordinate}"
    origin = merged.get(at)
    covered: Covered = ""
    if origin:
        covered = "left" if origin[1] < at[1] else "above"
        if covered == "left":
            return Cell("", place, covered)
        cell = sheet.cell(*origin)
    text = shown(cell.value, cell.number_format)
    if not text and formulas is not None:
        text = str(formulas.cell(*(origin or at)).value or "")
    return Cell(text, place, covered)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every covered cell with the origin of its merged range."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        origin = (area.min_row, area.min_col)
        last_row, last_column = min(area.max_row, sheet.max_row), min(area.max_col, 200)
        for row in range(area.min_row, last_row + 1):
            for column in range(area.min_col, last_column + 1):
                if (row, column) != origin:
                    found[row, column] = origin
    return found
