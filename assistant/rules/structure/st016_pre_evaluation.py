"""ST016."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class PreEvaluation(FormRule):
    """
    一句话：新增项目，提醒附上事前绩效评估。
    为什么：新增政策和项目一般要先做事前绩效评估，没有评估或评估不通过的不安排预算；
        表上看不出做了没有。
    依据：惯例：多地财政部门对新增项目要求事前绩效评估
    反例：是否新增项目填“是”，而申报材料中没有事前绩效评估报告。
    正例：新增项目随表附事前绩效评估报告。
    修复是否安全：不自动修复；只提醒准备材料。
    """

    code = "ST016"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        if form.declaration.is_new:
            yield Remark(
                "/is_new",
                "本项目为新增项目，审核时一般要看事前绩效评估。",
                "随表附事前绩效评估报告，或说明不需要评估的理由。",
                "是",
            )
