"""AC022."""

from collections.abc import Iterator
from itertools import pairwise

from assistant.rules.amounts import as_money
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot


class YearsExceedTotal(AcrossRule):
    """
    一句话：各年度金额加起来超过了项目总金额。
    为什么：总金额管整个项目期，几年加起来超了，不是总金额少了，就是年度金额多了。
    依据：惯例：各年度金额之和不超过项目总金额
    反例：总金额1000万元，2024年400万元、2025年400万元、2026年300万元。
    正例：各年之和不超过1000万元。
    修复是否安全：不自动修复；已批预算未支出的，写明结余。
    """

    code = "AC022"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per project whose years exceed the greatest total it ever declared."""
        for history in batch.histories:
            amounts = [e.declaration.annual_amount for e in history]
            totals = [e.declaration.total_amount for e in history]
            if any(not amount for amount in amounts) or any(not total for total in totals):
                continue
            if _shrinks(history):
                continue
            spent = sum(amount or 0 for amount in amounts)
            total = max(total or 0 for total in totals)
            if spent - total < 1:
                continue
            listed = "、".join(
                f"{entry.year}年{as_money(entry.declaration.annual_amount or 0)}"
                for entry in history
            )
            last = history[-1]
            yield AcrossRemark(
                tuple(Spot(entry, "/annual_amount") for entry in reversed(history)),
                f"{last.title}{listed}，合计{as_money(spent)}，"
                f"超过项目总金额{as_money(total)}，多{as_money(spent - total)}。",
                "核对总金额与各年度金额；有结余收回或调整的，写明。",
                as_money(spent),
            )


def _shrinks(history: tuple[Entry, ...]) -> bool:
    """True when each total is what the year before left over."""
    return all(
        abs(
            (before.declaration.total_amount or 0)
            - (before.declaration.annual_amount or 0)
            - (now.declaration.total_amount or 0)
        )
        < 1
        for before, now in pairwise(history)
    )
