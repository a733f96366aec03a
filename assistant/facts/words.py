"""Where one Chinese word ends and the next begins: the only door to rjieba.

jieba's dictionary, compiled into the package (rjieba, Rust): no file is written, nothing is called
out. It is loaded with the first question (about 0.1 s and 35 MB), so nothing here is imported by
what must start at once. Words that the dictionary does not know fall into single characters, so
that a cut inside them is never held against a name; ours (`description.yaml`) are added.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.vocabulary.description import action_words, words
from assistant.vocabulary.loading import load

if TYPE_CHECKING:
    from rjieba import Jieba

_LISTS = ("measured", "places", "staff", "processes")


@cache
def _segmenter() -> Jieba:
    from rjieba import _DEFAULT_JIEBA

    known = (*action_words(), *(word for name in _LISTS for word in words(name)))
    for word in (*known, *load("name_gate")["words"]):
        if len(word) > 1 and not _DEFAULT_JIEBA.has_word(word):
            _DEFAULT_JIEBA.add_word(word, None, None)
    return _DEFAULT_JIEBA


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """The words of a text, in order; joined they are the text. Letters and digits stand apart from
    the characters beside them."""
    parts = _ALIKE.findall(text)
    return tuple(w for part in parts for w in _words_of(part))


def _words_of(part: str) -> list[str]:
    """The words of a stretch of one script; a set phrase falls into the words it is made of."""
    if not "一" <= part[0] <= "龥":
        return [part]
    segmenter = _segmenter()
    found: list[str] = []
    for word in segmenter.cut(part, False):
        halves = (word[:2], word[2:])
        apart = word.endswith("率") if len(word) == 3 else segmenter.has_word(halves[1])
        fits = len(word) in (3, 4) and apart and segmenter.has_word(halves[0])
        found += halves if fits else (word,)
    return found


_ALIKE = re.compile(r"[一-龥]+|[A-Za-z]+|\d+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def edges(text: str) -> frozenset[int]:
    """The places in a text where a word begins or ends, both ends of the text included."""
    found, at = {0}, 0
    for word in cut(text):
        at += len(word)
        found.add(at)
    return frozenset(found)


def last_word(text: str) -> str:
    """The last word of a text: 招聘会 of 大型招聘会."""
    return cut(text)[-1] if text else ""
