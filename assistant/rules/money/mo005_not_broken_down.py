"""MO005."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import read_budget
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten

RECKONED = r"[0-9]\s*[%％]|合同(?:总|约定)?(?:价|额|金额)|人均|折算"
"""A share of a contract is a way to reckon, though no product stands there."""


class NotBrokenDown(FormRule):
    """
    一句话：测算依据只有一个总数，没有数量、单价或分项。
    为什么：只把本年度金额再写一遍，看不出钱是怎么算出来的。
    依据：惯例：测算依据应列明各项内容、数量、单价与金额
    反例：某服务项目80万元。
    正例：方案审核200个×2000元=40万元；验收前审查30个×1万元=30万元；……
    修复是否安全：不自动修复。
    """

    code = "MO005"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        budget = read_budget(form)
        annual = form.declaration.annual_amount
        amounts = (*budget.items, *budget.totals)
        if annual is None or len(amounts) != 1 or form.budget_products:
            return
        if re.search(RECKONED, form.text("budget_basis")):
            return
        if amounts[0].yuan == Decimal(str(annual)):
            yield Remark(
                "/budget_basis",
                "测算依据只写了总数，没有数量、单价或分项。",
                "列出各项的数量、单价和金额；按合同价列支的，注明合同名称和金额。",
                shorten(form.text("budget_basis")),
            )
