"""Units: what they measure, how they convert, and reading one at a place in text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.model import Dimension
from assistant.vocabulary.loading import load


class Unit(NamedTuple):
    """One spelling of a unit: its group's base, and value in the base = number × times ÷ over."""

    dimension: Dimension
    base: str
    times: int = 1
    over: int = 1
    repeats: bool = False


class Units(NamedTuple):
    """All spellings, and what may not stand before or after some of them."""

    known: dict[str, Unit]
    scales: dict[str, int]
    denominators: frozenset[str]
    digits_only: frozenset[str]
    article_one: frozenset[str]
    not_before: dict[str, tuple[str, ...]]
    longest: int


@cache
def units() -> Units:
    """The vocabulary's units, read once."""
    source = load("units")
    repeating = frozenset(source["repeats"].split())
    known = {
        spelling: unit
        for dimension, bases in source["groups"].items()
        for base, spellings in bases.items()
        for spelling, unit in _spellings(dimension, base, spellings, repeating)
    }
    denominators = frozenset(source["denominators"].split())
    return Units(
        known=known,
        scales=dict(source["scales"]),
        denominators=denominators,
        digits_only=frozenset(source["digits_only"].split()),
        article_one=frozenset(source["article_one"].split()),
        not_before={unit: tuple(words.split()) for unit, words in source["not_before"].items()},
        longest=max(len(spelling) for spelling in (*known, *denominators)),
    )


def dimension_of(unit: str) -> Dimension:
    """What the unit measures; a rate (元/人·天) measures what stands before the slash."""
    known = _lookup(unit)
    return known[0].dimension if known else "other"


def repeats(unit: str) -> bool:
    """True for units of happenings or deliverables (次, 份, 期), which add up over a year."""
    known = _lookup(unit)
    return bool(known and known[0].repeats)


def to_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The value in the base unit of its group: 190 万人 → 1900000 人, 2 小时 → 120 分钟."""
    known = _lookup(unit)
    if known is None:
        return value, unit.strip()
    found, scale, rest = known
    return value * scale * found.times / found.over, found.base + rest


@lru_cache(maxsize=4096)  # asked for every pair of numbers of a text
def comparable(unit_a: str, unit_b: str) -> bool:
    """True when values in the two units can be compared (小时 and 天, 万人 and 人); "" fits any."""
    if not unit_a.strip() or not unit_b.strip():
        return True
    return to_base(Decimal(1), unit_a)[1] == to_base(Decimal(1), unit_b)[1]


def is_known(unit: str) -> bool:
    """True for spellings in the vocabulary, scaled and rated ones included."""
    return _lookup(unit) is not None


def scale_of(unit: str) -> int:
    """The 万 or 亿 in front of a unit as a number; 1 when there is none."""
    known = _lookup(unit)
    return known[1] if known else 1


def read_unit(text: str, start: int) -> tuple[str, int] | None:
    """The longest unit written at `start` of folded text, with where it ends; None if none is.

    Includes a scale before it (万平方米) and a rate behind it (元/人·天). A bare 万 or 亿 counts.
    """
    simple = _read_scaled(text, start)
    if simple is None:
        return None
    end = simple
    while end < len(text) and text[end] in "/·" and end - start < 12:
        more = read_denominator(text, end + 1)
        if more is None:
            break
        end = more
    return text[start:end].strip(), end


def _read_scaled(text: str, start: int) -> int | None:
    plain = _read_plain(text, start)
    for length in (2, 1):
        scale = text[start : start + length]
        if scale in units().scales and len(scale) == length:
            scaled = _read_plain(text, start + length)
            bare = start + length if scale[-1] in "万亿" else None
            return max((end for end in (plain, scaled, bare) if end), default=None)
    return plain


def _read_plain(text: str, start: int) -> int | None:
    known = units()
    for length in range(min(known.longest, len(text) - start), 0, -1):
        spelling = text[start : start + length]
        if spelling in known.known:
            end = start + length
            stops = known.not_before.get(spelling)
            if stops and text.startswith(stops, end):
                continue
            if not _runs_on(text, end):
                return end
    return None


def _runs_on(text: str, end: int) -> bool:
    """True inside a longer Latin word: the m of max, the G of GBK."""
    before, after = text[end - 1], text[end : end + 1]
    return before.isascii() and before.isalpha() and after.isascii() and after.isalnum()


def read_denominator(text: str, start: int) -> int | None:
    known = units()
    if text.startswith("每", start):
        start += 1
    for length in range(min(known.longest, len(text) - start), 0, -1):
        word = text[start : start + length]
        if word in known.known or word in known.denominators:
            end = start + length
            unit = known.known.get(word)
            counted = word != "次" and (unit is None or unit.dimension != "duration")
            return end + 1 if counted and text.startswith("次", end) else end  # 元/具次
    return None


@lru_cache(maxsize=1024)
def _lookup(unit: str) -> tuple[Unit, int, str] | None:
    """(the unit, its scale, what follows the slash) of a spelling; None when it is not known."""
    head, slash, tail = unit.strip().partition("/")
    known = units()
    if head not in known.known and unit.strip() in known.known:
        return known.known[unit.strip()], 1, ""
    rest = slash + tail
    if head in known.known:
        return known.known[head], 1, rest
    for length in (2, 1):
        scale = known.scales.get(head[:length])
        if scale and head[length:] in known.known:
            return known.known[head[length:]], scale, rest
        if scale and head == head[:length]:
            return Unit("other", ""), scale, rest
    return None


def _spellings(
    dimension: Dimension, base: str, spellings: str, repeating: frozenset[str]
) -> Iterator[tuple[str, Unit]]:
    """(spelling, unit) for each of `人 名 公里=1000 秒=/60`."""
    for entry in spellings.split():
        spelling, _, factor = entry.partition("=")
        over = int(factor[1:]) if factor.startswith("/") else 1
        times = int(factor) if factor and over == 1 else 1
        yield spelling, Unit(dimension, base, times, over, spelling in repeating)
