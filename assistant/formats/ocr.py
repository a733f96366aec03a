"""Forms in pictures: rules found in the pixels, characters recognised (rapidocr, optional).

Runs offline on the processor: the models come with the package (requirements-ocr.txt). What is
recognised may be wrong in any digit; every declaration read this way says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.formats.base import Cell, Row
from assistant.formats.pdf_cells import Box, Char, inside, line_text, lines_of_chars, table_rows
from assistant.model import MEGABYTE

if TYPE_CHECKING:
    from PIL.Image import Image

SAID = "由图片识别得到，数字和文字都可能认错；请把每个数值和原图核对"
RESOLUTION = 200
MEMORY = 1200 * MEGABYTE
"""What the models take on top of what a file may."""
_SHORTEST_RULE = 40
_THICKEST_RULE = 12
_NEAR = 8


def is_installed() -> bool:
    """True where the optional package is there."""
    return find_spec("rapidocr_onnxruntime") is not None


def picture_rows(image: Image, page: int) -> Iterator[Row]:
    """Tables and the lines between them, from top to bottom."""
    import numpy

    pixels = numpy.asarray(image.convert("RGB"))[:, :, ::-1]
    pieces = _pieces(pixels)
    tables = _tables(pixels)
    outer = [_around(boxes) for boxes in tables]
    outside = [p for p in pieces if not any(inside(p, box) for box in outer)]
    blocks: list[tuple[float, list[Row]]] = []
    for number, line in enumerate(lines_of_chars(outside), 1):
        place = f"第{page}页 第{number}行文字"
        blocks.append((line[0]["top"], [Row((Cell(line_text(line).strip(), place),), place)]))
    for number, boxes in enumerate(tables, 1):
        place = f"第{page}页 表{number}"
        top = page > 1 and number == 1
        inner = list(table_rows(boxes, pieces, place, page_top=top, is_exact=False))
        blocks.append((_around(boxes)[1], inner))
    for _, rows in sorted(blocks, key=lambda block: block[0]):
        yield from rows


def _pieces(pixels: Any) -> list[Char]:
    """The recognised pieces of text, each with its box."""
    found, _ = _engine()(pixels, use_cls=False)  # it turns “≥90%” upside down; forms are upright
    pieces: list[Char] = []
    for corners, text, _score in found or ():
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        pieces.append(
            {
                "text": text, "x0": min(xs), "x1": max(xs), "top": min(ys), "bottom": max(ys),
                "size": max(ys) - min(ys),
            }
        )  # fmt: skip
    return pieces


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def _tables(pixels: Any) -> list[list[Box]]:
    """The cells of each ruled table, from where its rules cross."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges = [*_rules(pixels, upright=False), *_rules(pixels, upright=True)]
    cells = intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))
    tables: list[list[Box]] = [list(table) for table in cells_to_tables(cells)]
    return sorted(tables, key=lambda boxes: _around(boxes)[1])


def _rules(pixels: Any, *, upright: bool) -> Iterator[dict[str, Any]]:
    """Straight dark strokes, longer than any stroke of a character."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 10
    )
    shape = (1, _SHORTEST_RULE) if upright else (_SHORTEST_RULE, 1)
    kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(0, shape))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(kept)
    for left, top, width, height, _ in boxes[1:].tolist():
        if (width if upright else height) > _THICKEST_RULE:
            continue
        middle_x, middle_y = left + width / 2, top + height / 2
        yield {
            "orientation": "v" if upright else "h",
            "x0": middle_x if upright else left,
            "x1": middle_x if upright else left + width,
            "top": top if upright else middle_y,
            "bottom": top + height if upright else middle_y,
        }


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
