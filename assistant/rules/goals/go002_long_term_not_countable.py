"""GO002."""

from collections.abc import Iterator

from assistant.parse.grades import find_grades
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten


class LongTermNotCountable(FormRule):
    """
    一句话：长期目标没有可以衡量的内容。
    为什么：跨年度项目到期要评价，长期目标没有总量或水平就无从评起。
    依据：惯例：绩效目标应细化量化
    反例：持续深化数据开放，不断提升管理水平。
    正例：三年累计出具12份监测报告，问题整改率保持100%。
    修复是否安全：不自动修复。
    """

    code = "GO002"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark; silent for one-year projects."""
        goal = form.long_term
        if (
            goal not in form.goals
            or "【待填】" in goal.text
            or form.declaration.duration_years == 1
        ):
            return
        if goal.mentions or goal.commitments or find_grades(goal.text):
            return
        yield Remark(
            goal.path,
            "长期目标没有可以衡量的内容（累计数量、保持的比率、完成年份）。",
            "写明整个项目期要完成的总量和保持的水平。",
            shorten(goal.text),
        )
