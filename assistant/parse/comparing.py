"""The words around a number that compare: ≥, 不低于, 控制在 … 以内, 三十余, 至少开展两次."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.vocabulary.loading import load

_TITLE = 300


def comparator_before(text: str, start: int) -> tuple[int, str]:
    """Where the comparator words begin, and the decisive one (nearest to the number)."""
    words, decisive = words_of_comparison(), ""
    while True:
        end = start
        while end and text[end - 1] == " ":
            end -= 1
        word = _ending_at(text, end, words)
        if word is None:
            return (start, decisive) if decisive else _comparator_apart(text, end, start)
        kind = words.before[word]
        if decisive and kind not in ("neutral", "limit", "reach", "about"):
            return start, decisive
        start, decisive = end - len(word), decisive or kind
        if kind == "neutral":
            decisive = decisive if decisive != "neutral" else ""


def _comparator_apart(text: str, end: int, start: int) -> tuple[int, str]:
    """至少开展两次: a verb between the comparator and the number."""
    match = _apart().search(text[max(0, end - 10) : end])
    if match is None:
        return start, ""
    return end - len(match[0]), words_of_comparison().before[match[1]]


def _ending_at(text: str, end: int, words: Words) -> str | None:
    for length in range(min(words.longest, end), 0, -1):
        word = text[end - length : end]
        if word in words.before and not _closes_title(text, end, word):
            stops = words.not_after.get(word, ())
            if not (stops and text[end - length - 1 : end - length] in stops):
                return word
    return None


def _closes_title(text: str, end: int, word: str) -> bool:
    """True for the 》 of a 《title》, which some people also type for >."""
    at = end - len(word)
    floor = max(0, at - _TITLE)
    return "》" in word and text.rfind("《", floor, at) > text.rfind("》", floor, at)


def comparator_after(text: str, end: int) -> tuple[int, str]:
    words, decisive = words_of_comparison(), ""
    for _ in range(3):
        at = end
        while text[at : at + 1] == " ":
            at += 1
        word = next(
            (text[at : at + n] for n in range(6, 0, -1) if text[at : at + n] in words.after), None
        )
        if word is None or text.startswith(words.not_before.get(word, ("\0",)), at + len(word)):
            break
        end, kind = at + len(word), words.after[word]
        decisive = decisive or (kind if kind != "neutral" else "")
    return end, decisive


@cache
def _apart() -> re.Pattern[str]:
    source = load("comparators")["apart"]
    return re.compile(f"({'|'.join(source['words'])})(?:{'|'.join(source['verbs'])})$")


class Words(NamedTuple):
    """The words of comparison before, after and inside a quantity, and what makes them others."""

    before: dict[str, str]
    after: dict[str, str]
    inside: dict[str, str]
    not_after: dict[str, tuple[str, ...]]
    not_before: dict[str, tuple[str, ...]]
    longest: int


@cache
def words_of_comparison() -> Words:
    """The vocabulary's words of comparison, read once."""
    source = load("comparators")
    said = source["before"]
    before = {
        f"{no}{word}": "at_most" if kind == "more_than" else "at_least"
        for no in source["negations"]
        for kind in ("more_than", "less_than")
        for word in said[kind]
        if word.isalpha()
    }
    before |= {word: kind for kind, words in said.items() for word in words}
    return Words(
        before=before,
        after={word: kind for kind, words in source["after"].items() for word in words},
        inside=dict(source["inside"]),
        not_after={word: tuple(stops) for word, stops in source["not_after"].items()},
        not_before={word: tuple(stops) for word, stops in source["not_before"].items()},
        longest=max(map(len, before)),
    )
