"""GO001."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten


class NothingCountable(FormRule):
    """
    一句话：年度目标全是口号，没有一个可以衡量的数。
    为什么：“进一步加强”“不断提升”到年底无法验证；目标要说清做多少、做到什么程度。
    依据：惯例：绩效目标应指向明确、细化量化
    反例：进一步加强管理，不断提升服务水平。
    正例：完成4次季度巡检，设备完好率≥98%，保障系统稳定运行。
    修复是否安全：不自动修复。
    """

    code = "GO001"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        goal = form.annual
        if not goal.text or "【待填】" in goal.text or goal.mentions or goal.commitments:
            return
        yield Remark(
            goal.path,
            "年度目标没有可以衡量的内容（数量、比率、时限）。",
            "写明做多少、达到什么标准、什么时候完成。",
            shorten(goal.text),
        )
