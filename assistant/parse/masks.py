"""Stretches of text whose digits and numerals are names, not quantities."""

from __future__ import annotations

import re
from functools import cache

from assistant.vocabulary.loading import load

Span = tuple[int, int]

_LONGEST_TITLE = 300
_LONGEST_SLOGAN = 24


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


def names(folded: str) -> tuple[Span, ...]:
    """Document numbers, ordinals, slogans and product names (〔2022〕13号, 一网通办, 5G)."""
    return tuple(match.span() for match in _names().finditer(folded))


def slogans(folded: str) -> tuple[Span, ...]:
    """Short quoted words: a Chinese numeral in “两减一即” is part of a name."""
    return tuple(
        match.span()
        for match in _quoted().finditer(folded)
        if match.end() - match.start() <= _LONGEST_SLOGAN
    )


def covered(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """True when [start, end) touches one of the spans."""
    return any(a < end and start < b for a, b in spans)


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile("[《》]")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r'"[^"\n]*"')


@cache
def _names() -> re.Pattern[str]:
    source = load("names")
    words = sorted(source["words"], key=len, reverse=True)
    return re.compile(
        r"\[(?:19|20)\d\d\]\s*第?\s*\d{1,5}\s*号|第\s*\d{1,6}\s*号|"
        + "|".join([*source["patterns"], *(re.escape(word) for word in words)])
    )
