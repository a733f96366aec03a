"""IN002."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import words


class WorkloadAsTimeliness(RowRule):
    """
    一句话：把工时、咨询小时数等工作量当成时效指标。
    为什么：多少小时是做了多少，属于数量；时效考核做得多快、是否按时。
    依据：惯例：时效指标反映完成的及时程度
    反例：时效指标“人工在线咨询服务 ≥40小时”。
    正例：数量指标“人工在线咨询服务时数 ≥40小时/周”；时效指标“咨询响应时间 ≤10分钟”。
    修复是否安全：需确认：把该行移到数量指标（随后需补一条时效指标）；原类别会因此空缺时不自动移动。
    """

    code = "IN002"
    severity = "warning"
    supersedes = ("IN001",)

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if row.kind != "timeliness" or target is None or target.dimension != "duration":
            return
        floor = target.comparator in ("at_least", "more_than", "equal")
        if target.level is not None or "24" in row.value:  # 7×24小时 is a level of service
            return
        if not floor or not any(word in row.name for word in words("workload_words")):
            return
        quantity = form.profile.category("quantity")
        yield Remark(
            row.path(),
            f"“{row.name} {row.value}”是工作量，不是时效。",
            "移到数量指标（写明每周还是全年），时效指标另写响应或完成的时限。",
            row.value,
            edits=form.move(row, quantity) if quantity else (),
            safety="confirm",
        )
