"""Characters and boxes on a page → cells and lines of text: what pdf.py and ocr.py share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

from assistant.formats.base import Cell, Covered, Row, joined

_SNAP = 3.0
_LINE_OVERLAP = 0.5
_GAP_OF_A_BLANK = 0.25
_ON_A_RULE = 0.25
"""How near its middle is to a rule that a character stands on, in sizes of it."""

Box = tuple[float, float, float, float]
Char = dict[str, Any]
"""`text` with its place: x0, x1, top, bottom, size."""


class _Placed(NamedTuple):
    """A character and its middle."""

    x: float
    y: float
    char: Char


def table_rows(
    boxes: Sequence[Box],
    chars: Sequence[Char],
    place: str,
    *,
    page_top: bool,
    is_exact: bool = True,
) -> Iterator[Row]:
    """The rows of a ruled table, each character in the box around its middle.

    A row with a box over whose rules text runs is doubtful: what does not fit its cell is printed
    into the next one. Not so where places are only estimated (`is_exact` False).
    """
    columns = _edges(x for box in boxes for x in (box[0], box[2]))
    lines = _edges(y for box in boxes for y in (box[1], box[3]))
    placed = sorted(map(_placed, chars), key=lambda one: one.y)
    reach = _ON_A_RULE * max((float(char["size"]) for char in chars), default=0.0)
    near = {box: list(_near(box, placed, reach)) for box in boxes}
    texts = {box: _cell_text(box, near[box]) for box in boxes}
    overrun = {b for b in boxes if is_exact and any(_runs_over(one, b) for one in near[b])}
    for number, (top, bottom) in enumerate(pairwise(lines), 1):
        row_place = f"{place} 第{number}行"
        cells: list[Cell] = []
        is_doubtful = False
        for column, (left, right) in enumerate(pairwise(columns), 1):
            box = _covering(boxes, (left + right) / 2, (top + bottom) / 2)
            covered = _covered(box, left, top)
            is_doubtful = is_doubtful or box in overrun
            text = texts[box] if box and covered != "left" else ""
            cells.append(Cell(text, f"{row_place} 第{column}列", covered))
        first = page_top and number <= 2
        yield Row(tuple(cells), row_place, page_top=first, is_doubtful=is_doubtful)


def _placed(char: Char) -> _Placed:
    return _Placed((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2, char)


def _near(box: Box, placed: Sequence[_Placed], reach: float) -> Iterator[_Placed]:
    """The characters whose middle is between the sides of the box, and in it or within reach of its
    upper or lower rule."""
    first = bisect_left(placed, box[1] - reach, key=lambda one: one.y)
    for one in islice(placed, first, None):
        if one.y > box[3] + reach:
            return
        if box[0] <= one.x <= box[2]:
            yield one


def _runs_over(one: _Placed, box: Box) -> bool:
    """True for a character that stands on the upper or the lower rule of the box."""
    distance = min(abs(one.y - box[1]), abs(one.y - box[3]))
    return distance < _ON_A_RULE * float(one.char["size"]) and bool(one.char["text"].strip())


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


def inside(char: Char, box: Box) -> bool:
    """True when the middle of the character lies in the box."""
    x: float
    y: float
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cell_text(box: Box, near: Sequence[_Placed]) -> str:
    chars = [one.char for one in near if box[1] <= one.y <= box[3]]
    return joined(line_text(line) for line in lines_of_chars(chars))


def lines_of_chars(chars: Sequence[Char]) -> list[list[Char]]:
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


def line_text(line: Sequence[Char]) -> str:
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
