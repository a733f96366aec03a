"""Rolling a form over: what moves with the year, what is emptied, what stays to be confirmed."""

import pytest

from assistant.drafting.rollover import roll_over
from assistant.errors import UsageError
from assistant.formats import read
from assistant.model import OPEN, Declaration, Indicator
from assistant.parse.mentions import find_mentions
from assistant.settings import CORPUS
from assistant.vocabulary.profile import load_profile

FORM = Declaration(
    profile="futian-2026", year=2026, project_code="440304", project_name="学校食堂改造",
    applicant_unit="某区教育局", budget_unit="某区教育局", duration_years=3, is_new=True,
    total_amount=3000000, annual_amount=1000000, fiscal_amount=800000, other_amount=200000,
    policy_basis="《某区校园安全行动方案（2024—2026年）》（某府〔2024〕3号）",
    budget_basis="1.灶具2套×15万元/套=30万元；2.改造工程70万元。",
    annual_goal="本项目2026年度将完成12所学校食堂改造，于2026年8月底前验收，验收合格率100%。",
    long_term_goal="2026—2028年累计完成36所学校食堂改造。",
    indicators=(
        Indicator(level2="数量指标", name="改造食堂数量", value="12所", unit="所"),
        Indicator(level2="质量指标", name="验收合格率", value="100%", unit="%", actual="98%"),
        Indicator(level2="时效指标", name="2026年完工时间", value="2026年8月底前", unit="月"),
        Indicator(level2="时效指标", name="报修响应时间", value="≤2小时", unit="小时"),
        Indicator(level2="社会效益指标", name="食品安全事故数", value="0起", unit="起"),
        Indicator(level2="生态效益指标", name="不适用", value="不适用", unit="不适用",
                  explanation="不适用"),
    ),
)  # fmt: skip
PROFILE = load_profile("futian-2026")


def rolled(year=2027, form=FORM, **options):
    return roll_over(form, year, PROFILE, **options)


def with_goal(goal):
    return rolled(form=FORM.model_copy(update={"annual_goal": goal})).draft.declaration.annual_goal


def test_the_header_moves_to_the_new_year_and_its_amounts_are_asked_for():
    after = rolled().draft.declaration
    assert (after.year, after.is_new) == (2027, False)
    assert (after.annual_amount, after.fiscal_amount, after.other_amount) == (None, None, None)
    kept = ("project_code", "project_name", "total_amount", "duration_years", "policy_basis")
    assert all(getattr(after, field) == getattr(FORM, field) for field in kept)
    question = rolled().draft.questions[0]
    assert question.path == "/annual_amount"
    assert "1,000,000.00" in question.because
    assert question.proposal is None


def test_quantities_of_a_year_and_dates_are_emptied_levels_stay():
    values = [row.value for row in rolled().draft.declaration.indicators]
    assert values == [OPEN, "100%", OPEN, "≤2小时", "0起", "不适用"]
    kept = [row.value for row in rolled(keep_quantities=True).draft.declaration.indicators]
    assert kept == ["12所", "100%", OPEN, "≤2小时", "0起", "不适用"], "a date is never kept"


def test_the_annual_goal_keeps_its_words_and_units():
    assert rolled().draft.declaration.annual_goal == (
        "本项目2027年度将完成【待填】所学校食堂改造，于【待填】验收，验收合格率100%。"
    )
    kept = rolled(keep_quantities=True).draft.declaration.annual_goal
    assert kept == "本项目2027年度将完成12所学校食堂改造，于【待填】验收，验收合格率100%。"


def test_amounts_and_calculations_of_the_basis_are_emptied_its_items_stay():
    basis = rolled().draft.declaration.budget_basis
    assert basis == "1.灶具【待填】；2.改造工程【待填】。"


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("本项目2026年度将提升效率。", "本项目2027年度将提升效率。"),
        ("2026年将保障运转。", "2027年将保障运转。"),
        ("较2026年投诉率下降10%。", "较2026年投诉率下降10%。"),
        ("自2026年起持续保障运转。", "自2026年起持续保障运转。"),
        ("2024—2026年持续保障运转。", "2024—2026年持续保障运转。"),
        ("落实《2026年度工作方案》。", "落实《2026年度工作方案》。"),
        ("落实某府〔2026〕3号文件。", "落实某府〔2026〕3号文件。"),
        ("2025年项目的尾款支付率100%。", "2025年项目的尾款支付率100%。"),
        ("2026年第三季度完成验收。", "【待填】完成验收。"),
        ("提供7×24小时服务，1小时内响应。", "提供7×24小时服务，1小时内响应。"),
    ],
)
def test_a_year_moves_only_where_it_is_the_forms_own(goal, expected):
    assert with_goal(goal) == expected


def test_a_year_in_the_basis_may_be_the_contracts_and_is_left_and_named():
    form = FORM.model_copy(update={"budget_basis": "2026年合同尾款20万元。"})
    after = rolled(form=form)
    assert after.draft.declaration.budget_basis == "2026年合同尾款【待填】。"
    assert any(line.startswith("测算依据里还有 2026 年") for line in after.confirm)


def test_without_a_year_in_the_form_no_year_moves():
    after = rolled(form=FORM.model_copy(update={"year": None}))
    assert "2026年度" in after.draft.declaration.annual_goal
    assert "没有写预算年度" in after.confirm[0]


def test_every_open_cell_has_its_question_with_last_years_answer():
    draft = rolled().draft
    asked = {question.path: question for question in draft.questions}
    assert set(asked) == {
        "/annual_amount", "/annual_goal", "/budget_basis",
        "/indicators/0/value", "/indicators/2/value",
    }  # fmt: skip
    assert asked["/indicators/0/value"].proposal == "12所"
    assert asked["/indicators/2/value"].proposal is None, "an old date is no proposal"
    assert asked["/annual_goal"].proposal is None
    assert "30万元、70万元" in asked["/budget_basis"].because.replace("2套×15万元/套=", "")


def test_results_of_the_old_year_go():
    after = rolled()
    assert after.draft.declaration.indicators[1].actual is None
    assert any("实际完成值" in line for line in after.confirm)


def test_what_is_to_be_confirmed_is_computed_and_said():
    text = "\n".join(rolled().confirm)
    assert "2028 年为止，2027 年度起还剩 2 年" in text
    assert "3,000,000.00 元沿用原表；减去2026年度的 1,000,000.00 元余 2,000,000.00 元" in text
    assert "验收合格率" in text
    assert "长期目标" in text
    assert "“2026年完工时间”原定 2026 年内完成" in text
    assert "已经付清" not in text
    late = "\n".join(rolled(2029).confirm)
    assert "已不在项目期内" in late
    assert "隔了 2 年" in late


def test_a_last_instalment_in_the_basis_is_asked_about():
    basis = "1.平台建设尾款20万元，质保金3万元；2.运维费10万元。"
    confirm = rolled(form=FORM.model_copy(update={"budget_basis": basis})).confirm
    assert "测算依据里有尾款、质保金：上年已经付清的，这一项不再列。" in confirm


def test_expired_documents_are_found_for_the_new_year():
    codes = {finding.code for finding in rolled().draft.findings}
    assert "BA002" in codes
    assert "BA002" not in {f.code for f in rolled(form=FORM.model_copy(
        update={"policy_basis": FORM.policy_basis.replace("2024—2026", "2024—2028")}
    )).draft.findings}  # fmt: skip


@pytest.mark.parametrize("year", [2026, 2025])
def test_a_form_of_that_year_or_later_is_refused(year):
    with pytest.raises(UsageError, match="已经是 2026 年度"):
        rolled(year)


@pytest.mark.parametrize("path", sorted((CORPUS / "declarations").glob("*.json")), ids=str)
def test_no_quantity_of_the_old_year_is_left_in_a_form_of_the_corpus(path):
    before = read(path)[0].declaration
    after = rolled(form=before).draft
    form = after.declaration
    assert (form.year, form.annual_amount, form.is_new) == (2027, None, False)
    assert "万元" not in (form.budget_basis or "")
    assert "2026年度" not in (form.annual_goal or "")
    levels = {"ratio", "duration", "points"}
    for mention in find_mentions(form.annual_goal or ""):
        assert mention.target.dimension in levels or not mention.target.low, mention.text
    open_rows = [n for n, row in enumerate(form.indicators) if row.value == OPEN]
    assert {f"/indicators/{n}/value" for n in open_rows} <= {q.path for q in after.questions}
    assert form.long_term_goal == before.long_term_goal
    assert all(p.kind in ("precedent", "computed", "placeholder") for p in after.provenance)
