"""What a goal promises: each number in it with the words it is about."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from assistant.model import Commitment, Mention
from assistant.parse.fold import fold
from assistant.parse.masks import titles
from assistant.parse.merged import find_quantities
from assistant.vocabulary.loading import load

Span = tuple[int, int]

_END = "[,，。;；:()\\n]"


class _Place(NamedTuple):
    """A quantity in its clause: what stands left and right of it, up to punctuation or the next."""

    mention: Mention
    left: Span
    right: Span
    earlier: Span


def find_commitments(goal: str) -> tuple[Commitment, ...]:
    """Every measurable promise with the words it is about, left to right.

    A list that shares one rate gives one commitment each (A验收、B验收通过率≥90%); a promise without
    words of its own takes those before it (软件问题1小时内响应，2小时内修复 → 软件问题修复).
    """
    plain = _without_titles(fold(goal))
    found: list[Commitment] = []
    carried = ""
    for place in _places(goal, plain):
        subject, spans = _subject(goal, plain, place, carried)
        carried = _carried(goal, place) or carried
        for words, start in _shared(subject, spans, place):
            found.append(_commitment(goal, place, words, start, spans[1]))
    return tuple(found)


def _commitment(goal: str, place: _Place, subject: str, start: int, end: int) -> Commitment:
    begin, stop = min(start, place.mention.start), max(end, place.mention.end)
    return Commitment(
        start=begin, end=stop, text=goal[begin:stop], subject=subject, mention=place.mention
    )


def _places(goal: str, plain: str) -> list[_Place]:
    mentions = find_quantities(goal)
    places: list[_Place] = []
    for index, mention in enumerate(mentions):
        floor = mentions[index - 1].end if index else 0
        ceiling = mentions[index + 1].start if index + 1 < len(mentions) else len(goal)
        begin = max((m.end() for m in _ends().finditer(plain, floor, mention.start)), default=floor)
        stop = _ends().search(plain, mention.end, ceiling)
        right = (mention.end, stop.start() if stop else ceiling)
        earlier = (floor, max(floor, begin - 1))
        places.append(_Place(mention, (begin, mention.start), right, earlier))
    return places


def _subject(goal: str, plain: str, place: _Place, carried: str) -> tuple[str, Span]:
    """(the words, the span they and the number take)."""
    mention, target = place.mention, place.mention.target
    left, start = _clean_left(goal, place.left)
    right, end = _clean_right(goal, place.right)
    here = (start if left else mention.start, mention.end)
    both = (here[0], end if right else mention.end)
    if target.comparator == "by_date":
        return (right, (mention.start, end)) if right else (left, here)
    inner = _inner(mention)
    if target.dimension == "ratio" and mention.reading is None:
        return _of_rate(left, right, here, both, carried)
    if (mention.reading is not None and target.dimension in ("ratio",)) or _is_never(mention):
        return (left + inner, here) if not _is_never(mention) else (inner or left, here)
    if target.dimension == "duration" and target.comparator in ("at_most", "less_than"):
        return (left or carried) + _action(right), both
    if right and not _ends_with_head(left):
        return right, (mention.start, end)
    words = left + (inner if inner not in left else "")
    if not words:
        words = _clean_left(goal, place.earlier)[0] or carried
    return words, here


def _of_rate(left: str, right: str, here: Span, both: Span, carried: str) -> tuple[str, Span]:
    if left and right and _acts().match(right):
        return left + right, both
    if not left and right:
        return right.removeprefix("的"), both
    return left or carried, here


def _shared(subject: str, spans: Span, place: _Place) -> list[tuple[str, int]]:
    """Each item of A验收、B验收、C验收通过率 with the rate they share; one item otherwise."""
    single = [(subject, spans[0])]
    if place.mention.target.dimension != "ratio" or "、" not in subject:
        return single
    items = [item for item in re.split("[、和及与]", subject) if item]
    head = items[-1]
    shares = [_with_tail(item, head) for item in items[:-1]]
    if not items or any(share is None for share in shares):
        return single
    return [(share or "", spans[0]) for share in shares] + [(head, spans[0])]


def _with_tail(item: str, head: str) -> str | None:
    """资产管理服务验收 + (…验收)通过率; an item that is a rate itself stays as it is."""
    if item.endswith(("率", "度")):
        return item
    for length in range(min(4, len(item)), 1, -1):
        at = head.rfind(item[-length:])
        if at > 0 and head[at + length :]:
            return item + head[at + length :]
    return None


def _clean_left(goal: str, span: Span) -> tuple[str, int]:
    """The words before a number without 确保, 本项目2026年度将 …; and where they begin."""
    start, end = span
    words = goal[start:end].rstrip()
    words = _links().sub("", words)
    while match := _leads().match(words):
        if match.end() == 0:
            break
        words, start = words[match.end() :], start + match.end()
    return words.strip(), start


def _clean_right(goal: str, span: Span) -> tuple[str, int]:
    """The words after a number, up to the next verb; "" where they do not name a subject."""
    start, end = span
    words = goal[start:end]
    stripped = words.lstrip(" 的")
    if (
        not stripped
        or stripped.startswith(tuple(_source()["not_subject_after"]))
        or words[0] == "、"
    ):
        return "", start
    cut = _next_verb().search(stripped, 2)
    words = (stripped[: cut.start()] if cut else stripped).rstrip(" 等、")
    return words, goal.index(words, start) + len(words)


def _carried(goal: str, place: _Place) -> str:
    """What a following promise in the same sentence is about when it does not say."""
    if place.mention.target.dimension != "duration":
        return ""
    return _clean_left(goal, place.left)[0]


def _action(right: str) -> str:
    return right


def _inner(mention: Mention) -> str:
    """What the phrase itself names: 更新 of 每月更新一次, 合格 of 全部合格, 事故 of 不发生事故."""
    words = fold(mention.text)
    if mention.target.low == 0:
        return _never_words().sub("", words)
    if mention.target.dimension == "ratio":
        return _all_words().sub("", words)
    match = _between().match(words)
    return match[1] if match else ""


def _is_never(mention: Mention) -> bool:
    return mention.reading is not None and mention.target.low == 0


def _ends_with_head(left: str) -> bool:
    return left.endswith(tuple(_source()["heads"]))


def _without_titles(plain: str) -> str:
    """Titles blanked, so that punctuation in them ends no clause."""
    for start, end in titles(plain):
        plain = plain[:start] + "□" * (end - start) + plain[end:]
    return plain


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("goals")
    return source


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(_END)


@cache
def _leads() -> re.Pattern[str]:
    leads, verbs = _any(_source()["leads"]), _any(_source()["light_verbs"])
    return re.compile(
        rf"[\s、,，:]*(?:(?:目标|任务)\s*\d{{1,2}}\s*[:：]|(?:19|20)\d\d年度?|{leads}|(?:{verbs})(?=.{{2}}))?"
    )


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_source()['links'])}|\s|[:：、])+$")


@cache
def _next_verb() -> re.Pattern[str]:
    return re.compile(_any(_source()["next_verbs"]))


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(_any(_source()["rate_actions"]))


@cache
def _never_words() -> re.Pattern[str]:
    readings = load("readings")
    return re.compile(
        rf"^(?:{_any([*readings['never'], *readings['without'], '零', '确保', '全年', '全程'])})+"
    )


@cache
def _all_words() -> re.Pattern[str]:
    return re.compile(r"全部|所有|都要|均要|均应|都应|一律|都|均|全(?=覆盖)|逐一|逐户|逐项")


@cache
def _between() -> re.Pattern[str]:
    """The verb between 每月 and its number."""
    return re.compile(
        r"(?:每个?|按|逐)?(?:季度|半年|年度|月度|年|月|周|天|日|季)(?:至少|不少于)?([\u4e00-\u9fa5]{1,10}?)(?:[\d一二三四五六七八九十两至不≥]|$)"
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
