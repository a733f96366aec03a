"""Rows carry the sign, number and unit of the description."""

from __future__ import annotations

from eval.cases import Case, ExpectedRow
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.scorers.matching import pairs, valued


def score(case: Case, draft: DraftView) -> Score:
    """Of the expected rows that exist, the share with an accepted value."""
    return share(
        None
        if valued(expected, row)
        else f"{row.name} 为 {row.value}（{row.unit}），应为 {_wanted(expected)}"
        for expected, row in pairs(case, draft)
        if row is not None
    )


def _wanted(expected: ExpectedRow) -> str:
    return " / ".join(map(str, expected.values))
