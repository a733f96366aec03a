"""ST012."""

from collections.abc import Iterator

from assistant.rules.base import YEAR_UNKNOWN, FormRule, Remark
from assistant.rules.conventions import code_year, first_and_last_year
from assistant.rules.form import Form


class PeriodOutOfLine(FormRule):
    """
    一句话：实施期限与起止年份、项目编码、预算年度或中期规划末年对不上。
    为什么：起止年份与期限不同，必有一处写错；推算下来项目已经结束或尚未开始，却申报本年度预算，
        审核人必问；超出中期规划末年多半是期限多数了一年。
    依据：惯例：编码中的两位数字为立项年份，实施期限自该年起、首尾都计，一般止于中期规划末年
    反例：2024年至2026年，实施期限 5 年；编码年份 23、期限 2 年（至 2024 年），却申报 2026 年预算；
        期限 7 年（至 2029 年），而中期规划至 2028 年。
    正例：编码年份 23、实施期限 6 年（至 2028 年），申报 2026 年预算。
    修复是否安全：不自动修复；可能是编码、期限、起止年份或预算年度中的任一个写错，
        跨规划期的项目也确实存在。
    """

    code = "ST012"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark each for what is written, for the budget year and for the planning period;
        only the first for a period that ends before it begins."""
        yield from _contradicted(form)
        first, last = first_and_last_year(form)
        if first is not None and last is not None and first <= last:
            yield from _without_the_year(form, first, last)
            yield from _beyond_the_plan(form, first, last)

    def not_checked(self, form: Form) -> str | None:
        """Says so when the budget year is unknown."""
        return YEAR_UNKNOWN if form.year is None else None


def _contradicted(form: Form) -> Iterator[Remark]:
    d = form.declaration
    if not d.start_year or not d.end_year:
        return
    if d.end_year < d.start_year:
        yield Remark(
            "/end_year",
            f"结束年份{d.end_year}年早于起始年份{d.start_year}年。",
            "更正起止年份。",
            str(d.end_year),
            related=("/start_year",),
            severity="error",
            formerly="ST015",
        )
    elif d.duration_years:
        years = d.end_year - d.start_year + 1
        if years != d.duration_years and years - 1 != d.duration_years:
            yield Remark(
                "/duration_years",
                f"实施期限{d.duration_years}年与起止年份{d.start_year}—{d.end_year}年"
                f"（{years}年）不一致。",
                "核对实施期限与起止年份。",
                str(d.duration_years),
                related=("/start_year", "/end_year"),
                severity="error",
                formerly="ST015",
            )


def _without_the_year(form: Form, first: int, last: int) -> Iterator[Remark]:
    if form.year is None or first <= form.year <= last:
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


def _beyond_the_plan(form: Form, first: int, last: int) -> Iterator[Remark]:
    horizon = form.profile.conventions.planning_horizon
    if horizon is None or last <= horizon or (form.year is not None and form.year > horizon):
        return
    yield Remark(
        "/duration_years",
        f"按{first}年起、实施期限{last - first + 1}年推算，项目期到{last}年，"
        f"超出中期规划末年（{horizon}年）。",
        "核对实施期限与项目编码；确为跨规划期的项目，可保留。",
        str(form.declaration.duration_years or ""),
        related=("/project_code",),
        severity="info",
        formerly="ST013",
    )
