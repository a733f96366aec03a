"""The parts of a citation and where they stand: 文号, brackets behind a title, issuer before it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.parse.masks import Span
from assistant.parse.periods import year_window
from assistant.parse.scanning import HAN, either, longest_at, ordered
from assistant.vocabulary.loading import load

_BACK = 60
_NUMBER_BACK = 40


def source() -> dict[str, Any]:
    """The vocabulary of citations."""
    known: dict[str, Any] = load("citations")
    return known


def brackets_after(plain: str, end: int) -> tuple[int, Span | None]:
    """Where the brackets behind a title end (文号, years, draft), and the 文号 among them."""
    number: Span | None = None
    if told := _told_after().match(plain, end):
        return told.end(), told.span(told.lastgroup or 0)
    for _ in range(3):
        direct = document_number().match(plain, end)
        if direct and number is None:
            number, end = direct.span(), direct.end()
            continue
        group = _bracketed().match(plain, end)
        if group is None:
            break
        inner = document_number().search(plain, group.start(1), group.end(1))
        if inner is None and _numbered_notice().fullmatch(plain, *group.span(1)):
            return group.end(), number or group.span(1)
        if inner is None and not _belongs(group[1]):
            break
        if inner and number is None:
            begin = group.start(1) if _issued_by(plain, group.start(1), inner) else inner.start()
            number = (without_leads(plain, begin, inner.end()), inner.end())
        end = group.end()
    return end, number


def _issued_by(plain: str, start: int, number: re.Match[str]) -> bool:
    """True for what stands before 令 as a list of issuers: (国务院、中央军委令第759号)."""
    return bool(re.fullmatch(rf"(?:{HAN}{{2,14}}、)+", plain[start : number.start()]))


def number_before(plain: str, start: int, floor: int) -> tuple[int, Span] | None:
    """国办发〔2025〕24号《…》: where it begins, and the 文号 that ends right before the title."""
    for match in document_number().finditer(plain, max(floor, start - _NUMBER_BACK), start):
        between = plain[match.end() : start].strip("()文件 ")
        if between == "" or (between in (",", "，") and _circular().match(plain, start)):
            begin = number_start(plain, match)
            opened = begin - 1 if plain[begin - 1 : begin] == "(" else begin
            return opened, (begin, match.end())
    return None


def number_start(plain: str, number: re.Match[str]) -> int:
    """Where a 文号 begins, past 根据 and what is said before it: 用国办发…, 县里那个松政办发…."""
    begin = without_leads(plain, number.start(), number.end())
    said = _spoken().match(plain, begin, number.end())
    return said.end() if said else begin


def issuer_before(plain: str, start: int) -> tuple[int, Span | None]:
    """(where the citation begins, the issuer) for what stands right before a title."""
    floor = max(0, start - _BACK)
    head = plain[floor:start]
    cut = max((gap.end() for gap in _breaks().finditer(head) if not _joins(head, gap)), default=0)
    begin = without_leads(plain, floor + cut, start)
    words = plain[begin:start].rstrip()
    join = _join().search(words)
    name = words[: join.start()].rstrip() if join else words
    if not name.endswith(_endings()):
        return start, None
    return begin, (begin, begin + len(name))


def issuer_in(title: str) -> str | None:
    """国务院办公厅 of 国务院办公厅关于……的意见."""
    join = _join().search(title)
    name = title[: join.start()].rstrip() if join else ""
    return name if name.endswith(_endings()) else None


def without_leads(plain: str, start: int, end: int) -> int:
    """Where the citation begins, past 根据, 依据, 和 and the like."""
    while start < end:
        if plain[start] in " ,，、:.":
            start += 1
            continue
        lead = longest_at(_leads(), plain, start)
        if lead is None or start + len(lead) >= end:
            break
        if lead in source()["leads_in_names"] and _name_start().match(plain, start):
            break
        start += len(lead)
    return start


def _belongs(inner: str) -> bool:
    words = (*source()["draft"], *source()["trial"], "简称", "修订", "修正", "版")
    return year_window(inner) is not None or any(word in inner for word in words)


def _joins(head: str, gap: re.Match[str]) -> bool:
    """The space between two issuers, or between issuer and 关于印发, ends nothing."""
    return gap[0].isspace() and head[: gap.start()].endswith(_endings())


@cache
def _numbered_notice() -> re.Pattern[str]:
    """2020年第42号, 第12号, 农业部令2009年第20号 in the brackets behind 《…公告》, 《…令》."""
    return re.compile(rf"(?:原?{HAN}{{2,24}}令)?(?:(?:19|20)\d\d年)?第\s?\d{{1,5}}[号次]")


@cache
def _told_after() -> re.Pattern[str]:
    """《…办法》，文号是宁交发〔2025〕14号, 《…办法》，绥办发〔2026〕7号: said behind its title."""
    said = r"(?:发文字号|文件号|文号)(?:好像|大概|应该|应)?(?:[是为:：]|就是)?\s?"
    number = document_number().pattern
    no_law = r"(?<![^办]法》[,，])(?<!条例》[,，])(?<=[,，])(?!还有|以及)"
    plain = rf"{no_law}{HAN}{{1,14}}[\[(](?:19|20)\d\d[\])]第?\d{{1,5}}号"
    other = r"(?!\s{0,3}(?:\(|文件)?\s{0,3}[,，]?[《\"])"
    return re.compile(rf"\s?[,，;；]?\s?(?:{said}(?P<told>{number})|(?P<bare>{plain}){other})")


@cache
def document_number() -> re.Pattern[str]:
    """国办发〔2025〕24号, 国务院令第641号, 公告2024年第5号, GB/T 50378-2019."""
    gap = r"\s{0,3}"
    year = rf"[\[(]{gap}(?:19|20)\d\d{gap}年?{gap}[\])]"
    count = r"[\d一二三四五六七八九十百零〇]{1,6}"
    order = rf"(?:中华人民共和国)?{HAN}{{0,12}}令{gap}\(?第?{gap}{count}"
    notice = rf"{HAN}{{0,12}}公告{gap}\(?(?:19|20)\d\d{gap}年?\)?{gap}第?{gap}\d{{1,5}}"
    return re.compile(
        rf"(?:(?<![A-Za-z])[A-Z×]{{1,3}})?{HAN}{{1,14}}{year}{gap}第?{gap}\d{{1,5}}{gap}号"
        rf"|{order}{gap}号\)?|{notice}{gap}号|(?<![A-Za-z]){source()['standards']}"
    )


@cache
def _circular() -> re.Pattern[str]:
    """《关于…》, 《…的通知》: what carries the 文号 said before it; a law has its own."""
    return re.compile(
        r"《(?:关于|[^》\n]{2,60}(?:通知|意见|方案|办法|批复|措施)》)(?![^》\n]{0,60}》\s?\()"
    )


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(either(source()["spoken_leads"]))


@cache
def _leads() -> tuple[str, ...]:
    return ordered(source()["leads"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("issuers")["endings"])


@cache
def _join() -> re.Pattern[str]:
    """关于印发, 印发 … anywhere; 的 and 关于 only at the end or before a subject."""
    return re.compile(either(load("issuers")["joins"]))


@cache
def _name_start() -> re.Pattern[str]:
    """What begins like a lead and is part of a name: 国家发展改革委, 关于."""
    return re.compile(
        rf"国家{HAN}{{2,12}}?(?:局|委员会|部|总局|委|署|办)|有关|关于|按时|由于|文件精神"
    )


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}[(\[]([^()\n]{1,60}(?:\([^()\n]{1,20}\)[^()\n]{0,30})?)[)\]]")


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(r"[。;；,，:\n\"》!?()]|\d{1,2}[.、]|\s+")
