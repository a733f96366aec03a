"""Numbers of a description that no fact took up: the officer is told of them in one question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.facts.requirements.exclusions import is_age, is_excluded
from assistant.facts.segments import Sentence
from assistant.model import Mention, Requirement
from assistant.parse.masks import Cover

_SILENT = ("policy", "money", "support", "background")
_LIMITS = ("at_least", "at_most", "more_than", "less_than")
_LEFT, _RIGHT = 14, 8
_STATES = re.compile(
    r"现有|现在|目前|已(?:经|完成|建成)|去年|上年|原来|原有|此前|以来|(?:中央|[省市区县]级?)$"
)
# 说的是钱怎么分，不是做到多少；期限不在此列（补助资金3月20日前下达）。
_PAID = re.compile(r"其中[^，。]{0,6}(?:[元款]|资金)|财政|承担|资金|经费|占")
# 只有数、没有“不少于”的，说的多半是规模和现状；在讲钱、讲底数的话里不问。
_DESCRIBES = re.compile(
    r"[元￥]|存栏|在册|涉及|威胁|发现|普查|辖区|全[县市区镇省]|约$|年接待|共有|大概|现有|按|每"
)
_COUNTED = ("count", "area", "length")


def unread(
    mentions: Iterable[Mention],
    requirements: Iterable[Requirement],
    sentences: Iterable[Sentence],
    busy: Iterable[tuple[int, int]],
    text: str,
    year: int | None = None,
) -> tuple[str, ...]:
    """The words around each such number, in the order of the text. `busy` holds the spans of
    amounts, citations and periods."""
    requirements = list(requirements)
    taken = Cover([(r.start, r.end) for r in requirements], busy)
    known = {
        (r.mention.target.low, r.mention.target.unit)
        for r in requirements
        if r.mention and r.mention.target.dimension in _COUNTED
    }
    places = [s for s in sentences if s.role not in _SILENT and s.label != "标题"]
    found = []
    for mention in mentions:
        sentence = next((s for s in places if s.start <= mention.start < s.end), None)
        if sentence is None or taken.touches(mention.start, mention.end):
            continue
        if (mention.target.low, mention.target.unit) in known:
            continue  # 26座水库安全度汛, where the 26 stand in a row
        said = _promises(mention, year) or _counts(mention, sentence)
        if said and not _only_told(mention, sentence, year):
            found.append(_around(mention, sentence, text))
    return tuple(dict.fromkeys(found))


def _promises(mention: Mention, year: int | None) -> bool:
    target = mention.target
    if year and target.date and target.date.year and target.date.year < year:
        return False  # asked about on its own
    if is_age(mention) or target.low == 0:
        return False
    if target.comparator == "by_date":
        return bool(re.search(r"\d月", mention.text))
    return (
        target.dimension == "ratio"
        or target.comparator == "level"
        or (target.dimension == "duration" and target.comparator in _LIMITS)
    )


def _counts(mention: Mention, sentence: Sentence) -> bool:
    """True for a plain count where work is told, not money or how things are."""
    target = mention.target
    if target.dimension not in _COUNTED or (target.low or 0) <= 1:
        return False
    limited = target.comparator in _LIMITS
    return limited or not (sentence.role or _DESCRIBES.search(sentence.text))


_BEFORE = re.compile(r"(?:截至|去年|上年|现有|现状|目前|原有)[^。；]*$")
_PLANNED = re.compile(r"计划|拟|将|达到|提高|明年|争取")


def _only_told(mention: Mention, sentence: Sentence, year: int | None) -> bool:
    """True for what was, what is compared with, and what only describes something."""
    before = sentence.text[: mention.start - sentence.start]
    after = sentence.text[mention.end - sentence.start :]
    clause = re.split(r"[，。；]", before)[-1]
    past = re.search(r"(?<![到至由较比与])(20\d\d)年(?!度?(?:计划|拟|将))[^，。；]*$", clause)
    if past and year and int(past[1]) < year:
        return True
    if _BEFORE.search(before) and not _PLANNED.search(before):
        return True
    paid = mention.target.comparator != "by_date" and _PAID.search(clause)
    if paid or _STATES.search(clause) or re.match(r"[到至提降升减增缩]", after.lstrip()):
        return True
    return is_excluded(mention.text, clause, after, mention.target.dimension)


def _around(mention: Mention, sentence: Sentence, text: str) -> str:
    """The clause that holds it, shortened."""
    before = text[max(sentence.start, mention.start - _LEFT) : mention.start]
    after = text[mention.end : min(sentence.end, mention.end + _RIGHT)]
    words = re.split(r"[，。；：\n]", before)[-1] + mention.text + re.split(r"[，。；\n]", after)[0]
    return re.sub(r"\s+", "", words)
