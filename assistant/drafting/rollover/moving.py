"""What of a text moves with the year: dates, amounts, quantities of a year's work, the year itself.

A year in the text moves only where it is the form's own and stands alone; every other date stays
or is emptied. Levels (rates, satisfaction, response times, conventions) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.model import OPEN, Mention
from assistant.parse.amounts import find_money
from assistant.parse.dates import find_dates, find_periods, find_years
from assistant.parse.masks import Cover
from assistant.parse.mentions import find_mentions
from assistant.parse.products import find_products

_LEVELS = ("ratio", "duration", "points")


class Edit(NamedTuple):
    """A piece of a text that changes. `asks`: what the officer has to say about it."""

    start: int
    end: int
    text: str
    asks: str = ""


def edits_of(
    text: str, old: int | None, new: int, keep: bool, *, money: bool = False
) -> tuple[Edit, ...]:
    """What changes in a text, left to right, nothing twice."""
    found: list[Edit] = []
    candidates = [
        *(_money(text) if money else ()),
        *_dates(text, old),
        *(() if keep or money else _quantities(text)),
        # 2026年合同尾款 in 测算依据 may name the contract's year, not the budget's.
        *(() if money else _years(text, old, new)),
    ]
    taken = Cover(())
    for edit in candidates:
        if not taken.touches(edit.start, edit.end):
            found.append(edit)
            taken = Cover((one.start, one.end) for one in found)
    return tuple(sorted(found))


def _money(text: str) -> Iterator[Edit]:
    """Amounts and the calculations that lead to them are those of the old year."""
    for product in find_products(text):
        yield Edit(product.start, product.end, OPEN, "金额")
    for amount in find_money(text):
        yield Edit(amount.start, amount.end, OPEN, "金额")


def _dates(text: str, old: int | None) -> Iterator[Edit]:
    """A month or day of the old year: whether the new one has it too, nobody has said."""
    for start, end, date in find_dates(text):
        if date.year == old and old is not None and (date.month or date.quarter):
            yield Edit(start, end, OPEN, "时限")


def _quantities(text: str) -> Iterator[Edit]:
    """Work of a year. Levels (rates, response times, scales) are no quantities of a year."""
    for mention in find_mentions(text):
        if _is_of_a_year(mention):
            unit = mention.target.unit
            kept = unit if unit and unit in mention.text else ""
            yield Edit(mention.start, mention.end, f"{OPEN}{kept}", "数量")


def _is_of_a_year(mention: Mention) -> bool:
    target = mention.target
    if target.comparator in ("level", "by_date") or target.dimension in _LEVELS:
        return False
    value = target.low if target.low is not None else target.high
    return bool(value)  # none at all (0起) is a level, too


def _years(text: str, old: int | None, new: int) -> Iterator[Edit]:
    """The form's own year where it stands alone: 2026年度, not 2023—2026年, not in a title."""
    periods = Cover((p.start, p.end) for p in find_periods(text))
    for start, end, year in find_years(text):
        if year == old and not periods.touches(start, end) and not _compares(text, start, end):
            yield Edit(start, end, str(new))


def _compares(text: str, start: int, end: int) -> bool:
    """较2026年, 自2026年起: a fixed point, that does not move."""
    before, after = text[max(0, start - 2) : start], text[end:]
    fixed = re.match(r"\s*年度?(?:起|以来|开始|至|到|底|末|前|[-—~～])", after)
    return bool(fixed) or before.endswith(("较", "比", "自", "从", "至", "到", "截至", "于"))


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with those edits made."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
