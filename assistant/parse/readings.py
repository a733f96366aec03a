"""Words that stand for a number: 全部合格 → 100%, 不发生 → 0, 九成 → 90%. The reading says so.

A bare requirement (验收合格, 按计划推进) is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.fold import fold
from assistant.parse.masks import covered, titles
from assistant.parse.quantity import numbers_in, read_quantity
from assistant.vocabulary.loading import load


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    target: Target
    shown: str


def find_readings(text: str) -> tuple[Mention, ...]:
    """All words that stand for a number, left to right; where two overlap the longer one counts."""
    plain = fold(text)
    inside = titles(plain)
    found = [
        one
        for one in (*_full(plain), *_never(plain), *_spelled(plain))
        if not covered(inside, one.start, one.end)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[_Found] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return tuple(_mention(text, one) for one in kept)


def _mention(text: str, one: _Found) -> Mention:
    written = text[one.start : one.end]
    return Mention(
        start=one.start, end=one.end, text=written, target=one.target,
        reading=f"“{written}” → {one.shown}",
    )  # fmt: skip


def _full(plain: str) -> Iterator[_Found]:
    """Everything without exception: 100%."""
    for pattern in (_words(), _should(), _everything(), _one_by_one(), _on_time()):
        for match in pattern.finditer(plain):
            if not _denied(plain, match.start()) and not _has_own_number(plain, match.end()):
                yield _Found(match.start(), match.end(), _hundred(), "100%")


def _never(plain: str) -> Iterator[_Found]:
    """Nothing of the kind: 0, in the unit that the event is counted in."""
    for match in _zero().finditer(plain):
        if _has_own_number(plain, match.end()) or _told_as_past(plain, match.start()):
            continue
        unit = _unit_of(match["noun"] or match["event"] or match["bare"] or match["bare2"] or "")
        dimension = units.dimension_of(unit)
        target = Target(comparator="equal", low=Decimal(0), unit=unit, dimension=dimension)
        yield _Found(match.start(), match.end(), target, f"0{unit}")


def _spelled(plain: str) -> Iterator[_Found]:
    """百分之九十五以上, 九成."""
    for number in numbers_in(plain):
        quantity = read_quantity(plain, number) if number.unit else None
        if quantity is not None:
            shown = f"{number.value.normalize():f}{number.unit}"
            yield _Found(quantity.start, quantity.end, quantity.target(), shown)


def _hundred() -> Target:
    return Target(comparator="equal", low=Decimal(100), unit="%", dimension="ratio")


def _denied(plain: str, start: int) -> bool:
    return plain[max(0, start - 5) : start].endswith(tuple(load("readings")["negations"]))


def _has_own_number(plain: str, end: int) -> bool:
    """应评尽评率100%, 全覆盖率达95%: the number stands there itself."""
    return bool(_rate_follows().match(plain, end))


def _told_as_past(plain: str, start: int) -> bool:
    before = re.split(r"[,，。;；\n]", plain[max(0, start - 12) : start])[-1]
    return any(word in before for word in load("readings")["not_never_after"])


@cache
def _event_units() -> dict[str, str]:
    events: dict[str, list[str]] = load("readings")["events"]
    return {word: unit for unit, words in events.items() for word in words}


def _unit_of(words: str) -> str:
    """The unit of the event named last in the phrase."""
    known = _event_units()
    best = max(
        ((words.rfind(word) + len(word), len(word), word) for word in known if word in words),
        default=None,
    )
    return known[best[2]] if best else ""


@cache
def _words() -> re.Pattern[str]:
    return re.compile(_any(_source()["full_words"]))


@cache
def _should() -> re.Pattern[str]:
    """应评尽评, 应保尽保, 应收尽收."""
    return re.compile(r"应([\u4e00-\u9fa5]{1,2})[、,]?尽\1")


@cache
def _everything() -> re.Pattern[str]:
    """全部验收合格; 所有问题都要整改完; 账号都要监测到."""
    source = _source()
    done, helpers = _any(source["done"]), _any(source["helpers"])
    each, before = _any(source["each_words"]), "".join(source["not_all_before"])
    after = _any(source["not_all_after"])
    middle = rf"(?:{helpers}){{0,3}}"
    return re.compile(
        rf"(?:全部|全数|全都)(?:的?[\u4e00-\u9fa5]{{1,8}}?(?:都|均|全部)?)?{middle}(?:{done})(?![率度])"
        rf"|(?:所有|全部|全体|各项|各类|每个|每一个|每项|每一项|每件|每台|每户|每名)[^\d,，。;；:、()《》\n]{{1,20}}?(?<![{before}])(?:都|均|全部|一律){middle}(?:{done})(?![率度])"
        rf"|(?<![{before}])(?:{each})(?!{after}){middle}(?:{done})(?![率度])"
    )


@cache
def _one_by_one() -> re.Pattern[str]:
    words = [word for word in _source()["all_words"] if word.startswith("逐")]
    return re.compile(rf"(?:{_any(words)})(?:进行|完成|开展)?(?:{_any(_source()['one_by_one'])})")


@cache
def _on_time() -> re.Pattern[str]:
    """全部工作按计划时间完成; 按时发放，不得拖延."""
    source = _source()
    on_time, everything = _any(source["on_time"]), _any(source["all_of_it"])
    return re.compile(
        rf"(?:{everything})[^\d,，。;；:、()\n]{{0,12}}?(?:{on_time})[^\d,，。;；:、()\n]{{0,6}}?(?:完成|完工|交付|发放|办结|推进到位|落实|实施完毕|竣工|提交|开展)"
        rf"|(?:{on_time})[^\d。;；\n]{{0,16}}?(?:{_any(source['no_delay'])})"
    )


@cache
def _zero() -> re.Pattern[str]:
    source = _source()
    events = _any([word for words in source["events"].values() for word in words])
    tail = _any(source["event_tail"])
    never, without = _any(source["never"]), _any(source["without"])
    return re.compile(
        rf"零(?P<noun>{_any(source['zero_nouns'])})(?:发生)?(?!率)"
        rf"|(?:{never})(?:过)?(?P<event>[^\d,，。;；:\n]{{0,36}}(?:{events}))(?:{tail})?(?![率度])"
        rf"|(?<![\u4e00-\u9fa5无])(?:全年|全程|全周期|期间|确保|做到|保证)?(?:{without})(?P<bare>(?:重大|较大|责任|人为|有责|恶性|严重|任何|一起|新增|网络|信息|数据|安全|质量|生产|食品|因[^\d,，。;；:\n]{{1,16}}?导致的?){{0,4}}(?:{events}))(?:{tail})?(?![率度])"
        rf"|(?<=[确保做到实现年程])(?:无|没有)(?P<bare2>(?:重大|较大|责任|安全|质量|任何){{0,3}}(?:{events}))(?:{tail})?(?![率度])"
    )


@cache
def _rate_follows() -> re.Pattern[str]:
    return re.compile(
        r"[率度]?(?:的?(?:比例|比率))?\s*(?:要)?(?:为|达到|达|不低于|≥|=|:|在|超过)?\s*(?:\d+(?:\.\d+)?\s*[%‰]|百分之)|率"
    )


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("readings")
    return source


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
