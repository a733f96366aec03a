"""Words that say: everything, without exception (全部合格, 账号都要监测到, 应评尽评) — 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.parse.masks import Span
from assistant.parse.scanning import HAN, clause_before, either, longest_at, ordered
from assistant.vocabulary.loading import load

_SUBJECT = 22
_OBJECT = 8


def find_wholes(plain: str) -> Iterator[Span]:
    """The places of folded text where something is promised for all cases."""
    for span in (*_by_pattern(plain), *_with_all(plain), *_on_time(plain)):
        if not (_denied(plain, span[0]) or _has_own_number(plain, span[1])) and _is_promise(
            plain, span
        ):
            yield span


def _by_pattern(plain: str) -> Iterator[Span]:
    """全覆盖, 应评尽评, 逐一整改."""
    for match in _fixed().finditer(plain):
        yield match.span()


def _with_all(plain: str) -> Iterator[Span]:
    """全部验收合格, 所有问题都要整改完."""
    words = _words()
    for match in _anchors().finditer(plain):
        after = match.end()
        if _in_other_word(plain, match) or plain.startswith(words["not_all_after"], after):
            continue
        reach = _OBJECT if match[0].startswith("全") else 0
        end = max((_done_after(plain, after + step) or 0 for step in range(reach + 1)), default=0)
        if end and not _broken(plain[after:end]):
            yield _with_subject(plain, match.start()), end


def _in_other_word(plain: str, match: re.Match[str]) -> bool:
    """首都, 平均, 人均 (but 学生均 is none)."""
    before = plain[max(0, match.start() - 2) : match.start()]
    stops: str = _source()["not_all_before"][match[0]]
    return bool(before) and before[-1] in stops and before != "学生"


def _done_after(plain: str, at: int) -> int | None:
    """Where the promised state ends that begins here (要…整改到位); None when there is none."""
    words, best, modal = _words(), None, False
    for _ in range(4):
        done = longest_at(words["done"], plain, at)
        if done and plain[at + len(done) : at + len(done) + 1] not in ("率", "度"):
            best = at + len(done)
        result = _result().match(plain, at) if modal else None
        if result:
            best = max(best or 0, result.end())
        helper = longest_at(words["helpers"], plain, at)
        if helper is None:
            break
        modal = modal or helper in words["modals"]
        at += len(helper)
    return best


def _with_subject(plain: str, start: int) -> int:
    """Back to 所有… in the same clause, when it is there."""
    before = clause_before(plain, start, _SUBJECT)
    match = _totals().search(before)
    return start - len(before) + match.start() if match else start


def _on_time(plain: str) -> Iterator[Span]:
    """全部工作按计划时间完成; 按计划推进，不能拖."""
    for match in _punctual().finditer(plain):
        before = clause_before(plain, match.start(), 16)
        total = _all_of_it().search(before)
        action = _finished().match(plain, match.end())
        if total and action:
            yield match.start() - len(before) + total.start(), action.end()
        firm = _no_delay().match(plain, match.end())
        if firm and not plain.startswith("欠", firm.end()):
            yield match.start(), firm.end()


def _broken(between: str) -> bool:
    return bool(_stops().search(between))


def _denied(plain: str, start: int) -> bool:
    return plain[max(0, start - 5) : start].endswith(_words()["negations"])


def _is_promise(plain: str, span: Span) -> bool:
    """False for conditions and aims: 全部完成后, 逐步实现全覆盖, 以往均按时完成."""
    words = _words()
    before = clause_before(plain, span[0], 24)
    if any(word in before for word in words["hedges"]) or before.startswith(
        ("如", "当", "待", "若")
    ):
        return False
    return not plain.startswith(words["condition_after"], span[1])


def _has_own_number(plain: str, end: int) -> bool:
    """应评尽评率100%, 全覆盖率达95%: the number stands there itself."""
    return bool(_rate_follows().match(plain, end))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    source = _source()
    return {name: ordered(source[name]) for name in source if isinstance(source[name], list)}


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("readings")
    return source


@cache
def _anchors() -> re.Pattern[str]:
    return re.compile("全部|全数|全都|一律|都|均")


@cache
def _fixed() -> re.Pattern[str]:
    """Words that are enough by themselves; 应…尽… with the same word twice; 逐一 with its verb."""
    source = _source()
    return re.compile(
        rf"{either(source['full_words'])}|应({HAN}{{1,2}})[、,]?尽\1"
        rf"|逐[一项个户台条件人家村站](?:进行|完成|开展)?(?:{either(source['one_by_one'])})"
    )


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(either(_source()["totals"]))


@cache
def _result() -> re.Pattern[str]:
    """After 要, 应, 须: any verb with 到, 完, 好 (都要检到, 都要清完)."""
    return re.compile(rf"{HAN}{{1,3}}?(?:到位|完毕|[到完齐])(?![成达位货期底处了])")


@cache
def _punctual() -> re.Pattern[str]:
    return re.compile(either(_source()["on_time"]))


@cache
def _all_of_it() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_source()['all_of_it'])})")


@cache
def _finished() -> re.Pattern[str]:
    return re.compile(
        r"[^\d,，。;；:、()\n]{0,6}?(?:完成|完工|交付|发放|办结|推进到位|落实|实施完毕|竣工|提交|开展)(?!率)"
    )


@cache
def _no_delay() -> re.Pattern[str]:
    return re.compile(rf"[^\d。;；\n]{{0,16}}?(?:{either(_source()['no_delay'])})")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(r"[\d,，。;；:、()《》\s后前已]|费用|资金|用于|免费")


@cache
def _rate_follows() -> re.Pattern[str]:
    return re.compile(
        r"率|度?(?:的?(?:比例|比率))?\s{0,3}要?(?:为|达到|达|不低于|≥|=|:|在|超过)?\s{0,3}(?:\d+(?:\.\d+)?\s{0,3}[%‰]|百分之)"
    )
