"""GO003."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import alike, shorten

PERIOD = r"本项目|在?(?:项目)?全?生命周期内?|(?:20[0-9]{2})年度?|将|通过|[，,。]"


class LongTermCopiesAnnual(FormRule):
    """
    一句话：长期目标几乎照抄年度目标。
    为什么：一年的任务不等于几年的任务；长期目标要写全周期的总量和最终效果。
    依据：惯例：跨年度项目的长期目标与年度目标分别设定
    反例：年度目标与长期目标只差“2026年度”与“全生命周期”几个字。
    正例：年度目标写当年 10 场，长期目标写三年累计 30 场及最终效果。
    修复是否安全：不自动修复。
    """

    code = "GO003"
    severity = "warning"
    supersedes = ("GO004", "GO005")

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        annual, long_term = form.annual.text, form.long_term.text
        if not annual or form.long_term not in form.goals or "【待填】" in annual + long_term:
            return
        if form.declaration.duration_years == 1:
            return
        likeness = alike(re.sub(PERIOD, "", annual), re.sub(PERIOD, "", long_term))
        if likeness >= form.limit("copied_goal"):
            yield Remark(
                "/long_term_goal",
                "长期目标与年度目标几乎一样。" if likeness < 0.999 else "长期目标照抄年度目标。",
                "长期目标改写整个项目期的总量、水平和最终效果。",
                shorten(long_term),
                related=("/annual_goal",),
            )
