"""Text of a page outside of ruled tables: rows where its places prove them, else left out and said.

Without rules nothing but the places of characters tells what is one cell. A line whose parts stand
far apart is a row of cells; a table is taken only where every line of it is complete, so that none
can be the rest of the one above, and no blank cell has to be filled from a neighbour. A line that
may belong to the row above as well as to the one below makes both doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.formats.base import Cell, Row
from assistant.formats.pdf_cells import Char, line_text

_CELL_GAP = 1.2
"""Blank space between two cells of a line, in sizes of its characters."""
_CLOSE = 1.9
"""Lines whose middles are nearer than this may be one cell's."""
_FULL = 1.0
_NUMBERING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?|[•·●◆■]")
_OVERLAP = 0.5
_FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class Part:
    """Characters of a line that stand together."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """A line of the page: its parts from left to right, its height, how far apart lines may be."""

    number: int
    parts: tuple[Part, ...]
    top: float
    middle: float
    size: float
    is_garbled: bool

    @property
    def count(self) -> int:
        """How many parts it has."""
        return len(self.parts)


def bare_rows(
    lines: Sequence[Sequence[Char]], place: str
) -> tuple[list[tuple[float, Row]], list[str]]:
    """(height, row) of every line, and which ones are doubtful (`第3至9行文字`)."""
    read = [line for n, chars in enumerate(lines, 1) if (line := _line(n, chars)).parts]
    doubtful = [line for block in _blocks(read) for line in _doubtful(block)]
    numbers = {line.number for line in doubtful}
    rows = [(line.top, row) for line in read for row in _as_rows(line, place, numbers)]
    return rows, list(_named(sorted(numbers)))


def _line(number: int, chars: Sequence[Char]) -> Line:
    seen = [char for char in chars if char["text"].strip()]
    size = max((float(char["size"]) for char in seen), default=0.0)
    groups: list[list[Char]] = []
    for char in seen:
        near = groups and char["x0"] - groups[-1][-1]["x1"] < _CELL_GAP * size
        if near or (
            len(groups) == 1 and _NUMBERING.fullmatch("".join(c["text"] for c in groups[0]))
        ):
            groups[-1].append(char)
        else:
            groups.append([char])
    parts = tuple(Part(_text(group, chars), group[0]["x0"], group[-1]["x1"]) for group in groups)
    garbled = any(b["x0"] < a["x1"] - _OVERLAP * a["size"] for a, b in pairwise(seen))
    top = min((float(char["top"]) for char in seen), default=0.0)
    middle = sum(float(c["top"] + c["bottom"]) / 2 for c in seen) / max(1, len(seen))
    return Line(number, parts, top, middle, size, garbled)


def _text(group: Sequence[Char], chars: Sequence[Char]) -> str:
    """The group's text with the blanks that stand inside of it."""
    first, last = group[0]["x0"], group[-1]["x1"]
    inside = [c for c in chars if first <= (c["x0"] + c["x1"]) / 2 <= last]
    return line_text(inside).strip()


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand close together: only these can be parts of one cell."""
    block: list[Line] = []
    for line in lines:
        if block and line.middle - block[-1].middle > _CLOSE * max(line.size, block[-1].size):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _doubtful(block: list[Line]) -> list[Line]:
    """The lines of the block of which it cannot be told where their cells end."""
    most = max(line.count for line in block)
    if most == 1 or len(block) == 1:
        return [line for line in block if line.is_garbled]
    if most < _FEWEST_COLUMNS:
        return _unpaired(block)
    start = next(n for n, line in enumerate(block) if line.count == most)
    return _unpaired(block[:start]) + ([] if _is_whole(block[start:]) else block[start:])


def _is_whole(table: Sequence[Line]) -> bool:
    """True where every line fills every column and none can go on with the one above it."""
    first = table[0]
    if any(line.count != first.count or line.is_garbled for line in table):
        return False
    columns = list(zip(*(line.parts for line in table), strict=True))
    rights = [max(part.right for part in column) for column in columns]
    lefts = [min(part.left for part in column) for column in columns]
    if any(right >= left for right, left in zip(rights, lefts[1:], strict=False)):
        return False
    return not any(
        all(
            part.right > right - _FULL * line.size
            for part, right in zip(line.parts, rights, strict=True)
        )
        for line in table[:-1]
    )


def _unpaired(lines: list[Line]) -> list[Line]:
    """Among labels with their values, a line of a single part makes its neighbours doubtful."""
    doubtful = {n for n, line in enumerate(lines) if line.is_garbled}
    for n, line in enumerate(lines):
        if line.count == 1 and not _is_heading(lines, n):
            doubtful.update(m for m in (n - 1, n, n + 1) if 0 <= m < len(lines))
    return [line for n, line in enumerate(lines) if n in doubtful]


def _is_heading(lines: Sequence[Line], number: int) -> bool:
    """True for a line of one part above all others that does not stand over a value alone."""
    if any(line.count > 1 for line in lines[:number]):
        return False
    below = next((line for line in lines[number:] if line.count > 1), None)
    return below is None or lines[number].parts[0].left < below.parts[1].left - below.size


def _as_rows(line: Line, place: str, doubtful: Collection[int]) -> Iterator[Row]:
    """The line as a row of cells; parts that each hold a label and its value are rows apart."""
    own = f"{place} 第{line.number}行文字"
    if line.number in doubtful:
        text = " ".join(part.text for part in line.parts)
        yield Row((Cell(text, own),), own, is_doubtful=True)
    elif line.count == 1 or all("：" in part.text or ":" in part.text for part in line.parts):
        yield from (Row((Cell(part.text, own),), own) for part in line.parts)
    else:
        cells = (Cell(part.text, f"{own} 第{n}列") for n, part in enumerate(line.parts, 1))
        yield Row(tuple(cells), own)


def _named(numbers: Sequence[int]) -> Iterator[str]:
    """Runs of lines in words."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield f"第{run[0]}行文字" if len(run) == 1 else f"第{run[0]}至{run[-1]}行文字"
