"""What differs between two texts, so that a person can read it: words and numbers whole, what was
put in whole as well (，满意度≥90%, not 率≥90%，满意度), signs that only became full-width apart."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal

Kind = Literal["equal", "delete", "insert"]
Piece = tuple[Kind, str]
_UNIT = re.compile(r"[≥≤><=]?\d[\d,.]*%?|[A-Za-z]+|.", re.DOTALL)
"""What is compared as one: a number with its sign and unit mark, a Latin word, a character."""
_STOPS = "，；。、：\n"
_WIDE = str.maketrans(",;:()", "，；：（）")
_Run = tuple[Kind, list[str]]


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Equal, deleted and inserted pieces in reading order."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    runs = _slid(_runs(old, new))
    return tuple((kind, "".join(units)) for kind, units in _respelled(runs, old) if units)


def plainly(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], int]:
    """The pieces for reading: signs that only became full-width, and blanks that went, are no
    change, but counted."""
    told: list[Piece] = []
    signs = 0
    for kind, text in pieces:
        if kind == "insert" and told and told[-1] == ("delete", text.translate(_NARROW)):
            told[-1] = ("equal", text)
            signs += 1
        elif kind == "delete" and text.isspace():
            signs += 1
        else:
            told.append((kind, text))
    return tuple(_joined(told)), signs


_NARROW = str.maketrans("，；：（）", ",;:()")


def _runs(old: list[str], new: list[str]) -> list[_Run]:
    """The opcodes as runs of the new spelling; half- and full-width signs count as equal."""
    found: list[_Run] = []
    was, now = ([unit.translate(_WIDE) for unit in units] for units in (old, new))
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(("equal", new[c:d]))
            continue
        found.append(("delete", old[a:b]))
        found.append(("insert", new[c:d]))
    return [run for run in found if run[1]]


def _slid(runs: list[_Run]) -> list[_Run]:
    """What was put in or left out alone, moved along equal units to where a clause begins."""
    for at in range(1, len(runs) - 1):
        (left, before), (kind, units), (right, after) = runs[at - 1 : at + 2]
        if kind == "equal" or (left, right) != ("equal", "equal"):
            continue
        way = max(_ways(before, units, after), key=_how_whole)
        runs[at - 1], runs[at], runs[at + 1] = ("equal", way[0]), (kind, way[1]), ("equal", way[2])
    return runs


_Way = tuple[list[str], list[str], list[str]]


def _ways(before: list[str], units: list[str], after: list[str]) -> Iterator[_Way]:
    yield (before, units, after)
    left, piece, right = before, units, after
    while left and left[-1] == piece[-1]:
        left, piece, right = left[:-1], [left[-1], *piece[:-1]], [piece[-1], *right]
        yield (left, piece, right)
    left, piece, right = before, units, after
    while right and right[0] == piece[0]:
        left, piece, right = [*left, piece[0]], [*piece[1:], right[0]], right[1:]
        yield (left, piece, right)


def _how_whole(way: _Way) -> int:
    before, units, after = way
    begins = not before or before[-1] in _STOPS
    ends = units[-1] in _STOPS or not after
    stops = units[0] in _STOPS and bool(after) and after[0] in _STOPS
    return max(begins + ends, 2 * stops)


def _respelled(runs: list[_Run], old: list[str]) -> Iterator[_Run]:
    """Equal runs parted where a sign is spelled anew; the old spelling is the old text's."""
    at = 0
    for kind, units in runs:
        if kind == "insert":
            yield (kind, units)
            continue
        spelled = old[at : at + len(units)]
        at += len(units)
        if kind == "delete":
            yield ("delete", spelled)
            continue
        same: list[str] = []
        for was, now in zip(spelled, units, strict=True):
            if was == now:
                same.append(now)
                continue
            yield from (("equal", same), ("delete", [was]), ("insert", [now]))
            same = []
        yield ("equal", same)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for kind, text in pieces:
        if held and held[0] == kind == "equal":
            held = ("equal", held[1] + text)
            continue
        if held:
            yield held
        held = (kind, text)
    if held:
        yield held
