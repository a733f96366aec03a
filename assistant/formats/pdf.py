"""PDF with a text layer: ruled tables as grids, lines outside of them as they stand.

Cells are rebuilt from single characters, so that no blank or digit is lost where a line wraps.
A scanned page has no text layer and is answered with one sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.errors import BrokenFile, RefusedFile, UnsupportedFormat
from assistant.formats import guard
from assistant.formats.base import Cell, Covered, Grid, Row, joined
from assistant.logs import logger

if TYPE_CHECKING:
    from pdfplumber.page import Page

_SNAP = 3.0
_LINE_OVERLAP = 0.5
_GAP_OF_A_BLANK = 0.25

Box = tuple[float, float, float, float]
Char = dict[str, Any]


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the whole document, so that a form may run over several pages."""
    import pdfplumber

    logger("pdfminer").setLevel("ERROR")
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            _check_pages(len(document.pages), name)
            rows = [row for page in document.pages for row in _page_rows(page)]
    except RefusedFile:
        raise
    except Exception as error:  # whatever the parser stumbles over, the file is damaged or locked
        raise BrokenFile(
            f"“{name}”打不开：PDF 已损坏、被截断或设了密码；请重新导出，或去掉密码后再试。"
        ) from error
    if not any(row.filled() for row in rows):
        raise UnsupportedFormat(
            f"“{name}”是扫描件（没有文字层），读不出文字；"
            "请提供原始的 Word、Excel 或可复制文字的 PDF。"
        )
    return (Grid(tuple(rows), name),)


def _check_pages(pages: int, name: str) -> None:
    most = guard.limits().pages
    if pages > most:
        raise RefusedFile(
            f"“{name}”有 {pages} 页，超过上限 {most} 页，没有读取；请只保留申报表所在的页再试。"
        )


def _page_rows(page: Page) -> Iterator[Row]:
    """Tables and the lines between them, from top to bottom."""
    tables = page.find_tables({"explicit_horizontal_lines": _missing_rules(page)})
    outside = [c for c in page.chars if not any(_inside(c, table.bbox) for table in tables)]
    blocks: list[tuple[float, list[Row]]] = []
    for number, line in enumerate(_lines(outside), 1):
        place = f"第{page.page_number}页 第{number}行文字"
        text = _line_text(line).strip()
        blocks.append((line[0]["top"], [Row((Cell(text, place),), place)]))
    for number, table in enumerate(sorted(tables, key=lambda t: t.bbox[1]), 1):
        place = f"第{page.page_number}页 表{number}"
        top = page.page_number > 1 and number == 1
        blocks.append(
            (table.bbox[1], list(_table_rows(table.cells, page.chars, place, page_top=top)))
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


def _table_rows(
    boxes: Sequence[Box], chars: Sequence[Char], place: str, *, page_top: bool
) -> Iterator[Row]:
    columns = _edges(x for box in boxes for x in (box[0], box[2]))
    lines = _edges(y for box in boxes for y in (box[1], box[3]))
    texts = {box: _cell_text(box, chars) for box in boxes}
    for number, (top, bottom) in enumerate(pairwise(lines), 1):
        row_place = f"{place} 第{number}行"
        cells: list[Cell] = []
        for column, (left, right) in enumerate(pairwise(columns), 1):
            box = _covering(boxes, (left + right) / 2, (top + bottom) / 2)
            covered = _covered(box, left, top)
            text = texts[box] if box and covered != "left" else ""
            cells.append(Cell(text, f"{row_place} 第{column}列", covered))
        yield Row(tuple(cells), row_place, page_top=page_top and number <= 2)


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted positions of rules; those that nearly coincide are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _covering(boxes: Sequence[Box], x: float, y: float) -> Box | None:
    return next((b for b in boxes if b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)


def _covered(box: Box | None, left: float, top: float) -> Covered:
    if box and box[0] < left - _SNAP:
        return "left"
    return "above" if box and box[1] < top - _SNAP else ""


def _inside(char: Char, box: Box) -> bool:
    x: float
    y: float
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cell_text(box: Box, chars: Sequence[Char]) -> str:
    return joined(_line_text(line) for line in _lines([c for c in chars if _inside(c, box)]))


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters grouped into lines by their height on the page, each from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and abs(middle - _middle(lines[-1])) < _LINE_OVERLAP * char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def _middle(line: Sequence[Char]) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2


def _line_text(line: Sequence[Char]) -> str:
    """The characters of a line; a wide gap between Latin words is a blank that was not stored."""
    text = ""
    for number, char in enumerate(line):
        before = line[number - 1] if number else None
        gap = char["x0"] - before["x1"] if before else 0.0
        latin = text[-1:].isascii() and text[-1:].isalnum() and char["text"][:1].isascii()
        if latin and gap > _GAP_OF_A_BLANK * char["size"]:
            text += " "
        text += char["text"]
    return text
