"""BA002."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import is_annual, is_continued, label, window_of
from assistant.rules.form import Form


class ExpiredWindow(FormRule):
    """
    一句话：所引规划、方案的年限在预算年度之前已经结束。
    为什么：标题写明（2023—2025年）的方案，不能直接支撑 2026 年的项目，审核人会问有无新的文件。
    依据：惯例：立项依据应在预算年度内有效
    反例：2026 年度的表引用《……行动方案（2023—2025年）》。
    正例：引用接续的新方案，或说明延期执行的文件。
    修复是否安全：不自动修复；需查接续文件。
    """

    code = "BA002"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per expired document."""
        for citation in form.policies:
            last = citation.last_year
            if form.year is None or last is None or last >= form.year or is_annual(citation):
                continue
            if is_continued(citation, form):
                continue
            yield Remark(
                "/policy_basis",
                f"{label(citation)}的期限到{last}年为止，{form.year}年已不在期内。",
                "换成接续的文件；仍在执行的，写明延期的依据。",
                window_of(citation, form),
                key=label(citation),
            )
