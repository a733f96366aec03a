"""VA010."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.model import Target
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import better_when

SAVING = ("节约", "节省", "下降", "降低", "达标", "压减")


class CostDirection(RowRule):
    """
    一句话：成本指标设成了下限（≥），或允许超过预算（>100%）。
    为什么：成本是要控制的，写“≥”等于鼓励多花；超过 100% 等于允许超预算。
    依据：惯例：成本指标设上限或不超过 100% 的区间
    反例：项目总成本“≥65万元”；成本控制率“≤110%”。
    正例：项目总成本“≤65万元”；成本控制率“90%-100%”。
    修复是否安全：“≥”改“≤”需确认；超过 100% 的不修复。
    """

    code = "VA010"
    severity = "error"
    supersedes = ("VA007", "VA009")

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if row.kind != "cost" or target is None or any(word in row.name for word in SAVING):
            return
        top = target.high if target.high is not None else target.low
        if target.dimension == "ratio" and top is not None and top > Decimal(100):
            yield Remark(
                row.path("value"),
                f"成本指标“{row.name}”的指标值“{row.value}”超过预算的100%。",
                "改为不超过100%。",
                row.value,
            )
        elif target.comparator in ("at_least", "more_than") and _is_cost(target, row):
            mended = "≤" + row.value.lstrip("≥>＞≧= ")
            yield Remark(
                row.path("value"),
                f"成本指标“{row.name}”设了下限“{row.value}”，成本应设上限。",
                f"改为“{mended}”，或写成区间。",
                row.value,
                edits=((row.path("value"), mended),) if row.value[0] in "≥>＞≧" else (),
                safety="confirm",
            )


def _is_cost(target: Target, row: Row) -> bool:
    """True for money and shares of it; 苗木成活率 under 成本 is in the wrong category instead."""
    if target.dimension == "ratio":
        return better_when(row.name) != "high"
    return target.dimension == "money" or "元" in (target.unit or row.unit)
