"""What rules ask about 指标解释: whether it says how to reckon, whether it says anything at all."""

from __future__ import annotations

import re

from assistant.rules.form import Row
from assistant.rules.measures import is_percent, is_rate

FORMULA_MARKS = (
    "/", "／", "÷", "除以", "占", "之比", "比例", "计算", "为准", "问卷", "调查", "抽样", "公式",
    "=", "＝",
)  # fmt: skip
DIVIDES = tuple(mark for mark in FORMULA_MARKS if mark not in ("计算", "公式", "=", "＝"))
FILLER = r"该指标|本项目|主要|考察|考核|反映|衡量|指标|情况|程度|的|[。，,.：:\s“”]"


def lacks_formula(row: Row) -> bool:
    """True for a rate whose explanation does not say how the rate is reckoned or asked."""
    return (
        is_rate(row.name)
        and is_percent(row)
        and bool(row.explanation)
        and not _reckons(row.explanation)
    )


def _reckons(explanation: str) -> bool:
    """True where something says how; 计算方式=满意份数 says of what, not out of how many."""
    if any(mark in explanation for mark in DIVIDES):
        return True
    stated = re.search("[=＝]", explanation)
    return not stated and any(mark in explanation for mark in FORMULA_MARKS)


def repeats_name(row: Row) -> bool:
    """True for 考察合同审查数量 as the explanation of 合同审查数量."""
    said = re.sub(FILLER, "", row.explanation)
    name = re.sub(FILLER, "", row.name)
    return bool(row.explanation) and len(name) >= 2 and (said == name or said in row.name)


def listed(rows: list[Row], most: int = 6) -> str:
    """“甲率”、“乙率”2: the names of rows, and how many there are."""
    names = "、".join(f"“{row.name}”" for row in rows[:most])
    return f"{names}{'等' if len(rows) > most else ''}{len(rows)}"
