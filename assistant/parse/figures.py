"""The numbers of a text at their places: digits, Chinese numerals, 百分之九十五, 九成, 半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.parse.numbers import ARABIC, NUMERAL, arabic_value, numeral_value

HUNDRED = Decimal(100)
HALF = Decimal("0.5")


class Number(NamedTuple):
    """A number at its place. `unit` is set when the number itself says it (百分之九十五, 九成)."""

    start: int
    end: int
    value: Decimal
    numeral: bool
    unit: str = ""


def numbers_in(text: str) -> Iterator[Number]:
    """Every number of folded text, left to right."""
    for match in _number().finditer(text):
        number = _number_of(match)
        if number is not None:
            yield number


def number_at(text: str, start: int) -> Number | None:
    """The number that begins exactly there."""
    match = _number().match(text, start)
    return _number_of(match) if match else None


def _number_of(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["percent"]:
        return _fraction(match)
    if match["tenths"]:
        whole, _, part = match["tenths"].partition("成")
        return _spelled(match, _digit(whole) * 10 + _digit(part), "%")
    arabic, numeral = match["arabic"], match["numeral"]
    value = arabic_value(arabic, match["steps"] or "") if arabic else _numeral(numeral)
    if value is None:
        return None
    if match["half"] == "年半":
        return _spelled(match, value + HALF, "年")
    if arabic and _is_negative(match.string, start):
        return Number(start - 1, end, -value, numeral=False)
    return Number(start, end, value + HALF if match["half"] else value, numeral=not arabic)


def _fraction(match: re.Match[str]) -> Number | None:
    """百分之五 → 5%, 千分之三 → 3‰, 万分之3 → 0.03%."""
    value, of = _plain(match["percent"]), match["hundred"]
    if of == "万" and value is not None:
        return _spelled(match, value / HUNDRED, "%")
    return _spelled(match, value, "%" if of == "百" else "‰")


def _spelled(match: re.Match[str], value: Decimal | None, unit: str) -> Number | None:
    return None if value is None else Number(match.start(), match.end(), value, True, unit)


def _digit(sign: str) -> Decimal:
    return (_plain(sign) if sign else None) or Decimal(0)


def _numeral(text: str) -> Decimal | None:
    return HALF if text == "半" else numeral_value(text)


def _is_negative(text: str, start: int) -> bool:
    """≥-5%, (-3): a minus where no range or dash can stand."""
    return text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1] in "≥≤><=( "


def _plain(text: str) -> Decimal | None:
    if text == "百":
        return HUNDRED
    return arabic_value(text) if text[0].isdigit() else numeral_value(text)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<hundred>[百千万])分之(?P<percent>百|{ARABIC}|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)"
        rf"|(?<![第\d.{NUMERAL}])(?P<tenths>[一二三四五六七八九1-9][成](?:[一二三四五六七八九](?![成]))?)"
        r"(?=以上|以下|以内|左右|的|[,，。;；、)！\s]|$)"
        rf"|(?:(?<![\d.])(?P<arabic>{ARABIC})(?P<steps>[十百千]?[万亿千百](?=\d)\d+[百千万]{{0,2}})?(?!分之)"
        rf"|(?P<numeral>[{NUMERAL}]+(?:点[{NUMERAL}]+)?(?!分之|几)|半(?=个?小时|个?月|天|日内|个?工作日)|(?<![上下每])半(?=年以?内)))"
        r"(?P<half>个半(?=小时|月|钟头|天|工作日)|年半(?!期|载|程))?"
    )
