"""MO006."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import as_money
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class SourcesDiffer(FormRule):
    """
    一句话：财政拨款与其他资金之和不等于本年度金额。
    为什么：资金来源合计应等于资金总额，对不上必被退回。
    依据：惯例：年度资金总额等于财政拨款与其他资金之和
    反例：年度 100 万元，财政拨款 80 万元，其他资金 10 万元。
    正例：年度 100 万元，财政拨款 80 万元，其他资金 20 万元。
    修复是否安全：不自动修复。
    """

    code = "MO006"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark; silent when the form has no 财政拨款 cell."""
        d = form.declaration
        if d.annual_amount is None or d.fiscal_amount is None:
            return
        parts = Decimal(str(d.fiscal_amount)) + Decimal(str(d.other_amount or 0))
        annual = Decimal(str(d.annual_amount))
        if abs(parts - annual) < 1 or (d.other_amount is None and parts < annual):
            return
        yield Remark(
            "/annual_amount",
            f"财政拨款与其他资金合计{as_money(parts)}，本年度金额为{as_money(annual)}，"
            f"相差{as_money(abs(parts - annual))}。",
            "核对资金来源与年度金额。",
            str(d.annual_amount),
            related=("/fiscal_amount", "/other_amount"),
        )
