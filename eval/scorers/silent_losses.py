"""Nothing the description commits to vanishes: it stands in the form, or a question quotes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.cases import Case
from eval.commitments import Commitment, commitments_of
from eval.drafts import DraftView
from eval.numbers import find_numbers, readings
from eval.scorers.base import Score, share
from eval.text import holds, level

# 每季度一份 → 4个季度 × 每季度1份：算成了一年的数，写在出处里。
_RECKONED = (("每季", "季度×"), ("每月", "月×"), ("每周", "周×"), ("每天", "天×"))
_MONEY = ("total_amount", "annual_amount")


def score(case: Case, draft: DraftView) -> Score:
    """The share of figures and promising words that reached the form or a question."""
    told = _told(draft)
    known = _values(told) | _amounts(draft)
    year = case.year or _year(draft)
    return share(_verdict(c, told, known) for c in commitments_of(case.description, year))


def lost(description: str, draft: DraftView) -> Iterator[Commitment]:
    """The commitments of a description that its draft neither holds nor asks about."""
    told = _told(draft)
    known = _values(told) | _amounts(draft)
    for commitment in commitments_of(description, _year(draft)):
        if _verdict(commitment, told, known):
            yield commitment


def _verdict(one: Commitment, told: str, known: frozenset[tuple[Decimal, str]]) -> str | None:
    if one.values:
        units = {unit for value, unit in known if value in one.values}
        reached = bool(units) and (one.unit in units or "" in units or not one.unit)
    else:
        reached = holds(told, one.text) or any(
            one.text.startswith(often) and reckoned in told for often, reckoned in _RECKONED
        )
    return None if reached else f"“{one.text}”不在表里，也没有问（{one.clause.strip()[:30]}）"


def _told(draft: DraftView) -> str:
    """Everything the officer gets to read: the form, its readings, the questions, the findings."""
    rows = [f"{raw.get('baseline') or ''}" for raw in draft.declaration.get("indicators", ())]
    asked = [f"{q.question}\n{q.proposal}\n{q.because}" for q in draft.questions]
    read = [proof.note for proof in draft.proofs if proof.note]
    found = [str(finding.get("message", "")) for finding in draft.findings]
    told = level("\n".join([draft.everything(), *rows, *asked, *read, *found]))
    return re.sub(r"[ \t]*×[ \t]*", "×", told)


def _values(told: str) -> frozenset[tuple[Decimal, str]]:
    return frozenset((value, n.unit) for n in find_numbers(told) for value in readings(n))


def _amounts(draft: DraftView) -> frozenset[tuple[Decimal, str]]:
    amounts = [draft.declaration.get(field) for field in _MONEY]
    return frozenset((Decimal(str(amount)), "元") for amount in amounts if amount is not None)


def _year(draft: DraftView) -> int | None:
    year = draft.declaration.get("year")
    return int(year) if year else None
