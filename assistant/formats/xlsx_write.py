"""The declaration as the official form in Excel, one sheet per form. All cells are text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any

from assistant.errors import FileError
from assistant.formats.layout import CENTRED, Box, Line, Sheet, printable, sheet_of, widths_cm
from assistant.model import OPEN, Declaration
from assistant.vocabulary.profile import Profile

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_CM_PER_CHARACTER = 0.36
_EXCEL_WIDTH_PER_CM = 5.1
_LINE_POINTS = 13.5
_HIGHEST_ROW = 400
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """One printable sheet per declaration."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = ""
    workbook.properties.title = profile.title
    workbook.properties.created = workbook.properties.modified = datetime.now(UTC)
    names: set[str] = set()
    for declaration in declarations:
        name = _sheet_name(declaration, names)
        _fill(workbook.create_sheet(name), sheet_of(declaration, profile))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheet_name(declaration: Declaration, taken: set[str]) -> str:
    name = declaration.project_name or declaration.project_code or "申报表"
    base = _NOT_IN_SHEET_NAMES.sub("", printable(name)).strip()[: _LONGEST_NAME - 4] or "申报表"
    number = 1
    while (unique := base if number == 1 else f"{base}({number})").lower() in taken:
        number += 1
    taken.add(unique.lower())
    return unique


def _fill(worksheet: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    widths = widths_cm(sheet.fields)
    for column, width in enumerate(widths, 1):
        worksheet.column_dimensions[get_column_letter(column)].width = width * _EXCEL_WIDTH_PER_CM
    for number, line in enumerate(sheet.lines, 1):
        _fill_line(worksheet, number, line, sheet)
        worksheet.row_dimensions[number].height = _height(line, widths)
    _set_page(worksheet, sheet)


def _fill_line(worksheet: Worksheet, number: int, line: Line, sheet: Sheet) -> None:
    column = 1
    for box in line.boxes:
        last = column + box.columns - 1
        for each in range(column, last + 1):
            _style(worksheet.cell(number, each), box, line, sheet.fields[column - 1])
        if box.rows:
            _write_text(worksheet.cell(number, column), box.text)
            if box.rows > 1 or box.columns > 1:
                worksheet.merge_cells(
                    start_row=number,
                    end_row=number + box.rows - 1,
                    start_column=column,
                    end_column=last,
                )
        column = last + 1


def _write_text(cell: ExcelCell | MergedCell, text: str) -> None:
    """Text stays text: what begins with = + - @ is never a formula."""
    if len(text) > _LONGEST_TEXT:
        raise FileError(
            f"单元格 {cell.coordinate} 有 {len(text)} 字，超过 Excel 的上限 {_LONGEST_TEXT} 字；"
            "请缩短后再导出，或导出为 docx。"
        )
    if text:
        cell.value = printable(text)
        cell.data_type = "s"


def _style(cell: ExcelCell | MergedCell, box: Box, line: Line, field: str) -> None:
    heading = line.role in ("title", "note")
    centred = heading or box.kind in ("heading", "category")
    centred = centred or (line.role == "row" and field in CENTRED)
    style = _styles()
    cell.alignment = style["centre" if centred else "left"]
    cell.font = style[line.role if heading else box.kind if box.kind == "heading" else "text"]
    cell.number_format = "@"
    if not heading:
        cell.border = style["frame"]
    if OPEN in box.text:
        cell.fill = style["open"]
    elif box.kind == "heading":
        cell.fill = style["grey"]


@cache
def _styles() -> dict[str, Any]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin")
    return {
        "centre": Alignment(horizontal="center", vertical="center", wrap_text=True),
        "left": Alignment(horizontal="left", vertical="center", wrap_text=True),
        "title": Font(name="黑体", size=18),
        "note": Font(name="宋体", size=11),
        "heading": Font(name="宋体", size=10, bold=True),
        "text": Font(name="宋体", size=10),
        "frame": Border(left=side, right=side, top=side, bottom=side),
        "open": PatternFill("solid", start_color="FFFF99"),
        "grey": PatternFill("solid", start_color="EDEDED"),
    }


def _height(line: Line, widths: Sequence[float]) -> float:
    """Excel does not fit the height of merged cells: enough for the tallest text of the line."""
    if line.role == "title":
        return 34
    lines, column = 1, 0
    for box in line.boxes:
        room = sum(widths[column : column + box.columns]) / _CM_PER_CHARACTER - 1
        column += box.columns
        if box.rows == 1:
            needed = sum(max(1, ceil(_length(part) / room)) for part in box.text.split("\n"))
            lines = max(lines, needed)
    return min(max(22.0, lines * _LINE_POINTS + 6), _HIGHEST_ROW)


def _length(text: str) -> float:
    """In full-width characters."""
    return sum(1.0 if character > "\u2000" else 0.55 for character in text)


def _set_page(worksheet: Worksheet, sheet: Sheet) -> None:
    """A4 portrait, one page wide, the indicator heading on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.orientation = "portrait"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_options.horizontalCentered = True
    worksheet.page_margins.left = worksheet.page_margins.right = 0.5
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.7
    if worksheet.oddFooter is not None and worksheet.oddFooter.center is not None:
        worksheet.oddFooter.center.text = "&P"
    heading = next(n for n, line in enumerate(sheet.lines, 1) if line.role == "heading")
    worksheet.print_title_rows = f"{heading}:{heading}"
