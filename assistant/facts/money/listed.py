"""Bare numbers listed under a heading that states their unit: 二、钱怎么花（万元） 培训费 12.5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.segments import TITLE, Sentence
from assistant.model import Money
from assistant.parse.numbers import parse_number

_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_UNIT = re.compile(r"[（(]\s{0,3}(?:(?:金额)?单位[：:])?\s{0,3}(亿元|万元|元)\s{0,3}[）)]")
_LISTED = re.compile(
    r"(?P<name>[^\d，,。；;：:]{0,30}?(?:[（(][^（）()]{1,20}[）)])?[^\d，,。；;：:（(]{0,10}?)"
    r"[\s　—\-：:]{0,6}(?P<number>\d[\d,]{0,12}(?:\.\d{1,4})?)"
    r"\s{0,3}(?:[（(][^（）()]{1,60}[）)])?[。；;]?"
)


def units_of_sections(sentences: tuple[Sentence, ...]) -> dict[int, str]:
    """The unit of money that the heading above a line states, by where the line begins."""
    return dict(_units(sentences))


def _units(sentences: tuple[Sentence, ...]) -> Iterator[tuple[int, str]]:
    unit = ""
    for sentence in sentences:
        if sentence.label == TITLE:
            stated = _UNIT.search(sentence.text)
            unit = stated.group(1) if stated else ""
        elif unit:
            yield sentence.start, unit


def listed_amount(sentence: Sentence, unit: str) -> Money | None:
    """The only number of a listed line, outside its bracket; a number with a unit is none."""
    line = _LISTED.fullmatch(sentence.text) if unit else None
    if line is None or not (line["name"].strip() or sentence.topic):
        return None
    value = parse_number(line["number"])
    if value is None:
        return None
    return Money(
        start=line.start("number"),
        end=line.end("number"),
        text=f"{line['number']}{unit}",
        yuan=Decimal(value) * _SCALE[unit],
        unit=unit,
    )
