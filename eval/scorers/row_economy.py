"""A sensible number of rows: nothing said twice, little that the description does not carry."""

from __future__ import annotations

from eval.cases import Case, ExpectedRow
from eval.drafts import DraftView, Row
from eval.scorers.base import Score, share
from eval.scorers.matching import named, valued
from eval.text import squeeze

_SAME_NAME = 0.7


def score(case: Case, draft: DraftView) -> Score:
    """The share of filled rows that answer an expected or an optional row, and are said once."""
    filled = [row for row in draft.rows if row.state == "filled" and row.kind != "cost"]
    surplus = [row for row in filled if not _expected(case, row)]
    verdicts = [f"多余的行：{row.name} {row.value}" for row in surplus]
    verdicts += [
        f"重复的行：{one.name} / {two.name}"
        for place, one in enumerate(filled)
        for two in filled[place + 1 :]
        if one.value == two.value and _overlap(one.name, two.name) >= _SAME_NAME
    ]
    good = max(len(filled) - len(verdicts), 1)
    return share([*verdicts, *[None] * good])


def _expected(case: Case, row: Row) -> bool:
    rows = (*case.rows, *case.optional)
    return any(named(expected, row) and _fits(expected, row) for expected in rows)


def _fits(expected: ExpectedRow, row: Row) -> bool:
    return valued(expected, row) or row.kind in expected.kinds


def _overlap(one: str, two: str) -> float:
    first, second = _bigrams(one), _bigrams(two)
    return len(first & second) / max(min(len(first), len(second)), 1)


def _bigrams(name: str) -> set[str]:
    plain = squeeze(name)
    return {plain[place : place + 2] for place in range(len(plain) - 1)} or {plain}
