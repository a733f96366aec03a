"""Every commitment of the description is a row of the form."""

from __future__ import annotations

from eval.cases import Case, ExpectedRow
from eval.drafts import DraftView, Row
from eval.scorers.base import Score, share
from eval.scorers.matching import pairs, valued


def score(case: Case, draft: DraftView) -> Score:
    """The share of expected rows for which a row about the same thing exists."""
    return share(_verdict(expected, row, draft) for expected, row in pairs(case, draft))


def _verdict(expected: ExpectedRow, row: Row | None, draft: DraftView) -> str | None:
    if row is not None:
        return None
    near = [
        other.name for other in draft.rows if other.state == "filled" and valued(expected, other)
    ]
    hint = f"（值相同的行：{'、'.join(near)}）" if near else ""
    return f"缺行：{expected}{hint}"
