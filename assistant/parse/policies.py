"""Documents cited as basis: title, 文号, issuer, years covered.

A document that the project itself makes (编制《…规划》) is no citation. The parts are in `citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.model import PolicyCitation
from assistant.parse.citing import (
    brackets_after,
    document_number,
    issuer_before,
    issuer_in,
    number_before,
    number_start,
    source,
    without_leads,
)
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, Span, titles
from assistant.parse.periods import year_window
from assistant.parse.scanning import HAN, either

_SHORTEST_BARE_TITLE = 6


class _Cited(NamedTuple):
    start: int
    end: int
    title: Span | None
    number: Span | None
    issuer: Span | None


def find_policies(text: str) -> tuple[PolicyCitation, ...]:
    """All documents cited, left to right.

    The span runs from the issuer (or 《) to the 文号 or 的通知; 根据, 依据 before it stay outside.

    `year` is the year of the 文号, else the one year that the title is about. `first_year` and
    `last_year` are the years the title says it covers: （2023—2025年）, “十四五”, 2024年度.
    """
    plain = fold(text)
    found: list[_Cited] = []
    for grammar in (_titled, _numbered, _about_something, _minutes, _bare_titles):
        taken = Cover((cited.start, cited.end) for cited in found)
        found += [cited for cited in grammar(plain) if not taken.touches(cited.start, cited.end)]
    return tuple(_citation(text, plain, cited) for cited in sorted(found, key=lambda c: c.start))


def _citation(text: str, plain: str, cited: _Cited) -> PolicyCitation:
    whole = plain[cited.start : cited.end]
    title, number = _cut(text, cited.title), _cut(text, cited.number)
    first, last = _covers(whole)
    return PolicyCitation(
        start=cited.start,
        end=cited.end,
        text=text[cited.start : cited.end],
        title=title,
        number=number,
        issuer=_cut(text, cited.issuer) or issuer_in(title or ""),
        year=_number_year(number) or (first if first == last else None),
        first_year=first,
        last_year=last,
        is_draft=any(word in whole for word in source()["draft"]),
        is_trial=any(word in whole for word in source()["trial"]),
    )


def _titled(plain: str) -> Iterator[_Cited]:
    """《title》 with its issuer before and 的通知, 文号, window behind."""
    floor = 0
    for start, end in titles(plain):
        if start < floor:
            continue
        suffix = _suffix().match(plain, end)
        after, number = brackets_after(plain, suffix.end() if suffix else end)
        before = number_before(plain, start, floor)
        number = number or (before[1] if before else None)
        begin, issuer = issuer_before(plain, before[0] if before else start)
        certain = suffix is not None or number is not None
        if not certain and not _ends_as_document().search(plain, start, end - 1):
            continue
        if not certain and issuer is None and _is_made_here(plain, begin):
            continue
        floor = after
        yield _Cited(begin, after, (start + 1, end - 1), number, issuer)


def _numbered(plain: str) -> Iterator[_Cited]:
    """A 文号 or standard on its own, with a title-like text in brackets behind it."""
    for match in document_number().finditer(plain):
        start = number_start(plain, match)
        title = _described().match(plain, match.end())
        end = title.end() if title else match.end()
        yield _Cited(start, end, title.span(1) if title else None, (start, match.end()), None)


def _about_something(plain: str) -> Iterator[_Cited]:
    """Documents without 《》: 关于……的通知."""
    for match in _about().finditer(plain):
        begin, issuer = issuer_before(plain, match.start())
        end, number = brackets_after(plain, match.end())
        yield _Cited(begin, end, match.span(), number, issuer)


def _minutes(plain: str) -> Iterator[_Cited]:
    """区政府常务会议纪要（2026年第14次）."""
    for match in _meeting().finditer(plain):
        begin = match.start() + plain.startswith("经", match.start())
        start = without_leads(plain, begin, match.end("kept"))
        number = match.span("number") if match["number"] else None
        yield _Cited(start, match.end(), (start, match.end("kept")), number, None)


def _bare_titles(plain: str) -> Iterator[_Cited]:
    """Lines that are nothing but a title."""
    for match in _line().finditer(plain):
        start, end = without_leads(plain, match.start(1), match.end(1)), match.end(1)
        made = plain.startswith(tuple(source()["making"]), start)
        if end - start >= _SHORTEST_BARE_TITLE and not made:
            yield _Cited(start, end, (start, end), None, None)


def _is_made_here(plain: str, begin: int) -> bool:
    """完成1篇《…规划》 or 编制《…》: a deliverable."""
    return bool(_making().search(plain[max(0, begin - 12) : begin]))


def _covers(whole: str) -> tuple[int, int] | tuple[None, None]:
    window = year_window(whole)
    if window:
        return window
    for name, (first, last) in source()["plans"].items():
        if name in whole:
            return first, last
    match = _annual().search(whole)
    return (int(match[1]), int(match[1])) if match else (None, None)


def _number_year(number: str | None) -> int | None:
    """The year of a 文号; a standard's year is part of its name."""
    match = re.search(r"(?:19|20)\d\d", number or "")
    return int(match[0]) if match and number and not number[:2].isascii() else None


def _cut(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]].strip() if span else None


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(source()["suffix"])


@cache
def _described() -> re.Pattern[str]:
    """（健全“高效办成一件事”重点事项常态化推进机制） right behind a 文号."""
    return re.compile(r"\s{0,3}(?:文件|文)?\s{0,3}\(([^()\n]{6,80})\)")


@cache
def _about() -> re.Pattern[str]:
    kinds, status = either(source()["plain_kinds"]), r"(?:\((?:试行|暂行|征求意见稿)\))?"
    follows = rf"(?:(?!{HAN})|(?=执行|要求|精神|规定|等|文件|安排|有关|中))"
    return re.compile(rf"关于[^《》,，。;；:\n\s]{{3,60}}?的(?:{kinds}){status}{follows}")


@cache
def _meeting() -> re.Pattern[str]:
    held = r"(?:政府|党组|党委|常委会?|党政|办公|专题|联席)"
    count = r"(?:(?:20\d\d年)?第[\d一二三四五六七八九十]{1,4}[次号期]|[\[(]?20\d\d[\])]\d{1,3}号)"
    return re.compile(
        rf"(?<!{HAN})经?{HAN}{{0,10}}{held}(?:20\d\d年)?(?:第\d{{1,3}}次)?{HAN}{{0,8}}会议(?P<kept>纪要)(?:\s?\((?P<number>{count})\))?"
    )


@cache
def _line() -> re.Pattern[str]:
    kinds, status = either(source()["line_kinds"]), r"(?:\((?:试行|暂行|征求意见稿)\))?"
    begins = r"(?:^|[\n;；]|(?<=\s)\d{1,2}[.、]|^\d{1,2}[.、])\s{0,3}"
    ends = r"(?=\s{0,3}(?:[。;；\n]|$|\s\d{1,2}[.、]))"
    title = rf"[^《》,，。;；:、\n\s\d\[\]]{{4,50}}(?:{kinds}){status}"
    return re.compile(f"{begins}({title}){ends}")


@cache
def _ends_as_document() -> re.Pattern[str]:
    kinds = either(source()["kinds"])
    return re.compile(rf"(?:{kinds})\"?(?:\s{{0,3}}[(\[][^()\[\]]{{1,20}}[)\]]){{0,3}}$")


@cache
def _making() -> re.Pattern[str]:
    counted = r"(?:[\d一二三四五六七八九十两]{1,6}[篇部份本册项个套]|\S?)?"
    return re.compile(rf"(?:{either(source()['making'])})(?:了)?\s{{0,3}}{counted}$")


@cache
def _annual() -> re.Pattern[str]:
    return re.compile(r"(?<![到至\d\[(])((?:19|20)\d\d)年(?:度)?(?!前|底|远景|\s{0,3}[-~至])")
