"""VA008."""

import re
from collections.abc import Iterator

from assistant.parse.fold import fold
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

SIDE = r"([0-9]+(?:\.[0-9]+)?)([^-~～—至0-9]{0,6})"
RANGE = rf"^\s*{SIDE}[-~～—至]+{SIDE}\s*$"


class ReversedRange(RowRule):
    """
    一句话：区间的两端写反了，大数在前、小数在后。
    为什么：读不出区间，系统也无法比较。
    依据：惯例：区间由小到大书写
    反例：100%-90%。
    正例：90%-100%。
    修复是否安全：需确认：交换两端。
    """

    code = "VA008"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        match = re.match(RANGE, fold(row.value)) if _may_be_reversed(row) else None
        if match is None:
            return
        low, low_unit, high, high_unit = match.groups()
        if float(low) <= float(high) or (low_unit and high_unit and low_unit != high_unit):
            return
        if low_unit in ("年", "月", "日") or (len(low) == 4 and not low_unit):
            return
        unit = low_unit or high_unit
        mended = f"{high}{unit if low_unit else ''}-{low}{unit}"
        yield Remark(
            row.path("value"),
            f"区间“{row.value}”两端写反了。",
            f"改为“{mended}”。",
            row.value,
            edits=((row.path("value"), mended),),
            safety="confirm",
        )


def _may_be_reversed(row: Row) -> bool:
    """Cheap look before the close one: a dash, and not already understood as a range."""
    target = row.bare_target
    if target is not None and target.low is not None and target.high is not None:
        return target.low > target.high
    return any(dash in row.value for dash in "-~～—－–至")
