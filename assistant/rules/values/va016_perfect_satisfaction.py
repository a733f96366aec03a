"""VA016."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_satisfaction


class PerfectSatisfaction(RowRule):
    """
    一句话：满意度定为 100%。
    为什么：满意度来自调查，有一人不满意就完不成；审核人常问是否现实。
    依据：惯例：满意度一般定在 85%—98%
    反例：群众满意度“100%”。
    正例：群众满意度“≥95%”。
    修复是否安全：不自动修复。
    """

    code = "VA016"
    severity = "info"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if target is not None and is_satisfaction(row) and target.low == Decimal(100):
            yield Remark(
                row.path("value"),
                f"“{row.name}”定为“{row.value}”，有一人不满意即完不成。",
                "确认能否做到；一般写成“≥95%”一类的数值。",
                row.value,
            )
