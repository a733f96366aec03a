"""VA013."""

from collections.abc import Iterator

from assistant.rules.base import Remark, TextRule
from assistant.rules.dating import impossible_dates
from assistant.rules.form import Cell, Form


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
        for date in impossible_dates(cell.text, months=cell.field == "value"):
            yield Remark(
                cell.path,
                f"“{date}”不是真实存在的日期。",
                "改正日期。",
                date,
                key=date,
            )
