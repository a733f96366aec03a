"""A sensible number of rows: nothing said twice, little that the description does not carry."""

from __future__ import annotations

from eval.cases import Case
from eval.drafts import DraftView, Row
from eval.scorers.base import Score, share
from eval.scorers.matching import named, valued
from eval.text import squeeze

# Rows beyond the expected ones that a careful colleague might still add.
_SLACK = 2
_SAME_NAME = 0.7


def score(case: Case, draft: DraftView) -> Score:
    """Passes for each row that is expected, conventional or within the slack, and said once."""
    filled = [row for row in draft.rows if row.state == "filled" and row.kind != "cost"]
    surplus = [row for row in filled if not _expected(case, row)]
    verdicts = [f"多余的行：{row.name} {row.value}" for row in surplus[_SLACK:]]
    verdicts += [
        f"重复的行：{one.name} / {two.name}"
        for place, one in enumerate(filled)
        for two in filled[place + 1 :]
        if one.value == two.value and _overlap(one.name, two.name) >= _SAME_NAME
    ]
    good = max(len(filled) - len(verdicts), 1)
    return share([*verdicts, *[None] * good])


def _expected(case: Case, row: Row) -> bool:
    return any(named(expected, row) or valued(expected, row) for expected in case.rows)


def _overlap(one: str, two: str) -> float:
    first, second = _bigrams(one), _bigrams(two)
    return len(first & second) / max(min(len(first), len(second)), 1)


def _bigrams(name: str) -> set[str]:
    plain = squeeze(name)
    return {plain[place : place + 2] for place in range(len(plain) - 1)} or {plain}
