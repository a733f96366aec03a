"""The goals: every commitment of the year, the period's own, straight quotes curled, no leaks."""

from __future__ import annotations

import re

import pytest

from assistant.drafting.offline.compose import curly
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, Indicator
from tests.drafting.making import PARK, drafted, proofs


def test_the_annual_goal_carries_every_figure_of_the_year() -> None:
    goal = drafted().declaration.annual_goal
    assert goal.startswith("本项目2026年度将")
    for figure in ("12个", "4份", "≥95%", "2个工作日内", "7×24小时", "≥90%"):
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


def goals(text: str) -> tuple[str, str]:
    declaration = drafted(text).declaration
    return declaration.annual_goal or "", declaration.long_term_goal or ""


def test_figures_of_one_thing_stand_together() -> None:
    annual, _ = goals("2026年举办教师培训3期，培训教师150人；更换时令花卉4次、12万盆。")
    assert "更换时令花卉4次（12万盆）" in annual


def test_a_figure_and_its_date_are_one_phrase() -> None:
    annual, _ = goals("2026年完成档案数字化加工120万页，档案数字化加工于10月底前完成。")
    assert annual.count("档案数字化加工") == 1
    assert "10月底前" in annual


def test_things_done_alike_share_their_verb() -> None:
    annual, _ = goals("2026年购置救护车2台、除颤仪12台，购置呼吸机6台。举办讲座8场。")
    assert annual.count("购置") == 1
    assert all(figure in annual for figure in ("2台", "12台", "6台", "8场"))


MANY = "、".join(
    [
        "开展文化活动60场", "组织免费体检2200人次", "调解纠纷300件", "清运垃圾900车次",
        "更换消防器材1500具", "修缮健身设施45处", "走访困难家庭480户", "编印手册3000册",
        "安装报警器260套", "改造公厕12座", "栽植行道树800株", "聘用保洁员35名",
        "发放宣传单9000份", "举办招聘会6场", "接待来访群众1200人次", "巡查河道96次",
    ]
)  # fmt: skip


def test_many_deliverables_are_said_in_groups_and_none_is_lost() -> None:
    annual, _ = goals(f"2026年工作任务：{MANY}。居民满意度不低于92%。")
    figures = re.findall(r"\d+(?:人次|车次|[场件具处户册套座株名份次])", MANY)
    assert len(figures) == 16
    assert [figure for figure in figures if figure not in annual] == []
    assert max(len(piece) for piece in re.split("[；。]", annual)) < 130


RATES = "、".join(
    [
        "验收合格率不低于98%", "设备完好率不低于97%", "数据准确率达到100%", "响应时间不超过2小时",
        "按时完成率不低于95%", "群众满意度不低于90%", "新增就业不少于200人",
        "二氧化碳减排量不少于50吨", "课程合格率不低于85%", "案卷归档率达到100%",
    ]
)  # fmt: skip


def test_many_standards_are_said_by_what_they_are_about() -> None:
    draft = drafted(f"2026年举办讲座24场。{RATES}。")
    annual = draft.declaration.annual_goal or ""
    assert "质量方面，" in annual
    assert "时效方面，" in annual
    assert annual.index("质量方面") < annual.index("时效方面") < annual.index("满意度")
    assert not [f for f in draft.findings if f.code in ("AG001", "AG002")]


THREE_PARTS = """项目名称：文化惠民工程
实施期限：2026年1月至2028年12月
项目包括三个子项目：
（一）公共图书馆服务。采购图书2万册，举办阅读活动60场，接待读者30万人次。
（二）送戏下乡。组织演出48场，新建文化广场3处。
（三）非遗传承。补助传承人20名，举办展示活动6场，编印非遗图册3000册。
2026年预算320万元。群众满意度不低于92%，丰富群众精神文化生活。
"""


def test_a_project_of_named_parts_has_a_goal_for_each() -> None:
    annual, long_term = goals(THREE_PARTS)
    lines = annual.split("\n")
    assert lines[0] == "本项目2026年度将推进公共图书馆服务、送戏下乡和非遗传承："
    assert lines[1].startswith("目标1：公共图书馆服务方面，")
    assert "2万册" in lines[1]
    assert "48场" in lines[2]
    assert "20名" in lines[3]
    assert lines[4].startswith("项目整体确保群众满意度≥92%")
    assert [line[:4] for line in long_term.split("\n")[1:4]] == ["目标1：", "目标2：", "目标3："]
    assert "60场" not in long_term


def test_a_list_of_ordinals_makes_parts_without_names() -> None:
    annual, _ = goals(
        "2027年农村环境整治项目：一是改造户厕1500座、新建公厕12座；二是购置清运车10辆、"
        "配备垃圾桶6000个；三是建设污水处理设施15套、铺设管网28公里。村民满意度90%以上。"
    )
    assert "目标2：购置清运车10辆、配备垃圾桶6000个。" in annual
    assert "项目整体" in annual


@pytest.mark.parametrize(
    "text",
    [
        "一、任务\n2026年举办讲座24场、演出8场。\n二、质量要求\n讲座出席率90%以上，演出完成率100%。",
        "1.审查合同100份。\n2.举办培训2场。\n3.清查资产1次。",
        "（一）二季度。新建站点15座、更换喇叭120套。\n（二）三季度。培训信息员200人、巡检2次。",
    ],
)
def test_requirements_single_tasks_and_stages_are_no_parts(text: str) -> None:
    annual, _ = goals(text)
    assert "目标1" not in annual


def test_work_done_once_does_not_go_on_for_years() -> None:
    _, long_term = goals(
        "实施期限：2026年至2028年。2026年修建机耕路38公里、改造公厕12座、购置清运车4辆，"
        "举办讲座24场，养护绿地60万平方米。"
    )
    going = next(piece for piece in re.split("[；。]", long_term) if "持续" in piece)
    assert "讲座" in going
    assert "绿地" in going
    assert not re.search("机耕路|公厕|清运车", going)
    assert all(thing in long_term for thing in ("机耕路", "公厕", "清运车"))


def test_what_comes_back_is_added_up_over_the_period_and_shown() -> None:
    draft = drafted()
    assert "累计12份" in (draft.declaration.long_term_goal or "")
    (proof,) = [p for p in proofs(draft, "/long_term_goal") if p.text == "12"]
    assert proof.kind == "computed"
    assert proof.note == "每年4份 × 3年 = 12份"


@pytest.mark.parametrize(
    "period", ["实施期限：2026年6月—2028年10月", "实施期限：3年", "2026年6月开始"]
)
def test_nothing_is_added_up_where_the_years_are_not_whole(period: str) -> None:
    _, long_term = goals(f"项目名称：公园管养\n{period}\n2026年每季度提交一份巡查报告。")
    assert "累计" not in long_term


def test_the_years_own_count_is_not_multiplied() -> None:
    _, long_term = goals("实施期限：2026年至2028年。2026年举办讲座24场。")
    assert "72" not in long_term
    assert "24" not in long_term


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "力争到2028年底，全区每千人口拥有托位数达到4.8个，普惠托位占比不低于70%。",
            "到2028年底，全区每千人口拥有托位数达到4.8个，普惠托位占比不低于70%",
        ),
        (
            "往后看，到2030年37座水库都要轮着维修一遍，全部达到标准化管理要求。",
            "到2030年37座水库都要轮流维修一遍，全部达到标准化管理要求",
        ),
        (
            "到2030年底累计修复4.6万亩，森林覆盖率比2026年提高1.5个百分点，总投资4800万元。",
            "到2030年底累计修复4.6万亩，森林覆盖率比2026年提高1.5个百分点",
        ),
        (
            "优良中等路率今年估计85%左右，2026年写86%以上吧，2030年要求到90%，这个放长期里。",
            "到2030年优良中等路率达到90%",
        ),
        (
            "三年合同期内的总要求是绿地完好率保持95%以上，年投诉量比2025年下降一半以上。",
            "绿地完好率保持95%以上，年投诉量比2025年下降一半以上",
        ),
        (
            "长远看，到2030年培养传承人30名，形成展演格局，2026年先打好基础。",
            "到2030年培养传承人30名，形成展演格局",
        ),
    ],
)
def test_what_is_said_of_later_years_is_quoted_and_makes_no_row(said: str, written: str) -> None:
    declaration = drafted(PARK + said).declaration
    assert f"；{written}" in declaration.long_term_goal
    figures = re.findall(r"\d[\d.]*[%个名]", written.replace("2030年", ""))
    assert not {row.value for row in declaration.indicators} & set(figures)


def test_a_project_of_one_year_that_looks_ahead_says_so() -> None:
    header = "项目名称：医疗设备购置\n预算年度：2026\n期限：1年\n"
    text = f"{header}购置CT1台。希望到2029年县域内就诊率达到90%。"
    assert drafted(text).declaration.long_term_goal == "到2029年县域内就诊率达到90%。"


def test_until_when_a_project_runs_is_no_promise() -> None:
    text = "项目名称：公园管养\n2026年立项，做到2028年。2026年养护公园3座。"
    assert "2028年，" not in drafted(text).declaration.long_term_goal
