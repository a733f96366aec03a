"""VA014."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.conventions import first_and_last_year
from assistant.rules.form import Form, Row


class DeadlineOutsideYear(RowRule):
    """
    一句话：指标值里的期限不在预算年度内。
    为什么：年度指标考核本年度的事；期限早于本年度多半是去年的表没有改，晚于项目结束则无法考核。
    依据：惯例：年度绩效指标的期限落在预算年度内
    反例：2026 年度的表写“2025年6月前”。
    正例：2026 年度的表写“2026年6月前”。
    修复是否安全：不自动修复；可能年份写错，也可能整行是旧的。
    """

    code = "VA014"
    severity = "error"
    needs_year = True

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        date = row.target.date if row.target else None
        if date is None or date.year is None or form.year is None or date.year == form.year:
            return
        _, last = first_and_last_year(form)
        if date.year < form.year:
            problem, severe = f"早于预算年度{form.year}年", True
        elif last is not None and date.year > last:
            problem, severe = f"晚于项目结束的{last}年", True
        elif date.year == form.year + 1 and date.month == 1:
            return
        else:
            problem, severe = f"晚于预算年度{form.year}年", False
        yield Remark(
            row.path("value"),
            f"指标值“{row.value}”的期限{problem}。",
            f"改为{form.year}年内的期限；跨年度完成的，写本年度应完成的节点。",
            row.value,
            severity="error" if severe else "warning",
        )
