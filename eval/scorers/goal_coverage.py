"""The annual goal says every commitment of the year; the long-term goal those of all years."""

from __future__ import annotations

from collections.abc import Iterator

from eval.cases import Case, ExpectedRow, Words
from eval.drafts import DraftView
from eval.numbers import in_digits
from eval.scorers.base import Score, share
from eval.text import PLACEHOLDER, holds_any


def score(case: Case, draft: DraftView) -> Score:
    """The share of commitments that stand in the goal they belong to, subject and number."""
    annual = _readable(draft.text("annual_goal"))
    long_term = _readable(draft.text("long_term_goal"))
    return share(
        [
            *(_row_verdict(expected, annual) for expected in case.rows if expected.in_goal),
            *(_verdict(group, annual, "年度目标") for group in case.goal),
            *(_verdict(group, long_term, "长期目标") for group in case.long_term),
            *_presence(case, draft),
        ]
    )


def _readable(goal: str) -> str:
    return f"{goal}\n{in_digits(goal)}"


def _row_verdict(expected: ExpectedRow, goal: str) -> str | None:
    subject = all(holds_any(goal, group) for group in expected.about)
    number = all(holds_any(goal, group) for group in expected.in_goal)
    # Where the value may stay open, the goal need not promise it in figures.
    lenient = any(value.sign == "open" for value in expected.values)
    if (subject and number) or (lenient and subject):
        return None
    missing = "对象" if number else ("数值" if subject else "对象与数值")
    return f"年度目标未写 {expected}（缺{missing}）"


def _verdict(group: Words, goal: str, label: str) -> str | None:
    return None if holds_any(goal, group) else f"{label}未写 {group[0]}"


def _presence(case: Case, draft: DraftView) -> Iterator[str | None]:
    yield None if draft.text("annual_goal") else "年度目标为空"
    years = case.header.get("duration_years", (None,))[0]
    if isinstance(years, int) and years > 1:
        written = draft.text("long_term_goal").replace(PLACEHOLDER, "")
        yield None if len(written) >= 20 else "跨年度项目的长期目标为空"
