"""Each number of a goal belongs to its own row: the right figure beside the wrong thing is wrong.

The proof asks whether a number is true of the project at all; here is asked whether it is true of
what it stands next to, and whether every row with a figure is said in the annual goal.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import Commitment, Declaration, ProjectFacts, Requirement, Target
from assistant.parse.targets import compatible, same_amount
from assistant.rules.form import Form, Goal, Row
from assistant.rules.links import COVERS, likeness, spoken_for
from assistant.vocabulary.profile import Profile

_UNSAID = ("cost",)
_SURE = 0.45


def unbound(declaration: Declaration, profile: Profile) -> Iterator[str]:
    """What the annual goal says of the wrong thing, or leaves out; one Chinese sentence each."""
    form = Form(declaration, profile, declaration.year)
    rows = [row for row in form.answered_rows if row.target is not None]
    goal = form.annual
    for promise in goal.commitments:
        trouble = _misplaced(promise, goal, rows)
        if trouble:
            yield trouble
    said = spoken_for(form)
    for row in rows:
        if (
            row.kind not in _UNSAID
            and row.target
            and not row.target.level
            and row.index not in said
        ):
            yield f"年度目标没有写到“{row.name} {row.value}”"


def unbound_later(declaration: Declaration, profile: Profile, facts: ProjectFacts) -> Iterator[str]:
    """What the long-term goal says of the wrong thing; the year's own quantities among it."""
    form = Form(declaration, profile, declaration.year)
    rows = [row for row in form.answered_rows if row.target is not None]
    later = [r for r in facts.requirements if r.scope == "period" and r.mention]
    goal = Goal("long_term_goal", declaration.long_term_goal or "")
    for promise in goal.commitments:
        target = promise.mention.target
        if promise.mention.reading or any(_is_of(promise, one) for one in later):
            continue
        if _is_quantity(target):
            yield f"长期目标写了“{promise.text}”，那是本年度的数量，或说明里没有"
        elif trouble := _misplaced(promise, goal, rows):
            yield trouble.replace("年度目标", "长期目标", 1)


def _misplaced(promise: Commitment, goal: Goal, rows: list[Row]) -> str | None:
    target = promise.mention.target
    right = [r for r in rows if r.target and _says(target, r.target)]
    near = max((likeness(promise, goal, row) for row in right), default=0.0)
    if near < COVERS and not (right and target.date is not None):
        if any(promise.mention.text in row.name for row in rows):
            return None
        return f"年度目标的“{promise.text}”与各指标行对不上"
    rivals = [r for r in rows if r not in right and r.target and _comparable(target, r.target)]
    other = max(rivals, key=lambda row: likeness(promise, goal, row), default=None)
    if other and (score := likeness(promise, goal, other)) > near and score >= _SURE:
        return f"年度目标的“{promise.text}”应为“{other.name} {other.value}”"
    return None


def _says(target: Target, other: Target) -> bool:
    zero = {v == 0 for v in (target.low, target.high, other.low, other.high) if v is not None}
    return compatible(target, other) or zero == {True}


def _comparable(target: Target, other: Target) -> bool:
    return target.dimension == other.dimension and (target.date is None) == (other.date is None)


def _is_quantity(target: Target) -> bool:
    value = target.low if target.low is not None else target.high
    return target.dimension not in ("ratio", "duration") and value not in (None, 0)


def _is_of(promise: Commitment, requirement: Requirement) -> bool:
    mention = requirement.mention
    return mention is not None and same_amount(promise.mention.target, mention.target)
