"""Questions about an indicator's name that several rules ask of vocabulary/measures.yaml."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.rules.form import Row
from assistant.vocabulary.loading import load

FULL = Decimal(100)
FLOORS = ("at_least", "more_than")
CEILINGS = ("at_most", "less_than")


@cache
def words(key: str) -> tuple[str, ...]:
    """One list of measures.yaml."""
    return tuple(load("measures")[key])


def better_when(name: str) -> str | None:
    """`high`, `low`, or None when the name does not tell."""
    if is_rate(name) and _turned(name):
        return "low"
    low = words("lower_is_better")
    if name.endswith(low) or ("（" in name and any(f"{word}（" in name for word in low)):
        return "low"
    return "high" if name.endswith(words("higher_is_better")) else None


def _turned(name: str) -> bool:
    """True for 超期办结率; 不合格产品处置率 is about what is done with what failed."""
    dealt_with = re.search(
        r"(?:处置|处理|整改|查处|核查|召回|下架|清理|化解|解决|完成|办结|修复|追缴|盘活)[^率]{0,4}率$",
        name,
    )
    if dealt_with:
        name = name[: dealt_with.start()][-1:] + dealt_with.group()
    return any(word in name for word in words("turned_words"))


def is_rate(name: str) -> bool:
    """True when the name is that of a rate: 合格率, 满意度, 占比 …"""
    return name.endswith(words("rate_endings")) and not (
        name.endswith(("频率", "效率", "功率")) and not name.endswith("有效率")
    )


def is_satisfaction(row: Row) -> bool:
    """True when the row measures satisfaction, whatever category it stands in."""
    return "满意" in row.name


def is_percent(row: Row) -> bool:
    """True when the value is a percentage."""
    return row.target is not None and row.target.dimension == "ratio" and row.target.level is None


def is_beyond_full(row: Row) -> bool:
    """True for a rate that cannot surpass 100 % and does: 满意度 ≥120%."""
    target = row.target
    return (
        target is not None
        and is_bounded(row)
        and max(target.low or FULL, target.high or FULL) > FULL
    )


def is_bounded(row: Row) -> bool:
    """True for rates such as 合格率, which 100 % is the most of."""
    if not is_percent(row) or not row.name.endswith(words("bounded")):
        return False
    return not any(word in row.name for word in words("unbounded"))


def goes_wrong_way(row: Row) -> str | None:
    """`high` or `low` when the value's sign is against what its name calls better."""
    target, better = row.target, better_when(row.name)
    if target is None:
        return None
    scored = target.dimension == "ratio" or target.unit == "分"
    if better == "high" and target.comparator in CEILINGS and scored:
        return better
    return better if better == "low" and target.comparator in FLOORS else None


def is_accident_count(row: Row) -> bool:
    """True for rows such as 安全事故发生数 0起: the absence of something bad."""
    target = row.target
    zero = target is not None and (target.high if target.high is not None else target.low) == 0
    return zero and any(word in row.name for word in words("accident_words"))
