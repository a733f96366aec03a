"""Two states of a form: cells, rows put in, rows taken out."""

from __future__ import annotations

from assistant.model import Declaration, Indicator
from assistant.reports.comparing import Difference, compared


def form(*rows: tuple[str, str, str], **fields: object) -> Declaration:
    """A form with rows (category, name, value)."""
    return Declaration(
        indicators=tuple(Indicator(level2=c, name=n, value=v) for c, n, v in rows), **fields
    )  # type: ignore[arg-type]


A, B, C = (
    ("数量指标", "巡检次数", "≥4次"),
    ("质量指标", "合格率", "≥95%"),
    ("质量指标", "返工率", "≤1%"),
)


def test_nothing_differs() -> None:
    assert compared(form(A, B), form(A, B)) == ()


def test_a_cell_and_a_row_put_in_above_it() -> None:
    changed = ("质量指标", "合格率", "≥97%")
    assert compared(form(A, B, year=2026), form(A, C, changed, year=2027)) == (
        Difference("changed", "/year", "2026", "2027"),
        Difference("added", "/indicators/1", "", "返工率｜≤1%"),
        Difference("changed", "/indicators/2/value", "≥95%", "≥97%"),
    )


def test_a_row_taken_out() -> None:
    assert compared(form(A, B, C), form(A, C)) == (
        Difference("removed", "/indicators/1", "合格率｜≥95%", ""),
    )


def test_a_row_given_another_name_is_the_same_row() -> None:
    renamed = ("质量指标", "一次合格率", "≥95%")
    assert compared(form(A, B), form(A, renamed)) == (
        Difference("changed", "/indicators/1/name", "合格率", "一次合格率"),
    )


def test_a_row_of_another_category_is_another_row() -> None:
    kinds = [d.kind for d in compared(form(A), form(B))]
    assert kinds == ["removed", "added"]
