"""What a goal promises: each number in it with the words it is about."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from assistant.model import Commitment, Mention
from assistant.parse.baselines import baseline_begin
from assistant.parse.fold import fold
from assistant.parse.masks import titles
from assistant.parse.merged import find_quantities
from assistant.parse.scanning import HAN, either
from assistant.vocabulary.loading import load

_LONGEST_CONTEXT = 16


class _Promise(NamedTuple):
    """A quantity with the words around it in its clause, and the place each of them takes."""

    mention: Mention
    left: str
    left_start: int
    right: str
    right_end: int
    earlier: str


class _Span(NamedTuple):
    """From where to where."""

    start: int
    end: int


class _Subject(NamedTuple):
    """The words that a quantity is about, and the place that words and quantity take."""

    words: str
    start: int
    end: int


def find_commitments(goal: str) -> tuple[Commitment, ...]:
    """Every measurable promise with the words it is about, left to right.

    A list sharing one rate gives one commitment each (A验收、B验收通过率≥90%); a promise without
    words of its own takes those before it (软件问题1小时内响应，2小时内修复 → 软件问题修复).
    """
    found: list[Commitment] = []
    carried = ""
    for promise in _promises(goal):
        subject = _subject(promise, carried)
        if promise.mention.target.dimension == "duration":
            carried = promise.left or carried
        each = goal[: promise.mention.start].endswith(("各", "分别"))
        for words in _shared(promise.mention, subject.words, each=each):
            start = min(subject.start, promise.mention.start)
            end = max(subject.end, promise.mention.end)
            found.append(
                Commitment(
                    start=start,
                    end=end,
                    text=goal[start:end],
                    subject=words,
                    mention=promise.mention,
                )
            )
    return tuple(found)


def _promises(goal: str) -> list[_Promise]:
    plain = _without_titles(fold(goal))
    found = [m for m in find_quantities(goal) if m.target.unit not in _source()["no_promise"]]
    moved = {
        later.start: begin
        for former, later in pairwise(found)
        if (begin := baseline_begin(plain, former, later)) is not None
    }
    baselines = {former.start for former, later in pairwise(found) if later.start in moved}
    mentions = [mention for mention in found if mention.start not in baselines]
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(moved.get(mention.start, mention.start) for mention in mentions), len(goal)]
    return [
        _promise(goal, plain, mention, _Span(ends[index], starts[index]), starts[index + 1])
        for index, mention in enumerate(mentions)
    ]


def _promise(goal: str, plain: str, mention: Mention, before: _Span, ceiling: int) -> _Promise:
    """The number with its words; `before` is where the words before it may stand."""
    floor, left_end = before
    breaks = [found.end() for found in _clause_ends().finditer(plain, floor, left_end)]
    if plain[mention.start - 1 : mention.start] == "、":
        breaks.append(mention.start)
    if plain[ceiling - 1 : ceiling] == "、":
        ceiling = max(mention.end, ceiling - 1)
    begin = breaks[-1] if breaks else floor
    stop = _clause_ends().search(plain, mention.end, ceiling)
    left, left_start = _clean_left(goal, begin, left_end)
    right, right_end = _clean_right(goal, mention.end, stop.start() if stop else ceiling)
    behind = breaks[-2] if len(breaks) > 1 else floor
    earlier = _clean_left(goal, behind, begin - 1)[0] if breaks else ""
    return _Promise(mention, left, left_start, right, right_end, earlier)


def _subject(promise: _Promise, carried: str) -> _Subject:
    mention, target = promise.mention, promise.mention.target
    read_from_words = mention.reading is not None and mention.per is None
    if target.comparator == "by_date":
        return _after(promise) if promise.right else _before(promise, promise.left)
    if read_from_words and target.low == 0:
        return _before(promise, _inner(mention) or promise.left)
    if target.dimension == "ratio":
        return _of_rate(promise, carried)
    if target.dimension == "duration" and target.comparator in ("at_most", "less_than"):
        return _around(promise, (promise.left or carried) + promise.right)
    if promise.right and not promise.left.endswith(tuple(_source()["heads"])):
        return _after(promise)
    inner = _inner(mention)
    words = promise.left + (inner if inner not in promise.left else "")
    return _before(promise, words or promise.earlier or carried)


def _of_rate(promise: _Promise, carried: str) -> _Subject:
    left, right = promise.left, promise.right
    if promise.mention.reading is not None:
        return _before(promise, left + _inner(promise.mention))
    if left and right and _rate_action().match(right):
        return _around(promise, left + right)
    if not left and right:
        return _after(promise)
    if _is_bare_rate(left) and 0 < len(promise.earlier) <= _LONGEST_CONTEXT:
        left = promise.earlier + left
    return _before(promise, left or promise.earlier or carried)


def _is_bare_rate(words: str) -> bool:
    """及时率, 满意度: a rate that does not say of what."""
    return len(words) == 3 and words[2] in "率度" and words.isalpha()


def _before(promise: _Promise, words: str) -> _Subject:
    start = promise.left_start if promise.left else promise.mention.start
    return _Subject(words, start, promise.mention.end)


def _after(promise: _Promise) -> _Subject:
    return _Subject(promise.right, promise.mention.start, promise.right_end)


def _around(promise: _Promise, words: str) -> _Subject:
    start = promise.left_start if promise.left else promise.mention.start
    return _Subject(words, start, promise.right_end if promise.right else promise.mention.end)


def _shared(mention: Mention, subject: str, *, each: bool) -> list[str]:
    """Each item of A验收、B验收、C验收通过率 with the rate they share, of A和B各3台; one item
    otherwise."""
    if each and mention.target.dimension == "count":
        named = re.split("[、和及与]", subject)
        return named if len(named) < 5 and all(len(item) > 1 for item in named) else [subject]
    if mention.target.dimension != "ratio" or "、" not in subject:
        return [subject]
    items = [item for item in re.split("[、和及与]", subject) if item]
    shares = [_with_tail(item, items[-1]) for item in items[:-1]]
    if any(share is None for share in shares):
        return [subject]
    return [share for share in shares if share] + [items[-1]]


def _with_tail(item: str, head: str) -> str | None:
    """资产管理服务验收 + (…验收)通过率; an item that is a rate itself stays as it is."""
    if item.endswith(("率", "度")):
        return item
    for length in range(min(4, len(item)), 1, -1):
        at = head.rfind(item[-length:])
        if at > 0 and head[at + length :]:
            return item + head[at + length :]
    return None


def _clean_left(goal: str, start: int, end: int) -> tuple[str, int]:
    """The words before a number without 确保, 本项目2026年度将 …; and where they begin."""
    words = _links().sub("", goal[start : max(start, end)].rstrip())
    while (match := _leads().match(words)) and match.end():
        words, start = words[match.end() :], start + match.end()
    return words.strip(), start


def _clean_right(goal: str, start: int, end: int) -> tuple[str, int]:
    """The words after a number, up to the next verb; "" where they do not name a subject."""
    words = goal[start:end]
    stripped = words.lstrip(" 的")
    stops = tuple(_source()["not_subject_after"])
    if not stripped or words[0] == "、" or stripped.startswith(stops):
        return "", start
    verb = _next_verb().search(stripped, 2)
    words = (stripped[: verb.start()] if verb else stripped).rstrip(" 等、")
    return words, goal.index(words, start) + len(words)


def _inner(mention: Mention) -> str:
    """What the phrase itself names: 更新 of 每月更新一次, 合格 of 全部合格, 事故 of 不发生事故."""
    words = fold(mention.text)
    if mention.target.low == 0:
        return _never_words().sub("", words)
    if mention.target.dimension == "ratio":
        return _all_words().sub("", words)
    match = _between().match(words)
    return match[1] if match else ""


def _without_titles(plain: str) -> str:
    """Titles blanked, so that punctuation in them ends no clause."""
    pieces, at = [], 0
    for start, end in titles(plain):
        pieces += [plain[at:start], "□" * (end - start)]
        at = end
    return "".join([*pieces, plain[at:]])


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("goals")
    return source


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(r"[,，。;；:()\n]")


@cache
def _leads() -> re.Pattern[str]:
    """目标1:, 本项目2026年度将, 确保, 完成 (where more than a word follows)."""
    leads, verbs = either(_source()["leads"]), either(_source()["light_verbs"])
    year = r"(?:到|至|截至)?(?:19|20)\d\d年(?:度|底|末)?"
    numbered = r"(?:目标|任务)\s{0,3}\d{1,2}\s{0,3}[:：]"
    return re.compile(
        rf"[\s、,，:的]*(?:{numbered}|{year}|{leads}|为(?=[^民].{{3}})|(?:{verbs})(?=.{{3}}))?"
    )


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_source()['links'])}|[\s:：、]){{1,4}}$")


@cache
def _next_verb() -> re.Pattern[str]:
    return re.compile(either(_source()["next_verbs"]))


@cache
def _rate_action() -> re.Pattern[str]:
    return re.compile(either(_source()["rate_actions"]))


@cache
def _never_words() -> re.Pattern[str]:
    known = load("readings")
    words = either([*known["never"], *known["without"], "零", "确保", "全年", "全程"])
    return re.compile(rf"^(?:{words}){{1,3}}")


@cache
def _all_words() -> re.Pattern[str]:
    return re.compile("全部|所有|都要|均要|均应|都应|一律|都|均|全(?=覆盖)|逐一|逐户|逐项")


@cache
def _between() -> re.Pattern[str]:
    """The verb between 每月 and its number."""
    return re.compile(
        r"(?:每个?|按|逐)?(?:季度|半年|年度|月度|年|月|周|天|日|季)(?:至少|不少于)?"
        rf"(?!至少|不少于|不低于|不超过|最多)({HAN}{{1,10}}?)(?:至少|不少于|[\d一二三四五六七八九十两≥]|$)"
    )
