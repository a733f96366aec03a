"""Finds every number of a text that a careful reader would want to see proved.

Digits with scale and unit, Chinese numerals with a measure word, 百分之九十, 九成. Numbering
(目标1, 1., （二）), the ×100% of a formula and digits inside a name (5G, PM2.5) are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.numerals import SCALES, chinese_value
from eval.text import level

MEASURES = (
    "个工作日|工作日|个百分点|百分点|平方公里|平方米|立方米|人次|剂次|课时|学时|批次|小时|分钟|季度|"
    "公里|千米|公斤|公顷|个月|万元|亿元|星期|名|人|个|次|份|年|月|日|天|套|台|场|期|篇|项|家|所|座|处|"
    "条|米|元|批|户|册|件|起|轮|周|倍|门|节|班|辆|只|头|亩|吨|类|种|支|本|部|宗|例|块|点|站|路|间|张|桌|"
    "餐|岁|队|眼|具|车次|片|幅|盏|株|盆|棵|村|校|县|镇|款|遍|单|笔"
)
_DIGITS = re.compile(
    r"(?<![A-Za-z\d.])(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>(?:[百万亿]|千(?![瓦米克])){0,2})"  # 千瓦时, 千米 and 千克 are units, not thousands
    r"(?P<unit>%|‰|" + MEASURES + r"|km|kg|mg|dpi|m|t|h)?"
)
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_CHINESE = re.compile(rf"(?P<numeral>{_NUMERAL}+|半)(?P<unit>{MEASURES})")
_PERCENT = re.compile(rf"百分之(?P<numeral>{_NUMERAL}+)")
_TENTHS = re.compile(r"(?P<numeral>[一二三四五六七八九])成(?!立|果|为|本|员|效|功|交|长|年|就|品)")
_NUMBERING = re.compile(
    r"(?:目标|指标|附件|附表|表|图)\d+|(?m:^\s*\d{1,2}(?:[.、)](?!\d)|\s))|[(]\d{1,2}[)]|[①-⑳]|"
    r"(?<=[。;:])\s*\d{1,2}[.、)](?!\d)|[x×*]\s*100%"
)
_IDIOM = re.compile(
    r"第[零〇一二两三四五六七八九十百\d]+|一次性|一件事|一站|一人一|一户一|一年一度|一点|一方面|一季度|"
    r"一批|一系列|[统同唯单专划万]一|之一|一日游|一月|每一|进一|任一|一般|一期|二期|三期|一类|二类|一次验收|一个也|"
    r"一村一|一校一|一生一|一企一|一项一|一事一|一张图|一月一|四点半|十五五|十四五|三个一|一对一|二十大"
)


@dataclass(frozen=True)
class Number:
    """A number found in a text: its value in base scale (190万 → 1900000), unit and place."""

    value: Decimal
    unit: str
    text: str
    start: int
    end: int


def find_numbers(text: str) -> tuple[Number, ...]:
    """All numbers from left to right, non-overlapping."""
    plain = level(text)
    barred = [match.span() for rule in (_NUMBERING,) for match in rule.finditer(plain)]
    idioms = [match.span() for match in _IDIOM.finditer(plain)]
    found: list[Number] = []
    for number in _candidates(plain, text):
        taken = [(other.start, other.end) for other in found]
        blocked = barred + taken + ([] if number.text[0].isdigit() else idioms)
        if not any(start < number.end and number.start < end for start, end in blocked):
            found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def values_in(text: str) -> frozenset[Decimal]:
    """The values of all numbers of a text, in base scale and as written (190万 gives both)."""
    values: set[Decimal] = set()
    for number in find_numbers(text):
        values |= readings(number)
    return frozenset(values)


def readings(number: Number) -> frozenset[Decimal]:
    """The value in base scale, and as its digits stand there."""
    written = re.match(r"[\d,.]+", level(number.text))
    return frozenset({number.value} | ({_decimal(written[0])} if written else set()))


def in_digits(text: str) -> str:
    """The text with its Chinese numerals written in digits: 四份 → 4份."""
    parts, end = [], 0
    for number in find_numbers(text):
        if not level(number.text)[0].isdigit():
            parts += [text[end : number.start], f"{number.value.normalize():f}{number.unit}"]
            end = number.end
    return "".join([*parts, text[end:]])


def _candidates(plain: str, text: str) -> Iterator[Number]:
    for match in _PERCENT.finditer(plain):
        yield from _chinese(match, "%", text)
    for match in _TENTHS.finditer(plain):
        yield _make((chinese_value(match["numeral"]) or Decimal(0)) * 10, "%", match, text)
    for match in _DIGITS.finditer(plain):
        follows = plain[match.end() : match.end() + 1]
        if not match["unit"] and follows.isascii() and follows.isalpha() and follows not in "xX":
            continue
        scale = Decimal(1)
        for sign in match["scale"]:
            scale *= SCALES[sign]
        yield _make(_decimal(match["digits"]) * scale, match["unit"] or "", match, text)
    for match in _CHINESE.finditer(plain):
        if match["numeral"] == "半":
            yield _make(Decimal("0.5"), match["unit"], match, text)
        else:
            yield from _chinese(match, match["unit"], text)


def _chinese(match: re.Match[str], unit: str, text: str) -> Iterator[Number]:
    value = Decimal(100) if match["numeral"] == "百" else chinese_value(match["numeral"])
    if value is not None:
        yield _make(value, unit, match, text)


def _make(value: Decimal, unit: str, match: re.Match[str], text: str) -> Number:
    return Number(value, unit, text[match.start() : match.end()], match.start(), match.end())


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip("."))
