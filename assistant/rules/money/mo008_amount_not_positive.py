"""MO008."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class AmountNotPositive(FormRule):
    """
    一句话：金额为零或负数。
    为什么：申报预算的项目金额应大于零。
    依据：惯例：金额须为正数
    反例：本年度项目金额 0。
    正例：本年度项目金额 328000。
    修复是否安全：不自动修复。
    """

    code = "MO008"
    severity = "error"
    supersedes = ("MO001", "MO004")

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per amount."""
        for field in ("total_amount", "annual_amount"):
            amount = getattr(form.declaration, field)
            if amount is not None and amount <= 0:
                yield Remark(
                    f"/{field}",
                    f"{form.profile.label_of(field)}为{amount}，应大于零。",
                    "核对金额。",
                    str(amount),
                    covers=("/budget_basis", "/total_amount"),
                )
