"""MO003."""

from collections.abc import Iterator

from assistant.rules.amounts import as_money, last_digit
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
            yield Remark(
                "/budget_basis",
                f"“{product.text}”算得{as_money(product.result_yuan)}，"
                f"写的是{as_money(product.stated.yuan)}，"
                f"差{as_money(abs(product.result_yuan - product.stated.yuan))}。",
                "核对单价、数量和小计。",
                product.text,
                key="×".join(str(factor) for factor in product.factors),
            )
