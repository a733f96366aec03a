"""The numbers that may stand in a calculation: amounts of money, and counts with their unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.model import Money
from assistant.parse import units
from assistant.parse.figures import Number, numbers_in
from assistant.parse.scanning import HAN

_CALENDAR = 1000
_ONE = Decimal(1)
_REACH = 24
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}


class Factor(NamedTuple):
    """A number of the calculation: an amount in yuan, or a count in the unit it is written with."""

    start: int
    end: int
    value: Decimal
    unit: str
    is_money: bool


def factors_in(plain: str, money: tuple[Money, ...]) -> list[Factor]:
    """All of them in folded text, left to right; `money` are its amounts."""
    factors: list[Factor] = []
    amounts = iter(money)
    amount = next(amounts, None)
    for number in numbers_in(plain):
        while amount is not None and amount.end <= number.start:
            factors.append(_amount(amount))
            amount = next(amounts, None)
        if amount is None or not amount.start <= number.start < amount.end:
            factors.append(_count(plain, number))
    return factors + ([_amount(amount)] if amount else []) + [_amount(more) for more in amounts]


def _amount(money: Money) -> Factor:
    return Factor(money.start, money.end, money.yuan, money.unit, is_money=True)


def _count(plain: str, number: Number) -> Factor:
    blank = plain[number.end : number.end + 3]
    after = number.end + len(blank) - len(blank.lstrip(" "))
    read = units.read_unit(plain, after)
    unit, end = (number.unit, number.end) if number.unit or read is None else read
    value = number.value / 100 if unit == "%" else number.value * units.scale_of(unit)
    if unit == "年" and number.value >= _CALENDAR:
        unit = ""
    floor = max(0, number.start - _REACH)
    if number.value == 1 and plain.find("各", floor, number.start) > 0:
        listed = _each_of().search(plain, floor, number.start)
        if listed:
            times = listed.group("all").count("、") + 1
            return Factor(listed.start(), end, value * times, unit, is_money=False)
    return Factor(number.start, end, value, unit, is_money=False)


@cache
def _each_of() -> re.Pattern[str]:
    """汛前、汛中、汛后各开展一次: three times."""
    verbs = "开展|进行|组织|安排|实施|检查|排查|举办|完成|做|搞"
    return re.compile(rf"(?P<all>{HAN}{{1,5}}(?:、{HAN}{{1,5}}?){{1,12}})各(?:{verbs})?$")


def counted_in(per: str, factor: Factor) -> Decimal:
    """The count in the unit that the price is for: 1.2公里 at 500元/米 are 1200, 80万字 at 280元
    per 千字 are 800."""
    if factor.is_money or not factor.unit or factor.unit == "%":
        return factor.value
    for part in filter(None, per.split("·")):
        scale = _SCALES.get(part[0], 1) if len(part) > 1 and not units.is_known(part) else 1
        unit = part[1:] if scale > 1 else part
        if units.comparable(factor.unit, unit):
            plain = factor.value / units.scale_of(factor.unit)
            base = units.to_base(plain, factor.unit)[0]
            return base / units.to_base(_ONE, unit)[0] / scale
    return factor.value
