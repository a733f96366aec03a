"""No number is invented: it is in the description, or shown to be computed or conventional."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from eval.cases import Case
from eval.drafts import DraftView
from eval.numbers import Number, find_numbers, readings, values_in
from eval.scorers.base import Score, share

# The level scale and the cost row; nothing else is a convention of this profile.
_CONVENTIONAL = frozenset(map(Decimal, (0, 60, 80, 90, 100)))


def score(case: Case, draft: DraftView) -> Score:
    """The share of numbers that the description holds, or that are honestly computed."""
    return share(_verdicts(case, draft))


def _verdicts(case: Case, draft: DraftView) -> Iterator[str | None]:
    given = values_in(case.description) | ({Decimal(case.year)} if case.year else frozenset())
    fields = [*draft.claims(), ("/budget_basis", draft.text("budget_basis"))]
    for path, text in fields:
        for number in find_numbers(text):
            yield None if readings(number) & given else _explained(draft, path, number)


def _explained(draft: DraftView, path: str, number: Number) -> str | None:
    for proof in draft.proofs:
        if proof.path != path or not readings(number) & (
            values_in(proof.text) | values_in(proof.note)
        ):
            continue
        if proof.kind == "computed" and proof.note:
            return None
        if proof.kind == "convention" and readings(number) & _CONVENTIONAL:
            return None
    return f"{path} 的“{number.text}”不在描述中"
