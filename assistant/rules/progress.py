"""Annual promises set beside the long-term promises of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model import Commitment, Target, Value
from assistant.parse.units import comparable, repeats, to_base
from assistant.rules.form import Form, Goal
from assistant.rules.links import KIND, SAME_RATE
from assistant.rules.text import clause_around, contained

ALIKE = 0.5
FAINT = 0.15
GENERAL = {"个", "次", "人", "人次", "元"}
"""Units in which different things are counted."""
MOST = 40
"""Promises looked at in each goal; real goals hold a dozen."""
FINISHED = ("个", "项", "家", "处", "件", "条", "座", "部")
"""Units of things that are done once: the same number for the year and the period says too little.
Not of people, equipment or areas, which stay the same from year to year."""
MULTIPLIED = r"(?:[×xX*]|年限|每年|年均|每季度|每月|每个?年度?)[^，,。；;0-9]{0,6}$"


class Pair(Value, kw_only=False):
    """The same thing promised for the year and for the whole period, in one unit."""

    now: Commitment
    later: Commitment
    now_amount: Decimal
    later_amount: Decimal
    is_total: bool
    """True when the long-term number adds up over the years (次, 份, 场 …)."""
    is_cumulated: bool
    """True when the long-term goal calls its number 累计."""
    is_rate: bool
    unit: str


def pairs(form: Form) -> tuple[Pair, ...]:
    """Each annual promise with the long-term promise of the same thing, if there is one."""
    return form.once(_all_pairs)


def _all_pairs(form: Form) -> tuple[Pair, ...]:
    return tuple(_pairs(form))


def _pairs(form: Form) -> Iterator[Pair]:
    if form.long_term not in form.goals:
        return
    used: set[int] = set()
    totals = [c for c in form.long_term.commitments[:MOST] if not _per_year(c, form.long_term)]
    for now in form.annual.commitments[:MOST]:
        candidates = [
            (_likeness(now, later, form), later)
            for later in totals
            if later.mention.start not in used and _comparable(now, later)
        ]
        score, later = max(candidates, key=lambda entry: entry[0], default=(0.0, None))
        if later is None or score < (FAINT if _alone(now, candidates, form) else ALIKE):
            continue
        used.add(later.mention.start)
        pair = _pair(now, later, form.long_term)
        if pair is not None:
            yield pair


def _per_year(later: Commitment, goal: Goal) -> bool:
    """True for a long-term number that is itself a yearly one (每年1次, 年限×4份)."""
    mention = later.mention
    if mention.per or mention.reading or mention.target.unit.endswith("/年"):
        return True
    return bool(re.search(MULTIPLIED, goal.text[max(0, mention.start - 16) : mention.start]))


def _alone(now: Commitment, candidates: list[tuple[float, Commitment]], form: Form) -> bool:
    """True when nothing else in either goal is counted so: 放流苗种260万尾, 累计放流780万尾."""
    unit = now.mention.target.unit
    if len(candidates) != 1 or repeats(unit) or now.mention.target.dimension == "ratio":
        return False
    counted = [c for c in form.annual.commitments[:MOST] if _comparable(c, candidates[0][1])]
    return len(counted) == 1 and to_base(Decimal(1), unit)[1] not in GENERAL


def _pair(now: Commitment, later: Commitment, goal: Goal) -> Pair | None:
    one, two = _amount(now.mention.target), _amount(later.mention.target)
    if one is None or two is None:
        return None
    unit = now.mention.target.unit
    is_rate = now.mention.target.dimension == "ratio"
    begin, _ = clause_around(goal.text, later.mention.start, later.mention.end)
    cumulated = "累计" in goal.text[begin : later.mention.end]
    return Pair(now, later, one, two, repeats(unit), cumulated, is_rate, unit)


def _amount(target: Target) -> Decimal | None:
    value = target.low if target.low is not None else target.high
    return None if value is None else to_base(value, target.unit)[0]


def _comparable(now: Commitment, later: Commitment) -> bool:
    one, two = now.mention.target, later.mention.target
    if one.date or two.date or one.level or two.level or not one.unit or not two.unit:
        return False
    if not comparable(one.unit, two.unit):
        return False
    return one.dimension != "ratio" or _same_rate(now, later)


def _same_rate(now: Commitment, later: Commitment) -> bool:
    kinds = [re.findall(KIND, f"{c.subject}{c.text}")[-1:] for c in (now, later)]
    one, two = kinds
    if not one or not two:
        return one == two
    return one == two or any({one[0], two[0]} <= same for same in SAME_RATE)


def _likeness(now: Commitment, later: Commitment, form: Form) -> float:
    here = f"{now.subject}{now.text}"
    start, end = clause_around(form.long_term.text, later.start, later.end)
    there = f"{later.subject}{later.text}{form.long_term.text[start:end]}"
    subject = re.sub(r"[0-9.≥≤%]+|以上|不少于|不低于", "", now.subject or here)
    return contained(subject, there)
