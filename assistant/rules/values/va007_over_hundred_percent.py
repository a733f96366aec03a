"""VA007."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import FLOORS, FULL, is_beyond_full, is_bounded


class OverHundredPercent(RowRule):
    """
    一句话：比率超过 100%，或写成“≥100%”。
    为什么：合格率、满意度一类的比率至多 100%，超过即算错或写错；“≥100%”等于“100%”。
    依据：惯例：合格率、及时率、覆盖率、满意度等以 100% 为上限；增长率、完成率等可以超过
    反例：验收合格率“≥120%”；覆盖率“≥100%”。
    正例：验收合格率“100%”；收入增长率“≥120%”。
    修复是否安全：“≥100%”改“100%”需确认；超过 100% 的不修复。
    """

    code = "VA007"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target
        if target is None or not is_bounded(row):
            return
        if is_beyond_full(row):
            yield Remark(
                row.path("value"),
                f"“{row.name}”不可能超过100%，指标值却是“{row.value}”。",
                "改为不超过100%的数值。",
                row.value,
            )
        elif target.comparator in FLOORS and target.low == FULL:
            yield Remark(
                row.path("value"),
                f"“{row.name}”至多100%，“{row.value}”等于“100%”。",
                "改为“100%”。",
                row.value,
                severity="info",
                edits=((row.path("value"), "100%"),),
                safety="confirm",
            )
