"""Speech written down without a comma: where it may be cut, and which readings are too doubtful.

A stretch that runs on is cut where a new thing plainly begins (第二年, 另外, behind an amount). What
still reads badly is not written into the form; the officer is asked to say it in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.model import Requirement
from assistant.vocabulary.description import shape

_LONGEST = 44
_MARKS = "，,。；;：:、！？!?（）()|\t\n"
_STRETCH = re.compile(rf"[^{_MARKS}]{{{_LONGEST},}}")
_AMOUNT = re.compile(
    r"\d(?:\.\d+)?(?:(?:万|亿)(?:元|块)?|元|块钱?|%)(?:整|以上|以下|以内|左右)?(?:就行了?|就可以了?|吧)?"
    r"(?=[一-龥])(?![平人次个户名头只亩吨米公里册字页条件份台套辆株的就是等大约左以整吧一每合]|元|块|万)"
)
_LONG_NAME = 16


def stretches(text: str) -> list[tuple[int, int]]:
    """The parts of the text that run on and hold several numbers."""
    return [m.span() for m in _STRETCH.finditer(text) if len(re.findall(r"\d+", m.group())) > 2]


def cuts(text: str) -> Iterator[int]:
    """Places in a line where a new sentence begins although no mark says so."""
    for start, end in stretches(text):
        found = {m.start() for m in shape("beginnings").finditer(text, start, end)}
        found |= {m.end() for m in _AMOUNT.finditer(text, start, end)}
        yield from sorted(at for at in found if start + 3 < at < end - 3)


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
            doubtful.append(text[max(0, one.start - 8) : one.end + 2].strip())
        else:
            kept.append(one)
    return tuple(kept), tuple(dict.fromkeys(doubtful))
