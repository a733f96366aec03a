"""A 指标值 cell understood as one target, and when two targets say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.model import PartialDate, Target
from assistant.parse import units
from assistant.parse.dates import find_dates
from assistant.parse.fold import fold
from assistant.parse.mentions import clock_target, proportion_target
from assistant.parse.quantity import number_at, numbers_in, read_quantity
from assistant.parse.readings import find_readings
from assistant.vocabulary.loading import load


def parse_target(text: str | None, unit: str | None = None) -> Target | None:
    """The target that the whole cell states; None when it is not one (then it stays text).

    `unit` is the 度量单位 column; it is used where the cell names no unit itself.
    """
    plain = fold(text or "").strip(" 。.;；")
    if not plain or len(plain) > 60:
        return None
    column = _column(unit)
    plain = _unwrapped(plain)
    return (
        _special(plain)
        or _level(plain)
        or _date(plain)
        or _quantity(plain, column)
        or _reading(plain)
    )


def same_amount(a: Target, b: Target) -> bool:
    """True when both name the same numbers (after conversion), level word or date.

    Comparators are not looked at: ≥200个 and 200个 are the same amount.
    """
    if a.date or b.date:
        return _same_day(a.date, b.date)
    if _is_number(a) != _is_number(b):
        return False
    if not _is_number(a):
        return a.level == b.level
    if not units.comparable(a.unit, b.unit):
        return False
    return a.level == b.level and _bounds(a, b) == _bounds(b, a)


def compatible(a: Target, b: Target) -> bool:
    """True when one target can stand for the other: the same amount, not in opposite directions."""
    if not same_amount(a, b):
        return False
    floors, ceilings = {"at_least", "more_than"}, {"at_most", "less_than"}
    sides = {a.comparator, b.comparator}
    return not (sides & floors and sides & ceilings)


def _special(plain: str) -> Target | None:
    if _clock().fullmatch(plain):
        return clock_target()
    match = _proportion().fullmatch(plain)
    return proportion_target(match[1], match[2]) if match else None


def _level(plain: str) -> Target | None:
    if plain in load("levels")["words"]:
        return Target(comparator="level", level=plain)
    return None


def _date(plain: str) -> Target | None:
    body = _date_frame().sub("", plain)
    for start, end, date in find_dates(body):
        if start == 0 and _date_rest().fullmatch(body, end):
            return Target(comparator="by_date", date=date)
    return None


def _quantity(plain: str, column: str) -> Target | None:
    number = next(numbers_in(plain), None)
    if number is None:
        return None
    quantity = read_quantity(plain, number, unit=column)
    if quantity is None or plain[: quantity.start].strip():
        return None
    rest = plain[quantity.end :].strip()
    if rest and not _noise().fullmatch(rest):
        return None
    return quantity.target()


def _reading(plain: str) -> Target | None:
    for mention in find_readings(plain):
        if mention.start == 0 and mention.end == len(plain):
            return mention.target
    return None


def _unwrapped(plain: str) -> str:
    """=100.00(%) → =100.00%; 90%(含)以上 keeps its words."""
    return _bracketed_unit().sub(r"\1", plain)


def _column(unit: str | None) -> str:
    plain = fold(unit or "").strip()
    return plain if plain and units.dimension_of(plain) != "other" or _known(plain) else ""


def _known(plain: str) -> bool:
    return bool(plain) and units.is_known(plain)


def _is_number(target: Target) -> bool:
    return target.low is not None or target.high is not None


def _bounds(target: Target, other: Target) -> tuple[Decimal | None, ...]:
    """The target's numbers in base units; as written when the other side names no unit."""
    unit = target.unit if other.unit else ""
    numbers = (target.low, target.high)
    if target.comparator != "between" and not target.level:
        numbers = (target.low if target.low is not None else target.high, None)
    return tuple(None if n is None else units.to_base(n, unit)[0] for n in numbers)


def _same_day(a: PartialDate | None, b: PartialDate | None) -> bool:
    """Equal where both are known; 6月前 and 6月底前 are the same month."""
    if a is None or b is None or (a.edge == "after") != (b.edge == "after"):
        return False
    if a.year and b.year and a.year != b.year:
        return False
    return (a.quarter, a.month, a.day) == (b.quarter, b.month, b.day)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(r"7\s*(?:天|日)?\s*[×*xX]\s*24\s*(?:个?小时|[hH])?(?:服务|响应)?")


@cache
def _proportion() -> re.Pattern[str]:
    return re.compile(r"(\d{1,4})\s*:\s*(\d{1,6})")


@cache
def _date_frame() -> re.Pattern[str]:
    return re.compile(r"^(?:≤|<=|<|于|在|不晚于|不迟于|最迟|截至|截止到?|力争|确保)\s*")


@cache
def _date_rest() -> re.Pattern[str]:
    return re.compile(r"\s*(?:内|完成|完工|竣工|交付|验收|以内)?(?:完成|前)?\s*")


@cache
def _bracketed_unit() -> re.Pattern[str]:
    return re.compile(r"(?<=[\d.])\s*\(\s*([^()\d\s]{1,8}?)\s*\)$")


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(r"[。.;；、]*")
