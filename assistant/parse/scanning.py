"""Walking over folded text without trying a big pattern at every character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

CLAUSE_END = ",，。;；:!?！？\n"
HAN = r"[^\W\d_A-Za-zⅠ-Ⅻ①-⒛㈠-㈩]"
"""A Chinese character, in a pattern. A range 一-龥 says the same, but Python 3.11 takes a
millisecond to compile each, which every call of the command line would pay."""


def matches(
    pattern: re.Pattern[str], starts: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """Non-overlapping matches of `pattern`, tried only where `starts` finds a beginning."""
    at = 0
    while begin := starts.search(text, at):
        match = pattern.match(text, begin.start())
        if match and match.end() > match.start():
            yield match
        at = match.end() if match and match.end() > begin.start() else begin.start() + 1


def longest_at(words: Sequence[str], text: str, at: int) -> str | None:
    """The longest of the words that stands at a place. `words` come from `ordered`."""
    if not text.startswith(tuple(words), at):
        return None
    return next(word for word in words if text.startswith(word, at))


def ordered(words: Sequence[str]) -> tuple[str, ...]:
    """Each word once, longest first."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def either(words: Sequence[str]) -> str:
    """A pattern part that takes the longest of the words."""
    return "|".join(re.escape(word) for word in ordered(words))


def clause(text: str, start: int, reach: int) -> str:
    """The text from `start` to the end of its clause, at most `reach` characters."""
    window = text[start : start + reach]
    end = _ends().search(window)
    return window[: end.start()] if end else window


def clause_before(text: str, end: int, reach: int) -> str:
    """The text of the clause before `end`, at most `reach` characters."""
    window = text[max(0, end - reach) : end]
    return _ends().split(window)[-1]


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"[{CLAUSE_END}]")
