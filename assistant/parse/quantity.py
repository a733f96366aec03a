"""Reading one quantity at a place in folded text: comparator, number or range, unit, 以上/以内.

The cursor functions shared by whole-cell targets, running text and frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.model import Comparator, Target
from assistant.parse import units
from assistant.parse.numbers import ARABIC, NUMERAL, arabic_value, numeral_value
from assistant.vocabulary.loading import load

HUNDRED = Decimal(100)
HALF = Decimal("0.5")


class Number(NamedTuple):
    """A number at its place. `unit` is set when the number itself says it (百分之九十五, 九成)."""

    start: int
    end: int
    value: Decimal
    numeral: bool
    unit: str = ""


class Quantity(NamedTuple):
    """A number or range with its unit and comparator; start and end include the comparator."""

    start: int
    end: int
    number: Number
    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str
    compared: bool
    about: bool
    spelled: bool = False

    def target(self) -> Target:
        """The typed target."""
        return Target(
            comparator=self.comparator,
            low=self.low,
            high=self.high,
            unit=self.unit,
            dimension=units.dimension_of(self.unit),
        )


def numbers_in(text: str) -> Iterator[Number]:
    """Every number of folded text, left to right."""
    for match in _number().finditer(text):
        number = _number_of(match)
        if number is not None:
            yield number


def number_at(text: str, start: int) -> Number | None:
    """The number that begins exactly there."""
    match = _number().match(text, start)
    return _number_of(match) if match else None


def read_quantity(text: str, number: Number, *, unit: str = "") -> Quantity:
    """The quantity around a number. `unit` is what a column says when the text names none."""
    low: Decimal | None
    low, high, written, end, fuzzy = _range(text, number)
    start, before = _comparator_before(text, number.start)
    end, after = _comparator_after(text, end)
    written = _with_column(written, unit)
    word = _decisive(before, after, fuzzy)
    if high is None and text[number.start - 1 : number.start] == "±":
        start, low, high = min(start, number.start - 1), -low, low
    comparator: Comparator = "between" if high is not None else _comparator(word, low, written)
    if comparator in ("at_most", "less_than"):
        low, high = None, low
    return Quantity(
        start=start, end=end, number=number, comparator=comparator, low=low, high=high,
        unit=written, compared=bool(word) or high is not None, about=word == "about",
        spelled=bool(number.unit),
    )  # fmt: skip


def surrounded(text: str, start: int, end: int) -> tuple[int, int, Comparator]:
    """(start, end, comparator) with the comparator words around a place."""
    begin, before = _comparator_before(text, start)
    stop, after = _comparator_after(text, end)
    return begin, stop, _comparator(_decisive(before, after, ""), Decimal(0), "")


def _range(text: str, number: Number) -> tuple[Decimal, Decimal | None, str, int, str]:
    """(first number, second number or None, unit, end, 余/多)."""
    unit, end, fuzzy = _unit_after(text, number)
    match = _separator().match(text, end)
    second = number_at(text, match.end()) if match else None
    if second is None or fuzzy or second.numeral != number.numeral:
        return number.value, None, unit, end, fuzzy
    second_unit, second_end, _ = _unit_after(text, second)
    if not second_unit and not (unit or _looks_bounded(text, number.start, second_end)):
        return number.value, None, unit, end, fuzzy
    if unit and second_unit and not units.comparable(unit, second_unit):
        return number.value, None, unit, end, fuzzy
    first = _same_scale(number.value, unit, second_unit)
    return first, second.value, second_unit or unit, second_end, ""


def _same_scale(value: Decimal, unit: str, second_unit: str) -> Decimal:
    """The first bound in the unit of the second (5千—1万元 → 0.5)."""
    if not unit or not second_unit or unit == second_unit:
        return value
    base = units.to_base(value, unit)[0]
    return base / units.to_base(Decimal(1), second_unit)[0]


def _looks_bounded(text: str, start: int, end: int) -> bool:
    """A range without any unit counts only where nothing else touches it."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _unit_after(text: str, number: Number) -> tuple[str, int, str]:
    if number.unit:
        return number.unit, number.end, ""
    at, fuzzy = number.end, ""
    if text[at : at + 1] in _words().inside:
        fuzzy, at = _words().inside[text[at]], at + 1
    spaces = at
    while text[spaces : spaces + 1] == " ":
        spaces += 1
    read = units.read_unit(text, spaces)
    if read is None:
        return "", number.end, ""
    unit, end = read
    if unit in ("万", "亿") and text[end : end + 1] in _words().inside and not fuzzy:
        more = units.read_unit(text, end + 1)
        if more is not None:
            return unit + more[0], more[1], _words().inside[text[end]]
    return unit, end, fuzzy


def _with_column(written: str, column: str) -> str:
    scale, slash, rate = written.partition("/")
    if not column or (written and scale not in ("万", "亿")):
        return written
    if not written:
        return column
    return (column if column.startswith(scale) else scale + column) + slash + rate


def _comparator_before(text: str, start: int) -> tuple[int, str]:
    """Where the comparator words begin, and the decisive one (nearest to the number)."""
    words, decisive = _words(), ""
    while True:
        end = start
        while end and text[end - 1] == " ":
            end -= 1
        word = _ending_at(text, end, words)
        if word is None:
            return (start, decisive) if decisive else _comparator_apart(text, end, start)
        kind = words.before[word]
        if decisive and kind not in ("neutral", "reach", "about"):
            return start, decisive
        start, decisive = end - len(word), decisive or kind
        if kind == "neutral":
            decisive = decisive if decisive != "neutral" else ""


def _comparator_apart(text: str, end: int, start: int) -> tuple[int, str]:
    """至少开展两次: a verb between the comparator and the number."""
    match = _apart().search(text[max(0, end - 10) : end])
    if match is None:
        return start, ""
    return end - len(match[0]), _words().before[match[1]]


def _ending_at(text: str, end: int, words: _Words) -> str | None:
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
    return "》" in word and text.rfind("《", 0, at) > text.rfind("》", 0, at)


def _comparator_after(text: str, end: int) -> tuple[int, str]:
    words, decisive = _words(), ""
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


def _decisive(before: str, after: str, fuzzy: str) -> str:
    for kinds in (("at_least", "more_than", "at_most", "less_than", "equal"), ("reach", "about")):
        for word in (before, after, fuzzy):
            if word in kinds:
                return word
    return ""


def _comparator(word: str, value: Decimal, unit: str) -> Comparator:
    if word == "reach":
        return "equal" if unit == "%" and value == HUNDRED else "at_least"
    if word in ("at_least", "more_than", "at_most", "less_than"):
        return word  # type: ignore[return-value]
    return "equal"


def _number_of(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["percent"]:
        return _spelled(match, _plain(match["percent"]), "%" if match["hundred"] == "百" else "‰")
    if match["tenths"]:
        tenths = match["tenths"]
        part = numeral_value(tenths[2]) or 0 if len(tenths) == 3 else 0
        return _spelled(match, (numeral_value(tenths[0]) or 0) * Decimal(10) + part, "%")
    arabic, numeral = match["arabic"], match["numeral"]
    value = arabic_value(arabic, match["steps"] or "") if arabic else _numeral(numeral)
    if value is None:
        return None
    if match["half"] == "年半":
        return _spelled(match, value + HALF, "年")
    if arabic and _is_negative(match.string, start):
        return Number(start - 1, end, -value, numeral=False)
    return Number(start, end, value + HALF if match["half"] else value, numeral=not arabic)


def _spelled(match: re.Match[str], value: Decimal | None, unit: str) -> Number | None:
    return None if value is None else Number(match.start(), match.end(), value, True, unit)


def _numeral(text: str) -> Decimal | None:
    return HALF if text == "半" else numeral_value(text)


def _is_negative(text: str, start: int) -> bool:
    """≥-5%, (-3): a minus where no range or dash can stand."""
    return text[start - 1 : start] == "-" and text[max(0, start - 2) : start - 1] in "≥≤><=( "


def _plain(text: str) -> Decimal | None:
    if text == "百":
        return HUNDRED
    return arabic_value(text) if text[0].isdigit() else numeral_value(text)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<hundred>[百千])分之(?P<percent>百|{ARABIC}|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)"
        rf"|(?<![第{NUMERAL}])(?P<tenths>[一二三四五六七八九][成](?:[一二三四五六七八九](?![成]))?)"
        r"(?=以上|以下|以内|左右|的|[,，。;；、)！\s]|$)"
        rf"|(?:(?<![\d.])(?P<arabic>{ARABIC})(?P<steps>[十百千]?[万亿千百](?=\d)\d+[百千万]{{0,2}})?(?!分之)"
        rf"|(?P<numeral>[{NUMERAL}]+(?:点[{NUMERAL}]+)?(?!分之|几)|半(?=个?小时|个?月|天|日内|个?工作日)|(?<![上下每])半(?=年以?内)))"
        r"(?P<half>个半(?=小时|月|钟头|天|工作日)|年半(?!期|载|程))?"
    )


@cache
def _apart() -> re.Pattern[str]:
    source = load("comparators")["apart"]
    return re.compile(f"({'|'.join(source['words'])})(?:{'|'.join(source['verbs'])})$")


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(
        r" {0,2}(?:\(含\))? {0,2}(?:-{1,2}|~|至|到) {0,2}(?=[\d零一二两三四五六七八九十百])"
    )


class _Words(NamedTuple):
    before: dict[str, str]
    after: dict[str, str]
    inside: dict[str, str]
    not_after: dict[str, tuple[str, ...]]
    not_before: dict[str, tuple[str, ...]]
    longest: int


@cache
def _words() -> _Words:
    source = load("comparators")
    before = {word: kind for kind, words in source["before"].items() for word in words}
    return _Words(
        before=before,
        after={word: kind for kind, words in source["after"].items() for word in words},
        inside=dict(source["inside"]),
        not_after={word: tuple(stops) for word, stops in source["not_after"].items()},
        not_before={word: tuple(stops) for word, stops in source["not_before"].items()},
        longest=max(map(len, before)),
    )
