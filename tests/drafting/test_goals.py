"""The goals: every commitment of the year, the period's own, straight quotes curled, no leaks."""

from __future__ import annotations

import re

import pytest

from assistant.drafting.offline.compose import curly
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, Indicator
from tests.drafting.making import PARK, drafted


def test_the_annual_goal_carries_every_figure_of_the_year() -> None:
    goal = drafted().declaration.annual_goal
    assert goal.startswith("本项目2026年度将")
    for figure in ("12个", "4份", "≥95%", "≤2个工作日", "7×24小时", "≥90%"):
        assert figure in goal
    assert "不发生安全责任事故" in goal
    assert "改善居民休闲环境" in goal
    assert goal.endswith("。")


def test_without_a_year_the_goal_names_none() -> None:
    goal = drafted("举办讲座24场。").declaration.annual_goal
    assert goal.startswith("本项目本年度将")
    assert not re.search(r"20\d\d", goal)


@pytest.mark.parametrize(
    "period",
    ["实施期限：1年", "实施期限：2026年1月—2026年12月", "项目为一次性项目，当年完成"],
)
def test_a_project_of_one_year_has_no_long_term_goal(period: str) -> None:
    draft = drafted(f"项目名称：公园管养\n{period}\n2026年举办讲座24场。")
    assert draft.declaration.long_term_goal == NOT_APPLICABLE
    assert "/long_term_goal" not in {q.path for q in draft.questions}


def test_the_long_term_goal_spans_the_period_without_the_years_counts() -> None:
    goal = drafted().declaration.long_term_goal
    assert "2026—2028年" in goal
    assert "95%" in goal
    assert "12个" not in goal
    assert goal != drafted().declaration.annual_goal


def test_what_is_promised_for_the_period_stands_in_the_long_term_goal() -> None:
    text = PARK + "到2028年累计新建口袋公园15个，2026年新建口袋公园5个。\n"
    declaration = drafted(text).declaration
    assert "15个" in declaration.long_term_goal
    assert "15个" not in declaration.annual_goal
    assert "5个" in declaration.annual_goal
    assert "15个" not in [row.value for row in declaration.indicators]


def test_nothing_known_is_left_open_and_asked() -> None:
    draft = drafted("绿化")
    assert draft.declaration.long_term_goal == OPEN
    assert OPEN in draft.declaration.annual_goal
    assert "/long_term_goal" in {q.path for q in draft.questions}


def test_policies_are_cited_as_the_description_has_them() -> None:
    text = PARK + "依据《某市公园条例》和《公园管护意见》（某城管发〔2024〕15号）。\n"
    basis = drafted(text).declaration.policy_basis
    assert "《某市公园条例》" in basis
    assert "《公园管护意见》（某城管发〔2024〕15号）" in basis


def test_budget_items_add_up_and_say_so() -> None:
    basis = drafted().declaration.budget_basis
    assert "绿化养护60万元" in basis
    assert "设施维修26万元" in basis
    assert "合计86万元" in basis


def test_a_sum_that_does_not_hold_is_not_stated() -> None:
    draft = drafted(PARK.replace("60万元", "50万元"))
    assert "合计" not in draft.declaration.budget_basis
    assert [q for q in draft.questions if q.path == "/budget_basis" and "相差" in q.question]


def test_straight_quotes_are_curled() -> None:
    row = Indicator(name='"一网通办"办件数量', value="3件", explanation='考察"一网通办"的办件。')
    declaration = Declaration(
        annual_goal='推进"一网通办"和"跨域办"。', project_name='"清风"行动', indicators=(row,)
    )
    after = curly(declaration)
    assert after.annual_goal == "推进“一网通办”和“跨域办”。"
    assert after.project_name == "“清风”行动"
    assert after.indicators[0].name == "“一网通办”办件数量"
    assert '"' not in after.indicators[0].explanation


def test_a_quote_that_is_never_closed_stays_as_it_is() -> None:
    assert curly(Declaration(annual_goal='推进"一网通办。')).annual_goal == '推进"一网通办。'


def test_quotes_of_a_description_come_out_curled() -> None:
    draft = drafted('项目名称："一网通办"推广\n办理"一网通办"事项300件。')
    assert '"' not in draft.declaration.annual_goal
    assert all('"' not in row.name + row.explanation for row in draft.declaration.indicators)
