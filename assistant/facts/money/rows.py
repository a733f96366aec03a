"""Rows of a table: an amount's own words are the whole row; a row may be of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.money.roles import Amount
from assistant.facts.segments import Sentence

_YEAR_COLUMN = re.compile(r"年度|年份|年|时间|阶段")
_DEADLINE = re.compile("完成|截止|期限|到位|节点")


class _Row(NamedTuple):
    start: int
    year: int | None
    cells: int


def in_rows(found: list[Amount], sentences: tuple[Sentence, ...], year: int | None) -> list[Amount]:
    """The amounts, those of a table beginning where their row does and with its year's role."""
    rows = dict(_rows(sentences))
    return [_placed(a, rows.get(a.sentence.group), year) for a in found]


def _rows(sentences: tuple[Sentence, ...]) -> Iterator[tuple[int, _Row]]:
    groups: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.label and not sentence.marked:
            groups.setdefault(sentence.group, []).append(sentence)
    for group, cells in groups.items():
        if len({c.label for c in cells}) > 1:
            years = [
                int(m.group())
                for c in cells
                if _YEAR_COLUMN.search(c.label)
                and not _DEADLINE.search(c.label)
                and (m := re.match(r"20\d\d", c.text))
            ]
            yield group, _Row(min(c.start for c in cells), next(iter(years), None), len(cells))


def _placed(amount: Amount, row: _Row | None, year: int | None) -> Amount:
    if row is None:
        return amount
    if amount.begin == amount.sentence.start:
        amount = amount._replace(begin=row.start)
    if row.year is None or amount.role not in ("item", "annual"):
        return amount
    role = "other_year" if year and row.year != year else amount.role
    return amount._replace(role=role, year=row.year)
