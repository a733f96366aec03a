"""What a quantity repeats in or is for: 每季度 → 季度, 每人每年 → 人·年, 日均 → 日, 次/月 → 月."""

from __future__ import annotations

import re
from functools import cache

from assistant.parse import units
from assistant.parse.scanning import clause_before

_REACH = 20
_REPEATABLE = ("count", "money", "duration")


def repeats_in(plain: str, start: int, unit: str) -> str | None:
    """What the quantity that begins at `start` repeats in or is for; None if nothing."""
    window = clause_before(plain, start, _REACH)
    match = _each().search(window)
    if match is None:
        head, _, rate = unit.partition("/")
        return rate if rate and units.dimension_of(head) in _REPEATABLE else None
    if match["average"]:
        return match["average"][0]
    parts = [part.removeprefix("一") for part in match["each"].split("每")[1:]]
    return "·".join(filter(None, map(_named, parts))) or None


def _named(words: str) -> str:
    """The unit at the head of the words behind 每 (千人, 街道), else the words up to their verb."""
    words = words.removeprefix("个") or words
    scaled, plain = units.read_unit(words, 0), units.read_denominator(words, 0)
    end = max(scaled[1] if scaled else 0, plain or 0)
    return words[:end] if end else _verb().split(words[:8])[0][:4]


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("[配发补建不最至开设安拥有约平预费标需交举提完组投给按达在]")


@cache
def _each() -> re.Pattern[str]:
    """The nearest 每 (or 每…每…) before a quantity, with no total (共, 合计, 全年) in between."""
    plain = r"(?:(?!共|合计|总|全年|\d(?:万|亿)?元)[^每()→=≈])"
    return re.compile(
        rf"(?P<each>(?:每(?:(?!、|和|及|共|总)[^每()]){{1,6}})?每{plain}{{1,14}})$|(?P<average>[人户亩生校村周月日季]均)[^()\d\s]{{0,8}}$"
    )
