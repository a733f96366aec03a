"""IN001."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import words


class DurationAsTimeliness(RowRule):
    """
    一句话：把服务期、运营期的长短（如“1年”）当成时效指标。
    为什么：时效考核做得及不及时；服务期一年是合同期限，到了年底必然“完成”，考核不出什么。
    依据：惯例：时效指标反映完成的及时程度
    反例：时效指标“运营时间 1年”。
    正例：时效指标“故障修复时间 ≤2小时”“工作计划按时完成率 100%”。
    修复是否安全：不自动修复；换成哪个时效指标由单位确定。
    """

    code = "IN001"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if row.kind != "timeliness" or target is None or target.dimension != "duration":
            return
        if target.level is not None or "24" in row.value:  # 7×24小时 is a level of service
            return
        if any(word in row.name for word in words("speed_words")) or target.comparator in (
            "at_most",
            "less_than",
        ):
            return
        long_unit = any(mark in (target.unit or row.unit) for mark in "年月季")
        named = row.name.endswith(words("duration_names"))
        if long_unit or named:
            yield Remark(
                row.path(),
                f"“{row.name} {row.value}”是服务期限的长短，不是做得及不及时。",
                "改为反映及时性的指标，如“故障修复时间≤2小时”“按时完成率≥95%”。",
                row.value,
                covers=(row.path("value"), row.path("name")),
            )
