"""What one case came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.cases import Case
from eval.scorers.base import Score


@dataclass(frozen=True)
class Result:
    """What became of one case: the draft's JSON (None when drafting failed) and its scores."""

    case: Case
    draft: dict[str, Any] | None
    error: str
    scores: dict[str, Score]

    @property
    def mean(self) -> float:
        """The mean of the scores that had something to judge."""
        judged = [score.value for score in self.scores.values() if score.weight]
        return sum(judged) / len(judged) if judged else 0.0
