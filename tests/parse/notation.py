"""The short notation in which the parse cases state what they expect."""

from assistant.model import Mention, PartialDate, Target

SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equal": "="}


def target(value: Target | None) -> str:
    """≥100份, 90~100%, ≤2个工作日, 级:显著, 期:2026-6end, 24小时(7×24); 无 when there is none."""
    if value is None:
        return "无"
    if value.comparator == "by_date":
        return "期:" + date(value.date)
    if value.comparator == "level":
        return f"级:{value.level}"
    mark = f"({value.level})" if value.level else ""
    if value.comparator == "between":
        return f"{number(value.low)}~{number(value.high)}{value.unit}{mark}"
    bound = value.low if value.low is not None else value.high
    return f"{SIGNS[value.comparator]}{number(bound)}{value.unit}{mark}"


def mention(found: Mention) -> str:
    """text → target, with per and * for a reading."""
    per = f" 每{found.per}" if found.per else ""
    return f"{found.text} → {target(found.target)}{per}{'*' if found.reading else ''}"


def date(value: PartialDate | None) -> str:
    """2026-6-30before, Q3, 年end."""
    if value is None:
        return ""
    parts = [str(part) for part in (value.year, value.month, value.day) if part is not None]
    quarter = f"Q{value.quarter}" if value.quarter else ""
    return "-".join([*parts, *([quarter] if quarter else [])]) + value.edge


def number(value: object) -> str:
    """A Decimal without exponent and without trailing zeros."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
