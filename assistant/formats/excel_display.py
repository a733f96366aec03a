"""What Excel shows for a stored value: percentages, dates, thousands and units of a number format.

Where a format would hide digits, the digits win: 0.905 shown as 91% is read as 90.5%.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_PLAIN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|y+|m+|d+|(.)', re.IGNORECASE)
_LOCAL_DATES = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yyyy", "yyyy-mm-dd h:mm:ss"})


def shown(value: object, number_format: str) -> str:
    """The text of a cell as the user sees it, without loss of digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _number(value: int | float, number_format: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    section = _IN_BRACKETS.sub("", number_format).split(";")[0]
    bare = _PLAIN.sub("", section)
    if section in ("General", "@", "") or "E" in bare or "/" in bare:
        return _digits(exact)
    core = _NUMBER.search(_PLAIN.sub(lambda m: "\x00" * len(m.group()), section))
    if not core:
        return _digits(exact)
    if "%" in bare:
        exact *= 100
    text = _digits(exact, places=_places(core.group()), grouped="," in core.group())
    return _literal(section[: core.start()]) + text + _literal(section[core.end() :])


def _places(core: str) -> int:
    return core.partition(".")[2].count("0")


def _digits(number: Decimal, places: int = 0, *, grouped: bool = False) -> str:
    needed = max(places, -int(number.normalize().as_tuple().exponent))
    return f"{number:,.{needed}f}" if grouped else f"{number:.{needed}f}"


def _literal(part: str) -> str:
    """The fixed text of a format around the number ("≥"0"个" → ≥, 个)."""
    return _PLAIN.sub(lambda m: m.group(1) or m.group(2) or "", part).strip()


def _date(value: datetime | date, number_format: str) -> str:
    section = number_format.split(";")[0]
    long_date = "[$-F800]" in section or "dddd" in section
    pattern = _IN_BRACKETS.sub("", section)
    if long_date or pattern.lower() == "general":
        pattern = 'yyyy"年"m"月"d"日"'
    elif pattern.lower() in _LOCAL_DATES:
        pattern = "yyyy/m/d"
    return "".join(_date_piece(m, value) for m in _DATE_PART.finditer(pattern)).strip(" @")


def _date_piece(match: re.Match[str], value: datetime | date) -> str:
    token = match.group().lower()
    if token[0] == "y":
        return f"{value.year:04d}" if len(token) > 2 else f"{value.year % 100:02d}"
    if token[0] in "md" and not token.startswith('"'):
        number = value.month if token[0] == "m" else value.day
        return f"{number:02d}" if len(token) > 1 else str(number)
    return match.group(1) or match.group(2) or match.group(3) or ""
