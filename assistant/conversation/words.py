"""The phrasings as patterns, and a sentence without its politeness."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from assistant.vocabulary.loading import load

CODE: Final = re.compile(r"(?<![A-Za-z])([A-Za-z]{2}\d{3})(?!\d)")


@cache
def phrases() -> dict[str, Any]:
    """`vocabulary/phrases.yaml`."""
    found: dict[str, Any] = load("phrases")
    return found


@cache
def any_of(*keys: str) -> re.Pattern[str]:
    """A pattern that finds any of the words under those keys, the longest first."""
    words = phrases()
    for key in keys:
        words = words[key]
    return re.compile(alternatives(words), re.IGNORECASE)


def alternatives(words: Any) -> str:
    """`a|b|c`, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def plain(text: str) -> str:
    """The sentence without polite words at its ends and closing marks."""
    said, before = text.strip(), ""
    whole = {word for words in phrases()["whole"].values() for word in words}
    while said != before and said not in whole:
        before = said
        said = said.strip("。！!？?；;，,、~～… ")
        for word in phrases()["polite"]:
            if said in whole:
                break
            said = said.removeprefix(word).removesuffix(word)
    return said
