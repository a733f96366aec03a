"""PDF with a text layer: ruled tables as grids, lines outside of them as they stand.

Cells are rebuilt from single characters, so that no blank or digit is lost where a line wraps.
A scanned page has no text layer and is answered with one sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile, RefusedFile, UnsupportedFormat
from assistant.formats import guard, ocr
from assistant.formats.base import Cell, Grid, Row
from assistant.formats.pdf_cells import inside, line_text, lines_of_chars, table_rows
from assistant.logs import logger

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_SNAP = 3.0


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the whole document, so that a form may run over several pages."""
    import pdfplumber

    logger("pdfminer").setLevel("ERROR")
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            guard.check_pages(len(document.pages), name)
            rows = [row for page in document.pages for row in _page_rows(page)]
            if not any(row.filled() for row in rows) and ocr.is_installed():
                return (_recognised(document, name),)
    except RefusedFile:
        raise
    except Exception as error:  # whatever the parser stumbles over, the file is damaged or locked
        raise BrokenFile(
            f"“{name}”打不开：PDF 已损坏、被截断或设了密码；请重新导出，或去掉密码后再试。"
        ) from error
    if not any(row.filled() for row in rows):
        raise UnsupportedFormat(
            f"“{name}”是扫描件（没有文字层），读不出文字；"
            "请提供原始的 Word、Excel 或可复制文字的 PDF"
            "（或安装文字识别：pip install -r requirements-ocr.txt）。"
        )
    return (Grid(tuple(rows), name),)


def _recognised(document: PDF, name: str) -> Grid:
    """A scan: its pages as pictures, their characters recognised."""
    rows: list[Row] = []
    for page in document.pages:
        picture = page.to_image(resolution=ocr.RESOLUTION).original
        rows.extend(ocr.picture_rows(picture, page.page_number))
    return Grid(tuple(rows), name, from_picture=True)


def _page_rows(page: Page) -> Iterator[Row]:
    """Tables and the lines between them, from top to bottom."""
    tables = page.find_tables({"explicit_horizontal_lines": _missing_rules(page)})
    outside = [c for c in page.chars if not any(inside(c, table.bbox) for table in tables)]
    blocks: list[tuple[float, list[Row]]] = []
    for number, line in enumerate(lines_of_chars(outside), 1):
        place = f"第{page.page_number}页 第{number}行文字"
        text = line_text(line).strip()
        blocks.append((line[0]["top"], [Row((Cell(text, place),), place)]))
    for number, table in enumerate(sorted(tables, key=lambda t: t.bbox[1]), 1):
        place = f"第{page.page_number}页 表{number}"
        top = page.page_number > 1 and number == 1
        blocks.append(
            (table.bbox[1], list(table_rows(table.cells, page.chars, place, page_top=top)))
        )
    page.close()
    for _, rows in sorted(blocks, key=lambda block: block[0]):
        yield from rows


def _missing_rules(page: Page) -> list[float]:
    """Where a page break cuts a row no rule is drawn: the ends of the upright ones do."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    if not upright or not level:
        return []
    top, bottom = min(e["top"] for e in upright), max(e["bottom"] for e in upright)
    below = [bottom] if bottom > max(level) + _SNAP else []
    return below + ([top] if top < min(level) - _SNAP else [])
