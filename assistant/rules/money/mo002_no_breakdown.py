"""MO002."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import read_budget
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten

RECKONED = r"[0-9]\s*[%％]|合同(?:总|约定)?(?:价|额|金额)|人均|折算"
"""A share of a contract is a way to reckon, though no product stands there."""


class NoBreakdown(FormRule):
    """
    一句话：测算依据看不出钱是怎么算的：没有一个金额，或只有一个总数，没有数量、单价或分项。
    为什么：只写做什么、不写要多少钱，或只把本年度金额再写一遍，都算不出本年度金额是怎么来的。
    依据：惯例：测算依据应列明各项内容、数量、单价与金额
    反例：开展党建宣传，组织党建活动，订阅党报党刊等；某服务项目80万元。
    正例：主题党日活动3次×2000元=6000元；订阅党报党刊2000元；合计8000元。
    修复是否安全：不自动修复。
    """

    code = "MO002"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        text = form.text("budget_basis")
        if not form.budget_money and not form.budget_products:
            if text and "【待填】" not in text:
                yield Remark(
                    "/budget_basis",
                    "测算依据没有写明金额，看不出本年度金额怎么算出来的。",
                    "逐项写明内容、数量、单价和金额，各项之和等于本年度项目金额。",
                    shorten(text),
                )
        elif _is_only_the_whole(form):
            yield Remark(
                "/budget_basis",
                "测算依据只写了总数，没有数量、单价或分项。",
                "列出各项的数量、单价和金额；按合同价列支的，注明合同名称和金额。",
                shorten(text),
                severity="info",
                formerly="MO005",
            )


def _is_only_the_whole(form: Form) -> bool:
    budget = read_budget(form)
    annual = form.declaration.annual_amount
    amounts = (*budget.items, *budget.totals)
    if annual is None or len(amounts) != 1 or form.budget_products:
        return False
    if re.search(RECKONED, form.text("budget_basis")):
        return False
    return amounts[0].yuan == Decimal(str(annual))
