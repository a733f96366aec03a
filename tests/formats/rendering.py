"""Composed layouts as files: a list of rows of cells with spans, rendered in four formats."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

import docx
import openpyxl
from openpyxl.styles import Border, Side


class C(NamedTuple):
    """A cell of a composed layout and how many columns and rows it covers."""

    text: str = ""
    columns: int = 1
    rows: int = 1


Layout = Sequence[Sequence[C | str]]


def placed(layout: Layout) -> Iterator[tuple[int, int, C]]:
    """(row, column, cell) of every cell, spans from above taken into account."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(layout):
        column = 0
        for each in cells:
            cell = C(each) if isinstance(each, str) else each
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken.update(
                (row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)
            )
            column += cell.columns


def size(layout: Layout) -> tuple[int, int]:
    cells = list(placed(layout))
    return max(r + c.rows for r, _, c in cells), max(k + c.columns for _, k, c in cells)


def as_docx(title: str, layout: Layout) -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    rows, columns = size(layout)
    table = document.add_table(rows, columns, style="Table Grid")
    for row, column, cell in placed(layout):
        first = table.cell(row, column)
        if cell.columns > 1 or cell.rows > 1:
            first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        first.text = cell.text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_RULED = Border(*[Side("thin")] * 4)


def as_xlsx(title: str, layout: Layout) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([title])
    for row, column, cell in placed(layout):
        target = sheet.cell(row + 2, column + 1)
        target.value = cell.text or None
        target.border = _RULED
        if cell.text.startswith("="):
            target.data_type = "s"
        if cell.columns > 1 or cell.rows > 1:
            sheet.merge_cells(
                start_row=row + 2,
                end_row=row + 1 + cell.rows,
                start_column=column + 1,
                end_column=column + cell.columns,
            )
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def as_html(title: str, layout: Layout) -> bytes:
    lines = []
    for cells in layout:
        each = (C(cell) if isinstance(cell, str) else cell for cell in cells)
        tds = "".join(
            f"<td colspan={c.columns} rowspan={c.rows}><p>{_markup(c.text)}</p></td>" for c in each
        )
        lines.append(f"<tr>{tds}</tr>")
    return f"<h2>{title}</h2><table>{''.join(lines)}</table>".encode()


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def as_txt(title: str, layout: Layout) -> bytes:
    """As pasted from Word: a merged cell leaves blanks."""
    rows, columns = size(layout)
    grid = [[""] * columns for _ in range(rows)]
    for row, column, cell in placed(layout):
        grid[row][column] = f'"{cell.text}"' if "\n" in cell.text else cell.text
    return "\n".join([title, *("\t".join(cells) for cells in grid)]).encode()


RENDERERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html, "txt": as_txt}
