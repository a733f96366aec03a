"""VA012."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import better_when


class TrivialTarget(RowRule):
    """
    一句话：指标值怎么做都能完成：≥0、≤100% 的反向比率、数量为 0。
    为什么：不做事也算完成，起不到约束作用。
    依据：惯例：指标值应有约束力
    反例：培训场次“≥0场”；故障率“≤100%”；审核项目数“0个”。
    正例：培训场次“≥3场”；故障率“≤5%”。
    修复是否安全：不自动修复。
    """

    code = "VA012"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if target is None or target.level is not None or target.date is not None:
            return
        floor = target.comparator == "at_least" and target.low == 0
        loose = (
            target.comparator in ("at_most", "less_than")
            and target.high == Decimal(100)
            and target.dimension == "ratio"
            and row.kind != "cost"
            and better_when(row.name) != "high"
        )
        nothing = (
            row.kind == "quantity"
            and target.comparator == "equal"
            and target.low == 0
            and better_when(row.name) != "low"
        )
        if floor or loose or nothing:
            yield Remark(
                row.path("value"),
                f"“{row.name}”的指标值“{row.value}”不做事也能完成。",
                "改为确有约束的数值。",
                row.value,
            )
