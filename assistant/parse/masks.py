"""Stretches of text whose digits and numerals are names, not quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.parse.scanning import longest_at, ordered
from assistant.vocabulary.loading import load

Span = tuple[int, int]

_LONGEST_TITLE = 300
_LONGEST_SLOGAN = 24


@lru_cache(maxsize=32)
def titles(folded: str) -> tuple[Span, ...]:
    """The spans of 《…》, brackets included, inner titles within their outer one."""
    if "《" not in folded:
        return ()
    spans: list[Span] = []
    depth, start = 0, 0
    for match in _brackets().finditer(folded):
        if match[0] == "《":
            start = match.start() if depth == 0 or match.start() - start > _LONGEST_TITLE else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, match.end()))
    return tuple(spans)


@lru_cache(maxsize=32)
def names(folded: str) -> tuple[Span, ...]:
    """Document numbers, ordinals, slogans and product names (〔2022〕13号, 一网通办, 5G)."""
    spans: list[Span] = []
    at = 0
    while begin := _beginnings().search(folded, at):
        end = _name_at(folded, begin.start())
        if end is not None:
            spans.append((begin.start(), end))
        at = end or begin.end()
    return tuple(spans)


def _name_at(folded: str, start: int) -> int | None:
    word = longest_at(_words(), folded, start)
    if word:
        return start + len(word)
    shape = _shapes().match(folded, start)
    return shape.end() if shape else None


def slogans(folded: str) -> tuple[Span, ...]:
    """Short quoted words: a Chinese numeral in “两减一即” is part of a name."""
    return tuple(
        match.span()
        for match in _quoted().finditer(folded)
        if match.end() - match.start() <= _LONGEST_SLOGAN
    )


class Cover:
    """Stretches of text that are taken; `touches` says whether another one meets them."""

    def __init__(self, *groups: Iterable[Span]) -> None:
        """The union of all spans of all groups."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(span for group in groups for span in group):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """True when [start, end) and one of the stretches have a character in common."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile("[《》]")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r'"[^"\n]*"')


@cache
def _words() -> tuple[str, ...]:
    return ordered(load("names")["words"])


@cache
def _shapes() -> re.Pattern[str]:
    """Document numbers and other names that have a shape rather than a spelling."""
    return re.compile("|".join(load("names")["patterns"]))


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a name can begin: the first digit of a run, or a first sign of the vocabulary's."""
    source = load("names")
    signs = {word[0] for word in source["words"] if not word[0].isdigit()}
    return re.compile(rf"(?<!\d)\d|[{source['pattern_beginnings']}{''.join(sorted(signs))}]")
