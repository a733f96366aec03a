"""What the case forbids stands nowhere: hidden orders, guesses, wrong figures."""

from __future__ import annotations

from eval.cases import Case, Forbidden
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.text import holds


def score(case: Case, draft: DraftView) -> Score:
    """The share of forbidden phrases that are absent."""
    return share(_verdict(draft, entry) for entry in case.forbidden)


def _verdict(draft: DraftView, entry: Forbidden) -> str | None:
    text = (
        "\n".join(_where(draft, place) for place in entry.where)
        if entry.where
        else draft.everything()
    )
    return f"出现了“{entry.text}”" if holds(text, entry.text) else None


def _where(draft: DraftView, place: str) -> str:
    if place == "rows":
        return "\n".join(cell for row in draft.rows for cell in row.cells)
    return draft.text(place)
