"""ST015."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class PeriodContradiction(FormRule):
    """
    一句话：起止年份与实施期限互相矛盾。
    为什么：起止年份相减得出的年数与实施期限不同，必有一处写错。
    依据：惯例：实施期限按起止年份首尾都计
    反例：2024年至2026年，实施期限 5 年。
    正例：2024年至2026年，实施期限 3 年。
    修复是否安全：不自动修复。
    """

    code = "ST015"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        d = form.declaration
        if d.start_year and d.end_year and d.end_year < d.start_year:
            yield Remark(
                "/end_year",
                f"结束年份{d.end_year}年早于起始年份{d.start_year}年。",
                "更正起止年份。",
                str(d.end_year),
                related=("/start_year",),
            )
        elif d.start_year and d.end_year and d.duration_years:
            years = d.end_year - d.start_year + 1
            if years != d.duration_years and years - 1 != d.duration_years:
                yield Remark(
                    "/duration_years",
                    f"实施期限{d.duration_years}年与起止年份{d.start_year}—{d.end_year}年"
                    f"（{years}年）不一致。",
                    "核对实施期限与起止年份。",
                    str(d.duration_years),
                    related=("/start_year", "/end_year"),
                )
