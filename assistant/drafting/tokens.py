"""The numbers of a text, as the gate of `proof` looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.model import Mention
from assistant.parse.grades import find_grades, grade_of
from assistant.parse.mentions import find_mentions
from assistant.parse.numbers import parse_number
from assistant.parse.readings import find_readings

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
"""A figure in digits."""
_NOT_A_NUMBER = re.compile(r"目标\d+[：:]|×100%|^\d{1,2}\.(?=\D)", re.MULTILINE)
# 婚姻登记、知青、退伍军人三类档案：读数时不当数量，写进表里仍要有出处。
_KINDS = re.compile(r"(?<![第之])(?P<number>[两二三四五六七八九十])[类种](?!之一)")


class Token(NamedTuple):
    """A number as it stands in a text: digits, Chinese numerals, or a word read as one."""

    start: int
    end: int
    text: str
    value: Decimal | None
    mention: Mention | None = None


def tokens_of(text: str) -> tuple[Token, ...]:
    """All numbers of a text, list numbering and the ×100% of a formula left out."""
    skipped = [m.span() for m in _NOT_A_NUMBER.finditer(text)]
    mentions = (*find_mentions(text), *(find_grades(text) or grade_of(text)))
    found = [
        Token(m.start(), m.end(), m.group(), parse_number(m.group()), _around(mentions, m))
        for m in DIGITS.finditer(text)
        if not _within(m.start(), skipped)
    ]
    found += _kinds(text, mentions)
    for mention in (*mentions, *find_readings(text)):
        inside = any(mention.start <= t.start < mention.end for t in found)
        if not (inside or _within(mention.start, skipped) or _is_of_a_word(text, mention)):
            found.append(_word(mention))
    return tuple(sorted(found, key=lambda t: t.start))


def _within(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _kinds(text: str, mentions: tuple[Mention, ...]) -> Iterator[Token]:
    spans = [(m.start, m.end) for m in mentions]
    for kinds in _KINDS.finditer(text):
        if not _within(kinds.start(), spans):
            value = parse_number(kinds.group("number"))
            yield Token(kinds.start(), kinds.end(), kinds.group(), value)


def _is_of_a_word(text: str, mention: Mention) -> bool:
    """队伍, 入伍: no five."""
    before = text[mention.start - 1 : mention.start]
    return mention.text.startswith("伍") and before in ("队", "入")


def _word(mention: Mention) -> Token:
    target = mention.target
    value = target.low if target.low is not None else target.high
    return Token(mention.start, mention.end, mention.text, value, mention)


def _around(mentions: tuple[Mention, ...], match: re.Match[str]) -> Mention | None:
    return next((m for m in mentions if m.start <= match.start() and match.end() <= m.end), None)
