"""VA009."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.model import Target
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import FLOORS, better_when, goes_wrong_way

SAVING = ("节约", "节省", "下降", "降低", "达标", "压减")


class WrongDirection(RowRule):
    """
    一句话：指标值的方向反了：越高越好的写成了上限，越低越好的写成了下限，
        成本设了下限或允许超过预算。
    为什么：“满意度≤90%”意味着满意的人越少越算完成，显然不是本意；成本是要控制的，写“≥”
        等于鼓励多花。
    依据：惯例：正向指标用 ≥，反向指标用 ≤；成本指标设上限或不超过 100% 的区间
    反例：满意度≤90%；故障率≥5%；响应时间≥30分钟；项目总成本“≥65万元”；成本控制率“≤110%”。
    正例：满意度≥90%；故障率≤5%；响应时间≤30分钟；项目总成本“≤65万元”；成本控制率“90%-100%”。
    修复是否安全：需确认：把符号换向；成本超过 100% 的不修复。
    """

    code = "VA009"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if target is None:
            return
        cost = _cost(row, target) if row.kind == "cost" else None
        if cost is not None:
            yield cost
            return
        better = goes_wrong_way(row)
        if better == "high":
            yield self._remark(row, "越高越好", "≥")
        elif better == "low":
            yield self._remark(row, "越低越好", "≤")

    def _remark(self, row: Row, sense: str, sign: str) -> Remark:
        plain = row.value.lstrip("≥≤><＞＜≧≦ ")
        swapped = plain != row.value.strip()
        return Remark(
            row.path("value"),
            f"“{row.name}”{sense}，指标值却是“{row.value}”，方向反了。",
            f"改为“{sign}{plain}”，或改正指标名称。" if swapped else f"改用“{sign}”表示。",
            row.value,
            edits=((row.path("value"), f"{sign}{plain}"),) if swapped else (),
            safety="confirm",
        )


def _cost(row: Row, target: Target) -> Remark | None:
    """What is wrong with a cost as such: above the budget, or with a floor."""
    if any(word in row.name for word in SAVING):
        return None
    top = target.high if target.high is not None else target.low
    if target.dimension == "ratio" and top is not None and top > Decimal(100):
        return Remark(
            row.path("value"),
            f"成本指标“{row.name}”的指标值“{row.value}”超过预算的100%。",
            "改为不超过100%。",
            row.value,
            formerly="VA010",
            silences=("VA007",),
        )
    if target.comparator not in FLOORS or not _is_cost(target, row):
        return None
    mended = "≤" + row.value.lstrip("≥>＞≧= ")
    return Remark(
        row.path("value"),
        f"成本指标“{row.name}”设了下限“{row.value}”，成本应设上限。",
        f"改为“{mended}”，或写成区间。",
        row.value,
        edits=((row.path("value"), mended),) if row.value[0] in "≥>＞≧" else (),
        safety="confirm",
        formerly="VA010",
        silences=("VA007",),
    )


def _is_cost(target: Target, row: Row) -> bool:
    """True for money and shares of it; 苗木成活率 under 成本 is in the wrong category instead."""
    if target.dimension == "ratio":
        return better_when(row.name) != "high"
    return target.dimension == "money" or "元" in (target.unit or row.unit)
