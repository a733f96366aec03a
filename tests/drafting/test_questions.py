"""What is asked, in what order, and what precedents may say: they propose and never fill."""

from __future__ import annotations

import pytest

from assistant.drafting.offline.compose import compose
from assistant.drafting.offline.questions import usual_value
from assistant.drafting.offline.rows import Row
from assistant.facts import understand
from assistant.model import OPEN, Declaration, Indicator, Precedent
from assistant.pipeline import source_text
from assistant.vocabulary.profile import load_profile
from assistant.vocabulary.works import open_row
from tests.drafting.making import PARK, VAGUE, drafted, open_paths


def precedent(number: int, name: str, value: str, level2: str = "质量指标") -> Precedent:
    row = Indicator(level1="产出指标", level2=level2, name=name, value=value, unit="%")
    return Precedent(id=f"p{number}", project_name="他区项目", row=number, indicator=row, score=0.8)


def open_quality(name: str = "验收合格率") -> Row:
    row = Indicator(level1="产出指标", level2="质量指标", name=name, value=OPEN, unit="%")
    return Row(row, open=open_row("quality", None))


def composed(text: str, precedents=(), same=None):
    source = source_text({"说明.md": text})
    return compose(understand(source), text, load_profile(), tuple(precedents), same)


def test_a_precedent_proposes_and_never_fills() -> None:
    lent = [precedent(n, "服务考核合格率", "≥93%") for n in range(3)]
    found = composed(VAGUE, lent)
    (question,) = [q for q in found.questions if q.proposal == "≥93%"]
    row = found.declaration.indicators[int(question.path.split("/")[2])]
    assert row.value == OPEN
    assert question.because
    assert "93" not in str(found.declaration.as_json())
    assert found.declaration == composed(VAGUE).declaration


def test_what_most_precedents_write_is_proposed() -> None:
    lent = [precedent(n, "设备合格率", v) for n, v in enumerate(("≥90%", "≥95%", "≥95%"))]
    value, because = usual_value(open_quality(), tuple(lent))
    assert value == "≥95%"
    assert "3" in because
    assert "2" in because


@pytest.mark.parametrize(
    "other",
    [
        precedent(1, "系统响应速度", "≤2秒"),
        precedent(1, "验收合格率", "≥90%", "时效指标"),
        precedent(1, "验收合格率", "不适用"),
        precedent(1, "不适用", "不适用"),
    ],
)
def test_a_precedent_of_something_else_proposes_nothing(other: Precedent) -> None:
    assert usual_value(open_quality(), (other,)) == (None, None)


def test_nothing_is_proposed_for_a_row_without_name() -> None:
    assert usual_value(open_quality(OPEN), (precedent(1, "合格率", "≥90%"),)) == (None, None)


def test_an_earlier_form_of_the_project_only_proposes() -> None:
    same = Declaration(
        year=2025, project_code="440304250001", budget_unit="某区政府办", annual_amount=123456,
        is_new=True, annual_goal="本项目2025年度将巡查77次。",
    )  # fmt: skip
    found = composed(VAGUE, same=same)
    by_path = {q.path: q for q in found.questions}
    assert by_path["/budget_unit"].proposal == "某区政府办"
    assert by_path["/budget_unit"].because
    assert by_path["/is_new"].proposal is None, "last year's answer is wrong this year"
    assert found.declaration.budget_unit is None
    for leaked in ("77", "123456", "某区政府办", "2025"):
        assert leaked not in str(found.declaration.as_json())


def test_the_earlier_amount_is_not_proposed_for_this_year() -> None:
    same = Declaration(annual_amount=123456, project_name="公园")
    found = composed("举办讲座24场。", same=same)
    (question,) = [q for q in found.questions if q.path == "/annual_amount"]
    assert question.proposal is None


def test_questions_hold_exactly_what_is_open() -> None:
    draft = drafted(VAGUE)
    asked = {q.path for q in draft.questions}
    values = {path for path in open_paths(draft) if path.endswith("/value")}
    assert {p for p in asked if p.startswith("/indicators/")} == values
    header = draft.declaration.as_json()
    for field in ("project_code", "applicant_unit", "year", "total_amount"):
        assert (f"/{field}" in asked) == (header[field] is None)


@pytest.mark.parametrize("text", [PARK, VAGUE, "绿化"])
def test_a_question_is_asked_once_and_reads_like_one(text: str) -> None:
    questions = drafted(text).questions
    seen = [(q.path, q.question) for q in questions]
    assert len(seen) == len(set(seen))
    for question in questions:
        assert "？" in question.question
        assert (question.proposal is None) == (question.because is None) or question.because
        assert OPEN not in (question.proposal or "")


def test_contradictions_are_asked_first_and_not_resolved() -> None:
    draft = drafted("2026年预算80万元。本项目2026年预算为90万元。举办讲座24场。")
    assert draft.questions[0].path == "/annual_amount"
    assert "80万元" in draft.questions[0].question
    assert "90万元" in draft.questions[0].question
    assert draft.declaration.annual_amount is None
    assert not [q for q in draft.questions[1:] if q.path == "/annual_amount"]


def test_findings_do_not_repeat_what_is_asked() -> None:
    draft = drafted(VAGUE)
    assert not [f for f in draft.findings if OPEN in f.excerpt + f.message]
    missing = {q.path for q in draft.questions}
    assert not [f for f in draft.findings if f.path in missing and f.code.startswith("ST00")]
