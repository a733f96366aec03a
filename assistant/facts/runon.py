"""Speech written down without a comma: where it may be cut, which readings are too doubtful.

A stretch that runs on is cut where a new thing plainly begins (第二年, 另外, behind an amount).
What still reads badly is not written into the form; the officer is asked to say it in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.model import Requirement
from assistant.vocabulary.description import action_words, shape

_LONGEST = 44
_MARKS = "，,。；;：:、！？!?（）()|\t\n"
_STRETCH = re.compile(rf"[^{_MARKS}]{{{_LONGEST},}}")
_AMOUNT = re.compile(
    r"\d(?:\.\d+)?(?:(?:万|亿)(?:元|块)?|元|块钱?|%)(?:整|以上|以下|以内|左右)?(?:就行了?|就可以了?|吧)?"
    r"(?=[一-龥])(?![平人次个户名头只亩吨米公里册字页条件份台套辆株的就是等大约左以整吧一每合]|元|块|万)"
)
_COUNT = re.compile(
    r"\d[\d.]{0,15}(?:万|亿)?(?:平方米|平方公里|平方|平米|公里|千米|人次|个月|工作日|小时|分钟|[个人名场次期处座台套只条件份户家辆间所株盏亩吨批篇册本尾天])"
    r"(?:以上|以下|以内|左右)?"
)
_LEADS = re.compile(
    r"(?:大概|大约|约|总共|一共|共|不少于|不超过|不低于|至少|要|得|达到|是|为|有){1,8}$"
)
_OPEN = ("其中", "的", "把", "对", "各", "全县", "全区", "全市", "和", "及", "给", "为", "在", "每")
_NEXT = re.compile(r"(?!以[上下内]|左右|的|就|等|[年月日])[一-龥]{2}")
_LONG_NAME = 16


def stretches(text: str) -> list[tuple[int, int]]:
    """The parts of the text that run on and hold several numbers."""
    return [m.span() for m in _STRETCH.finditer(text) if len(re.findall(r"\d+", m.group())) > 2]


def cuts(text: str) -> Iterator[int]:
    """Places in a line where a new sentence begins although no mark says so."""
    for start, end in stretches(text):
        found = {m.start() for m in shape("beginnings").finditer(text, start, end)}
        found |= {m.end() for m in _AMOUNT.finditer(text, start, end)}
        found |= set(_behind_counts(text, start, end, found))
        yield from sorted(at for at in found if start + 3 < at < end - 3)


def _behind_counts(text: str, start: int, end: int, found: set[int]) -> Iterator[int]:
    """报名项目200个|决赛选手60人|: a count whose thing stands before it ends there."""
    edge = start
    for match in _COUNT.finditer(text, start, end):
        edge = max([edge, *(at for at in found if at <= match.start())])
        head = _LEADS.sub("", text[edge : match.start()])
        said = len(head) >= 2 and not head.endswith((*action_words(), *_OPEN))
        if said and _NEXT.match(text, match.end()):
            yield match.end()
            edge = match.end()


def legible(
    requirements: Iterable[Requirement], text: str
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """(those that can stand in a form, the words of those that cannot)."""
    spans = stretches(text)
    kept: list[Requirement] = []
    doubtful: list[str] = []
    for one in requirements:
        inside = any(a <= one.start < b for a, b in spans)
        if inside and (len(one.name) > _LONG_NAME or shape("spoken_fillers").search(one.name)):
            if one.mention and one.mention.target.unit in ("块", "块钱"):
                continue  # a price: 一平米18块
            doubtful.append(text[max(0, one.start - 8) : one.end + 2].strip())
        else:
            kept.append(one)
    return tuple(kept), tuple(dict.fromkeys(doubtful))
