"""More layouts of other places, each with the declarations that it must be read as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.formats.rendering import C, Layout

Cells = list[C | str]
Indicators = Sequence[tuple[str | None, str | None, str, str, str | None]]


class Expected(NamedTuple):
    """Fields of one declaration, and its rows: level1, level2, name, value, unit."""

    fields: dict[str, Any]
    rows: Indicators


class Place(NamedTuple):
    """A layout under its title, and what stands in it."""

    title: str
    layout: Layout
    forms: Sequence[Expected]


OUTPUT, BENEFIT, SERVED = "产出指标", "效益指标", "满意度指标"
COST = "成本指标"

ROWS: Indicators = [
    (OUTPUT, "数量指标", "新造林面积", "≥1,200亩", "亩"),
    (OUTPUT, "数量指标", "巡护道路长度", "≥36.5公里", "公里"),
    (OUTPUT, "质量指标", "造林核查合格率", "≥92%", "%"),
    (OUTPUT, "时效指标", "造林任务完成时限", "2026年11月30日前", None),
    (BENEFIT, "生态效益指标", "水土流失面积减少", "≥0.8万亩", "万亩"),
    (BENEFIT, "社会效益指标", "带动务工人数", "≥150人", "人"),
    (SERVED, "服务对象满意度指标", "林区群众满意度", "≥95%", "%"),
]
GOAL = "2026年完成新造林1,200亩，核查合格率92%以上，带动群众务工150人。"
WHOLE = "到2028年累计造林3,600亩，森林覆盖率提高0.5个百分点。"
NAME = "北山防护林建设补助"


def split(value: str) -> tuple[str, str, str]:
    """Sign, number and unit of a value; a date is all number."""
    sign = value[0] if value[0] in "≥≤=" else ""
    rest = value[len(sign) :]
    end = next((i for i, c in enumerate(rest) if c not in "0123456789.,"), len(rest))
    return (sign, rest[:end], rest[end:]) if sign else ("", value, "")


def categories(rows: Indicators, number: int, *, stacked: bool = False) -> Cells:
    """The merged category cells that begin in this row."""
    cells: Cells = []
    for depth in (1, 2):
        key = rows[number][:depth]
        if number and rows[number - 1][:depth] == key:
            continue
        same = sum(1 for row in rows if row[:depth] == key)
        text = key[-1] or ""
        cells.append(C("\n".join(text) if stacked else text, rows=same))
    return cells


def without_unit(rows: Indicators) -> Indicators:
    return [(*row[:4], None) for row in rows]


def province() -> Place:
    """省级部门预算: an inner name for the project, costs as three rows, 指标目标值."""
    costs: Indicators = [
        (COST, "经济成本指标", "亩均造林成本", "≤1,500元", None),
        (COST, "社会成本指标", "占用耕地面积", "=0亩", None),
        (COST, "生态环境成本指标", "施工弃渣量", "≤20吨", None),
    ]
    rows = [*costs, *without_unit(ROWS)]
    lines: list[Cells] = [
        [*categories(rows, n), C(row[2], 2), row[3]] for n, row in enumerate(rows)
    ]
    layout: list[Cells] = [
        [C("（2026年度）", 5)],
        ["一级项目名称", "林业保护", "二级项目名称", C(NAME, 2)],
        ["省级主管部门", "省林业局", "实施单位", C("北山林场", 2)],
        ["项目属性", "延续项目", "项目期", C("3年", 2)],
        [C("资金情况\n（万元）", rows=3), "年度资金总额：", C("180", 3)],
        ["其中：省级财政拨款", C("150.5", 3)],
        ["其他资金", C("29.5", 3)],
        ["年度\n总体\n目标", C(GOAL, 4)],
        ["一级指标", "二级指标", C("三级指标", 2), "指标目标值"],
        *lines,
        [C("填表人：李四　　联系电话：0931-8888888　　填报日期：2025年11月20日", 5)],
    ]
    fields = {
        "project_name": NAME, "budget_unit": "省林业局", "applicant_unit": "北山林场",
        "is_new": False, "duration_years": 3, "annual_amount": 1_800_000,
        "fiscal_amount": 1_505_000, "other_amount": 295_000, "annual_goal": GOAL, "year": 2026,
    }  # fmt: skip
    return Place("省级部门预算项目支出绩效目标表", layout, [Expected(fields, rows)])


def region() -> Place:
    """转移支付区域绩效目标表: central and local shares, 绩效指标 down the side."""
    rows = without_unit(ROWS)
    lines: list[Cells] = []
    for n, row in enumerate(rows):
        lines.append([*categories(rows, n), row[2], row[3]])
    layout: list[Cells] = [
        [C("（2026年度）", 5)],
        [C("转移支付（项目）名称", 2), C(NAME, 3)],
        [C("中央主管部门", 2), C("国家林业和草原局", 3)],
        [C("省级财政部门", 2), "某省财政厅", "省级主管部门", "某省林业局"],
        [C("资金情况\n（万元）", rows=3), "年度金额：", C("1,800", 3)],
        ["其中：中央补助", C("1,500", 3)],
        ["地方资金", C("300", 3)],
        ["总体目标", C("年度目标", 4)],
        ["", C(GOAL, 4)],
        [C("绩\n效\n指\n标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标", "指标值"],
        *lines,
        [C("注：1.请按项目填写。2.指标值应量化，确实无法量化的可定性表述。", 5)],
    ]
    fields = {"project_name": NAME, "annual_amount": 18_000_000, "annual_goal": GOAL, "year": 2026}
    title = "中央对地方转移支付区域绩效目标表"
    return Place(title, layout, [Expected(fields, rows)])


def evaluated() -> Place:
    """自评表 with a money table of columns and a closing row of points."""
    rows = without_unit(ROWS)
    lines: list[Cells] = [
        [*categories(rows, n), row[2], row[3], row[3].lstrip("≥≤="), "10", "10", ""]
        for n, row in enumerate(rows)
    ]
    amounts = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    layout: list[Cells] = [
        [C("（2026年度）", 9)],
        ["项目名称", C(NAME, 8)],
        ["主管部门", C("省林业局", 3), "实施单位", C("北山林场", 4)],
        [C("项目资金\n（万元）", rows=5), C("", 2), *amounts],
        [C("年度资金总额", 2), "180", "180", "176.4", "10", "98.00%", "9.8"],
        [C("其中：当年财政拨款", 2), "150", "150", "146.4", "—", "97.60%", "—"],
        [C("上年结转资金", 2), "0", "0", "0", "—", "", "—"],
        [C("其他资金", 2), "30", "30", "30", "—", "100.00%", "—"],
        [C("年度总体目标", rows=2), C("预期目标", 4), C("实际完成情况", 4)],
        [C(GOAL, 4), C("已完成造林1,236亩。", 4)],
        [C("绩\n效\n指\n标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标",
         "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *lines,
        [C("总分", 6), "100", "99.8", ""],
    ]  # fmt: skip
    fields = {
        "project_name": NAME, "budget_unit": "省林业局", "applicant_unit": "北山林场",
        "annual_amount": 1_800_000, "fiscal_amount": 1_500_000, "other_amount": 300_000,
        "annual_goal": GOAL, "year": 2026,
    }  # fmt: skip
    return Place("项目支出绩效自评表", layout, [Expected(fields, rows)])


def exported() -> Place:
    """One flat sheet out of the budget system: a row per indicator, the project on each row."""
    heading: Cells = [
        "预算年度", "单位编码", "单位名称", "项目编码", "项目名称", "项目类别", "年度绩效目标",
        "一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位",
        "本级指标权重",
    ]  # fmt: skip
    lines: list[Cells] = []
    for code, name in (("62000026P001", NAME), ("62000026P002", "病虫害防治")):
        for level1, level2, row, value, _ in ROWS:
            sign, number, unit = split(value)
            lines.append(
                ["2026", "302001", "北山林场", code, name, "特定目标类", GOAL,
                 level1 or "", level2 or "", row, sign or "定性", number, unit, "10"]
            )  # fmt: skip

    def fields(code: str, name: str) -> dict[str, Any]:
        return {"project_code": code, "project_name": name, "applicant_unit": "北山林场",
                "annual_goal": GOAL, "year": 2026, "project_type": "特定目标类"}  # fmt: skip

    forms = [Expected(fields("62000026P001", NAME), ROWS),
             Expected(fields("62000026P002", "病虫害防治"), ROWS)]  # fmt: skip
    return Place("项目支出绩效目标导出表", [heading, *lines], forms)


def approved() -> Place:
    """批复表 with many projects; 绩效指标 over three columns, 指标值 over sign, number and unit."""
    top: Cells = [
        C("序号", rows=2), C("单位名称", rows=2), C("项目名称", rows=2),
        C("预算金额\n（万元）", rows=2), C("绩效目标", rows=2), C("绩效指标", 3),
        C("指标值", 3),
    ]  # fmt: skip
    sub: Cells = ["一级指标", "二级指标", "三级指标", "计算符号", "数值", "计量单位"]
    lines: list[Cells] = []
    for number, name in enumerate((NAME, "病虫害防治"), 1):
        for n, row in enumerate(ROWS):
            first: Cells = [
                C(text, rows=len(ROWS)) for text in (str(number), "北山林场", name, "180.5", GOAL)
            ]
            sign, figure, unit = split(row[3])
            lines.append([*(first if n == 0 else []), *categories(ROWS, n), row[2],
                          sign, figure, unit])  # fmt: skip

    def fields(name: str) -> dict[str, Any]:
        return {"project_name": name, "applicant_unit": "北山林场", "annual_amount": 1_805_000,
                "annual_goal": GOAL, "year": 2026}  # fmt: skip

    forms = [Expected(fields(NAME), ROWS), Expected(fields("病虫害防治"), ROWS)]
    return Place("2026年部门预算项目绩效目标批复表", [top, sub, *lines], forms)


def stacked() -> Place:
    """Categories one character per line; 指标值 merged over three columns without headings."""
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        sign, figure, unit = split(row[3])
        value: Cells = [sign, figure, unit] if sign else [C(row[3], 3)]
        lines.append([*categories(ROWS, n, stacked=True), row[2], *value])
    layout: list[Cells] = [
        ["项 目 名 称", C(NAME, 2), "申 报 单 位", C("北山林场", 3)],
        ["本年预算\n（万元）", C("180", 2), "其中：\n财政拨款", C("180", 3)],
        ["年\n度\n目\n标", C(GOAL, 6)],
        ["一级\n指标", "二级\n指标", "三级\n指标", C("指标值", 3)],
        *lines,
    ]
    layout[3:] = [[C("绩\n效\n指\n标", rows=len(ROWS) + 1), *layout[3]], *lines]
    fields = {"project_name": NAME, "applicant_unit": "北山林场", "annual_amount": 1_800_000,
              "fiscal_amount": 1_800_000, "annual_goal": GOAL}  # fmt: skip
    return Place("2026年项目支出绩效目标申报表", layout, [Expected(fields, ROWS)])


def two_terms() -> Place:
    """实施期目标 beside 年度目标, and their indicators side by side under it; 其中 blocks."""
    rows = without_unit(ROWS)
    lines: list[Cells] = []
    for n, row in enumerate(rows):
        both = categories(rows, n)
        level2 = [c for c in both if isinstance(c, C) and c.text == row[1]]
        lines.append([*both, row[2], "≥3倍", *level2, row[2], row[3]])
    layout: list[Cells] = [
        ["项目名称", C(NAME, 7)],
        ["主管部门", C("省林业局", 3), "实施单位", C("北山林场", 3)],
        [C("资金\n金额\n（万元）", rows=3), C("实施期资金总额：", 2), "540",
         C("年度资金总额：", 2), C("180", 2)],
        [C("其中：财政拨款", 2), "450", C("其中：财政拨款", 2), C("150", 2)],
        [C("其他资金", 2), "90", C("其他资金", 2), C("30", 2)],
        [C("总体\n目标", rows=2), C("实施期目标（2026年—2028年）", 3), C("年度目标（2026年）", 4)],
        [C(WHOLE, 3), C(GOAL, 4)],
        [C("绩\n效\n指\n标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标", "指标值",
         "二级指标", "三级指标", "指标值"],
        *lines,
    ]  # fmt: skip
    fields = {
        "project_name": NAME, "total_amount": 5_400_000, "annual_amount": 1_800_000,
        "fiscal_amount": 1_500_000, "other_amount": 300_000, "annual_goal": GOAL,
        "long_term_goal": WHOLE, "year": 2026,
    }  # fmt: skip
    return Place("项目支出绩效目标表（2026年度）", layout, [Expected(fields, rows)])


def bands() -> Place:
    """The first level as a band across the table; kind and direction in columns of their own."""
    words = {"≥": "大于等于", "≤": "小于等于", "=": "等于", "": ""}
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        if n == 0 or ROWS[n - 1][0] != row[0]:
            mark = "一二三"[[OUTPUT, BENEFIT, SERVED].index(row[0] or "")]
            lines.append([C(f"{mark}、{row[0]}", 8)])
        sign, figure, unit = split(row[3])
        kind = "定量" if sign else "定性"
        lines.append([str(n + 1), row[1] or "", row[2], kind, words[sign], figure, unit, "10"])
    layout: list[Cells] = [
        [C("项目名称", 2), C(NAME, 2), C("项目单位", 2), C("北山林场", 2)],
        [
            C("年度金额（元）", 2),
            C("1,800,000.00", 2),
            C("财政资金（元）", 2),
            C("1,800,000.00", 2),
        ],
        [C("绩效目标", 2), C(GOAL, 6)],
        ["序号", "二级指标", "三级指标", "指标性质", "指标方向", "目标值", "计量单位", "分值"],
        *lines,
        [C("合计", 7), "70"],
    ]
    fields = {"project_name": NAME, "applicant_unit": "北山林场", "annual_amount": 1_800_000,
              "annual_goal": GOAL, "year": 2026}  # fmt: skip
    return Place("2026年度项目绩效目标表（表11）", layout, [Expected(fields, ROWS)])


def contents() -> Place:
    """Hunan: 指标值, 指标值内容, 评（扣）分标准 and 度量单位 in one list; the year in the title."""
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        unit = split(row[3])[2]
        lines.append([*categories(ROWS, n), row[2], row[3], f"考核{row[2]}", "未达标按比例扣分",
                      unit, "无"])  # fmt: skip
    layout: list[Cells] = [
        ["单位名称", C("北山林场", 3), "专项名称", C(NAME, 3)],
        ["资金总额（万元）", C("180", 3), "其中：财政拨款", C("150", 3)],
        ["实施期绩效目标", C(WHOLE, 7)],
        ["年度绩效目标", C(GOAL, 7)],
        ["一级指标", "二级指标", "三级指标", "指标值", "指标值内容", "评（扣）分标准",
         "度量单位", "备注"],
        *lines,
    ]  # fmt: skip
    fields = {"project_name": NAME, "applicant_unit": "北山林场", "annual_goal": GOAL,
              "long_term_goal": WHOLE, "year": 2026, "fiscal_amount": 1_500_000}  # fmt: skip
    return Place("项目支出绩效目标表（2026年）", layout, [Expected(fields, ROWS)])


def across() -> Place:
    """A row per project; each category is a column with its indicators as text."""

    def cell(level2: str) -> str:
        found = [f"{row[2]}：{row[3]}" for row in ROWS if row[1] == level2]
        return "；\n".join(found)

    top: Cells = [
        C(t, rows=2) for t in ("序号", "单位名称", "项目名称", "金额（万元）", "绩效目标")
    ]
    top += [C(OUTPUT, 3), C(BENEFIT, 2), SERVED]
    kinds = [
        "数量指标",
        "质量指标",
        "时效指标",
        "社会效益指标",
        "生态效益指标",
        "服务对象满意度指标",
    ]
    lines: list[Cells] = [
        [str(n), "北山林场", name, "180", GOAL, *map(cell, kinds)]
        for n, name in enumerate((NAME, "病虫害防治"), 1)
    ]
    rows = without_unit(sorted(ROWS, key=lambda row: kinds.index(row[1] or "")))
    forms = [
        Expected({"project_name": name, "applicant_unit": "北山林场", "annual_goal": GOAL}, rows)
        for name in (NAME, "病虫害防治")
    ]
    return Place("2026年项目支出绩效目标汇总表", [top, kinds, *lines], forms)


def unit_as_a_whole() -> Place:
    """部门整体: no project, a list of tasks with money, then the indicators."""
    rows = without_unit(ROWS)
    lines: list[Cells] = [
        [*categories(rows, n), C(row[2], 2), C(row[3], 2)] for n, row in enumerate(rows)
    ]
    layout: list[Cells] = [
        [C("（2026年度）", 6)],
        ["部门（单位）名称", C("北山林场", 5)],
        [C("年度主要任务", rows=4), C("任务名称", rows=2), C("主要内容", rows=2),
         C("预算金额（万元）", 3)],
        ["总额", "财政拨款", "其他资金"],
        ["造林", "完成新造林", "100", "90", "10"],
        ["管护", "日常巡护", "80", "60", "20"],
        [C("金额合计", 3), "180", "150", "30"],
        ["年度总体目标", C(GOAL, 5)],
        ["一级指标", "二级指标", C("三级指标", 2), C("年度指标值", 2)],
        *lines,
    ]  # fmt: skip
    fields = {
        "budget_unit": "北山林场", "annual_goal": GOAL, "year": 2026,
        "fiscal_amount": None, "other_amount": None,
    }  # fmt: skip
    return Place("部门（单位）整体支出绩效目标申报表", layout, [Expected(fields, rows)])


def two_forms() -> Place:
    """Two whole forms side by side on one sheet, a blank column between them."""

    def form(name: str) -> list[Cells]:
        return [
            ["项目名称", C(name, 3)],
            ["申报单位", C("北山林场", 3)],
            ["年度目标", C(GOAL, 3)],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            *([*categories(ROWS, n), row[2], row[3]] for n, row in enumerate(ROWS)),
        ]

    both = zip(form(NAME), form("病虫害防治"), strict=True)
    rows = without_unit(ROWS)
    forms = [
        Expected({"project_name": name, "applicant_unit": "北山林场", "annual_goal": GOAL}, rows)
        for name in (NAME, "病虫害防治")
    ]
    return Place("2026年项目支出绩效目标申报表", [[*a, "", *b] for a, b in both], forms)


def ticked() -> Place:
    """Shanghai: boxes to tick, whole and annual goals side by side, `=100.00（%）`, notes below."""
    rows: Indicators = [
        (COST, "经济成本指标", "项目总成本控制", "≤1800000.00（元）", None),
        (OUTPUT, "数量", "设备维护台数", "=36.00（台）", None),
        (OUTPUT, "质量", "设备完好率", "=100.00（%）", None),
        (BENEFIT, "社会效益", "平台访问增长", "有所提升", None),
        (SERVED, "服务对象满意度", "用户满意度", ">92.00（%）", None),
    ]
    lines: list[Cells] = [
        [*categories(rows, n), row[2], C(row[3], 2)] for n, row in enumerate(rows)
    ]
    layout: list[Cells] = [
        [C("申报单位名称：北山林场", 3), C("预算年度：2026", 2)],
        ["项目名称：", C(NAME, 2), "项目类别：", "☑经常性专项业务费 □一次性项目"],
        ["计划开始日期：", C("2026-01-01", 2), "计划完成日期：", "2026-12-31"],
        ["项目资金申请总额（元）：", C("1,800,000.00", 2), "项目当年预算（元）：", "1,800,000.00"],
        [C("项目总目标", 3), C("年度总体目标", 2)],
        [C(WHOLE, 3), C(GOAL, 2)],
        ["一级指标", "二级指标", "三级指标", C("年度（/项目）指标值", 2)],
        *lines,
        [C("填报说明：1、“一级指标”请勿改动。\n2、指标值按实际填写。", 5)],
    ]
    fields = {"project_name": NAME, "applicant_unit": "北山林场", "annual_amount": 1_800_000,
              "annual_goal": GOAL, "long_term_goal": WHOLE, "year": 2026}  # fmt: skip
    return Place("财政项目支出绩效目标申报表", layout, [Expected(fields, rows)])


PLACES: dict[str, Callable[[], Place]] = {
    each.__name__: each
    for each in (
        province, region, evaluated, exported, approved, stacked, two_terms, bands, contents,
        across, unit_as_a_whole, two_forms, ticked,
    )
}  # fmt: skip
