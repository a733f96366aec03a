"""GO001."""

from collections.abc import Iterator

from assistant.parse.grades import find_grades
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten


class NothingCountable(FormRule):
    """
    一句话：年度目标或长期目标全是口号，没有一个可以衡量的数。
    为什么：“进一步加强”“不断提升”到年底无法验证；跨年度项目到期要评价，
        长期目标没有总量或水平就无从评起。
    依据：惯例：绩效目标应指向明确、细化量化
    反例：进一步加强管理，不断提升服务水平。
    正例：完成4次季度巡检，设备完好率≥98%；三年累计出具12份监测报告，问题整改率保持100%。
    修复是否安全：不自动修复。
    """

    code = "GO001"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per goal; none on the long-term goal of a project of one year."""
        for goal in form.goals:
            if "【待填】" in goal.text or goal.mentions or goal.commitments:
                continue
            if goal is form.annual:
                yield Remark(
                    goal.path,
                    "年度目标没有可以衡量的内容（数量、比率、时限）。",
                    "写明做多少、达到什么标准、什么时候完成。",
                    shorten(goal.text),
                )
            elif form.declaration.duration_years != 1 and not find_grades(goal.text):
                yield Remark(
                    goal.path,
                    "长期目标没有可以衡量的内容（累计数量、保持的比率、完成年份）。",
                    "写明整个项目期要完成的总量和保持的水平。",
                    shorten(goal.text),
                    severity="info",
                    formerly="GO002",
                )
