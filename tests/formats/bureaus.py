"""Layouts as finance bureaus send them: what stands in titles, beside tables and inside cells."""

from __future__ import annotations

from collections.abc import Callable

from tests.formats.places import (
    BENEFIT,
    OUTPUT,
    ROWS,
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

NAME = "社区图书流动服务"
UNIT = "城南区文化馆"
GOAL = "服务读者2.6万人次，图书完好率不低于97%。"
PLAIN = without_unit(ROWS)


def head(columns: int) -> list[Cells]:
    return [
        ["项目名称", C(NAME, columns - 3), "实施单位", UNIT],
        ["年度目标", C(GOAL, columns - 1)],
    ]


def fields(**more: object) -> dict[str, object]:
    return {"project_name": NAME, "applicant_unit": UNIT, "annual_goal": GOAL, **more}


def year_and_unit_in_the_title() -> Place:
    """…申报表（单位：万元）: the unit of every amount below; dates where others write years."""
    lines: list[Cells] = [[*categories(PLAIN, n), r[2], r[3]] for n, r in enumerate(PLAIN)]
    layout: list[Cells] = [
        *head(4),
        ["计划开始日期", "2027年3月1日", "计划完成日期", "2028年12月31日"],
        ["项目资金总额", "186.5", "年度资金总额", "93.25"],
        ["自筹资金", "3.25", "财政拨款", "90万元"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        *lines,
    ]
    expected = fields(
        year=2027, start_year=2027, end_year=2028, total_amount=1_865_000,
        annual_amount=932_500, fiscal_amount=900_000, other_amount=32_500,
    )  # fmt: skip
    title = "2027年区级部门项目支出绩效目标申报表（单位：万元）"
    return Place(title, layout, [Expected(expected, PLAIN)])


def year_and_unit_in_one_line() -> Place:
    """预算年度 and 金额单位 behind each other in one line; who fills in is called 单位."""
    lines: list[Cells] = [[*categories(PLAIN, n), r[2], r[3]] for n, r in enumerate(PLAIN)]
    layout: list[Cells] = [
        [C("预算年度：2027年 金额单位：万元", 4)],
        [C(f"单位：{UNIT}", 2), C("单位：万元", 2)],
        ["项目名称", C(NAME, 3)],
        ["年度资金总额", C("93.25", 3)],
        ["年度目标", C(GOAL, 3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        *lines,
    ]
    expected = Expected(fields(year=2027, annual_amount=932_500), PLAIN)
    return Place("项目支出绩效目标表", layout, [expected])


def shares_of_both_periods() -> Place:
    """财政拨款 twice in a row: under the sum of all years, and under the year's."""
    lines: list[Cells] = [[*categories(PLAIN, n), C(r[2], 2), r[3]] for n, r in enumerate(PLAIN)]
    layout: list[Cells] = [
        *head(5),
        [C("项目资金\n（万元）", rows=3), "中期资金总额", "540", "年度资金总额", "180"],
        ["其中：财政拨款", "500", "其中：财政拨款", "180"],
        ["其他资金", "40", "其他资金", "0"],
        ["一级指标", "二级指标", C("三级指标", 2), "指标值"],
        *lines,
    ]
    expected = fields(
        total_amount=5_400_000, annual_amount=1_800_000, fiscal_amount=1_800_000, other_amount=0
    )
    return Place("2026年项目支出绩效目标表", layout, [Expected(expected, PLAIN)])


def columns_with_numbers() -> Place:
    """A list whose columns are numbered under their headings; a column that only says 定量."""
    lines: list[Cells] = []
    for project in (NAME, "古籍修复"):
        for n, row in enumerate(ROWS):
            sign, figure, unit = split(row[3])
            first: Cells = [C(text, rows=len(ROWS)) for text in (project, GOAL)] if n == 0 else []
            lines.append([*first, *categories(ROWS, n), row[2], sign, figure, unit, "定量指标"])
    layout: list[Cells] = [
        [C(f"单位名称：{UNIT}", 9)],
        ["项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值",
         "度量单位", "指标属性"],
        [str(n) for n in range(1, 10)],
        *lines,
    ]  # fmt: skip
    forms = [Expected(fields(), ROWS), Expected(fields(project_name="古籍修复"), ROWS)]
    return Place("2026年部门项目支出绩效目标表", layout, forms)


def direction_beside_the_sign() -> Place:
    """正向 大于等于 in one cell, 指标值单位 for the unit."""
    words = {"≥": "正向 大于等于", "≤": "反向（小于等于）", "=": "等于", "": "定性"}
    lines: list[Cells] = []
    for n, row in enumerate(ROWS):
        sign, figure, unit = split(row[3])
        lines.append([*categories(ROWS, n), row[2], words[sign], figure, unit])
    layout: list[Cells] = [
        *head(6),
        ["一级指标", "二级指标", "三级指标", "指标方向", "目标值", "指标值单位"],
        *lines,
    ]
    return Place("2026年项目绩效目标表", layout, [Expected(fields(), ROWS)])


def numbers_before_names() -> Place:
    """指标1： before each name, as the printed form has it; two indicators in one cell."""
    rows: Indicators = [
        (OUTPUT, "数量指标", "流动服务场次", "≥120场", None),
        (OUTPUT, "数量指标", "更新图书册数", "≥3,000册", None),
        (OUTPUT, "质量指标", "图书完好率", "≥97%", None),
        (BENEFIT, "社会效益指标", "服务读者人次", "≥2.6万人次", None),
        (SERVED, "服务对象满意度指标", "读者满意度", "≥90%", None),
    ]
    layout: list[Cells] = [
        *head(4),
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [OUTPUT, "数量指标", "1.流动服务场次\n2.更新图书册数", "1.≥120场\n2.≥3,000册"],
        *([row[0] or "", row[1] or "", f"指标1：{row[2]}", row[3]] for row in rows[2:]),
    ]
    return Place("2026年项目支出绩效目标表", layout, [Expected(fields(), rows)])


def forms_beside_each_other() -> Place:
    """Two forms on one sheet, each with its own title, name, code and table."""
    other = "文化志愿服务"
    names = (NAME, other)
    both: list[Cells] = [
        [C("2026年项目支出绩效目标表", 5), "", C("2026年项目支出绩效目标表", 5)],
        [*(cell for n in (0, 1) for cell in
           ("项目名称", C(names[n], 2), "项目编码", f"44030426{n}", *[""] * (1 - n)))],
        [*(cell for n in (0, 1) for cell in ("申报单位", C(UNIT, 4), *[""] * (1 - n)))],
        [*(cell for n in (0, 1) for cell in ("年度目标", C(GOAL, 4), *[""] * (1 - n)))],
        [*(cell for n in (0, 1) for cell in
           ("一级指标", "二级指标", "三级指标", "指标值", "度量单位", *[""] * (1 - n)))],
        *([row[0] or "", row[1] or "", row[2], row[3], row[4] or "", "",
           row[0] or "", row[1] or "", row[2], row[3], row[4] or ""] for row in ROWS),
    ]  # fmt: skip
    forms = [
        Expected(fields(project_name=name, project_code=f"44030426{n}"), ROWS)
        for n, name in enumerate(names)
    ]
    return Place("", both, forms)


BUREAUS: dict[str, Callable[[], Place]] = {
    each.__name__: each
    for each in (
        year_and_unit_in_the_title, year_and_unit_in_one_line, shares_of_both_periods,
        columns_with_numbers, direction_beside_the_sign, numbers_before_names,
        forms_beside_each_other,
    )
}  # fmt: skip
