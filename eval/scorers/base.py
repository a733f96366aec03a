"""What a scorer returns, and the one way to turn passed and failed parts into a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """`value` between 0 and 1; `reason` says what failed, one clause each; `weight` is how many
    parts were judged (0: nothing to judge, left out of the totals)."""

    value: float
    reason: str = ""
    weight: int = 1


def share(parts: Iterable[str | None]) -> Score:
    """The share of parts that passed: each is None, or the sentence that says what is wrong."""
    verdicts = tuple(parts)
    failures = [verdict for verdict in verdicts if verdict]
    if not verdicts:
        return Score(1.0, weight=0)
    return Score(1 - len(failures) / len(verdicts), "；".join(failures), len(verdicts))
