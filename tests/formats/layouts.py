"""Layouts composed after published forms of other places; all carry the same content."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.formats.rendering import C, Layout

NAME = "滨河公园绿化养护"
UNIT = "临江区园林中心"
GOAL = "2026年度完成绿地养护12万平方米，苗木成活率达到95%以上。"
LONG = "2026—2028年持续养护绿地，苗木成活率保持在95%以上。"


class R(NamedTuple):
    level1: str
    level2: str
    name: str
    sign: str
    number: str
    unit: str
    explanation: str = "按养护台账统计"

    @property
    def value(self) -> str:
        return f"{self.sign}{self.number}{self.unit}"


ROWS = [
    R("产出指标", "数量指标", "绿地养护面积", "≥", "12", "万平方米"),
    R("产出指标", "数量指标", "苗木补植数量", "≥", "3,500", "株"),
    R("产出指标", "质量指标", "苗木成活率", "≥", "95", "%"),
    R("产出指标", "时效指标", "病虫害处置时间", "≤", "2", "个工作日"),
    R("效益指标", "社会效益指标", "安全责任事故数", "=", "0", "起"),
    R("满意度指标", "服务对象满意度指标", "市民满意度", "≥", "90", "%"),
]


def head(columns: int, **labels: str) -> list[list[C | str]]:
    """项目名称 and 单位 side by side, over the whole width."""
    rest = columns - 3
    return [["项目名称", C(NAME), "项目单位", C(UNIT, rest)]]


def goals(columns: int) -> list[list[C | str]]:
    return [["年度目标", C(GOAL, columns - 1)], ["中期目标", C(LONG, columns - 1)]]


def table(rows: list[R], *cells: str, sidebar: str = "") -> list[list[C | str]]:
    """Indicator rows with merged category cells; `cells` are attributes or fixed texts."""
    lines: list[list[C | str]] = []
    for number, row in enumerate(rows):
        line: list[C | str] = []
        if sidebar and number == 0:
            line.append(C(sidebar, rows=len(rows)))
        for cell in cells:
            if cell in ("level1", "level2"):
                line.extend(_category(rows, number, cell))
            else:
                line.append(str(getattr(row, cell, cell)))
        lines.append(line)
    return lines


def _category(rows: list[R], number: int, level: str) -> list[C]:
    def key(row: R) -> tuple[str, ...]:
        return (row.level1,) if level == "level1" else (row.level1, row.level2)

    if number and key(rows[number - 1]) == key(rows[number]):
        return []
    same = 1
    while number + same < len(rows) and key(rows[number + same]) == key(rows[number]):
        same += 1
    return [C(getattr(rows[number], level), rows=same)]


def futian_like() -> Layout:
    heading = ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标解释"]
    return [
        ["项目编号：", "123", "项目名称：", C(NAME, 3)],
        ["申请单位：", UNIT, "实施期限：", C("3", 3)],
        ["项目总金额(中期规划,元):", "3,000,000.00", "本年度项目金额(元):", C("1000000", 3)],
        *goals(6),
        heading,
        *table(ROWS, "level1", "level2", "name", "value", "unit", "explanation"),
    ]


def national_88() -> Layout:
    heading: list[C | str] = ["绩效指标", "一级指标", "二级指标", "三级指标", C("指标值", 2)]
    body = table(ROWS, "level1", "level2", "name", "value", "", sidebar="")
    lines = [
        [C("", rows=1), *line[:-2], C(str(getattr(line[-2], "text", line[-2])), 2)] for line in body
    ]
    return [
        ["项目名称", C(NAME, 5)],
        ["主管部门及代码", C("[110]临江区城管局", 2), "实施单位", C(UNIT, 2)],
        ["项目属性", C("延续项目", 2), "项目期", C("2026-2028年", 2)],
        [C("项目资金\n（万元）", rows=3), "中期资金总额：", "300", "年度资金总额：", C("100", 2)],
        ["其中：财政拨款", "270", "其中：财政拨款", C("90", 2)],
        ["其他资金", "30", "其他资金", C("10", 2)],
        [C("总体\n目标", rows=2), C("中期目标（2026年—2028年）", 2), C("年度目标", 3)],
        [C(LONG, 2), C(GOAL, 3)],
        heading,
        *lines,
    ]


def side_by_side() -> Layout:
    heading: list[C | str] = [
        "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值",
    ]  # fmt: skip
    lines = table(ROWS, "level1", "level2", "name", "value")
    both: list[list[C | str]] = []
    for row, line in zip(ROWS, lines, strict=True):
        categories = [cell for cell in line if isinstance(cell, C) and cell.text == row.level2]
        both.append([*line, *categories, row.name, row.value])
    return [*head(7), *goals(7), heading, *both]


def split_value_sign_first() -> Layout:
    heading: list[C | str] = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重(%)",
    ]
    return [
        *head(7),
        *goals(7),
        heading,
        *table(ROWS, "level1", "level2", "name", "sign", "number", "unit", "15"),
    ]


def unit_sign_value() -> Layout:
    heading: list[C | str] = ["一级指标", "二级指标", "三级指标", "计量单位", "指标性质", "指标值"]
    return [
        *head(6),
        *goals(6),
        heading,
        *table(ROWS, "level1", "level2", "name", "unit", "sign", "number"),
    ]


def baseline_columns() -> Layout:
    top: list[C | str] = [
        C("一级指标", rows=2),
        C("二级指标", rows=2),
        C("三级指标", rows=2),
        C("指标值", 2),
        C("绩效标准", rows=2),
    ]
    sub: list[C | str] = ["上年实际实现值", "当年预期实现值"]
    return [
        *head(6),
        *goals(6),
        top,
        sub,
        *table(ROWS, "level1", "level2", "name", "80%", "value", "计划标准"),
    ]


def weights_and_remarks() -> Layout:
    heading: list[C | str] = [
        "一级\n指标",
        "二级\n指标",
        "三级\n指标",
        "指标值",
        "分值",
        "指标解释",
    ]
    return [
        *head(6),
        *goals(6),
        heading,
        *table(ROWS, "level1", "level2", "name", "value", "10", "explanation"),
    ]


def self_evaluation() -> Layout:
    heading: list[C | str] = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    return [
        *head(8),
        ["年度总体目标", C("预期目标", 3), C("实际完成情况", 4)],
        ["", C(GOAL, 3), C("已按计划完成。", 4)],
        heading,
        *table(ROWS, "level1", "level2", "name", "value", "96%", "10", "10", "无"),
    ]


def flat_list() -> Layout:
    heading: list[C | str] = ["序号", "指标名称", "指标性质", "指标值", "计量单位"]
    lines = [[str(n), r.name, r.sign, r.number, r.unit] for n, r in enumerate(ROWS, 1)]
    return [*head(5), *goals(5), heading, *lines]


def flat_list_with_category_in_the_name() -> Layout:
    lines = [[str(n), f"{r.level2}：{r.name}", r.value, r.unit] for n, r in enumerate(ROWS, 1)]
    return [*head(4), *goals(4), ["序号", "指标名称", "目标值", "计量单位"], *lines]


def levels_in_one_cell() -> Layout:
    heading: list[C | str] = ["一级指标", "指标内容", "指标值及单位", "备注"]
    lines = [[f"{r.level1}-{r.level2}", r.name, r.value, r.explanation] for r in ROWS]
    return [*head(4), *goals(4), heading, *lines]


def many_projects() -> Layout:
    heading: list[C | str] = [
        "单位名称",
        "项目名称",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
    ]
    lines: list[list[C | str]] = []
    for project in (NAME, "另一个项目"):
        body = table(ROWS, "level1", "level2", "name", "sign", "number", "unit")
        first: list[C | str] = [C(text, rows=len(ROWS)) for text in (UNIT, project, GOAL)]
        lines += [[*first, *body[0]], *body[1:]]
    return [heading, *lines]


def unordered_projects() -> Layout:
    heading: list[C | str] = [
        "项目名称",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标方向",
        "目标值",
        "计量单位",
        "分值",
    ]
    words = {"≥": "大于等于", "≤": "小于等于", "=": "等于"}
    lines = []
    for row in ROWS:
        for project in ("另一个项目", NAME):
            levels = [project, row.level1, row.level2]
            target = [row.name, words[row.sign], row.number, row.unit]
            lines.append([*levels, *target, "10"])
    return [heading, *lines]


def text_blocks() -> Layout:
    blocks = "".join(f"【{r.level1}-{r.level2}】指标1：{r.name}（{r.value}）；" for r in ROWS)
    return [["项目名称", NAME], ["项目单位", UNIT], ["年度绩效目标", GOAL], ["绩效指标", blocks]]


def labels_and_values_in_one_cell() -> Layout:
    heading: list[C | str] = [
        "*一级指标",
        "*二级指标",
        "*三级指标",
        "*指标值",
        "*度量单位",
        "指标解释",
    ]
    return [
        [C(f"项目名称：{NAME}", 3), C(f"项目单位：{UNIT}", 3)],
        [C(f"年度目标：{GOAL}", 6)],
        [C(f"长期目标：{LONG}", 6)],
        heading,
        *table(ROWS, "level1", "level2", "name", "value", "unit", "explanation"),
    ]


def long_and_annual_tables() -> Layout:
    heading: list[C | str] = ["指标类别", "一级指标", "二级指标", "三级指标", "指标值"]
    return [
        *head(5),
        *goals(5),
        heading,
        *table(ROWS, "level1", "level2", "name", "value", sidebar="长期绩效指标"),
        *table(ROWS, "level1", "level2", "name", "value", sidebar="年度绩效指标"),
    ]


def required_marks_and_empty_columns() -> Layout:
    heading: list[C | str] = [
        "一级指标",
        "",
        "二级指标",
        "三级指标（必填）",
        "",
        "年度指标值",
        "计量单位",
    ]
    lines: list[list[C | str]] = [
        [r.level1, "", f"{r.level2}（必填）", r.name, "", r.value, r.unit] for r in ROWS
    ]
    return [*head(7), *goals(7), heading, *lines]


def goal_above_its_text() -> Layout:
    heading: list[C | str] = ["一级指标", "二级指标", "三级指标", "指标目标值"]
    return [
        *head(4),
        [C("项目总目标", 2), C("年度总体目标", 2)],
        [C(LONG, 2), C(GOAL, 2)],
        heading,
        *table(ROWS, "level1", "level2", "name", "value"),
    ]


COST = R("成本指标", "经济成本指标", "养护单价", "≤", "8", "元/平方米")


def cost_as_first_level() -> Layout:
    heading: list[C | str] = ["一级指标", "二级指标", "三级指标", "指标值", "分值权重", "指标解释"]
    cells = ("level1", "level2", "name", "value", "10", "explanation")
    return [*head(6), *goals(6), heading, *table([COST, *ROWS], *cells)]


LAYOUTS: dict[str, tuple[str, Callable[[], Layout]]] = {
    "futian_like": ("二级项目支出绩效目标申报表", futian_like),
    "national_88": ("项目支出绩效目标申报表（2026年度）", national_88),
    "side_by_side": ("项目支出绩效目标申报表", side_by_side),
    "split_value_sign_first": ("绩效目标表", split_value_sign_first),
    "unit_sign_value": ("项目支出绩效目标表", unit_sign_value),
    "baseline_columns": ("市直部门预算项目支出绩效目标批复表", baseline_columns),
    "weights_and_remarks": ("项目支出绩效目标审批表", weights_and_remarks),
    "self_evaluation": ("2026年度项目支出绩效自评表", self_evaluation),
    "cost_as_first_level": ("项目支出绩效目标申报表", cost_as_first_level),
    "flat_list": ("项目绩效目标表", flat_list),
    "flat_list_with_category_in_the_name": ("项目绩效目标表", flat_list_with_category_in_the_name),
    "levels_in_one_cell": ("绩效目标申报表", levels_in_one_cell),
    "many_projects": ("部门项目支出绩效目标表", many_projects),
    "unordered_projects": ("项目绩效目标表", unordered_projects),
    "text_blocks": ("项目支出绩效目标申报表", text_blocks),
    "labels_and_values_in_one_cell": ("财政项目支出绩效目标申报表", labels_and_values_in_one_cell),
    "long_and_annual_tables": ("项目支出绩效目标申报表", long_and_annual_tables),
    "required_marks_and_empty_columns": (
        "项目支出绩效目标申报表",
        required_marks_and_empty_columns,
    ),
    "goal_above_its_text": ("省级部门预算项目支出绩效目标表", goal_above_its_text),
}
