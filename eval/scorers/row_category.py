"""Rows stand in the category that their meaning gives them."""

from __future__ import annotations

from eval.cases import Case
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.scorers.matching import pairs


def score(case: Case, draft: DraftView) -> Score:
    """Of the expected rows that exist, the share in an accepted category."""
    return share(
        None
        if row.kind in expected.kinds
        else f"{row.name} 在 {row.kind}，应在 {'/'.join(expected.kinds)}"
        for expected, row in pairs(case, draft)
        if row is not None
    )
