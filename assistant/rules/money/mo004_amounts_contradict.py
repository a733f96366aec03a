"""MO004."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import as_money
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class AmountsContradict(FormRule):
    """
    一句话：表头的金额互相矛盾：项目总金额小于本年度金额，或财政拨款与其他资金之和不等于本年度金额。
    为什么：全周期的总额不可能少于其中一年，多半是单位（元、万元）或位数写错；
        资金来源合计与资金总额对不上必被退回。
    依据：惯例：项目总金额不小于任一年度的金额；年度资金总额等于财政拨款与其他资金之和
    反例：总金额 32.8 元，本年度 328000 元（总金额按万元填了）；年度 100 万元，财政拨款 80 万元，
        其他资金 10 万元。
    正例：总金额 1537.72 万元，本年度 32.8 万元；年度 100 万元，财政拨款 80 万元，其他资金 20 万元。
    修复是否安全：不自动修复。
    """

    code = "MO004"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark on the total, and one on the sources; silent about cells that the form
        has not got."""
        yield from _total(form)
        yield from _sources(form)


def _total(form: Form) -> Iterator[Remark]:
    total, annual = form.declaration.total_amount, form.declaration.annual_amount
    if total is not None and annual is not None and total < annual:
        yield Remark(
            "/total_amount",
            f"项目总金额{as_money(total)}小于本年度项目金额{as_money(annual)}。",
            "核对两个金额的单位和位数。",
            str(total),
            related=("/annual_amount",),
        )


def _sources(form: Form) -> Iterator[Remark]:
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
        formerly="MO006",
    )
