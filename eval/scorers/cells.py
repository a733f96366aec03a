"""Categories are filled, open or 不适用 as the description and the contract have it."""

from __future__ import annotations

from eval.cases import Case, Words
from eval.drafts import CATEGORIES, REQUIRED, DraftView
from eval.scorers.base import Score, share

_OPTIONAL: Words = ("na", "level", "filled")


def score(case: Case, draft: DraftView) -> Score:
    """The share of categories whose cells are in an accepted state."""
    kinds = [kind for kind, _, _, _ in CATEGORIES]
    return share(_verdict(case, draft, kind) for kind in kinds)


def _verdict(case: Case, draft: DraftView, kind: str) -> str | None:
    states = {row.state for row in draft.rows if row.kind == kind}
    accepted = case.states.get(kind) or _default(case, kind)
    if not states:
        return f"{kind} 没有行"
    if odd := states - set(accepted):
        return f"{kind} 为 {'/'.join(sorted(odd))}，应为 {'/'.join(accepted)}"
    return None


def _default(case: Case, kind: str) -> Words:
    """Without a label: optional categories are never open; a required one that the description
    fills is neither open nor 不适用."""
    if kind not in REQUIRED:
        return _OPTIONAL
    expected = [row for row in case.rows if kind in row.kinds]
    if any(row.kinds == (kind,) and row.values[0].sign != "open" for row in expected):
        may_open = any(value.sign == "open" for row in expected for value in row.values)
        return ("filled", "level", "open") if may_open else ("filled", "level")
    return ("filled", "level") if kind == "cost" else ("filled", "level", "open", "na")
