"""What is asked, in what order, and what precedents may say: they propose and never fill."""

from __future__ import annotations

import pytest

from assistant.drafting.offline.compose import compose
from assistant.drafting.offline.proposals import proposal_for
from assistant.drafting.offline.rows import Row
from assistant.facts import understand
from assistant.facts.conflicts import not_taken
from assistant.model import OPEN, Declaration, Indicator, Precedent
from assistant.pipeline import draft, source_text
from assistant.vocabulary.profile import load_profile
from assistant.vocabulary.works import asked_with, open_row
from tests.drafting.making import PARK, VAGUE, drafted, open_paths


def precedent(
    number: int,
    name: str,
    value: str,
    level2: str = "质量指标",
    unit: str = "%",
    score: float = 0.8,
) -> Precedent:
    row = Indicator(level1="产出指标", level2=level2, name=name, value=value, unit=unit)
    return Precedent(
        id=f"p{number}", project_name=f"他区项目{number}", row=number, indicator=row, score=score
    )


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


def test_what_most_precedents_write_is_proposed_with_its_count() -> None:
    values = ("≥90%", "≥95%", "≥95%", "≥95%", "≥95%")
    lent = [precedent(n, f"设备{n}验收合格率", v) for n, v in enumerate(values)]
    proposal = proposal_for(open_quality(), lent)
    assert proposal.value == "≥95%"
    assert proposal.because == "同类5份申报表中4份如此"
    assert len(proposal.lent) == 5


def test_a_project_has_one_voice() -> None:
    again = [precedent(1, "设备验收合格率", "≥85%") for _ in range(4)]
    others = [precedent(n, "设备验收合格率", "≥95%") for n in (2, 3)]
    proposal = proposal_for(open_quality(), [*again, *others])
    assert (proposal.value, proposal.because) == ("≥95%", "同类3份申报表中2份如此")


def test_where_two_values_are_as_usual_both_are_told() -> None:
    values = ("≥90%", "≥95%", "≥95%", "≥90%")
    lent = [precedent(n, f"设备{n}验收合格率", v) for n, v in enumerate(values)]
    proposal = proposal_for(open_quality(), lent)
    assert proposal.because == "同类4份申报表中2份如此，另2份填≥95%"


@pytest.mark.parametrize(
    "values",
    [("≥90%", "≥95%", "100%"), ("≥90%", "≥95%"), ("≥80%", "≥80%", "1", "2", "3", "4", "5")],
)
def test_forms_that_do_not_agree_propose_nothing(values: tuple[str, ...]) -> None:
    lent = [precedent(n, f"设备{n}验收合格率", v) for n, v in enumerate(values)]
    assert proposal_for(open_quality(), lent) == (None, None, ())


def test_forms_about_the_same_people_are_asked_first() -> None:
    row = open_quality("周边群众满意度")
    public = [precedent(n, f"办事{n}群众满意度", "≥90%") for n in (1, 2)]
    staff = [precedent(n, "使用人员满意度", "≥95%") for n in (3, 4, 5)]
    proposal = proposal_for(row, [*staff, *public])
    assert (proposal.value, proposal.because) == ("≥90%", "同类2份申报表中2份如此")


def test_one_form_says_so_under_its_name() -> None:
    proposal = proposal_for(open_quality("活动参与率"), [precedent(1, "党员活动参与率", "≥90%")])
    assert proposal.value == "≥90%"
    assert "1份申报表的“党员活动参与率”" in (proposal.because or "")


@pytest.mark.parametrize(
    "other",
    [
        precedent(1, "系统响应速度", "≤2秒"),
        precedent(1, "验收合格率", "≥90%", "时效指标"),
        precedent(1, "验收合格率", "不适用"),
        precedent(1, "验收合格率", "【待填】"),
        precedent(1, "验收合格率", "≥9成", unit="成"),
        precedent(1, "服务考核合格率", "≥90%"),
        precedent(1, "不适用", "不适用"),
    ],
)
def test_a_precedent_of_something_else_proposes_nothing(other: Precedent) -> None:
    assert proposal_for(open_quality(), (other,)) == (None, None, ())


def test_for_a_row_without_name_near_forms_tell_names_and_no_value() -> None:
    near = [precedent(1, "季度运维报告", "4份"), precedent(2, "整改率", "≥90%", score=0.1)]
    proposal = proposal_for(open_quality(OPEN), near)
    assert proposal.value is None
    assert proposal.because == "相近项目这一类写的是：季度运维报告"
    assert [p.id for p in proposal.lent] == ["p1"]


def test_the_projects_own_last_form_comes_before_what_others_write() -> None:
    row = Indicator(level2="质量指标", name="系统验收合格率", value="≥97%", unit="%")
    same = Declaration(year=2025, indicators=(row,))
    lent = [precedent(n, "设备验收合格率", "≥95%") for n in range(3)]
    proposal = proposal_for(open_quality(), lent, same)
    assert proposal.value == "≥97%"
    assert proposal.because == "本项目2025年度申报表如此填写，请确认"
    assert proposal.lent == ()


def test_an_earlier_form_of_the_project_only_proposes() -> None:
    same = Declaration(
        year=2025, project_code="440304250001", budget_unit="某区政府办", annual_amount=123456,
        is_new=True, annual_goal="本项目2025年度将巡查77次。",
    )  # fmt: skip
    found = composed(VAGUE, same=same)
    by_path = {q.path: q for q in found.questions}
    assert by_path["/budget_unit"].proposal == "某区政府办"
    assert by_path["/budget_unit"].because
    assert "新增" in by_path["/duration_years"].question
    assert by_path["/duration_years"].proposal is None, "last year's answer is wrong this year"
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
    for field in ("project_code", "applicant_unit", "year", "total_amount", "project_type"):
        assert (f"/{field}" in asked_with(asked)) == (header[field] is None)


def test_header_cells_that_belong_together_are_one_question() -> None:
    by_path = {q.path: q.question for q in drafted(VAGUE).questions}
    copied = by_path["/project_code"]
    assert all(label in copied for label in ("项目编码", "一级预算单位", "项目类型", "分配方式"))
    assert not {"/budget_unit", "/project_type", "/allocation_method"} & set(by_path)


def test_one_empty_cell_of_a_group_is_asked_for_by_its_own_question() -> None:
    settled = {"budget_unit": "某局", "project_type": "履职类", "allocation_method": "因素法"}
    found = drafted(VAGUE, overrides=settled)
    (question,) = [q for q in found.questions if q.path == "/project_code"]
    assert question.question == "项目编码是多少？"


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


def test_a_figure_that_was_not_placed_is_proposed_and_nothing_else() -> None:
    """驾驶人满意……88% in the material: the open cell asks about these words once, with 88%."""
    text = "县交警大队2027年信号灯维护项目，维护信号灯96处。"
    left = ("驾驶人对信号灯满意的不低于88%", "其中23处信号灯使用超过8年")
    facts = understand(source_text({"说明.md": text}))
    facts = facts.model_copy(update={"contradictions": tuple(not_taken(left))})
    made = compose(facts, text, load_profile(), (precedent(1, "驾驶人满意度", "≥95%"),), None)
    about = [q for q in made.questions if "满意" in q.question]
    assert [q.proposal for q in about] == ["≥88%"]
    assert "驾驶人对信号灯满意的不低于88%" in about[0].question
    [rest] = [q.question for q in made.questions if "没有写进表" in q.question]
    assert "23处" in rest and "88%" not in rest


def test_satisfaction_without_a_sign_is_a_floor_where_the_profile_says_so() -> None:
    text = "县体育局2027年健身设施项目，新建篮球场8片，群众满意度90%，公示率100%。"
    made = drafted(text)
    row = next(r for r in made.declaration.indicators if r.name == "群众满意度")
    assert row.value == "≥90%"
    number = made.declaration.indicators.index(row)
    said = [p for p in made.provenance if p.path == f"/indicators/{number}/value"]
    assert {"brief", "convention"} <= {p.kind for p in said}
    plain = draft(source_text({"说明.md": text}), profile=load_profile("central-101"), index=None)
    assert any(r.value == "90%" for r in plain.declaration.indicators)
