"""PDF with a text layer: ruled tables as grids, what stands outside of them line by line.

Cells are rebuilt from single characters, so that no blank or digit is lost where a line wraps.
A scanned page has no text layer and is answered with one sentence.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import BrokenFile, RefusedFile, UnsupportedFormat
from assistant.formats import guard, ocr
from assistant.formats.base import Grid, Row
from assistant.formats.pdf_bare import bare_rows
from assistant.formats.pdf_cells import inside, lines_of_chars, table_rows
from assistant.logs import logger
from assistant.model import Note

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_SNAP = 3.0
_RUN_OVER = (
    "这一行有文字超出了框线，和邻格的文字混在一起，没有读入；"
    "请提供 Word、Excel 原件，或调整行高后重新导出"
)
_NOT_TOLD = (
    "这里的文字没有框线，分不清哪些字属于同一格，没有读入；"
    "请提供 Word、Excel 原件，或导出为带框线的 PDF"
)


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the whole document, so that a form may run over several pages."""
    import pdfplumber

    logger("pdfminer").setLevel("ERROR")
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            guard.check_pages(len(document.pages), name)
            pages = [_page_rows(page) for page in document.pages]
            rows = [row for page in pages for row in page.rows]
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
    said = tuple(note for page in pages for note in page.said)
    return (Grid(tuple(rows), name, said=said, has_tables=any(p.has_tables for p in pages)),)


def _recognised(document: PDF, name: str) -> Grid:
    """A scan: its pages as pictures, their characters recognised."""
    rows: list[Row] = []
    for page in document.pages:
        picture = page.to_image(resolution=ocr.RESOLUTION).original
        rows.extend(ocr.picture_rows(picture, page.page_number))
    return Grid(tuple(rows), name, from_picture=True)


def _page_rows(page: Page) -> Grid:
    """Tables and the lines between them, from top to bottom; what could not be told apart."""
    tables = page.find_tables({"explicit_horizontal_lines": _missing_rules(page)})
    outside = [c for c in page.chars if not any(inside(c, table.bbox) for table in tables)]
    here = f"第{page.page_number}页"
    bare, doubtful = bare_rows(lines_of_chars(outside), here)
    blocks: list[tuple[float, list[Row]]] = [(top, [row]) for top, row in bare]
    for number, table in enumerate(sorted(tables, key=lambda t: t.bbox[1]), 1):
        place = f"{here} 表{number}"
        top = page.page_number > 1 and number == 1
        blocks.append(
            (table.bbox[1], list(table_rows(table.cells, page.chars, place, page_top=top)))
        )
    page.close()
    rows = [row for _, found in sorted(blocks, key=lambda block: block[0]) for row in found]
    said = [Note(message=_NOT_TOLD, place=f"{here} {lines}") for lines in doubtful]
    said += [Note(message=_RUN_OVER, place=r.place) for r in rows if r.is_doubtful and r.cells[1:]]
    return Grid(tuple(rows), said=tuple(said), has_tables=bool(tables))


def _missing_rules(page: Page) -> list[float]:
    """Where a page break cuts a row no rule is drawn, or only under some of its cells: the ends of
    the upright ones say where it is."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [edge for edge in page.edges if edge["orientation"] == "h"]
    if not upright or not level:
        return []
    top, bottom = min(e["top"] for e in upright), max(e["bottom"] for e in upright)
    ends = {
        top: [e["x0"] for e in upright if e["top"] < top + _SNAP],
        bottom: [e["x0"] for e in upright if e["bottom"] > bottom - _SNAP],
    }
    return [y for y, ends_at in ends.items() if not _is_ruled(y, ends_at, level)]


def _is_ruled(y: float, ends: Sequence[float], level: Sequence[dict[str, Any]]) -> bool:
    """True where a rule at that height reaches all these upright ones' ends, or goes beyond."""
    if min(e["top"] for e in level) > y + _SNAP or max(e["top"] for e in level) < y - _SNAP:
        return False
    here = [e for e in level if abs(e["top"] - y) <= _SNAP]
    return not here or all(any(e["x0"] - _SNAP <= x <= e["x1"] + _SNAP for e in here) for x in ends)
