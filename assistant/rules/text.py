"""Small readings of Chinese text that several rules share: clauses, likeness, brackets."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "〔": "〕", "[": "]", "「": "」"}
_SAME_WIDTH = {"(": "（", ")": "）", "[": "【", "]": "】"}
_CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
_MARKS = re.compile(f"[{re.escape(''.join((*PAIRS, *_CLOSERS)))}]")
FAR = 200
_BREAKS = "。；;，,！!？?\n"
_SENTENCE_BREAKS = "。；;！!？?\n"


@lru_cache(maxsize=256)  # asked for every row that a promise is set beside
def clause_around(text: str, start: int, end: int, breaks: str = _BREAKS) -> tuple[int, int]:
    """Start and end of the clause that holds text[start:end]; at most FAR characters away."""
    floor, ceiling = max(0, start - FAR), min(len(text), end + FAR)
    left = max((text.rfind(mark, floor, start) for mark in breaks), default=-1) + 1
    rights = [i for i in (text.find(mark, end, ceiling) for mark in breaks) if i >= 0]
    return max(left, floor), min(rights, default=ceiling)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence that holds text[start:end]."""
    return clause_around(text, start, end, _SENTENCE_BREAKS)


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, of Chinese characters, letters and digits only."""
    kept = [char for char in text.lower() if char.isalnum()]
    return frozenset(map("".join, pairwise(kept)))


def contained(part: str, whole: str) -> float:
    """How much of `part` (0 to 1) is said again in `whole`, by character pairs."""
    pairs = bigrams(part)
    return len(pairs & bigrams(whole)) / len(pairs) if pairs else 0.0


def alike(one: str, other: str) -> float:
    """Likeness of two texts (0 to 1), by character pairs (Dice)."""
    a, b = bigrams(one), bigrams(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def unbalanced(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Brackets and quotes opened and never closed, and closed and never opened, with places.

    Half- and full-width round brackets close one another; numbering such as `1)` is no bracket.
    """
    marks = list(_MARKS.finditer(text))
    if not marks:
        return [], []
    opened: dict[str, list[tuple[int, str]]] = {opener: [] for opener in PAIRS}
    stray: list[tuple[int, str]] = []
    for mark in marks:
        index, char = mark.start(), mark[0]
        of_its_kind = opened[_wide(_CLOSERS.get(char, char))]
        if char in PAIRS:
            of_its_kind.append((index, char))
        elif of_its_kind:
            of_its_kind.pop()
        elif not _is_numbering(text, index):
            stray.append((index, char))
    return sorted(place for places in opened.values() for place in places), stray


def _wide(opener: str) -> str:
    return _SAME_WIDTH.get(opener, opener)


def _is_numbering(text: str, index: int) -> bool:
    """`1)`, `（` left out: a closing round bracket right after a number that begins an item."""
    if text[index] not in "）)":
        return False
    return bool(
        re.search(
            r"(?:^|[\s。；;，,：:])[0-9一二三四五六七八九十]{1,3}$", text[max(0, index - 5) : index]
        )
    )


def strip_words(text: str, words: tuple[str, ...]) -> str:
    """The text without the given words."""
    for word in words:
        text = text.replace(word, "")
    return text


def shorten(text: str, limit: int = 40) -> str:
    """The text, or its beginning with … when it is longer than `limit`."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
