"""VA015."""

from collections.abc import Iterator

from assistant.model import Target
from assistant.parse.targets import parse_target
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import better_when


class BelowBaseline(RowRule):
    """
    一句话：指标值比上年实际完成的还低。
    为什么：目标应在上年基础上合理可行；比上年实际还低，要说明理由。
    依据：惯例：指标值参照历史标准设定
    反例：上年实际值 95%，今年目标“≥90%”。
    正例：上年实际值 95%，今年目标“≥95%”。
    修复是否安全：不自动修复；任务减少等情况确实存在，只提醒说明。
    """

    code = "VA015"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row; silent when the form has no baseline."""
        written = row.indicator.baseline or row.indicator.actual
        target, before = row.target, parse_target(written, row.unit or None) if written else None
        if target is None or before is None or target.dimension != before.dimension:
            return
        now, then = _bound(target), _bound(before)
        if now is None or then is None or (target.unit or row.unit) != (before.unit or row.unit):
            return
        better = better_when(row.name) or ("high" if target.comparator == "at_least" else None)
        if (better == "high" and now < then) or (better == "low" and now > then):
            yield Remark(
                row.path("value"),
                f"“{row.name}”目标“{row.value}”低于上年实际“{written}”。",
                "提高到不低于上年实际，或在指标解释中说明下调的理由。",
                row.value,
                related=(row.path("baseline"),),
            )


def _bound(target: Target) -> float | None:
    value = target.low if target.low is not None else target.high
    return None if value is None else float(value)
