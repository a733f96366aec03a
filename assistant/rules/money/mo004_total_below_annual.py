"""MO004."""

from collections.abc import Iterator

from assistant.rules.amounts import as_money
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class TotalBelowAnnual(FormRule):
    """
    一句话：项目总金额小于本年度项目金额。
    为什么：全周期的总额不可能少于其中一年，多半是单位（元、万元）或位数写错。
    依据：惯例：项目总金额不小于任一年度的金额
    反例：总金额 32.8 元，本年度 328000 元（总金额按万元填了）。
    正例：总金额 1537.72 万元，本年度 32.8 万元。
    修复是否安全：不自动修复。
    """

    code = "MO004"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        total, annual = form.declaration.total_amount, form.declaration.annual_amount
        if total is not None and annual is not None and total < annual:
            yield Remark(
                "/total_amount",
                f"项目总金额{as_money(total)}小于本年度项目金额{as_money(annual)}。",
                "核对两个金额的单位和位数。",
                str(total),
                related=("/annual_amount",),
            )
