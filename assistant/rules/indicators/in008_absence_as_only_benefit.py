"""IN008."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.measures import is_accident_count, words

BENEFITS = ("economic", "social", "ecological", "lasting")


class AbsenceAsOnlyBenefit(FormRule):
    """
    一句话：效益指标只有“事故发生数 0 起”一类，没有写项目带来了什么。
    为什么：不出事故是底线，不是花这笔钱的效果；审核人会问项目的效益在哪里。
    依据：惯例：效益指标反映项目实施带来的效果
    反例：社会效益指标只写“安全生产事故发生数 0起”。
    正例：另写“系统平均可用率 ≥99%”“办事平均时间压缩率 ≥20%”等效果。
    修复是否安全：不自动修复。
    """

    code = "IN008"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        benefits = form.rows_of("economic", "social", "ecological", "lasting")
        if not benefits or not all(is_accident_count(row) for row in benefits):
            return
        for_safety = any(word in form.text("project_name") for word in words("safety_projects"))
        if for_safety and all(any(w in row.name for w in words("dangers")) for row in benefits):
            return
        yield Remark(
            benefits[0].path(),
            f"效益指标只有“{benefits[0].name} {benefits[0].value}”，没有写项目带来的效果。",
            "补一条反映效果的指标；不出事故可作为质量要求保留。",
            benefits[0].name,
        )
