"""Amounts of money in text, exact and in yuan. Calculations with them are in `products`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from assistant.model import Money
from assistant.parse import units
from assistant.parse.blocks import is_money
from assistant.parse.comparing import comparator_before
from assistant.parse.figures import Number, numbers_in
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, names, titles
from assistant.parse.numbers import tidy
from assistant.parse.rates import repeats_in
from assistant.parse.scanning import HAN, clause_before, either
from assistant.vocabulary.loading import load

_REACH = 12
_LEAST_PRICE = 50


@lru_cache(maxsize=8)  # a description is asked for its calculations, its proofs and its items
def find_money(text: str, default_unit: str | None = None) -> tuple[Money, ...]:
    """All amounts, left to right; `default_unit` (万元) is taken for numbers without any unit.

    A price per something keeps it in `unit`: 470元/人·天 and 每次2000元 ("元/次") are no totals.
    The two ends of a range (3—5万元) are not amounts and are left out.
    """
    plain = fold(text)
    taken = Cover(titles(plain), names(plain))
    found: list[Money] = []
    at = 0
    for number in numbers_in(plain):
        if number.start < at or number.unit or taken.touches(number.start, number.end):
            continue
        money = _money_at(text, plain, number, default_unit)
        if money is not None:
            found.append(money)
            at = money.end
    return tuple(found)


def parse_amount(text: str | None, default_unit: str = "元") -> Decimal | None:
    """The yuan of a cell that is one amount and nothing else; None otherwise."""
    plain = fold(text or "").strip().rstrip("。.;")
    found = find_money(plain, default_unit)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(plain):
        return None
    return found[0].yuan


def _money_at(text: str, plain: str, number: Number, default_unit: str | None) -> Money | None:
    read = _unit_at(plain, number)
    start, approximate, marked = _before(plain, number.start)
    if read is None and (marked or default_unit) and not _touches_word(plain, number):
        read = ("元" if marked else default_unit or "元", number.end)
    if read is None or _in_range(plain, start, read[1]):
        return None
    unit, end = read
    yuan, end = _small_change(plain, _yuan(number.value, unit), unit, end)
    about = _about().match(plain, end)
    end = about.end() if about else end
    per = repeats_in(plain, start, "") or ""
    behind = None if per or "/" in unit else _per_behind().match(plain, end)
    if behind and unit.rstrip("/").endswith("元"):
        per, end = behind["per"], behind.end()
    return Money(
        start=start,
        end=end,
        text=text[start:end],
        yuan=yuan,
        unit=_priced(unit, per),
        approximate=approximate
        or about is not None
        or _vague().search(plain, number.end, end) is not None,
    )


def _priced(unit: str, per: str) -> str:
    """The unit of a price: 每户3.2万元/年 → 万元/户·年; 每年3万元/年 stays 万元/年."""
    amount, _, rate = unit.partition("/")
    if not per or per == rate:
        return unit
    return f"{amount}/{per}·{rate}" if rate else f"{amount}/{per}"


def _unit_at(plain: str, number: Number) -> tuple[str, int] | None:
    """The money unit after the number: 元, 万元, 元/年, 块, or a bare 万 that means money."""
    at = number.end
    while plain[at : at + 1] == " ":
        at += 1
    if plain[at : at + 1] in ("余", "多"):
        at += 1
    read = units.read_unit(plain, at)
    if read is None and _stands_alone(plain, number):
        read = ("", number.end)
    if read is None:
        return None
    unit, end = read
    if unit in ("万", "亿") and plain.startswith(("余元", "多元"), end):
        return f"{unit}元", end + 2
    if unit.rstrip("/") in ("", "万", "亿"):
        return (unit + "元", end) if _bare_is_money(plain, number.start, end) else None
    if unit in ("块", "万块", "千块", "百块"):
        return read if is_money(plain, number.start, end) else None
    if unit.startswith(("万/", "亿/")):
        return f"{unit[0]}元{unit[1:]}", end
    if units.to_base(Decimal(1), unit)[1].partition("/")[0] != "元":
        return None
    return unit.replace("元整", "元"), end


def _stands_alone(plain: str, number: Number) -> bool:
    """True for a number that is an amount without a unit: 三万, 8万5, 每人每月3200."""
    if plain[number.end - 1] in "万亿":
        return number.numeral
    if _spoken_tail().search(plain, number.start, number.end):
        return True
    return (
        number.value >= _LEAST_PRICE
        and _clause_ends().match(plain, number.end) is not None
        and _each_costs().search(plain, max(0, number.start - _REACH), number.start) is not None
    )


def _bare_is_money(plain: str, start: int, end: int) -> bool:
    words = load("money")
    if _after_amount().search(plain, max(0, start - _REACH), start):
        return True
    before = clause_before(plain, start, 8)
    if any(word in before for word in words["not_money_before"]):
        return False
    follows = plain[end : end + 1]
    if _per_behind().match(plain, end):
        return True
    return not _is_chinese(follows) or plain.startswith(tuple(words["bare_followed_by"]), end)


def _before(plain: str, start: int) -> tuple[int, bool, bool]:
    """(where 约 or a currency sign before the number begins, approximate, has a currency sign)."""
    sign = _currency().search(plain, max(0, start - _REACH), start)
    start = sign.start() if sign else start
    begin, comparator = comparator_before(plain, start)
    about = comparator == "about"
    return begin if about else start, about, sign is not None


def _in_range(plain: str, start: int, end: int) -> bool:
    """True for the ends of 3—5万元 and 5000元至1万元."""
    return bool(
        _range_before().search(plain[max(0, start - 8) : start]) or _range_after().match(plain, end)
    )


def _yuan(value: Decimal, unit: str) -> Decimal:
    yuan = units.to_base(value, unit.partition("/")[0])[0]
    return tidy(yuan)


def _small_change(plain: str, yuan: Decimal, unit: str, end: int) -> tuple[Decimal, int]:
    """3元5角, 叁拾元伍角整 and 一块六."""
    amount = unit.partition("/")[0]
    match = _change().match(plain, end) if amount in ("元", "圆", "块") else None
    if match is None and amount == "块":
        match = _spoken_change().match(plain, end)
    if match is None:
        return yuan, end
    number = next(numbers_in(match[1]), None)
    return (yuan + number.value / 10, match.end()) if number else (yuan, end)


def _touches_word(plain: str, number: Number) -> bool:
    before, after = plain[number.start - 1 : number.start], plain[number.end : number.end + 1]
    return bool(re.match(r"[\w.%\-/]", after)) or bool(
        number.start and re.match(r"[\w\-/]", before)
    )


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" if sign else False


@cache
def _currency() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(load('money')['prefixes'])})\s?$")


@cache
def _range_before() -> re.Pattern[str]:
    return re.compile(r"\d(?:万|亿|千)?元?(?:-{1,2}|~|至|到)$")


@cache
def _range_after() -> re.Pattern[str]:
    return re.compile(r"(?:-{1,2}|~|至|到)\d[\d.,]{0,15}(?:万|亿|千)?[元块]")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(r"([\d零一二三四五六七八九壹贰叁肆伍陆柒捌玖]角)(?:整)?")


@cache
def _spoken_change() -> re.Pattern[str]:
    return re.compile(rf"([一二三四五六七八九1-9])(?:毛|角)?(?!{HAN}|[\d.])")


@cache
def _spoken_tail() -> re.Pattern[str]:
    return re.compile(r"\d[万千]\d$")


@cache
def _each_costs() -> re.Pattern[str]:
    """What stands before a bare price: 每人每月, 一套, 一期经费, 人均, 单价."""
    words = load("money")
    things, said = either(words["priced_things"]), either(words["price_said"])
    per = rf"[每一]个?(?:{things})(?:[每一]个?(?:{either(words['price_periods'])}|{things}))?"
    return re.compile(rf"(?:{per}|(?:人|户|生)均|单价)(?:{said})*$")


@cache
def _per_behind() -> re.Pattern[str]:
    """11.2万一公里, 16.8万元一台: the price's unit said behind it."""
    things = either(load("money")["priced_things"])
    return re.compile(rf"一个?(?P<per>{things})(?=\s{{0,3}}[,，。;；、)]|$|[共合计])")


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}(?:[,，。;；、)=≈→\n]|$)")


@cache
def _after_amount() -> re.Pattern[str]:
    """18块大概41.4万, 620块就是102.3万: an amount right after a price."""
    return re.compile(r"\d(?:万|亿)?[块元]钱?(?:大概|约|就是|一共|共|合计|计|合)+$")


@cache
def _about() -> re.Pattern[str]:
    return re.compile("左右|上下")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("[余多]")
