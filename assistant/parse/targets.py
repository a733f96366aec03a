"""A 指标值 cell understood as one target, and when two targets say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.model import PartialDate, Target
from assistant.parse import units
from assistant.parse.dates import find_dates
from assistant.parse.figures import numbers_in
from assistant.parse.fold import fold
from assistant.parse.mentions import find_mentions
from assistant.parse.quantity import Quantity, read_quantity
from assistant.parse.readings import find_readings
from assistant.parse.scanning import HAN
from assistant.parse.shares import clock, clock_target, proportion_target
from assistant.vocabulary.loading import load

_LONGEST = 60
_LONGEST_UNIT = 8
_OPPOSITE = {"at_least": "more_than", "at_most": "less_than"}


def parse_target(text: str | None, unit: str | None = None) -> Target | None:
    """The target that the whole cell states; None when it is not one (then it stays text).

    `unit` is the 度量单位 column; it is used where the cell names no unit itself. Floors and plain
    numbers have `low`, ceilings `high`, ranges both (as written, even reversed).
    """
    plain = fold(text or "").strip(" 。.;,，、")
    if not plain or len(plain) > _LONGEST:
        return None
    plain = _bracketed_unit().sub(r"\1", plain)
    return (
        _service_level(plain)
        or _level(plain)
        or _date(plain)
        or _quantity(plain, _column(unit))
        or _repeated(plain)
        or _fraction(plain)
        or _reading(plain)
    )


def same_amount(a: Target, b: Target) -> bool:
    """True when both name the same numbers (after conversion), level word or date.

    Comparators are not looked at: ≥200个 and 200个 are the same amount. Where one side names no
    unit, its number is taken in the other's.
    """
    if a.date or b.date:
        return _same_day(a.date, b.date)
    if _is_number(a) != _is_number(b):
        return False
    if a.level != b.level or not units.comparable(a.unit, b.unit):
        return False
    return not _is_number(a) or _bounds(a, b) == _bounds(b, a)


def compatible(a: Target, b: Target) -> bool:
    """True when one target can stand for the other: the same amount, not in opposite directions."""
    if not same_amount(a, b):
        return False
    floors, ceilings = {"at_least", "more_than"}, {"at_most", "less_than"}
    sides = {a.comparator, b.comparator}
    return not (sides & floors and sides & ceilings)


def _service_level(plain: str) -> Target | None:
    level = clock().fullmatch(_service_words().sub("", plain))
    if level:
        return clock_target(level)
    match = _proportion().fullmatch(plain)
    return proportion_target(match[1], match[2]) if match else None


def _level(plain: str) -> Target | None:
    if plain in load("levels")["words"]:
        return Target(comparator="level", level=plain)
    return None


def _date(plain: str) -> Target | None:
    body = _date_frame().sub("", plain)
    for start, end, date in find_dates(body):
        if start or not _date_rest().fullmatch(body, end):
            return None
        bare_month = date.month and not (date.year or date.day or date.edge)
        if body != plain and bare_month:
            return None
        return Target(comparator="by_date", date=date)
    return None


def _quantity(plain: str, column: str) -> Target | None:
    number = next(numbers_in(plain), None)
    if number is None:
        return None
    quantity = read_quantity(plain, number, unit=column)
    lead, rest = plain[: quantity.start].strip(), plain[quantity.end :].strip()
    if lead and not _condition().fullmatch(lead):
        return None
    if _names_something_else(quantity) or (rest and not _ignored().fullmatch(rest)):
        return None
    target = quantity.target()
    if "不含" in rest:
        stricter = _OPPOSITE.get(target.comparator, target.comparator)
        return target.model_copy(update={"comparator": stricter})
    return target


def _names_something_else(quantity: Quantity) -> bool:
    """一级, 三类 (ranks), 2026-2028年 (years)."""
    number = quantity.number
    if quantity.unit == "年" and number.value >= 1000:
        return True
    return number.numeral and not number.unit and quantity.unit in units.units().digits_only


def _repeated(plain: str) -> Target | None:
    """每季度1份 says what 1份/季度 says."""
    match = _each().match(plain)
    target = _quantity(plain[match.end() :].strip(), "") if match else None
    if match is None or target is None or not target.unit:
        return None
    return target.model_copy(update={"unit": f"{target.unit}/{match[1]}"})


def _fraction(plain: str) -> Target | None:
    found = find_mentions(plain)
    if len(found) == 1 and found[0].target.unit[:1] == "/" and found[0].text == plain:
        return found[0].target
    return None


def _reading(plain: str) -> Target | None:
    found = find_readings(plain)
    return found[0].target if len(found) == 1 and found[0].text == plain else None


def _column(unit: str | None) -> str:
    plain = fold(unit or "").strip()
    if units.is_known(plain):
        return plain
    return plain if len(plain) <= _LONGEST_UNIT and _unit_like().fullmatch(plain) else ""


def _is_number(target: Target) -> bool:
    return target.low is not None or target.high is not None


def _bounds(target: Target, other: Target) -> tuple[Decimal | None, ...]:
    """The target's numbers in base units; as written when the other side names no unit."""
    unit = target.unit if other.unit else ""
    numbers: tuple[Decimal | None, ...] = (target.low, target.high)
    if target.low is None or target.high is None:
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
def _service_words() -> re.Pattern[str]:
    return re.compile("(?:服务|响应|值守|支持)$")


@cache
def _proportion() -> re.Pattern[str]:
    return re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s{0,3}:\s{0,3}(\d{1,6}(?:\.\d{1,3})?)")


@cache
def _date_frame() -> re.Pattern[str]:
    return re.compile(r"^(?:≤|<=|<|于|在|不晚于|不迟于|最迟|截至|截止到?|力争|确保)\s{0,3}")


@cache
def _date_rest() -> re.Pattern[str]:
    return re.compile(
        r"\s{0,3}(?:内|以内)?(?:全部)?(?:完成|完工|竣工|交付|验收|前|投入使用)?\s{0,3}"
    )


@cache
def _bracketed_unit() -> re.Pattern[str]:
    """=100.00(%) → =100.00%."""
    return re.compile(r"(?<=[\d.])\s{0,3}\(\s{0,3}([^()\d\s含]{1,8})\s{0,3}\)$")


@cache
def _ignored() -> re.Pattern[str]:
    """What may follow a quantity without changing it: 500套（具）, （不含）."""
    return re.compile(rf"(?:\((?:{HAN}|不含)\))?[。.;；、,，]*")


@cache
def _condition() -> re.Pattern[str]:
    """收到方案后 10个工作日内."""
    return re.compile(rf"{HAN}{{1,14}}(?:后|之日起|起)")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(r"每(?:一?个)?(季度|月|半年|年度?|周|天|日|学期|人次|[人户亩次场期])")


@cache
def _unit_like() -> re.Pattern[str]:
    letter = rf"{HAN}|[A-Za-z°㎡]"
    return re.compile(rf"(?!不适用|无$|年月|日期|时间)(?:{letter})(?:{letter}|[/·%])*")
