"""ST012."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.conventions import code_year, first_and_last_year
from assistant.rules.form import Form


class DurationExcludesYear(FormRule):
    """
    一句话：按起始年份和实施期限推算，预算年度不在项目期内。
    为什么：项目已经结束或尚未开始，却申报本年度预算，审核人必问。
    依据：惯例：编码中的两位数字为立项年份，实施期限自该年起算
    反例：编码年份 23、实施期限 2 年（至 2024 年），却申报 2026 年预算。
    正例：编码年份 23、实施期限 6 年（至 2028 年），申报 2026 年预算。
    修复是否安全：不自动修复；可能是编码、期限或年度中的任一个写错。
    """

    code = "ST012"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        first, last = first_and_last_year(form)
        if form.year is None or first is None or last is None or first <= form.year <= last:
            return
        how = "编码年份" if code_year(form) == first else "起始年份"
        yield Remark(
            "/duration_years",
            f"按{how}{first}年、实施期限{last - first + 1}年推算，项目期为{first}—{last}年，"
            f"不包含预算年度{form.year}年。",
            "核对实施期限、项目编码和预算年度；期限已调整的，按批准后的期限填写。",
            str(form.declaration.duration_years or ""),
            related=("/project_code",),
        )
