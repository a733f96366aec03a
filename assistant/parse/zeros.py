"""Words that say: nothing of the kind (零事故, 不发生…, 无投诉) — 0, in the unit of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.parse.scanning import clause, clause_before, longest_at, ordered
from assistant.vocabulary.loading import load

_REACH = 44


def find_zeros(plain: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, unit) of the places of folded text where something must not happen."""
    for match in _anchors().finditer(plain):
        found = _zero_at(plain, match.start())
        if found and not _told_as_past(plain, match.start()):
            yield found


def events_in(text: str) -> tuple[str, ...]:
    """The events (事故, 违规, 舆情 …) that a text names; words that say nothing by themselves
    (情况, 问题) are left out."""
    vague = _words()["vague_events"]
    return tuple(word for word in _event_words() if word in text and word not in vague)


def _zero_at(plain: str, at: int) -> tuple[int, int, str] | None:
    return _zero_noun(plain, at) or _is_zero(plain, at) or _never(plain, at) or _without(plain, at)


def _zero_noun(plain: str, at: int) -> tuple[int, int, str] | None:
    """零事故, 0投诉."""
    if plain[at] not in "零0" or plain[at - 1 : at] in tuple("0123456789.,百千万十"):
        return None
    noun = longest_at(_words()["zero_nouns"], plain, at + 1)
    if noun is None or plain.startswith(("率", "点"), at + 1 + len(noun)):
        return None
    end = at + 1 + len(noun)
    end += 2 if noun != "发生" and plain.startswith("发生", end) else 0
    about = noun if noun != "发生" else clause_before(plain, at, 16)
    return at, end, _event_in(about)[1]


def _is_zero(plain: str, at: int) -> tuple[int, int, str] | None:
    """事故发生数为零."""
    if plain[at] != "零" or plain[at - 1 : at] not in ("为", "是") or _word_goes_on(plain, at + 1):
        return None
    before = clause_before(plain, at - 1, 16)
    return at - 1, at + 1, "%" if before.endswith("率") else _event_in(before)[1]


def _never(plain: str, at: int) -> tuple[int, int, str] | None:
    """不发生安全生产事故, 不得出现被通报批评的情况."""
    word = longest_at(_words()["never"], plain, at)
    if word is None:
        return None
    start = at + len(word)
    body = _connectives().split(clause(plain, start, _REACH))[0]
    length, unit = _event_in(body)
    if not length or plain.startswith(("率", "数", "度"), start + length):
        return None
    return at, _past_tail(plain, start + length), unit


def _without(plain: str, at: int) -> tuple[int, int, str] | None:
    """无安全责任事故, 没有投诉, 全程无因监测失职导致的通报批评."""
    word = longest_at(_words()["without"], plain, at)
    before = plain[at - 1 : at]
    if word is None or (_is_chinese(before) and before not in _words()["without_after"]):
        return None
    end = at + len(word)
    cause = _cause().match(plain, end)
    end = cause.end() if cause else end
    while adjective := longest_at(_words()["adjectives"], plain, end):
        if longest_at(_event_words(), plain, end):
            break
        end += len(adjective)
    event = None
    while more := longest_at(_event_words(), plain, end):
        event, end = more, end + len(more)
    if event is None or plain.startswith(("率", "数", "度", "处理", "应急", "的"), end):
        return None
    return at, _past_tail(plain, end), _event_in(plain[at:end])[1]


def _event_in(words: str) -> tuple[int, str]:
    """(where the last event named in the words ends, its unit); (0, "") when none is named."""
    last, unit, place = 0, "", (-1, -1)
    for event in _event_words():
        at = words.rfind(event)
        if at < 0:
            continue
        last = max(last, at + len(event))
        rank = (at + len(event), len(event))
        if event not in _words()["vague_events"] and rank > place:
            place, unit = rank, _units()[event]
    return (last, unit or "个") if last else (0, "")


def _past_tail(plain: str, end: int) -> int:
    tail = longest_at(_words()["event_tail"], plain, end)
    return end + len(tail) if tail else end


def _told_as_past(plain: str, start: int) -> bool:
    """如未发生…, 2025年以来未发生…: a condition or a report, no promise."""
    before = clause_before(plain, start, 14)
    words = _words()
    return any(word in before for word in (*words["not_never_after"], *words["hedges"]))


def _word_goes_on(plain: str, at: int) -> bool:
    return _is_chinese(plain[at : at + 1])


def _is_chinese(sign: str) -> bool:
    return bool(sign) and "\u4e00" <= sign <= "\u9fff"


@cache
def _words() -> dict[str, tuple[str, ...]]:
    source: dict[str, Any] = load("readings")
    return {name: ordered(source[name]) for name in source if isinstance(source[name], list)}


@cache
def _units() -> dict[str, str]:
    events: dict[str, list[str]] = load("readings")["events"]
    return {word: unit for unit, words in events.items() for word in words}


@cache
def _event_words() -> tuple[str, ...]:
    return ordered(tuple(_units()))


@cache
def _anchors() -> re.Pattern[str]:
    return re.compile("[零不未没无杜严坚]|(?<![\\d.,])0(?![\\d.%])")


@cache
def _connectives() -> re.Pattern[str]:
    return re.compile("并且|并(?=及时|妥善|保)|从而|确保|保障|同时|以便|进而|、不|、无|\\d")


@cache
def _cause() -> re.Pattern[str]:
    return re.compile(
        r"因[^\d,，。;；:\n]{1,20}?(?:导致|造成|引起|引发)的?(?:[^\d,，。;；:\n无]{0,8}?(?=通报|曝光|投诉|事故|舆情))?"
    )
