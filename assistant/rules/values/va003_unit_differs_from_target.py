"""VA003."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model import Target
from assistant.parse.units import comparable, dimension_of, to_base
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row


class UnitDiffersFromTarget(RowRule):
    """
    一句话：指标值里的单位与度量单位一栏打架。
    为什么：一格说“个”，一格说“份”，或一格“人”一格“万人”，同一个数就有两种读法。
    依据：惯例：度量单位与指标值中的单位一致（日与个工作日、月与日期等按本表式惯例视为一致）
    反例：指标值“≥100份”，度量单位“个”；指标值“≥190万人”，度量单位“人”。
    正例：指标值“≥100份”，度量单位“份”。
    修复是否安全：需确认：度量单位改为指标值中的单位。
    """

    code = "VA003"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.bare_target
        if target is None or not row.unit or fits(target, row.unit, form):
            return
        if re.fullmatch(rf"[≥≤<>=]?\s?[0-9.,]+\s?{re.escape(row.unit)}", row.value):
            return  # ≥5200头（只）, counted in 头（只）
        wanted = _wanted(target)
        if not wanted:
            return
        serious = not comparable(wanted, row.unit)
        yield Remark(
            row.path("unit"),
            f"指标值“{row.value}”的单位是“{wanted}”，度量单位却写“{row.unit}”。",
            f"度量单位改为“{wanted}”，或改正指标值。",
            row.unit,
            related=(row.path("value"),),
            severity=None if serious or _scaled(wanted, row.unit) else "warning",
            edits=((row.path("unit"), wanted),),
            safety="confirm",
        )


def fits(target: Target, unit: str, form: Form) -> bool:
    """True when the unit column may stand beside this target."""
    wanted, unit = _wanted(target), unit.replace("％", "%")
    if target.level is not None:
        return True
    if "/" in wanted and target.dimension == "count" and unit == wanted.split("/")[0]:
        return True  # 每半年1次, counted in 次
    if wanted in ("", unit) or unit in ("不适用", "/", "-"):
        return True
    habit = form.profile.conventions.unit_column.get("日期" if target.date else wanted, ())
    if unit in habit or _plain(wanted) == _plain(unit):
        return True
    if to_base(Decimal(1), wanted) == to_base(Decimal(1), unit):
        return True
    return target.date is not None and dimension_of(unit) in ("other", "duration")


def _wanted(target: Target) -> str:
    return "月" if target.date is not None else target.unit


def _plain(unit: str) -> str:
    """The unit without what a unit column often adds or drops (个工作日 / 工作日, ％ / %)."""
    plain = unit.replace("％", "%").replace("百分比", "%").replace(" ", "").strip("（）()")
    return plain.removeprefix("个") or plain


def _scaled(one: str, other: str) -> bool:
    """人 against 万人: the same thing, a different number."""
    return ("万" in one or "亿" in one) != ("万" in other or "亿" in other)
