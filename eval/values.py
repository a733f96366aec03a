"""指标值 as sign, number and unit: of a case (`≥90%`, `=4份|次`, `【待填】`) and of a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from eval.numbers import find_numbers
from eval.text import NOT_APPLICABLE, PLACEHOLDER, level, squeeze

Sign = Literal["at_least", "at_most", "equal", "between", "date", "level", "open", "na", "none"]

LEVEL_WORDS = ("显著", "明显", "一般")
_AT_LEAST = re.compile(r"[≥>]|>=|不低于|不少于|以上|及以上|达到|至少|超过")
_AT_MOST = re.compile(r"[≤<]|<=|不超过|不高于|以内|以下|不多于")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?P<only>20\d\d)年(?=底|末|前|内)"
)
_SYNONYMS = {
    "个工作日": "工作日", "名": "人", "位": "人", "天": "日", "个小时": "小时", "个月": "月",
    "千米": "公里", "km": "公里", "㎡": "平方米", "m": "米", "h": "小时",
    "场次": "场", "个百分点": "%",
}  # fmt: skip
_MINUTES = {"分钟": 1, "小时": 60, "日": 1440}


@dataclass(frozen=True)
class CellValue:
    """A 指标值 understood; `at_most` has its number in `high`, every other sign in `low`."""

    text: str
    sign: Sign
    low: Decimal | None = None
    high: Decimal | None = None
    units: tuple[str, ...] = ()
    date: tuple[int | None, int, int | None] | None = None

    def __str__(self) -> str:
        return self.text


def read_value(text: str, unit_column: str = "") -> CellValue:
    """A cell of a draft or an expectation of a case; what is not understood is `none`."""
    plain = level(text).strip()
    for mark, sign in ((PLACEHOLDER, "open"), (NOT_APPLICABLE, "na")):
        if mark in text:
            return CellValue(text, sign)  # type: ignore[arg-type]
    if plain in LEVEL_WORDS:
        return CellValue(text, "level")
    if (date := _DATE.search(squeeze(plain))) and not re.search(r"[≥≤%]", plain):
        month = int(date["month"] or 12)
        year = date["year"] or date["only"]
        day = int(date["day"]) if date["day"] else None
        return CellValue(text, "date", date=(int(year) if year else None, month, day))
    return _quantity(text, plain, unit_column)


def _quantity(text: str, plain: str, unit_column: str) -> CellValue:
    numbers = find_numbers(plain)
    if not numbers:
        return CellValue(text, "none")
    units = _units(plain, numbers[-1].start, unit_column)
    if len(numbers) > 1 and re.search(r"[-~至到]", plain[numbers[0].end : numbers[1].start + 1]):
        return CellValue(text, "between", numbers[0].value, numbers[1].value, units)
    value = numbers[0].value
    if _AT_MOST.search(plain):
        return CellValue(text, "at_most", None, value, units)
    sign: Sign = "at_least" if _AT_LEAST.search(plain) else "equal"
    return CellValue(text, sign, value, None, units)


def _units(plain: str, start: int, unit_column: str) -> tuple[str, ...]:
    tail = re.sub(r"^[\d,.]+(?:[百万亿]|千(?![瓦米克]))*", "", plain[start:])
    tail = re.sub(r"(及?以上|以内|以下|以?内|前)$", "", re.sub(r"[()].*$", "", tail))
    names = (tail.strip() or level(unit_column)).split("|")
    return tuple(dict.fromkeys(_common(name.strip()) for name in names if name.strip()))


def _common(unit: str) -> str:
    unit = re.sub(r"^[万亿](?!元)", "", unit)
    head = unit.split("/")[0]
    return _SYNONYMS.get(unit, _SYNONYMS.get(head, unit))


def same_units(unit: str) -> tuple[str, ...]:
    """The unit and the other words in use for it: 人 → 人, 名, 位."""
    return (unit, *(word for word, common in _SYNONYMS.items() if common == unit))


def agrees(expected: CellValue, actual: CellValue) -> bool:
    """Whether the draft's cell says what the case expects: same sign, number and unit."""
    if expected.sign != actual.sign:
        return False
    if expected.sign == "date":
        return _same_date(expected.date, actual.date)
    return _same_amount(expected, actual)


def _same_amount(expected: CellValue, actual: CellValue) -> bool:
    if expected.sign in ("open", "level", "na", "none"):
        return True
    wanted = expected.low if expected.high is None else expected.high
    got = actual.low if actual.high is None else actual.high
    if wanted is None or got is None:
        return False
    if wanted == got and (expected.sign != "between" or expected.low == actual.low):
        return _same_unit(expected.units, actual.units)
    return any(
        one in _MINUTES and two in _MINUTES and wanted * _MINUTES[one] == got * _MINUTES[two]
        for one in expected.units
        for two in actual.units
    )


def _same_unit(expected: tuple[str, ...], actual: tuple[str, ...]) -> bool:
    if not expected:
        return True
    heads = {unit.split("/")[0] for unit in actual}
    return bool(set(expected) & (set(actual) | heads))


def _same_date(
    one: tuple[int | None, int, int | None] | None, two: tuple[int | None, int, int | None] | None
) -> bool:
    if one is None or two is None or one[1] != two[1]:
        return False
    same_year = one[0] is None or two[0] is None or one[0] == two[0]
    return same_year and (one[2] is None or two[2] is None or one[2] == two[2])
