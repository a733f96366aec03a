"""Layouts as counties and townships publish them, in our own words, with what they must be read as.

They differ from `places` in what surrounds the indicators: sums of a unit between projects, codes
before names, ticks, points behind categories, small tables of money, reports of months gone by.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.formats.places import (
    BENEFIT,
    COST,
    OUTPUT,
    SERVED,
    Cells,
    Expected,
    Indicators,
    Place,
    categories,
    split,
    without_unit,
)
from tests.formats.rendering import C

NAME = "村级道路管护补助"
UNIT = "河口镇人民政府"
GOAL = "2026年管护村道48.6公里，道路完好率达到95%以上，村民出行更加方便。"
WHOLE = "到2028年管护村道达到60公里，道路完好率稳定在95%以上。"

ROWS: Indicators = [
    (OUTPUT, "数量指标", "管护村道里程", "≥48.6公里", "公里"),
    (OUTPUT, "数量指标", "路面修补面积", "≥1,350平方米", "平方米"),
    (OUTPUT, "质量指标", "村道完好率", "≥95%", "%"),
    (OUTPUT, "时效指标", "水毁路段抢通时间", "≤3天", "天"),
    (OUTPUT, "成本指标", "每公里管护成本", "≤0.85万元", "万元"),
    (BENEFIT, "社会效益指标", "道路安全责任事故数", "=0起", "起"),
    (BENEFIT, "可持续影响指标", "管护队伍稳定年限", "≥3年", "年"),
    (SERVED, "服务对象满意度指标", "沿线村民满意度", "≥90%", "%"),
]


def fields(**more: object) -> dict[str, object]:
    return {"project_name": NAME, "applicant_unit": UNIT, "annual_goal": GOAL, **more}


def township_list() -> Place:
    """A list of a township: a row with the unit's sum, units with codes, direction beside sign."""
    heading: Cells = [
        "单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标",
        "指标性质", "指标值", "度量单位", "权重", "指标方向性",
    ]  # fmt: skip
    unit = f"820001-{UNIT}"
    lines: list[Cells] = [["820-河口镇部门", "", "8,827,620.53", *[""] * 9]]
    for number, (name, amount) in enumerate(((NAME, "660,000.00"), ("防汛物资储备", "85,500.5"))):
        for n, row in enumerate(ROWS):
            sign, figure, measure = split(row[3])
            first: Cells = [C(unit, rows=2 * len(ROWS))] if n == number == 0 else []
            if n == 0:
                first += [C(text, rows=len(ROWS)) for text in (name, amount, GOAL)]
            lines.append([*first, row[0] or "", row[1] or "", row[2], sign, figure, measure,
                          "10", "反向指标" if sign == "≤" else "正向指标"])  # fmt: skip
    forms = [
        Expected(fields(applicant_unit=unit, annual_amount=660_000, year=2026), ROWS),
        Expected(
            fields(applicant_unit=unit, project_name="防汛物资储备", annual_amount=85_500.5), ROWS
        ),
    ]
    return Place(
        "部门预算项目绩效目标申报表（2026年度）",
        [[C("金额单位：元", 12)], heading, *lines],
        forms,
    )


def evaluated_with_sources() -> Place:
    """A county's 自评表: report number, code before the name, sources of money, a conclusion."""
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        sign, figure, measure = split(row[3])
        lines.append([*categories(ROWS, n), row[2], sign, figure, measure, figure, "10", "10", ""])
    money: list[Cells] = [
        [C("预算执行情况\n（10分）", rows=4), "年度预算数（万元）", "年初预算", "调整后预算数",
         "预算执行数", "预算执行率", "权重", "得分", C("原因", 2)],
        ["总额", "38.93", "41.31", "41.31", "100.00%", "10", "10", C("无", 2)],
        ["其中：财政资金", "38.93", "41.31", "41.31", "100.00%", "/", "/", C("", 2)],
        ["其他资金", "0.00", "0.00", "0.00", "0.00%", "/", "/", C("", 2)],
    ]  # fmt: skip
    layout: list[Cells] = [
        [C("报表编号：510000_0013zp", 10)],
        [C("部门预算项目支出绩效自评表（2026年度）", 10)],
        ["项目名称", C(NAME, 9)],
        ["主管部门", C("河口县交通运输局本级", 4), "实施单位\n（盖章）", C(UNIT, 4)],
        [C("项目基本情况", rows=3), C("项目年度目标", 5), C("年度目标完成情况", 4)],
        [C(GOAL, 5), C("村道已全部管护。", 4)],
        ["2.项目实施内容及过程概述", C("按月巡查，随坏随修。", 8)],
        *money,
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重",
         "得分", "未完成原因分析"],
        *lines,
        [C("合计", 7), "100", "100", ""],
        ["评价结论", C("自评100分，道路畅通。", 9)],
        ["存在问题", C("无", 9)],
        [C("项目负责人：李四　　财务负责人：王五", 10)],
    ]  # fmt: skip
    expected = fields(budget_unit="河口县交通运输局本级", year=2026)
    return Place("", layout, [Expected(expected, ROWS)])


def numbered_names() -> Place:
    """Codes before units, points behind the first level, 满意度指标 at both levels."""
    rows: Indicators = [*without_unit(ROWS[:-1]), (SERVED, SERVED, "沿线村民满意度", "≥90%", None)]
    lines: list[Cells] = []
    for n, row in enumerate(rows):
        both = [
            c._replace(
                text=f"{c.text}\n（{(50, 30, 10)[(OUTPUT, BENEFIT, SERVED).index(c.text)]}分）"
            )
            if isinstance(c, C) and number == 0 and len(categories(rows, n)) == 2
            else c
            for number, c in enumerate(categories(rows, n))
        ]
        lines.append([*both, row[2], row[3], "10"])
    layout: list[Cells] = [
        ["项目名称", C(NAME, 4)],
        ["主管部门", "219-河口县交通运输局", "实施单位", C(UNIT, 2)],
        [C("项目资金\n（万元）", rows=3), "年度资金总额：", C("66", 3)],
        ["其中：财政拨款", C("60", 3)],
        ["其他资金", C("6", 3)],
        ["年度\n总体\n目标", C(GOAL, 4)],
        ["一级\n指标", "二级指标", "三级指标", "指标值", "分值"],
        *lines,
    ]
    expected = fields(
        budget_unit="219-河口县交通运输局", annual_amount=660_000, fiscal_amount=600_000,
        other_amount=60_000,
    )  # fmt: skip
    return Place("2026年度项目支出绩效目标申报表", layout, [Expected(expected, rows)])


def ticks_and_two_tables() -> Place:
    """□ and √ in the header, both goals side by side, 长期 and 年度 indicators under each other."""
    rows = without_unit(ROWS)
    heading: Cells = ["一级指标", "二级指标", "指标内容", "指标值", "备注"]

    def block(side: str, value: Callable[[str], str]) -> list[Cells]:
        lines = [[*categories(rows, n), r[2], value(r[3]), ""] for n, r in enumerate(rows)]
        return [[C(side, rows=len(rows) + 1), *heading], *lines]

    layout: list[Cells] = [
        [C(f"填报单位（盖章）：{UNIT}", 6)],
        ["项目名称", C(NAME, 5)],
        ["项目属性", C("新增项目□　　延续项目☑", 5)],
        ["主管部门", C("河口县交通运输局", 2), "主管部门编码", C("219", 2)],
        ["项目起止时间", C("2026年1月—2028年12月", 5)],
        ["项目概况", C("辖区村道日常养护。", 5)],
        [C("项目绩效目标", rows=2), C("长期目标", 2), C("年度目标", 3)],
        [C(WHOLE, 2), C(GOAL, 3)],
        *block("长期\n绩效\n指标", lambda value: value),
        *block("年度\n绩效\n指标", lambda value: value),
        ["其他说明的问题", C("无", 5)],
        [C("填报人：李四　　单位负责人：王五　　填报日期：2025年11月20日", 6)],
    ]
    expected = fields(
        is_new=False, duration_years=3, start_year=2026, end_year=2028, long_term_goal=WHOLE,
        budget_unit="河口县交通运输局",
    )  # fmt: skip
    return Place("财政支出项目绩效目标申报表", layout, [Expected(expected, rows)])


def watched() -> Place:
    """绩效运行监控表: what was done until July stands between the target and the forecast."""
    rows = without_unit(ROWS)
    lines: list[Cells] = [
        [*categories(rows, n), row[2], row[3], "60%", "100%", "", "确定能"]
        for n, row in enumerate(rows)
    ]
    layout: list[Cells] = [
        [C("（2026年度）", 8)],
        ["项目名称", C(NAME, 7)],
        ["主管部门", C("河口县交通运输局", 3), "实施单位", C(UNIT, 3)],
        ["年度总体目标", C(GOAL, 7)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "1～7月执行情况", "全年预计完成情况",
         "偏差原因分析", "完成目标可能性"],
        *lines,
    ]  # fmt: skip
    expected = fields(budget_unit="河口县交通运输局", year=2026)
    return Place("项目支出绩效目标执行监控表", layout, [Expected(expected, rows)])


def two_values() -> Place:
    """One name, two columns of values: 实施周期指标值 and 年度指标值."""
    rows = without_unit(ROWS)
    lines: list[Cells] = [
        [*categories(rows, n), row[2], f"共{row[3]}", row[3]] for n, row in enumerate(rows)
    ]
    layout: list[Cells] = [
        ["项目名称", C(NAME, 2), "项目单位", C(UNIT, 2)],
        ["实施周期", C("2026-2028", 2), "项目总预算（万元）", C("198", 2)],
        [C("总体绩效目标", 3), C("年度绩效目标", 3)],
        [C(WHOLE, 3), C(GOAL, 3)],
        [C("绩\n效\n指\n标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标",
         "实施周期指标值", "年度指标值"],
        *lines,
    ]  # fmt: skip
    expected = fields(total_amount=1_980_000, duration_years=3)
    return Place("2026年项目支出绩效目标表", layout, [Expected(expected, rows)])


def core_marks() -> Place:
    """Unit before sign before value, then weight and whether the indicator is a core one."""
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        sign, figure, measure = split(row[3])
        lines.append([*categories(ROWS, n), row[2], measure, sign, figure, "12.5", "是"])
    layout: list[Cells] = [
        ["项目名称", C(NAME, 3), "项目编码", C("50011526T000004123456", 3)],
        ["编制单位", C(UNIT, 3), "归口科室", C("经济建设科", 3)],
        ["当年预算（万元）", C("66", 3), "本级支出（万元）", C("66", 3)],
        ["当年绩效目标", C(GOAL, 7)],
        ["一级指标", "二级指标", "三级指标", "计量单位", "指标性质", "指标值", "权重（%）",
         "是否核心指标"],
        *lines,
    ]  # fmt: skip
    expected = fields(project_code="50011526T000004123456", annual_amount=660_000)
    return Place("2026年项目支出绩效目标表", layout, [Expected(expected, ROWS)])


def words_for_targets() -> Place:
    """计算符号 with 定性 rows, 优良中差 as value, an explanation and a source behind."""
    rows: Indicators = [
        *ROWS[:6],
        (BENEFIT, "可持续影响指标", "管护机制健全程度", "优", None),
        ROWS[-1],
    ]
    lines: list[Cells] = []
    for n, row in enumerate(rows):
        sign, figure, measure = split(row[3])
        lines.append([*categories(rows, n), row[2], sign or "定性", figure, measure,
                      f"考核{row[2]}", "计划标准", "10"])  # fmt: skip
    layout: list[Cells] = [
        [C("单位：万元", 9)],
        ["部门名称", C("河口县交通运输局", 3), "预算单位", C(UNIT, 4)],
        ["项目名称", C(NAME, 3), "项目类别", C("特定目标类", 4)],
        ["年度预算申请", C("66.00", 3), "其中：财政拨款", C("66.00", 4)],
        ["项目绩效目标", C(GOAL, 8)],
        ["一级指标", "二级指标", "三级指标", "计算符号", "目标值", "度量单位", "指标值说明",
         "指标值设定依据", "权重"],
        *lines,
    ]  # fmt: skip
    expected = fields(
        budget_unit="河口县交通运输局", project_type="特定目标类", fiscal_amount=660_000
    )
    return Place("2026年度项目支出绩效目标申报表", layout, [Expected(expected, rows)])


def relief() -> Place:
    """Targets per head and month, names that begin with 其中, cost as a first level."""
    rows: Indicators = [
        (COST, "经济成本指标", "日常管护每公里补助标准", "=8500元/公里·年", None),
        (OUTPUT, "数量指标", "管护员人数", "≥26人", None),
        (OUTPUT, "数量指标", "其中：脱贫户管护员人数", "≥18人", None),
        (OUTPUT, "质量指标", "考核合格率", "≥98.5%", None),
        (OUTPUT, "时效指标", "补助发放时限", "每月15日前", None),
        (BENEFIT, "经济效益指标", "脱贫户人均增收", "≥850元/人·月", None),
        (SERVED, "服务对象满意度指标", "管护员满意度", "≥92%", None),
    ]
    lines: list[Cells] = [
        [*categories(rows, n), C(row[2], 2), row[3]] for n, row in enumerate(rows)
    ]
    goals = "目标1：聘用管护员26人。\n目标2：2026年管护村道48.6公里。"
    layout: list[Cells] = [
        [C("（2026年度）", 5)],
        ["项目名称", C(NAME, 2), "项目负责人及电话", "李四 0731-8888888"],
        ["主管部门", C("河口县乡村振兴局", 2), "实施单位", UNIT],
        [C("资金情况\n（万元）", rows=3), C("年度资金总额：", 2), C("41.31", 2)],
        [C("其中：财政拨款", 2), C("41.31", 2)],
        [C("其他资金", 2), C("", 2)],
        ["总\n体\n目\n标", C(goals, 4)],
        ["一级指标", "二级指标", C("三级指标", 2), "指标值"],
        *lines,
    ]
    expected = fields(
        annual_goal=goals, budget_unit="河口县乡村振兴局", annual_amount=413_100,
        fiscal_amount=413_100, other_amount=None, year=2026,
    )  # fmt: skip
    return Place("绩效目标申报表", layout, [Expected(expected, rows)])


def one_category_column() -> Place:
    """Categories in one column with points, names numbered within, targets in words."""
    rows = [(None if row[1] == COST else row[0], *row[1:4], None) for row in ROWS]
    lines: list[Cells] = [
        [*([C(f"{row[1]}（10分）", rows=sum(r[1] == row[1] for r in rows))]
           if n == 0 or rows[n - 1][1] != row[1] else []), row[2], row[3], ""]
        for n, row in enumerate(rows)
    ]  # fmt: skip
    layout: list[Cells] = [
        ["项目名称：", NAME, "申报单位：", UNIT],
        ["资金总额（元）：", "660,000", "其中财政资金（元）：", "660,000"],
        ["绩效目标：", C(GOAL, 3)],
        ["指标类型", "指标名称", "绩效目标值", "备注"],
        *lines,
    ]
    return Place("2026年度乡镇项目绩效目标申报表", layout, [Expected(fields(), rows)])


COUNTIES: dict[str, Callable[[], Place]] = {
    each.__name__: each
    for each in (
        township_list, evaluated_with_sources, numbered_names, ticks_and_two_tables, watched,
        two_values, core_marks, words_for_targets, relief, one_category_column,
    )
}  # fmt: skip
