"""Reading one quantity at a place in folded text: comparator, number or range, unit, 以上/以内.

The cursor functions shared by whole-cell targets, running text and frequencies.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.model import Comparator, Target
from assistant.parse import units
from assistant.parse.comparing import comparator_after, comparator_before, words_of_comparison
from assistant.parse.figures import HUNDRED, Number, number_at


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


def read_quantity(text: str, number: Number, *, unit: str = "") -> Quantity:
    """The quantity around a number. `unit` is what a column says when the text names none."""
    low: Decimal | None
    low, high, written, end, fuzzy = _range(text, number)
    start, before = comparator_before(text, number.start)
    end, after = comparator_after(text, end)
    written = _with_column(written, unit)
    word = _decisive(before, after, fuzzy)
    if high is None and text[number.start - 1 : number.start] == "±":
        start, low, high = min(start, number.start - 1), -low, low
    comparator: Comparator = "between" if high is not None else _comparator(word, low, written)
    if comparator in ("at_most", "less_than"):
        low, high = None, low
    return Quantity(
        start=start, end=end, number=number, comparator=comparator, low=low, high=high,
        unit=written, compared=bool(word) or high is not None,
        spelled=bool(number.unit),
    )  # fmt: skip


def surrounded(text: str, start: int, end: int) -> tuple[int, int, Comparator]:
    """(start, end, comparator) with the comparator words around a place."""
    begin, before = comparator_before(text, start)
    stop, after = comparator_after(text, end)
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
    if text[at : at + 1] in words_of_comparison().inside:
        fuzzy, at = words_of_comparison().inside[text[at]], at + 1
    spaces = at
    while text[spaces : spaces + 1] == " ":
        spaces += 1
    read = units.read_unit(text, spaces)
    if read is None:
        return "", number.end, ""
    unit, end = read
    if unit in ("万", "亿") and text[end : end + 1] in words_of_comparison().inside and not fuzzy:
        more = units.read_unit(text, end + 1)
        if more is not None:
            return unit + more[0], more[1], words_of_comparison().inside[text[end]]
    return unit, end, fuzzy


def _with_column(written: str, column: str) -> str:
    scale, slash, rate = written.partition("/")
    if not column or (written and scale not in ("万", "亿")):
        return written
    if not written:
        return column
    return (column if column.startswith(scale) else scale + column) + slash + rate


def _decisive(before: str, after: str, fuzzy: str) -> str:
    for kinds in (
        ("at_least", "more_than", "at_most", "less_than", "equal"),
        ("reach", "about"),
        ("limit",),
    ):
        for word in (before, after, fuzzy):
            if word in kinds:
                return word
    return ""


def _comparator(word: str, value: Decimal, unit: str) -> Comparator:
    if word == "reach":
        return "equal" if unit == "%" and value == HUNDRED else "at_least"
    known: dict[str, Comparator] = {
        "at_least": "at_least",
        "more_than": "more_than",
        "at_most": "at_most",
        "less_than": "less_than",
        "limit": "at_most",
    }
    return known.get(word, "equal")


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(
        r" {0,2}(?:\(含\))? {0,2}(?:-{1,2}|~|至|到) {0,2}(?=[\d零一二两三四五六七八九十百])"
    )
