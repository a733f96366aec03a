"""What a yearly commitment comes to over the project's period: 每季度1份, 3年 → 12份.

Only where the description says that it comes back (每年, 每季度, 每月 …) and the period is whole
years: what a single year promises is no promise of the others.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.model import Mention, Period, Requirement, Value
from assistant.parse.render import number_text

_COMES_BACK = re.compile(
    r"每(?:一)?(?:年|季|个?季度|个?月|半年|周|两个?月|学期)|年均|(?:个季度|个月|周) ×"
)
_HAPPENS = ("count", "other", "area", "length", "weight", "volume")


class Sum(Value):
    """A commitment added up: the amount, and how it was reckoned."""

    value: Decimal
    mention: Mention
    note: str

    @property
    def text(self) -> str:
        """As a goal says it: 不少于12份."""
        least = "不少于" if self.mention.target.comparator == "at_least" else ""
        return f"{least}{number_text(self.value)}{self.mention.target.unit}"


def summed(requirement: Requirement, period: Period | None) -> Sum | None:
    """The commitment over the whole period; None where that cannot be told."""
    mention, years = requirement.mention, whole_years(period)
    if not mention or not years or requirement.scope != "year" or requirement.doubtful:
        return None
    target = mention.target
    said = f"{mention.text} {mention.reading or ''}"
    if mention.per or target.low is None or target.dimension not in _HAPPENS:
        return None
    if target.comparator not in ("equal", "at_least") or not _COMES_BACK.search(said):
        return None
    total = target.low * years
    yearly, whole = (f"{number_text(n)}{target.unit}" for n in (target.low, total))
    return Sum(value=total, mention=mention, note=f"每年{yearly} × {years}年 = {whole}")


def whole_years(period: Period | None) -> int | None:
    """The number of years, from two on, when the period does not begin or end within a year."""
    if not period or not period.first_year or not period.last_year:
        return None
    months = [int(month) for month in re.findall(r"(\d{1,2})月", period.text)]
    if months and months not in ([1, 12], [1], [12]):
        return None
    years = period.last_year - period.first_year + 1
    return years if years > 1 else None
