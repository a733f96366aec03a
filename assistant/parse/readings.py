"""Words that stand for a number: 全部合格 → 100%, 不发生 → 0, 九成 → 90%. The reading says so.

A bare requirement (验收合格, 按计划推进) is no number. What counts is in `wholes` and `zeros`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.figures import numbers_in
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, titles
from assistant.parse.quantity import read_quantity
from assistant.parse.wholes import find_wholes
from assistant.parse.zeros import find_zeros

_ASKED = re.compile("是否|能否|有无|有没有")
_BEFORE = 4


class _Found(NamedTuple):
    start: int
    end: int
    target: Target
    shown: str


def find_readings(text: str) -> tuple[Mention, ...]:
    """All words that stand for a number, left to right; where two overlap the longer one counts."""
    plain = fold(text)
    inside = Cover(titles(plain))
    found = [
        one
        for one in (*_wholes(plain), *_zeros(plain), *_spelled(plain))
        if not inside.touches(one.start, one.end) and not _is_asked(plain, one)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[_Found] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return tuple(_mention(text, one) for one in kept)


def _is_asked(plain: str, one: _Found) -> bool:
    """各项任务是否按时完成 asks whether; it says nothing of how much."""
    return bool(_ASKED.search(plain, max(0, one.start - _BEFORE), one.end))


def _mention(text: str, one: _Found) -> Mention:
    written = text[one.start : one.end]
    return Mention(
        start=one.start,
        end=one.end,
        text=written,
        target=one.target,
        reading=f"“{written}” → {one.shown}",
    )


def _wholes(plain: str) -> list[_Found]:
    hundred = Target(comparator="equal", low=Decimal(100), unit="%", dimension="ratio")
    return [_Found(start, end, hundred, "100%") for start, end in find_wholes(plain)]


def _zeros(plain: str) -> list[_Found]:
    return [
        _Found(start, end, _none_of(unit), f"0{unit}") for start, end, unit in find_zeros(plain)
    ]


def _none_of(unit: str) -> Target:
    dimension = units.dimension_of(unit) if unit else "count"
    return Target(comparator="equal", low=Decimal(0), unit=unit, dimension=dimension)


def _spelled(plain: str) -> list[_Found]:
    """百分之九十五以上, 九成."""
    found = []
    for number in numbers_in(plain):
        if number.unit:
            quantity = read_quantity(plain, number)
            shown = f"{number.value.normalize():f}{number.unit}"
            found.append(_Found(quantity.start, quantity.end, quantity.target(), shown))
    return found
