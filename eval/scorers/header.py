"""Header fields: those the description gives are right, those it does not give stay unknown."""

from __future__ import annotations

from eval.cases import Case, Scalar
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.text import squeeze


def score(case: Case, draft: DraftView) -> Score:
    """The share of judged header fields that hold one of the accepted values."""
    fields = {"year": (case.year,), **case.header}
    return share(_verdict(draft, key, accepted) for key, accepted in fields.items())


def _verdict(draft: DraftView, key: str, accepted: tuple[Scalar, ...]) -> str | None:
    # start_year and end_year are optional in the contract: judged only where the draft has them.
    if key in ("start_year", "end_year") and draft.declaration.get(key) is None:
        return None
    actual = draft.declaration.get(key)
    if any(_same(value, actual) for value in accepted):
        return None
    return f"{key} 应为 {' / '.join(map(str, accepted))}，实为 {actual}"


def _same(expected: Scalar, actual: Scalar) -> bool:
    if isinstance(expected, str) and isinstance(actual, str):
        return squeeze(expected) == squeeze(actual)
    if isinstance(expected, bool) or isinstance(actual, bool) or expected is None or actual is None:
        return expected is actual
    if isinstance(expected, (int, float)) and isinstance(actual, (int, float)):
        return abs(expected - actual) < 0.01
    return False
