"""Typed access to `goal_wording.yaml`: how goals are worded."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.vocabulary.loading import load


@cache
def goal_words(*path: str) -> tuple[str, ...]:
    """One word list of the file, longest first."""
    found: Any = load("goal_wording")
    for key in path:
        found = found[key]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def family_of(verb: str) -> int:
    """The number of the family of work a verb belongs to; of unlisted ones that after the last."""
    families: list[list[str]] = load("goal_wording")["families"]
    return next((n for n, verbs in enumerate(families) if verb in verbs), len(families))
