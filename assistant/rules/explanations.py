"""What rules ask about 指标解释: whether it says how to reckon, whether it says anything at all."""

from __future__ import annotations

import re

from assistant.rules.form import Form, Row
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


def rows_by_explanation(form: Form) -> dict[str, list[Row]]:
    """The answered rows by what their explanations say, a final 。 left out."""
    return form.once(_rows_by_explanation)


def _rows_by_explanation(form: Form) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in form.answered_rows:
        if len(row.explanation) >= 4:
            groups.setdefault(row.explanation.rstrip("。"), []).append(row)
    return groups


def shared_explanations(form: Form) -> frozenset[str]:
    """The explanations that so many rows share that they explain none of them."""
    most = form.limit("same_explanations")
    groups = rows_by_explanation(form)
    return frozenset(text for text, rows in groups.items() if len({r.name for r in rows}) >= most)


def repeats_name(row: Row) -> bool:
    """True for 考察合同审查数量 as the explanation of 合同审查数量."""
    said = re.sub(FILLER, "", row.explanation)
    name = re.sub(FILLER, "", row.name)
    return bool(row.explanation) and len(name) >= 2 and (said == name or said in row.name)


def listed(rows: list[Row], most: int = 6) -> str:
    """“甲率”、“乙率”2: the names of rows, and how many there are."""
    names = "、".join(f"“{row.name}”" for row in rows[:most])
    return f"{names}{'等' if len(rows) > most else ''}{len(rows)}"
