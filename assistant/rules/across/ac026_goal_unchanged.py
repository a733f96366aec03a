"""AC026."""

import re
from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, plain
from assistant.rules.text import shorten

LONG = 20


class GoalUnchanged(AcrossRule):
    """
    一句话：今年的年度目标与上年逐字相同，只换了年份，或连年份也没有换。
    为什么：每年的任务、数量和重点总有变化；照抄说明没有重新设定。
    依据：惯例：年度目标逐年设定
    反例：2026年的目标与2025年一字不差，还写着“2025年度将……”。
    正例：按2026年的任务和上年完成情况重写。
    修复是否安全：不自动修复。
    """

    code = "AC026"
    severity = "info"
    supersedes = ("AG004",)

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per project whose goal did not change."""
        for before, now in batch.years:
            old, new = plain(before.form.text("annual_goal")), plain(now.form.text("annual_goal"))
            if len(new) < LONG or _undated(old) != _undated(new):
                continue
            stale = old == new and str(before.year) in new and str(now.year) not in new
            yield AcrossRemark(
                (Spot(now, "/annual_goal"), Spot(before, "/annual_goal")),
                f"{now.title}{now.year}年的年度目标与{before.year}年逐字相同，"
                + (
                    f"还写着{before.year}年。"
                    if stale
                    else "只换了年份。"
                    if old != new
                    else "没有改。"
                ),
                "按本年度的任务、数量和上年完成情况重新设定。",
                shorten(now.form.text("annual_goal"), 60),
                severity="error" if stale else None,
            )


def _undated(text: str) -> str:
    return re.sub("20[0-9]{2}年?度?", "", text)
