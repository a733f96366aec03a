"""Documents cited as basis: title, 文号, issuer, years covered. Where the text names a document that
the project itself makes (编制《…规划》), that is no citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from assistant.model import PolicyCitation
from assistant.parse.dates import year_window
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, titles
from assistant.vocabulary.loading import load

_BACK = 60


class _Cited(NamedTuple):
    start: int
    end: int
    title: tuple[int, int] | None
    number: tuple[int, int] | None
    issuer: tuple[int, int] | None


def find_policies(text: str) -> tuple[PolicyCitation, ...]:
    """All documents cited, left to right. The span runs from the issuer (or 《) to the 文号 or 的通知;
    根据, 依据 and the like before it stay outside.

    `year` is the year of the 文号, else the one year that the title is about. `first_year` and
    `last_year` are the years the title says it covers: （2023—2025年）, “十四五”, 2024年度.
    """
    plain = fold(text)
    found: list[_Cited] = []
    for grammar in (_titled, _numbered, _about_something, _bare_titles):
        taken = Cover((cited.start, cited.end) for cited in found)
        found += [cited for cited in grammar(plain) if not taken.touches(cited.start, cited.end)]
    return tuple(_citation(text, plain, cited) for cited in sorted(found, key=lambda c: c.start))


def _citation(text: str, plain: str, cited: _Cited) -> PolicyCitation:
    title = _cut(text, cited.title)
    whole = plain[cited.start : cited.end]
    number = _cut(text, cited.number)
    issuer = _cut(text, cited.issuer) or _issuer_in(title or "")
    window = _covers(whole)
    return PolicyCitation(
        start=cited.start, end=cited.end, text=text[cited.start : cited.end],
        title=title, number=number, issuer=issuer,
        year=_number_year(number) or (window[0] if window and window[0] == window[1] else None),
        first_year=window[0] if window else None, last_year=window[1] if window else None,
        is_draft=any(word in whole for word in _source()["draft"]),
        is_trial=any(word in whole for word in _source()["trial"]),
    )  # fmt: skip


def _titled(plain: str) -> Iterator[_Cited]:
    """《title》 with its issuer before and 的通知, 文号, window behind."""
    skip = 0
    for start, end in titles(plain):
        if start < skip:
            continue
        body = (start + 1, end - 1)
        suffix = _suffix().match(plain, end)
        after = suffix.end() if suffix else end
        after, number = _brackets_after(plain, after)
        before = _number_before(plain, start, skip)
        number = number or (before and before[1])
        issuer, begin = _issuer_before(plain, before[0] if before else start)
        if _is_document(plain, body, bool(suffix), number) and not _is_made_here(
            plain, begin, issuer, suffix is not None or number is not None
        ):
            skip = after
            yield _Cited(begin, after, body, number, issuer)


def _numbered(plain: str) -> Iterator[_Cited]:
    """A 文号 or standard on its own, with a title-like text in brackets behind it."""
    for match in _number().finditer(plain):
        start = _without_leads(plain, match.start(), match.end())
        title = _described().match(plain, match.end())
        end = title.end() if title else match.end()
        span = title.span(1) if title else None
        yield _Cited(start, end, span, (start, match.end()), None)


def _about_something(plain: str) -> Iterator[_Cited]:
    """Documents without 《》: 关于……的通知."""
    for match in _about().finditer(plain):
        issuer, begin = _issuer_before(plain, match.start())
        end, number = _brackets_after(plain, match.end())
        yield _Cited(begin, end, (match.start(), match.end()), number, issuer)


def _bare_titles(plain: str) -> Iterator[_Cited]:
    """Lines that are nothing but a title."""
    for match in _line().finditer(plain):
        start = _without_leads(plain, match.start(1), match.end(1))
        if match.end(1) - start >= 6 and not plain.startswith(tuple(_source()["making"]), start):
            yield _Cited(start, match.end(1), (start, match.end(1)), None, None)


def _brackets_after(plain: str, end: int) -> tuple[int, tuple[int, int] | None]:
    """Where the brackets behind a title end (文号, years, draft), and the 文号 among them."""
    number = None
    for _ in range(3):
        direct = _number().match(plain, end)
        if direct and number is None:
            number, end = direct.span(), direct.end()
            continue
        group = _bracketed().match(plain, end)
        if group is None:
            break
        inner = _number().search(plain, group.start(1), group.end(1))
        if inner is None and not _belongs(group[1]):
            break
        if inner and number is None:
            number = (_without_leads(plain, inner.start(), inner.end()), inner.end())
        end = group.end()
    return end, number


def _belongs(inner: str) -> bool:
    words = (*_source()["draft"], *_source()["trial"], "简称", "修订", "修正", "版")
    return year_window(inner) is not None or any(word in inner for word in words)


def _number_before(plain: str, start: int, floor: int) -> tuple[int, tuple[int, int]] | None:
    """国办发〔2025〕24号《…》: the 文号 that ends right before the title."""
    for match in _number().finditer(plain, max(floor, start - 40), start):
        if plain[match.end() : start].strip("()文 ") == "":
            begin = _without_leads(plain, match.start(), match.end())
            opened = begin - 1 if plain[begin - 1 : begin] == "(" else begin
            return opened, (begin, match.end())
    return None


def _issuer_before(plain: str, start: int) -> tuple[tuple[int, int] | None, int]:
    """(the issuer's span, where the citation begins) for what stands right before the title."""
    floor = max(0, start - _BACK)
    head = plain[floor:start]
    cut = max((m.end() for m in _breaks().finditer(head) if not _joins(head, m)), default=0)
    begin = _without_leads(plain, floor + cut, start)
    words = plain[begin:start].rstrip()
    match = _issued().fullmatch(words)
    if match is None:
        return None, start
    return (begin, begin + match.end("issuer")), begin


def _joins(head: str, gap: re.Match[str]) -> bool:
    """The space between two issuers, or between issuer and 关于印发, ends nothing."""
    return gap[0].isspace() and head[: gap.start()].endswith(tuple(load("issuers")["endings"]))


def _without_leads(plain: str, start: int, end: int) -> int:
    """Past 根据, 依据, 和 … at the beginning."""
    leads = sorted(_source()["leads"], key=len, reverse=True)
    moved = True
    while moved and start < end:
        moved = False
        while plain[start : start + 1] in " ,，、:." and start < end:
            start += 1
        for lead in leads:
            if plain.startswith(lead, start) and start + len(lead) < end:
                if lead in (
                    "国家",
                    "上级",
                    "关于",
                    "据",
                    "按",
                    "依",
                    "有",
                    "或",
                    "如",
                    "与",
                    "由",
                    "即",
                    "是",
                    "为",
                    "见",
                    "文件",
                ) and _starts_name(plain, start):
                    continue
                start, moved = start + len(lead), True
                break
    return start


def _starts_name(plain: str, start: int) -> bool:
    return bool(_organ_start().match(plain, start))


def _is_document(
    plain: str, body: tuple[int, int], suffix: bool, number: tuple[int, int] | None
) -> bool:
    if suffix or number:
        return True
    return bool(_ends_as_document().search(plain[body[0] : body[1]]))


def _is_made_here(plain: str, begin: int, issuer: tuple[int, int] | None, certain: bool) -> bool:
    """完成1篇《…规划》 or 编制《…》: a deliverable."""
    if issuer or certain:
        return False
    before = plain[max(0, begin - 12) : begin]
    return bool(_making().search(before))


def _covers(whole: str) -> tuple[int, int] | None:
    window = year_window(whole)
    if window:
        return window
    for name, (first, last) in _source()["plans"].items():
        if name in whole:
            return first, last
    match = _annual().search(whole)
    return (int(match[1]), int(match[1])) if match else None


def _number_year(number: str | None) -> int | None:
    match = re.search(r"(?:19|20)\d\d", number or "")
    return int(match[0]) if match and number and not number[:2].isascii() else None


def _issuer_in(title: str) -> str | None:
    """国务院办公厅 of 国务院办公厅关于……的意见."""
    match = _title_issuer().match(title)
    return match[1] if match else None


def _cut(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]].strip() if span else None


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("citations")
    return source


@cache
def _number() -> re.Pattern[str]:
    year = r"[\[(]\s{0,3}(?:19|20)\d\d\s{0,3}年?\s{0,3}[\])]"
    return re.compile(
        rf"(?:[\u4e00-\u9fa5]{{1,14}}){year}\s{{0,3}}第?\s{{0,3}}\d{{1,5}}\s{{0,3}}号"
        r"|(?:中华人民共和国)?[\u4e00-\u9fa5]{0,12}令\s{0,3}\(?第?\s{0,3}[\d一二三四五六七八九十百零〇]{1,6}\s{0,3}号\)?"
        r"|[\u4e00-\u9fa5]{0,12}公告\s{0,3}\(?(?:19|20)\d\d\s{0,3}年?\)?\s{0,3}第?\s{0,3}\d{1,5}\s{0,3}号"
        rf"|(?<![A-Za-z]){_source()['standards']}"
    )


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(_source()["suffix"])


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}[(\[]([^()\n]{1,60}(?:\([^()\n]{1,20}\)[^()\n]{0,30})?)[)\]]")


@cache
def _described() -> re.Pattern[str]:
    """（健全“高效办成一件事”重点事项常态化推进机制） right behind a 文号."""
    return re.compile(r"\s{0,3}(?:文件|文)?\s{0,3}\(([^()\n]{6,80})\)")


@cache
def _about() -> re.Pattern[str]:
    kinds = _any(_source()["plain_kinds"])
    return re.compile(
        rf"关于[^《》,，。;；:\n\s]{{3,60}}?的(?:{kinds})(?:\((?:试行|暂行|征求意见稿)\))?(?=[^\u4e00-\u9fa5]|执行|要求|精神|规定|等|文件|安排|有关|中|$)"
    )


@cache
def _line() -> re.Pattern[str]:
    kinds = _any(_source()["line_kinds"])
    return re.compile(
        rf"(?:^|[\n;；]|(?<=\s)\d{{1,2}}[.、]|^\d{{1,2}}[.、])\s{{0,3}}([^《》,，。;；:、\n\s\d\[\]]{{4,50}}(?:{kinds})(?:\((?:试行|暂行|征求意见稿)\))?)(?=\s{{0,3}}(?:[。;；\n]|$|\s\d{{1,2}}[.、]))"
    )


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(r"[。;；,，:\n\"》!?]|\d{1,2}[.、]|\s{1,}|[)(]")


@cache
def _issued() -> re.Pattern[str]:
    source = load("issuers")
    endings, joins = _any(source["endings"]), _any(source["joins"])
    organ = rf"[^、]{{0,30}}?(?:{endings})"
    return re.compile(
        rf"(?P<issuer>{organ}(?:[、和]{organ}){{0,4}})(?:(?:{joins})[\u4e00-\u9fa5]{{0,12}}|)(?:{joins})?"
    )


@cache
def _title_issuer() -> re.Pattern[str]:
    endings = _any(load("issuers")["endings"])
    return re.compile(rf"((?:[^《》]{{2,40}}?)(?:{endings}))(?=关于|印发|转发|公布|发布)")


@cache
def _organ_start() -> re.Pattern[str]:
    return re.compile(
        r"国家[\u4e00-\u9fa5]{2,12}?(?:局|委员会|部|总局|委|署|办)|有关|关于|按时|由于|文件精神"
    )


@cache
def _ends_as_document() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_any(_source()['kinds'])})\"?(?:\s{{0,3}}[(\[][^()\[\]]{{1,20}}[)\]])*$"
    )


@cache
def _making() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_any(_source()['making'])})(?:了)?\s{{0,3}}(?:[\d一二三四五六七八九十两]+[篇部份本册项个套]|\S?)?$"
    )


@cache
def _annual() -> re.Pattern[str]:
    return re.compile(r"(?<![到至\d\[(])((?:19|20)\d\d)年(?:度)?(?!前|底|远景|\s{0,3}[-~至])")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
