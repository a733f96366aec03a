"""AC024."""

from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot


class NewAgain(AcrossRule):
    """
    一句话：同一项目上年已经申报过，今年还填新增项目。
    为什么：新增项目要事前评估，延续项目要看上年绩效；填错就走错了程序。
    依据：惯例：上年已安排预算的项目为延续项目
    反例：2025年和2026年的表都填“是否新增项目：是”。
    正例：2026年填“否”。
    修复是否安全：不自动修复；上年没有批准的，可以仍填“是”。
    """

    code = "AC024"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per project that is new in a later year."""
        for before, now in batch.years:
            if not now.declaration.is_new:
                continue
            stated = "也填“是”" if before.declaration.is_new else "填“否”"
            yield AcrossRemark(
                (Spot(now, "/is_new"), Spot(before, "/is_new")),
                f"{now.title}{before.year}年已经申报过（是否新增项目{stated}），{now.year}年仍填新增。",
                "改为“否”；上年没有批准的，写明情况。",
                "是",
            )
