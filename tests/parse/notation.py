"""The short notation in which the parse cases state what they expect."""

from assistant.model import (
    Commitment,
    Mention,
    Money,
    PartialDate,
    Period,
    PolicyCitation,
    Product,
    Target,
)

SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equal": "="}


def target(value: Target | None) -> str:
    """≥100份, 90~100%, ≤2个工作日, 级:显著, 期:2026-6end, 24小时(7×24); 无 when there is none."""
    if value is None:
        return "无"
    if value.comparator == "by_date":
        return "期:" + date(value.date)
    if value.comparator == "level":
        return f"级:{value.level}"
    if value.unit in (":", "/"):
        return f"{SIGNS[value.comparator]}{value.level}"
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


def frequency(found: Mention) -> str:
    """A mention, with its calculation."""
    return f"{mention(found)} {found.reading or ''}".strip()


def money(found: Money) -> str:
    """text → yuan (unit)."""
    return (
        f"{found.text} → {number(found.yuan)}（{found.unit}{'，约' if found.approximate else ''}）"
    )


def product(found: Product) -> str:
    """text → a×b=result | stated."""
    factors = "×".join(number(factor) for factor in found.factors)
    stated = f" | {number(found.stated.yuan)}" if found.stated else ""
    return f"{found.text} → {factors}={number(found.result_yuan)}{stated}"


def period(found: Period) -> str:
    """text → 2023..2028 共6年."""
    return (
        f"{found.text} → {found.first_year or '?'}..{found.last_year or '?'} "
        f"共{found.years or '?'}年"
    )


def policy(found: PolicyCitation) -> str:
    """text | title | number | issuer | years and marks."""
    window = f" {found.first_year}..{found.last_year}" if found.first_year else ""
    marks = f"{' 草案' if found.is_draft else ''}{' 试行' if found.is_trial else ''}"
    parts = (found.text, found.title, found.number, found.issuer)
    return " | ".join(part or "-" for part in parts) + f" | {found.year or '-'}{window}{marks}"


def commitment(found: Commitment) -> str:
    """subject | number."""
    return f"{found.subject} | {mention(found.mention)}"
