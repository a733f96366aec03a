"""AC025."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.parse.units import comparable, to_base
from assistant.rules.across.readings import says_lowered
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, plain
from assistant.rules.form import Row
from assistant.rules.measures import better_when


class TargetLowered(AcrossRule):
    """
    一句话：同一个指标今年的目标比上年低，没有说明。
    为什么：目标应不低于以前年度的水平；降了又不说原因，审核人会退回。
    依据：惯例：绩效目标参照历史水平设定，调低须说明理由
    反例：上年满意度≥95%，今年≥90%；上年培训20场，今年10场而经费没有减少。
    正例：今年不低于上年；或写明“因场地改造，较上年减少10场”。
    修复是否安全：不自动修复。
    """

    code = "AC025"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per row whose target is worse than last year's."""
        for before, now in batch.years:
            earlier = {(row.kind, plain(row.name)): row for row in before.form.answered_rows}
            for row in now.form.answered_rows:
                other = earlier.get((row.kind, plain(row.name)))
                if other is None or not _is_worse(row, other):
                    continue
                if not _costs_less(row, before, now) and not says_lowered(now, row):
                    yield AcrossRemark(
                        (Spot(now, row.path("value")), Spot(before, other.path("value"))),
                        f"{now.title}的“{row.name}”{before.year}年为{other.value}，"
                        f"{now.year}年为{row.value}，降低了要求，没有说明原因。",
                        "维持上年水平；确需调低的，在指标解释中写明原因。",
                        row.value,
                        key=f"{row.kind}/{plain(row.name)}",
                    )


def _is_worse(row: Row, other: Row) -> bool:
    one, two = _amount(row), _amount(other)
    if one is None or two is None or row.kind == "cost":
        return False
    direction = _direction(row)
    if direction is None or direction != _direction(other) or not _same_unit(row, other):
        return False
    return one < two if direction == "high" else one > two


def _amount(row: Row) -> Decimal | None:
    target = row.target
    if target is None or target.date is not None or target.level is not None:
        return None
    value = target.low if target.low is not None else target.high
    return None if value is None else to_base(value, target.unit or row.unit)[0]


def _direction(row: Row) -> str | None:
    """Which way is better: as the sign says, else the name; plain counts are better high."""
    target = row.target
    if target is None or (target.low is not None and target.high is not None):
        said = better_when(row.name)
        return said or ("high" if row.kind == "quantity" else None)
    return "high" if target.low is not None else "low"


def _same_unit(row: Row, other: Row) -> bool:
    one = row.target.unit if row.target and row.target.unit else row.unit
    two = other.target.unit if other.target and other.target.unit else other.unit
    return one == two or comparable(one, two)


def _costs_less(row: Row, before: Entry, now: Entry) -> bool:
    """True for a quantity when there is less money than last year too."""
    was, is_now = before.declaration.annual_amount, now.declaration.annual_amount
    return row.kind == "quantity" and bool(was and is_now and is_now < was)
