"""No error-level finding of the product's own checker is left in the draft."""

from __future__ import annotations

from eval.cases import Case
from eval.drafts import DraftView
from eval.scorers.base import Score

_PER_WARNING = 0.05


def score(case: Case, draft: DraftView) -> Score:
    """0 with an error-level finding; otherwise 1 less a little for each warning."""
    errors = [
        f"{entry['code']} {entry['message']}" for entry in draft.findings if _is(entry, "error")
    ]
    if errors:
        return Score(0.0, "；".join(errors))
    warnings = [
        f"{e['code']} {e['path']} {e['message']}" for e in draft.findings if _is(e, "warning")
    ]
    return Score(max(0.0, 1 - _PER_WARNING * len(warnings)), "；".join(warnings))


def _is(entry: dict[str, object], severity: str) -> bool:
    return entry.get("severity") == severity and not entry.get("suppressed")
