"""What one case came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.cases import Case
from eval.scorers.base import Score

# What must be faultless before somebody signs; the other scorers grade how well it is done.
_MUST = (
    "header", "row_coverage", "row_category", "row_value", "row_economy", "goal_coverage", "cells",
    "form", "proved_numbers", "grounded_numbers", "leaked_names", "forbidden", "names", "fluency",
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What became of one case: the draft's JSON (None when drafting failed) and its scores."""

    case: Case
    draft: dict[str, Any] | None
    error: str
    scores: dict[str, Score]

    @property
    def signable(self) -> bool:
        """Nothing wrong where it matters: a chief would sign it after filling what is open."""
        return all(self.scores[name].value == 1 for name in _MUST) and self._no_error

    @property
    def _no_error(self) -> bool:
        return self.scores["findings"].value > 0

    @property
    def mean(self) -> float:
        """The mean of the scores that had something to judge."""
        judged = [score.value for score in self.scores.values() if score.weight]
        return sum(judged) / len(judged) if judged else 0.0
