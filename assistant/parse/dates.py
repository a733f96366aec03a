"""Dates (known to year, quarter, month or day), the years a project covers, and years as such."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from assistant.model import PartialDate, Period
from assistant.parse.fold import fold
from assistant.parse.masks import titles
from assistant.parse.numbers import NUMERAL, parse_number
from assistant.vocabulary.loading import load

Edge = Literal["", "before", "end", "after"]
FoundDate = tuple[int, int, PartialDate]

_YEAR = r"(?:19|20)\d\d"
_CHINESE_YEAR = r"[一二][零〇九][零〇一二三四五六七八九]{2}"
_SEP = r"\s*(?:-{1,2}|~|至|到)\s*"
_MAX_SPAN = 60


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates as (start, end, date), left to right. A plain 2026年 counts; 2023—2028 does not."""
    plain = fold(text)
    found: list[FoundDate] = []
    for match in _date().finditer(plain):
        parts = {name.rsplit("_")[0]: part for name, part in match.groupdict().items() if part}
        date = _date_of(parts)
        if date is not None and not _ends_a_range(plain, match.start(), parts):
            end, edge = _edge(plain, match.end(), parts)
            found.append((match.start(), end, date.model_copy(update={"edge": edge})))
    return tuple(found)


def find_periods(text: str) -> tuple[Period, ...]:
    """The stretches of years that a text states for its subject (2023—2028年, 3年（2026—2028）).

    What can be worked out is filled in: the length from both ends, an end from the length; a stated
    length that contradicts the ends is kept. Windows of documents (in 《》 or after 计划) are left out.
    """
    plain = fold(text)
    inside = titles(plain)
    found: list[Period] = []
    at = 0
    while match := _period().search(plain, at):
        at = max(match.end(), match.start() + 1)
        if any(start <= match.start() < end for start, end in inside):
            continue
        period = _period_of(match, text)
        if period is not None and not _belongs_to_document(plain, match.start()):
            found.append(period)
    return tuple(found)


def find_years(text: str) -> tuple[tuple[int, int, int], ...]:
    """Every calendar year named (2026年, 2023—2028年) as (start, end, year).

    Years of document numbers (〔2022〕13号) and inside 《》 titles are not among them.
    """
    plain = fold(text)
    inside = titles(plain)
    return tuple(
        (match.start(), match.end(), int(match[0]))
        for match in _plain_year().finditer(plain)
        if not any(start <= match.start() < end for start, end in inside)
    )


def year_window(text: str) -> tuple[int, int] | None:
    """The years that a title says a document covers: 行动计划（2025—2026年） → (2025, 2026)."""
    match = _window().search(fold(text))
    if match is None or int(match[1]) > int(match[2]):
        return None
    return int(match[1]), int(match[2])


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
    """True for the 2028年 of 2023—2028年, which is no date of its own."""
    only_year = parts.keys() == {"year"}
    return only_year and bool(_range_before().search(text[max(0, start - 9) : start]))


def _edge(text: str, end: int, parts: dict[str, str]) -> tuple[int, Edge]:
    """Where the date ends with its 底/前/后, and which edge that is."""
    tail, words = parts.get("tail", ""), load("dates")
    if tail and text.startswith(tuple(words["not_before"].get(tail, ())), end):
        return end - len(tail), ""
    edge: Edge = "end" if "half" in parts or tail.endswith(("底", "末", "内", "下旬")) else ""
    for kind in ("before", "after"):
        for word in words[kind]:
            after = end + len(word)
            stops = tuple(words["not_before"].get(word, ()))
            if text.startswith(word, end) and not text.startswith(stops, after):
                return after, edge if edge and kind == "before" else kind
    return end, edge


_STARTS = ("first", "single", "begun", "open", "begun2")


def _period_of(match: re.Match[str], text: str) -> Period | None:
    found = match.groupdict()
    first = next((found[name] for name in _STARTS if found[name]), None)
    last = found["last"] or found["single"]
    stated = found["before"] or found["after"] or found["length"] or found["only"]
    years = _small(stated.rstrip("年度周个")) if stated else None
    first_year = int(first) if first else None
    last_year = int(last[:4]) if last else None
    if first_year and last_year and not 0 <= last_year - first_year < _MAX_SPAN:
        return None
    if first_year and last_year and years is None:
        years = last_year - first_year + 1
    elif first_year and years and last_year is None:
        last_year = first_year + years - 1
    if not first_year and not (years and years < _MAX_SPAN):
        return None
    return Period(
        start=match.start(), end=match.end(), text=text[match.start() : match.end()],
        first_year=first_year, last_year=last_year, years=years,
    )  # fmt: skip


def _belongs_to_document(text: str, start: int) -> bool:
    before = text[max(0, start - 6) : start].rstrip(' (》"')
    return before.endswith(("计划", "方案", "规划", "行动", "意见", "办法", "清单", "纲要", "标准"))


def _small(text: str | None) -> int | None:
    value = parse_number(text) if text else None
    return int(value) if value is not None and value == int(value) else None


@cache
def _date() -> re.Pattern[str]:
    """One alternative for each precision; the n-th names its groups year_n, month_n …"""
    shapes = (
        "{iso}", "{y}{gap}{m}{d}?{t}?", "{y}{gap}{q}{t}?", "{y}{gap}{h}", "{y}{gap}(?P<tail>年?[底末内])",
        "{y}", "{rel}{m}{d}?{t}?", "{rel}{q}{t}?", "{rel}{h}", "{rel}年(?P<tail>[底末内])",
        "{rel2}(?P<tail>[底末内])", "{each}",
    )  # fmt: skip
    return re.compile("|".join(_numbered(shape, index) for index, shape in enumerate(shapes)))


def _numbered(shape: str, index: int) -> str:
    pattern = shape.replace("{gap}", r"\s*的?")
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return re.sub(r"\(\?P<(\w+)>", lambda group: f"(?P<{group[1]}_{index}>", pattern)


_PARTS = {
    "iso": rf"(?<![\d.\-/])(?P<year>{_YEAR})(?:-(?P<month>1[0-2]|0[1-9])(?:-(?P<day>[0-3]\d))?"
    r"|(?P<sign>[-/.])(?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>[0-3]?\d))(?![\d\-/.])",
    "y": rf"(?<!\d)(?P<year>{_YEAR}|{_CHINESE_YEAR})\s*年(?![级轻龄])度?",
    "m": r"(?<![\d.个第])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月份?(?![刊报均季])",
    "d": r"(?:\s*(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])",
    "q": r"(?<![\d.每])第?(?P<quarter>[一二三四1-4])季度(?![刊报])",
    "h": r"(?P<half>[上下])半年",
    "t": r"(?P<tail>[底末初内]|[上中下]旬)",
    "rel": r"(?:今年|本年度?|当年|明年|次年|每年)?",
    "rel2": r"(?:今年|本年|当年|明年|次年)",
    "each": r"(?:每个?|次|当|本)月(?P<day>[12]\d|3[01]|0?[1-9])[日号]",
}


@cache
def _period() -> re.Pattern[str]:
    """Two ends; a length with its years in brackets; a start with a length; a labelled length."""
    words = load("dates")
    until = _any(words["until_words"])
    begun = _any(words["start_words"])
    year = rf"(?:{_YEAR})(?!\d)\s*年?度?"
    month = r"(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\.\d{1,2}(?:\.\d{1,2})?)?"
    length = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})(?:个?年度|周年|年)"
    head = rf"(?:(?P<before>(?<![\d{NUMERAL}]){length})(?:期|\s)*[(,，:]?\s*(?:即|从|自)?)?"
    tail = rf"(?:[,，、;(]?\s*(?:共计?|为期|合计|历时|总共|周期|跨度)?(?P<after>{length})(?![初底末内前后级度])\)?)?"
    joined = rf"{_SEP}|\s*(?:起|开始|启动|立项|开工)?\s*[,，、;]?\s*(?:连续|一直|持续|计划|预计|分期)?(?:{until})\s*"
    started = rf"(?:{begun})\s*[,，、;]\s*(?:预计|计划|于|到)?"
    label = _any(words["duration_labels"])
    return re.compile(
        rf"{head}(?<!\d)(?P<first>{_YEAR})(?!\d)\s*年?度?{month}(?:{joined}|{started})(?P<last>{year}){month}"
        rf"(?:底|末)?(?:止|为止)?\)?{tail}"
        rf"|(?P<single>(?<!\d){_YEAR})\s*年\s*\d{{1,2}}月?{_SEP}(?:12|[1-9]|1[01])\s*月"
        rf"|(?<!服务)(?<!合同)(?<!质保)(?<!保修)(?<!租赁)(?<!运营)(?:{label})\s*[:为是约]?\s*(?P<only>{length}|\d{{1,2}}(?!\d|\.|年|个|月|天|日|周))"
        rf"(?:期)?(?:\s*[,，(;]\s*(?:从|自)?(?P<begun>{_YEAR})年?(?:度)?(?:{begun})\)?)?"
        rf"|(?<![\d{NUMERAL}第])(?P<length>{length})期?\s*[(]\s*(?P<open>{_YEAR})\s*年?(?:{begun})?\)"
        rf"|(?:从|自)?(?<!\d)(?P<begun2>{_YEAR})\s*年?度?(?:起|开始|启动|立项)"
    )


@cache
def _range_before() -> re.Pattern[str]:
    return re.compile(rf"{_YEAR}{_SEP}$")


@cache
def _plain_year() -> re.Pattern[str]:
    """A year followed by 年, or the first of a range whose last is."""
    return re.compile(rf"(?<!\d){_YEAR}(?=\s*年|{_SEP}{_YEAR}(?!\d))|(?<=[-~至到]){_YEAR}(?!\d)")


@cache
def _window() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)({_YEAR})\s*年?{_SEP}({_YEAR})(?!\d)")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
