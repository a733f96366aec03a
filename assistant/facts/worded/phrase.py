"""A deed as the text says it, and the figures in its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.segments import Clause
from assistant.model import Requirement

BRACKET = re.compile(r"[（(][^（）()]*[）)]")


class Phrase(NamedTuple):
    """A deed with its figures, and without (what is done in the years to come)."""

    said: str
    deed: str


def within(clause: Clause, inside: list[Requirement]) -> list[Requirement]:
    """Those of the requirements whose figures stand in the clause."""
    return [r for r in inside if clause.start <= r.start and r.end <= clause.end]


def all_read(clause: Clause, found: list[Requirement], text: str) -> bool:
    """True where every figure of the clause is one of those found."""
    return not re.search(r"\d", without_figures(clause.start, clause.end, found, text))


def without_figures(start: int, end: int, found: list[Requirement], text: str) -> str:
    """The text between two places, the figures of the requirements left out."""
    rest, at = "", start
    for r in sorted(found, key=lambda r: r.start):
        rest += text[at : max(at, _figure(r, text))]
        at = max(at, r.end)
    return rest + text[at:end]


_FIGURE = re.compile(
    r"(?:约|至少|不少于|不低于|超过)?(?:\d[\d,.]*[^\d，。；、]*|[一二三四五六七八九十两百千万]+[一-龥]{1,3})$"
)


def _figure(one: Requirement, text: str) -> int:
    """Where the figure itself begins: 48场 of 全年办招聘会48场."""
    dated = one.mention is not None and one.mention.target.comparator == "by_date"
    own = None if dated else _FIGURE.search(text[one.start : one.end])
    return one.start + own.start() if own else one.start
