"""Dates known to the year, quarter, month or day. Stretches of years are in `periods`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import count
from typing import Literal

from assistant.model import PartialDate
from assistant.parse.fold import fold
from assistant.parse.numbers import parse_number
from assistant.parse.periods import YEAR, find_periods, find_years, year_window
from assistant.parse.scanning import matches
from assistant.vocabulary.loading import load

__all__ = ["FoundDate", "find_dates", "find_periods", "find_years", "year_window"]

Edge = Literal["", "before", "end", "after"]
FoundDate = tuple[int, int, PartialDate]


@lru_cache(maxsize=32)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates as (start, end, date), left to right. A plain 2026年 counts; 2023—2028 does not.

    `edge` is "end" for 底, 末, 内 and 半年, "before" for a bare 前, "after" for 起 and 后.
    """
    plain = fold(text)
    found: list[FoundDate] = []
    for match in matches(_date(), _beginnings(), plain):
        parts = {name.rsplit("_")[0]: part for name, part in match.groupdict().items() if part}
        date = _date_of(parts)
        if date is None:
            continue
        end, edge = _edge(plain, match.end(), parts)
        if not _ends_a_range(plain, match.start(), parts):
            found.append((match.start(), end, date.model_copy(update={"edge": edge})))
        elif parts.keys() == {"month"} and plain.startswith(_completion(), end):
            first = _month_before().search(plain, 0, match.start())  # 6—9月完成: by September
            start = first.start() if first else match.start()
            found.append((start, end, date.model_copy(update={"edge": "end"})))
    return tuple(found)


def _date_of(parts: dict[str, str]) -> PartialDate | None:
    month = _small(parts.get("month") or parts.get("month2"))
    day = _small(parts.get("day") or parts.get("day2"))
    if "half" in parts:
        month = 6 if parts["half"] == "上" else 12
    if (day or 1) > 31:
        return None
    return PartialDate(
        year=_small(parts.get("year")), quarter=_small(parts.get("quarter")), month=month, day=day
    )


def _ends_a_range(text: str, start: int, parts: dict[str, str]) -> bool:
    """True for the 2028年 of 2023—2028年 and the 12月 of 1-12月: ends, no dates of their own."""
    before = text[max(0, start - 12) : start]
    if parts.keys() == {"month"}:
        return bool(_month_before().search(before))
    return parts.keys() == {"year"} and bool(_range_before().search(before))


_OCCASION = re.compile(
    r"[“\"「]?[一-龥]{2,10}(?:日|节|周年)[”\"」]?(?:来临|到来)?(?:之|以)?前(?=[，。；、一-龥])"
)


def _edge(text: str, end: int, parts: dict[str, str]) -> tuple[int, Edge]:
    """Where the date ends with its 底/前/后, and which edge that is."""
    tail, words = parts.get("tail", ""), load("dates")
    if tail and text.startswith(tuple(words["not_before"].get(tail, ())), end):
        return end - len(tail), ""
    occasion = _OCCASION.match(text, end) if "day" in parts else None
    if occasion and not text.startswith(tuple(words["not_before"]["前"]), occasion.end()):
        return occasion.end(), "before"  # 6月26日国际禁毒日前
    edge: Edge = "end" if "half" in parts or tail.endswith(("底", "末", "内", "下旬")) else ""
    for kind in ("before", "after"):
        for word in words[kind]:
            after = end + len(word)
            stops = tuple(words["not_before"].get(word, ()))
            if text.startswith(word, end) and not text.startswith(stops, after):
                return after, edge if edge and kind == "before" else kind
    return end, edge


def _small(text: str | None) -> int | None:
    value = parse_number(text) if text else None
    return int(value) if value is not None and value == int(value) else None


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)\d|[一二三四五六七八九十第上下今本当明次每年]")


@cache
def _date() -> re.Pattern[str]:
    """A year, alone or made more precise; the same without a year. Groups: year_1, month_2 …"""
    within = "{m}{d}?{t}?|{q}{t}?|{h}"
    year = rf"{{y}}(?:\s{{0,3}}的?(?:{within}|{{yt}}))?"
    pattern = f"{{iso}}|{year}|{{rel}}(?:{within})|{{bare}}|{{near}}|{{each}}"
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    number = count(1)
    return re.compile(
        re.sub(r"\(\?P<(\w+)>", lambda group: f"(?P<{group[1]}_{next(number)}>", pattern)
    )


_ONE = "一二三四五六七八九"
_PARTS = {
    "iso": rf"(?<![\d.\-/])(?P<year>{YEAR})(?:-(?P<month>1[0-2]|0[1-9])(?:-(?P<day>[0-3]\d))?"
    r"|(?P<sign>[-/.])(?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>[0-3]?\d))(?![\d\-/.])",
    "y": rf"(?<!\d)(?P<year>{YEAR}|[一二][零〇九][零〇{_ONE}]{{2}})\s{{0,3}}年(?![级轻龄])度?",
    "m": rf"(?<![\d.个第])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{_ONE}])\s{{0,3}}月份?(?![刊报均季])",
    "d": rf"(?:\s{{0,3}}(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[{_ONE}]?|[{_ONE}])\s{{0,3}}[日号])",
    "q": r"(?<![\d.每])第?(?P<quarter>[一二三四1-4])季度(?![刊报])",
    "h": r"(?P<half>[上下])半年",
    "t": r"(?P<tail>[底末初内]|[上中下]旬)",
    "rel": r"(?:今年|本年度?|当年|明年|次年|每年)?",
    "yt": r"(?P<tail>年?[底末内])",
    "bare": rf"(?<![\d{_ONE}十两几多半百])年(?P<tail>[底末内])",
    "near": r"(?:今年|本年|当年|明年|次年)(?P<tail>[底末内])",
    "each": r"(?:每个?季度?(?:[首末中]|第[一二三]|最后一?)个?|每个?|次|当|本)月"
    r"(?P<day>[12]\d|3[01]|0?[1-9])[日号]"
    r"|每个?季度?末?(?P<day2>[12]\d|3[01]|0?[1-9])[日号]|每个?(?:季度?|半年|学期|月)(?P<tail>[底末])(?=之?前)",
}


@cache
def _range_before() -> re.Pattern[str]:
    return re.compile(rf"{YEAR}\s{{0,3}}年?度?\s{{0,3}}(?:-{{1,2}}|~|至|到)\s{{0,3}}$")


@cache
def _month_before() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月?\s{0,3}(?:-{1,2}|~|至|到)\s{0,3}$")


@cache
def _completion() -> tuple[str, ...]:
    return tuple(load("dates")["completion"])
