"""MO002."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten


class NoAmountInBasis(FormRule):
    """
    一句话：测算依据里没有一个金额。
    为什么：只写做什么、不写要多少钱，算不出本年度金额是怎么来的。
    依据：惯例：测算依据应列明各项内容、数量、单价与金额
    反例：开展党建宣传，组织党建活动，订阅党报党刊等。
    正例：主题党日活动3次×2000元=6000元；订阅党报党刊2000元；合计8000元。
    修复是否安全：不自动修复。
    """

    code = "MO002"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        text = form.text("budget_basis")
        if not text or "【待填】" in text or form.budget_money or form.budget_products:
            return
        yield Remark(
            "/budget_basis",
            "测算依据没有写明金额，看不出本年度金额怎么算出来的。",
            "逐项写明内容、数量、单价和金额，各项之和等于本年度项目金额。",
            shorten(text),
        )
