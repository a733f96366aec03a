"""GO006."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class LongTermMissing(FormRule):
    """
    一句话：跨年度的项目没有填长期目标。
    为什么：表上写明跨度多年的项目需填；没有长期目标，看不出几年下来要做到什么。
    依据：惯例：申报表注明“跨度多年的项目需填”
    反例：实施期限 3 年，长期目标空着。
    正例：写明全周期的总量、水平和最终效果。
    修复是否安全：不自动修复。
    """

    code = "GO006"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        years = form.declaration.duration_years
        if years and years > 1 and form.long_term not in form.goals and form.annual.text:
            yield Remark(
                "/long_term_goal",
                f"实施期限{years}年，长期目标没有填写。",
                "写明整个项目期要完成的总量、保持的水平和最终效果。",
                form.long_term.text,
            )
