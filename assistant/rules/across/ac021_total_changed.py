"""AC021."""

from collections.abc import Iterator

from assistant.rules.across.readings import says_revised
from assistant.rules.amounts import as_money
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot


class TotalChanged(AcrossRule):
    """
    一句话：同一项目的项目总金额与上年申报的不一样，表上没有说明。
    为什么：总金额是整个项目期的，批复后变动要走调整程序；悄悄变了，审核人会追问。
    依据：惯例：项目总金额各年一致，变动须说明
    反例：2025年总金额1500万元，2026年写1800万元，哪里都没提。
    正例：总金额不变；或写明“经批准追加300万元”。
    修复是否安全：不自动修复。
    """

    code = "AC021"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per pair of years whose totals differ."""
        for before, now in batch.years:
            was, total = before.declaration.total_amount, now.declaration.total_amount
            if not was or not total or abs(total - was) < 1 or says_revised(now):
                continue
            if is_remainder(was, before.declaration.annual_amount, total):
                continue
            yield AcrossRemark(
                (Spot(now, "/total_amount"), Spot(before, "/total_amount")),
                f"{now.title}项目总金额{before.year}年为{as_money(was)}，"
                f"{now.year}年为{as_money(total)}，相差{as_money(abs(total - was))}，"
                "没有说明原因。",
                "核对总金额；确有调整的，在测算依据中写明批准文件和原因。",
                as_money(total),
            )


def is_remainder(was: float, spent: float | None, total: float) -> bool:
    """True when the total is what last year left over (some places declare it so)."""
    return spent is not None and abs(was - spent - total) < 1
