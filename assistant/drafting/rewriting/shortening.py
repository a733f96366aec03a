"""A shorter text: clauses that could go, one after the other, the least needed first."""

from __future__ import annotations

import re

from assistant.drafting.rewriting.adding import Step
from assistant.vocabulary.goal_wording import goal_words

_CLAUSE = re.compile(r"([^，；。]+)([，；。]*)")
_BARE = re.compile("(?:期|周期|期间|年度?)内?$")
"""An opening that says no more than when: 项目全生命周期内."""
_HOLDS = re.compile(r"[\d《“]")


def dropping(text: str, *, purpose: bool = True) -> tuple[Step, ...]:
    """One step for each clause that could go when the text has to be shorter, the last one first.

    The opening stays, and so does every clause with a number or a name in marks. What the goal is
    good for (从而…) and what is done first go last of all, or not at all (`purpose`): without them
    it is no goal.
    """
    clauses = [match[1] for match in _CLAUSE.finditer(text)]
    deeds = clauses[1:2] if clauses and _BARE.search(clauses[0]) else []
    spare = [clause for clause in reversed(clauses[1:]) if not _HOLDS.search(clause)]
    needed = [c for c in spare if c in deeds or c.startswith(goal_words("purpose"))]
    spare = [clause for clause in spare if clause not in needed]
    return tuple(_without(clause) for clause in (*spare, *(needed if purpose else ())))


def _without(clause: str) -> Step:
    """Leaves the clause out; the stop behind it closes what stands before, where that is more."""

    def drop(text: str) -> str:
        found = re.search(rf"([，；。]*){re.escape(clause)}([，；。]*)", text)
        if found is None or not found[1]:
            return text
        stop = max(found[1][-1], found[2][-1:] or "。", key="，；。".index)
        return text[: found.start()] + stop + text[found.end() :]

    return drop
