"""AC028."""

from collections.abc import Iterator

from assistant.parse.targets import parse_target
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, plain
from assistant.rules.form import Row


class BaselineDiffers(AcrossRule):
    """
    一句话：今年填的上年实际值，与上年那张表的实际完成值不一样。
    为什么：同一个数两张表两个说法，今年的目标就失去了参照。
    依据：惯例：上年实际值取自上年自评结果
    反例：今年上年实际值填96%，上年自评实际完成93%。
    正例：两处都是93%。
    修复是否安全：不自动修复；以自评结果为准。
    """

    code = "AC028"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per row whose baseline is not last year's result."""
        for before, now in batch.years:
            if (now.year or 0) - (before.year or 0) != 1:
                continue
            earlier = {(row.kind, plain(row.name)): row for row in before.form.answered_rows}
            for row in now.form.answered_rows:
                other = earlier.get((row.kind, plain(row.name)))
                if other is None or not _differ(row, other):
                    continue
                yield AcrossRemark(
                    (Spot(now, row.path("baseline")), Spot(before, other.path("actual"))),
                    f"{now.title}的“{row.name}”上年实际值填“{row.indicator.baseline}”，"
                    f"{before.year}年的表实际完成值为“{other.indicator.actual}”。",
                    "以上年自评结果为准，改成一致。",
                    row.indicator.baseline or "",
                    key=f"{row.kind}/{plain(row.name)}",
                )


def _differ(row: Row, other: Row) -> bool:
    """True when both are numbers in one unit and not the same."""
    one = parse_target(row.indicator.baseline or "", row.unit or None)
    two = parse_target(other.indicator.actual or "", other.unit or None)
    if one is None or two is None or one.low is None or two.low is None:
        return False
    return one.unit == two.unit and one.low != two.low
