"""IN001."""

from collections.abc import Iterator

from assistant.model import Target
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import words


class NotTimeliness(RowRule):
    """
    一句话：时效指标写的是服务期、运营期的长短（如“1年”），或工时、咨询小时数等工作量。
    为什么：时效考核做得及不及时；服务期一年到了年底必然“完成”，多少小时是做了多少，属于数量。
    依据：惯例：时效指标反映完成的及时程度
    反例：时效指标“运营时间 1年”；时效指标“人工在线咨询服务 ≥40小时”。
    正例：时效指标“故障修复时间 ≤2小时”“工作计划按时完成率 100%”；
        数量指标“人工在线咨询服务时数 ≥40小时/周”。
    修复是否安全：工作量需确认：移到数量指标（随后需补一条时效指标），原类别会因此空缺时不自动移动；
        服务期不自动修复，换成哪个时效指标由单位确定。
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
        if _is_workload(row, target):
            yield _workload(row, form)
        elif _is_period(row, target):
            yield Remark(
                row.path(),
                f"“{row.name} {row.value}”是服务期限的长短，不是做得及不及时。",
                "改为反映及时性的指标，如“故障修复时间≤2小时”“按时完成率≥95%”。",
                row.value,
                covers=(row.path("value"), row.path("name")),
            )


def _is_workload(row: Row, target: Target) -> bool:
    floor = target.comparator in ("at_least", "more_than", "equal")
    return floor and any(word in row.name for word in words("workload_words"))


def _workload(row: Row, form: Form) -> Remark:
    quantity = form.profile.category("quantity")
    return Remark(
        row.path(),
        f"“{row.name} {row.value}”是工作量，不是时效。",
        "移到数量指标（写明每周还是全年），时效指标另写响应或完成的时限。",
        row.value,
        edits=form.move(row, quantity) if quantity else (),
        safety="confirm",
        formerly="IN002",
    )


def _is_period(row: Row, target: Target) -> bool:
    if target.comparator in ("at_most", "less_than"):
        return False
    if any(word in row.name for word in words("speed_words")):
        return False
    long_unit = any(mark in (target.unit or row.unit) for mark in "年月季")
    return long_unit or row.name.endswith(words("duration_names"))
