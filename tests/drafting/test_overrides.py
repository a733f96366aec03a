"""What the user states: an answer changes its cell, closes its question and moves nothing else."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, Draft
from assistant.pipeline import continue_draft
from tests.drafting.making import PARK, VAGUE, cell, drafted, proofs, row_number, rows


def asked(draft: Draft) -> set[str]:
    return {question.path for question in draft.questions}


def value_path(draft: Draft, kind: str) -> str:
    return f"/indicators/{row_number(draft, kind)}/value"


def test_an_answer_closes_only_its_question() -> None:
    draft = drafted(VAGUE)
    path = value_path(draft, "quality")
    after = continue_draft(draft, {path: "≥95%"})
    assert asked(draft) - asked(after) == {path}
    assert not asked(after) - asked(draft)
    assert cell(after, path) == "≥95%"


def test_an_answer_moves_nothing_else() -> None:
    draft = drafted(VAGUE)
    path = value_path(draft, "quality")
    after = continue_draft(draft, {path: "≥95%"})
    number = row_number(draft, "quality")
    for index, (one, other) in enumerate(
        zip(draft.declaration.indicators, after.declaration.indicators, strict=True)
    ):
        same = one if index != number else one.model_copy(update={"value": "≥95%"})
        assert other == same
    before, now = draft.declaration.as_json(), after.declaration.as_json()
    changed = {key for key in before if before[key] != now[key]}
    assert changed <= {"indicators", "annual_goal", "long_term_goal"}


def test_the_goal_keeps_a_place_that_the_answer_fills() -> None:
    draft = drafted(VAGUE)
    path = value_path(draft, "quality")
    name = rows(draft, "quality")[0].name
    assert f"{name}{OPEN}" in draft.declaration.annual_goal
    goal = continue_draft(draft, {path: "≥95%"}).declaration.annual_goal
    assert f"{name}≥95%" in goal
    assert f"{name}{OPEN}" not in goal


def test_an_answered_number_is_the_users_word() -> None:
    draft = drafted(VAGUE)
    path = value_path(draft, "quality")
    after = continue_draft(draft, {path: "≥95%"})
    assert [(p.kind, p.text, p.source) for p in proofs(after, path)] == [("brief", "95", "answer")]
    assert [p for p in proofs(after, "/annual_goal") if p.text == "95" and p.source == "answer"]


def test_an_open_unit_is_taken_from_the_answer() -> None:
    draft = drafted("专项事务")
    path = value_path(draft, "quantity")
    assert rows(draft, "quantity")[0].unit == OPEN
    after = continue_draft(draft, {path: "≥300株"})
    assert rows(after, "quantity")[0].unit == "株"


def test_not_applicable_empties_the_row_and_its_place_in_the_goal() -> None:
    draft = drafted(VAGUE)
    path, name = (
        value_path(draft, "served_satisfaction"),
        rows(draft, "served_satisfaction")[0].name,
    )
    after = continue_draft(draft, {path: NOT_APPLICABLE})
    (row,) = rows(after, "served_satisfaction")
    assert [row.name, row.value, row.unit, row.explanation] == [NOT_APPLICABLE] * 4
    assert path not in asked(after)
    assert f"{name}{OPEN}" not in (after.declaration.annual_goal or "")
    assert "、、" not in after.declaration.annual_goal
    assert "、。" not in after.declaration.annual_goal


def test_every_row_of_a_vague_draft_can_be_answered() -> None:
    draft = drafted(VAGUE)
    answers = {
        value_path(draft, "quantity"): "12000平方米",
        value_path(draft, "quality"): "≥95%",
        value_path(draft, "timeliness"): "≤2小时",
        value_path(draft, "social"): "显著",
        value_path(draft, "served_satisfaction"): "≥90%",
    }
    after = continue_draft(draft, answers)
    assert not [path for path in asked(after) if path.startswith("/indicators/")]
    assert OPEN not in after.declaration.annual_goal
    assert not [p for p in proofs(after, "/annual_goal") if p.text == OPEN]
    for path, value in answers.items():
        assert cell(after, path) == value


def test_header_answers_are_typed() -> None:
    answers = {
        "annual_amount": "80万元", "total_amount": "2,400,000", "year": "2026年", "is_new": "否",
        "duration_years": "三年", "applicant_unit": " 某区城管局 ",
    }  # fmt: skip
    after = continue_draft(drafted(VAGUE), answers).declaration
    assert (after.annual_amount, after.total_amount) == (800000, 2400000)
    assert (after.year, after.is_new, after.duration_years) == (2026, False, 3)
    assert after.applicant_unit == "某区城管局"


def test_the_year_is_named_in_the_goal() -> None:
    draft = drafted("举办讲座24场。")
    after = continue_draft(draft, {"year": "2026"})
    assert after.declaration.annual_goal.startswith("本项目2026年度将")
    assert "/year" in asked(draft)
    assert "/year" not in asked(after)


def test_an_empty_answer_empties_the_field() -> None:
    assert continue_draft(drafted(), {"project_name": " "}).declaration.project_name is None


def test_answers_may_come_in_steps_or_at_once() -> None:
    draft = drafted(VAGUE)
    answers = {value_path(draft, "quality"): "≥95%", value_path(draft, "timeliness"): "≤2小时"}
    stepwise = draft
    for path, value in answers.items():
        stepwise = continue_draft(stepwise, {path: value})
    at_once = continue_draft(draft, answers)
    assert stepwise.declaration == at_once.declaration
    assert stepwise.questions == at_once.questions
    assert (at_once.meta.rounds, stepwise.meta.rounds) == (2, 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("annual_amount", "很多钱"),
        ("total_amount", "三分之一"),
        ("year", "明年"),
        ("duration_years", "很久"),
        ("duration_years", "0"),
        ("is_new", "也许"),
        ("/indicators/99/value", "1"),
        ("/indicators/0/没有的格", "1"),
        ("没有的栏", "1"),
        ("indicators", "1"),
        ("profile", "futian-2026"),
        ("/indicators/0", "1"),
        ("", "1"),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence(field: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        continue_draft(drafted(VAGUE), {field: value})
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence


@pytest.mark.parametrize(("field", "value"), [("annual_amount", "很多"), ("is_new", "也许")])
def test_a_draft_refuses_the_same_values(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        drafted(PARK, overrides={field: value})


def test_an_override_goes_before_the_description() -> None:
    overrides = {"annual_amount": "90万元", "project_name": "城市公园管护", "is_new": "是"}
    declaration = drafted(PARK, overrides=overrides).declaration
    assert declaration.annual_amount == 900000
    assert declaration.project_name == "城市公园管护"
    assert declaration.is_new is True


@pytest.mark.parametrize("text", [PARK, "举办讲座24场。"])
def test_the_year_may_be_stated(text: str) -> None:
    declaration = drafted(text, overrides={"year": "2027"}).declaration
    assert declaration.year == 2027
    assert declaration.annual_goal.startswith("本项目2027年度将")


def test_an_overridden_goal_stays_as_stated() -> None:
    goal = "本项目2026年度将管护公园15个。"
    draft = drafted(PARK, overrides={"annual_goal": goal})
    assert draft.declaration.annual_goal == goal
    assert "15" in {p.text for p in proofs(draft, "/annual_goal")}
