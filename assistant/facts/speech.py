"""What only speech puts around a number (写90%以上吧, 二是, 放在6月底前): left blank where
requirements are read, at equal length, so that every place stays where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.facts.segments import Clause, Sentence
from assistant.vocabulary.loading import load


def plain_spoken(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with such words blank."""
    return tuple(_plain(sentence) for sentence in sentences)


def told_of_now(text: str) -> list[tuple[int, int]]:
    """What is told of 今年 in a text that speaks of 明年: how things are, nothing to be reached."""
    if not _words("next_year").search(text):
        return []
    return [match.span() for match in _words("this_year").finditer(text)]


def begins_anew(clause: Clause) -> Clause | None:
    """The clause without 再加, 另外, 还有, where it begins so; None for one that goes on."""
    match = _words("anew").match(clause.text)
    if match is None:
        return None
    return clause._replace(text=" " * match.end() + clause.text[match.end() :])


def _plain(sentence: Sentence) -> Sentence:
    clauses = tuple(_quiet(clause) for clause in sentence.clauses)
    text = sentence.text
    for clause, was in zip(clauses, sentence.clauses, strict=True):
        if clause is not was and not clause.nested:
            at = clause.start - sentence.start
            kept = zip(clause.text, was.text, text[at:], strict=False)
            shown = "".join(" " if new == " " and old != " " else own for new, old, own in kept)
            text = text[:at] + shown + text[at + len(shown) :]
    return sentence._replace(text=text, clauses=clauses)


def _quiet(clause: Clause) -> Clause:
    text = clause.text
    for pattern in _blanked():
        text = pattern.sub(lambda m: " " * len(m.group()), text)
    return clause if text == clause.text else clause._replace(text=text)


@cache
def _blanked() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("speech")["blanked"]))


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("speech")[name])
