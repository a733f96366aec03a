"""Years as such, and the stretches of years that a text states (2023—2028年, 实施期限4年)."""

from __future__ import annotations

import re
from functools import cache

from assistant.model import Period
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, titles
from assistant.parse.numbers import NUMERAL, parse_number
from assistant.parse.scanning import either, matches
from assistant.vocabulary.loading import load

YEAR = r"(?:19|20)\d\d"
_TO = r"\s{0,3}(?:-{1,2}|~|至|到)\s{0,3}"
_LONGEST = 60
_STARTS = ("first", "single", "begun", "open", "since")


def find_periods(text: str) -> tuple[Period, ...]:
    """The stretches of years that a text states for its subject (2023—2028年, 3年（2026—2028）).

    What can be worked out is filled in: the length from both ends, an end from the length; a stated
    length that contradicts the ends is kept. Windows of documents (in 《》, after 计划) are left
    out.
    """
    plain = fold(text)
    inside = Cover(titles(plain))
    found: list[Period] = []
    for match in matches(_period(), _beginnings(), plain):
        if inside.touches(match.start(), match.end()) or _is_of_document(plain, match.start()):
            continue
        period = _period_of(match, text)
        if period is not None:
            found.append(period)
    return tuple(found)


def find_years(text: str) -> tuple[tuple[int, int, int], ...]:
    """Every calendar year named (2026年, 2023—2028年) as (start, end, year).

    Years of document numbers (〔2022〕13号) and inside 《》 titles are not among them.
    """
    plain = fold(text)
    inside = Cover(titles(plain))
    return tuple(
        (match.start(), match.end(), int(match[0]))
        for match in _plain_year().finditer(plain)
        if not inside.touches(match.start(), match.end())
    )


def year_window(text: str) -> tuple[int, int] | None:
    """The years that a title says a document covers: 行动计划（2025—2026年） → (2025, 2026)."""
    match = _window().search(fold(text))
    if match is None or int(match[1]) > int(match[2]):
        return None
    return int(match[1]), int(match[2])


def _period_of(match: re.Match[str], text: str) -> Period | None:
    found = _in_full(match.groupdict())
    first = _year(next((found[name] for name in _STARTS if found[name]), None))
    last = _year(found["last"] or found["single"])
    years = _length(
        found["before"] or found["after"] or found["length"] or found["only"] or found["term"]
    )
    if found["months"] and int(found["months"]) % 12 == 0:
        years = int(found["months"]) // 12
    if first and last and not 0 <= last - first < _LONGEST:
        return None
    if not first and not (years and years < _LONGEST):
        return None
    if first and last and years is None:
        years = last - first + 1
    elif first and years and last is None:
        last = first + years - 1
    return Period(
        start=match.start(),
        end=match.end(),
        text=text[match.start() : match.end()],
        first_year=first,
        last_year=last,
        years=years,
    )


def _in_full(found: dict[str, str | None]) -> dict[str, str | None]:
    """2027、2028两年 and 27年到29年 as the two ends they say."""
    if found["short"]:
        return {**found, "first": f"20{found['short']}", "last": f"20{found['short_last']}"}
    if found["named"]:
        last, length = found["named_last"], found["named_length"]
        return {**found, "first": found["named"], "last": last, "length": f"{length}年"}
    return found


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text else None


def _length(text: str | None) -> int | None:
    value = parse_number(text.rstrip("年度周个")) if text else None
    return int(value) if value is not None and value == int(value) else None


def _is_of_document(text: str, start: int) -> bool:
    before = text[max(0, start - 6) : start].rstrip(' (》"')
    return before.endswith(tuple(load("dates")["documents"]))


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a period can begin: a digit or numeral, or the first sign of a label of its own (of
    服务期限1年 it is not)."""
    words = load("dates")
    labels = "".join(sorted({label[0] for label in words["duration_labels"]}))
    others = "".join(f"(?<!{word})" for word in words["not_duration_before"])
    return re.compile(
        rf"(?<![\d.])[12]|(?<![\d.{NUMERAL}第])[\d{NUMERAL}]|[从自]|{others}[{labels}]"
    )


@cache
def _period() -> re.Pattern[str]:
    """Two ends; one year with its months; a labelled length; a length and its start; 2022年起."""
    words = load("dates")
    until, begun = either(words["until_words"]), either(words["start_words"])
    label = either(words["duration_labels"])
    year = rf"{YEAR}(?!\d)\s{{0,3}}年?度?"
    month = r"(?:\s{0,3}\d{1,2}\s{0,3}月(?:\s{0,3}\d{1,2}\s{0,3}日)?|\.\d{1,2}(?:\.\d{1,2})?)?"
    length = rf"(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})(?:个?年度|周年|年)"
    between = (
        rf"(?:{_TO}|\s{{0,3}}(?:(?:起|开始|启动|立项|开工)(?:安排|实施|执行|做|干|搞|推进|建设|这一轮|新一轮)?)?\s{{0,3}}[,，、;…]{{0,3}}\s{{0,3}}(?:连续|一直|持续|计划|预计|分期)?(?:{until})\s{{0,3}}"
        rf"|(?:{begun})\s{{0,3}}[,，、;]\s{{0,3}}(?:预计|计划|于|到)?(?={year}{month}(?:底|末|前)?(?:{either(words['end_words'])})))"
    )
    lasting = "共计?|为期|合计|历时|总共|周期|跨度"
    after = rf"(?:[,，、;(]?\s{{0,3}}(?:{lasting})?(?P<after>{length})(?![初底末内前后级度])\)?)?"
    named = rf"(?:{label})\s{{0,3}}[:为是约]?\s{{0,3}}"
    both = (
        rf"(?:{named})?(?:(?P<before>{length})(?:期|\s)*[(,，:]?\s{{0,3}}(?:即|从|自)?)?(?:从|自)?"
        rf"(?<!\d)(?P<first>{year}){month}{between}(?P<last>{year}){month}"
        rf"(?:底|末)?(?:止|为止|完工|竣工|完成)?\)?{after}"
    )
    months = (
        rf"(?P<single>{YEAR})\s{{0,3}}年\s{{0,3}}\d{{1,2}}月?{_TO}(?:12|[1-9]|1[01])\s{{0,3}}月"
    )
    labelled = (
        rf"{named}(?:(?P<only>{length}|\d{{1,2}}(?!\d|\.|年|个|月|天|日|周|%))(?:期)?|(?P<months>\d{{2}})个月)"
        rf"(?:\s{{0,3}}[,，(;]\s{{0,3}}(?:从|自)?(?P<begun>{year})(?:{begun})\)?)?"
    )
    opened = rf"(?P<length>{length})期?\s{{0,3}}[(]\s{{0,3}}(?P<open>{year})(?:{begun})?\)"
    term = rf"(?P<term>{length})期(?![间限货刊满末初])"
    since = rf"(?:从|自)?(?P<since>{year})(?:起|开始|启动|立项)"
    joined = r"\s{0,3}(?:、|和|及|与)\s{0,3}"
    named_years = (
        rf"(?<!\d)(?P<named>{YEAR})年?度?(?:{joined}{YEAR}年?度?){{0,3}}?"
        rf"{joined}(?P<named_last>{YEAR})年?度?(?:这)?[,，]?分?(?P<named_length>[两二三四五])(?:个)?年"
    )
    beside = rf"(?:{_TO}|年?{joined}(?=2\d年?(?:这)?两年))"
    short = (
        rf"(?<![\d.龄限])(?P<short>2\d)\s{{0,3}}年?{beside}"
        rf"(?P<short_last>[23]\d)\s{{0,3}}年(?![龄轻])"
    )
    return re.compile("|".join((both, named_years, short, months, labelled, opened, term, since)))


@cache
def _plain_year() -> re.Pattern[str]:
    """A year followed by 年, or an end of a range of years."""
    return re.compile(
        rf"(?<!\d){YEAR}(?=\s{{0,3}}年|(?:、|{_TO}){YEAR}(?!\d))|(?<=\d[-~至到]){YEAR}(?!\d)|(?<=[至到]){YEAR}(?!\d)"
    )


@cache
def _window() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)({YEAR})\s{{0,3}}年?{_TO}({YEAR})(?!\d)")
