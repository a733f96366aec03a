"""Dates that do not exist: 13月, 6月31日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.parse.fold import fold

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DATE = re.compile(
    r"(?<![0-9])(?:(20[0-9]{2})年)?([0-9]{1,2})月(?:([0-9]{1,2})[日号])?([底初末份]|[上中下]旬)?"
)


def impossible_dates(text: str, *, months: bool) -> Iterator[str]:
    """The dates as written. A mere 13月 counts only with `months`: elsewhere it is a length."""
    if "月" not in text:
        return
    for match in DATE.finditer(fold(text)):
        month, day = int(match[2]), int(match[3] or 1)
        if 1 <= month <= 12 and 1 <= day <= DAYS[month - 1]:
            continue
        bare = match[1] is None and match[3] is None and month != 0
        if not (bare and not months and not match[4]):
            yield match[0]
