"""VA009."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import better_when

FLOORS = ("at_least", "more_than")
CEILINGS = ("at_most", "less_than")


class WrongDirection(RowRule):
    """
    一句话：指标值的方向反了：越高越好的写成了上限，越低越好的写成了下限。
    为什么：“满意度≤90%”意味着满意的人越少越算完成，显然不是本意。
    依据：惯例：正向指标用 ≥，反向指标用 ≤
    反例：满意度≤90%；故障率≥5%；响应时间≥30分钟。
    正例：满意度≥90%；故障率≤5%；响应时间≤30分钟。
    修复是否安全：需确认：把符号换向。
    """

    code = "VA009"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target, better = row.target, better_when(row.name)
        if target is None or better is None:
            return
        scored = target.dimension == "ratio" or target.unit == "分"
        if better == "high" and target.comparator in CEILINGS and scored:
            yield self._remark(row, "越高越好", "≥")
        elif better == "low" and target.comparator in FLOORS:
            yield self._remark(row, "越低越好", "≤")

    def _remark(self, row: Row, sense: str, sign: str) -> Remark:
        plain = row.value.lstrip("≥≤><＞＜≧≦ ")
        swapped = plain != row.value.strip()
        return Remark(
            row.path("value"),
            f"“{row.name}”{sense}，指标值却是“{row.value}”，方向反了。",
            f"改为“{sign}{plain}”，或改正指标名称。" if swapped else f"改用“{sign}”表示。",
            row.value,
            edits=((row.path("value"), f"{sign}{plain}"),) if swapped else (),
            safety="confirm",
        )
