"""MO003."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import as_money, last_digit, read_budget, tolerance, total_of
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class ProductDiffers(FormRule):
    """
    一句话：测算依据里写的单价×数量，与写出的小计不符。
    为什么：算式算不出所写的数，审核人会怀疑整个测算。
    依据：惯例：单价×数量应等于小计
    反例：2010套×2882.69元=597.42万元（应为579.42万元）。
    正例：2010套×2882.69元≈579.42万元。
    修复是否安全：不自动修复；单价、数量、小计都可能写错。
    """

    code = "MO003"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per wrong product."""
        for product in form.budget_products:
            if product.stated is None:
                continue
            step = last_digit(product.stated)
            if product.stated.approximate:
                step *= 2
            if abs(product.result_yuan - product.stated.yuan) <= step / 2:
                continue
            explains = _explains(form, product.result_yuan - product.stated.yuan)
            yield Remark(
                "/budget_basis",
                f"“{product.text}”算得{as_money(product.result_yuan)}，"
                f"写的是{as_money(product.stated.yuan)}，"
                f"差{as_money(abs(product.result_yuan - product.stated.yuan))}。",
                "核对单价、数量和小计"
                + ("；按算得的数，各项之和与本年度项目金额相符。" if explains else "。"),
                product.text,
                key="×".join(str(factor) for factor in product.factors),
                silences=("MO001",) if explains else (),
            )


def _explains(form: Form, missing: Decimal) -> bool:
    """True when the wrong subtotal alone is why the items do not make up the year's amount."""
    annual = form.declaration.annual_amount
    items = read_budget(form).items
    if annual is None or not items:
        return False
    difference = Decimal(str(annual)) - total_of(items)
    return abs(difference - missing) <= tolerance(items) + Decimal(1)
