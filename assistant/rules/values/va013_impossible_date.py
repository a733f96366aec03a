"""VA013."""

import re
from collections.abc import Iterator

from assistant.parse.fold import fold
from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DATE = r"(?<![0-9])(?:(20[0-9]{2})年)?([0-9]{1,2})月(?:([0-9]{1,2})[日号])?([底初末份]|[上中下]旬)?"


class ImpossibleDate(TextRule):
    """
    一句话：写了不存在的日期。
    为什么：13 月、6 月 31 日无法考核，必是笔误。
    依据：惯例：日期须真实存在
    反例：2026年13月前；6月31日前完成。
    正例：2026年12月前；6月30日前完成。
    修复是否安全：不自动修复。
    """

    code = "VA013"
    severity = "error"

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """One remark per impossible date."""
        if "月" not in cell.text:
            return
        for match in re.finditer(DATE, fold(cell.text)):
            month, day = int(match[2]), int(match[3] or 1)
            if 1 <= month <= 12 and 1 <= day <= DAYS[month - 1]:
                continue
            bare = match[1] is None and match[3] is None and month != 0
            if bare and cell.field != "value" and not match[4]:
                continue
            yield Remark(
                cell.path,
                f"“{match[0]}”不是真实存在的日期。",
                "改正日期。",
                match[0],
                key=match[0],
            )
