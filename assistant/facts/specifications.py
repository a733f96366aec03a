"""Figures that tell things apart and count nothing: 8吨水罐消防车1辆, 5kW发电机12台.

The size of a thing stands before its name, and how many of it behind; in a table the size opens the
cell that names the thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.facts.segments import Sentence
from assistant.model import Mention
from assistant.vocabulary.loading import load


def without_specifications(
    mentions: Iterable[Mention], text: str, sentences: Iterable[Sentence]
) -> tuple[Mention, ...]:
    """The quantities without the sizes of things that are counted right behind."""
    found = tuple(mentions)
    named = {s.start for s in sentences if s.topic and s.text == s.topic}
    counts = {m.start for m in found if m.target.dimension == "count"}
    return tuple(m for m in found if not _is_size(m, text, counts, named))


def _is_size(one: Mention, text: str, counts: set[int], named: set[int]) -> bool:
    source = load("specifications")
    unit, target = one.target.unit, one.target
    if target.comparator != "equal" or unit not in (*source["sizes"], *source["extents"]):
        return False
    thing = _thing().match(text, one.end)
    if not thing or (
        unit in source["seats"] and not thing["name"].endswith(tuple(source["vehicles"]))
    ):
        return False
    opens = not re.search(r"[一-龥]$", text[max(0, one.start - 1) : one.start])
    if unit in source["extents"] and not opens:
        return False  # 新建12平方米公厕3座：说的可能是一共多少
    return thing.end() in counts or one.start in named


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(
        r"(?P<name>(?!的|以|左右|内|及|和|并)[一-龥]{2,12})(?:[（(][^（）()\d]{1,12}[）)])?"
    )
