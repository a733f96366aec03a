"""MO007."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.parse.units import to_base
from assistant.rules.amounts import as_money
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

PARTS = ("单位", "人均", "生均", "单价", "标准", "每", "均")


class CostAboveAnnual(RowRule):
    """
    一句话：成本指标的金额大于本年度项目金额。
    为什么：一年的成本上限不能超过这一年的预算。
    依据：惯例：成本指标不超过预算
    反例：本年度 50 万元，项目总成本“≤65万元”。
    正例：本年度 65 万元，项目总成本“≤65万元”。
    修复是否安全：不自动修复。
    """

    code = "MO007"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        annual, target = form.declaration.annual_amount, row.target
        if row.kind != "cost" or annual is None or target is None or target.dimension != "money":
            return
        top = target.high if target.high is not None else target.low
        unit = target.unit or row.unit
        if top is None or "/" in unit or "每" in unit or any(word in row.name for word in PARTS):
            return
        yuan, _ = to_base(top, unit)
        if yuan > Decimal(str(annual)) * Decimal("1.0001"):
            yield Remark(
                row.path("value"),
                f"成本指标“{row.name}”为{row.value}，大于本年度项目金额{as_money(annual)}。",
                "核对成本指标与本年度金额。",
                row.value,
                related=("/annual_amount",),
            )
