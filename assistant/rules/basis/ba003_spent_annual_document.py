"""BA003."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import annual_year, label, window_of
from assistant.rules.form import Form


class SpentAnnualDocument(FormRule):
    """
    一句话：所引的是往年的年度文件：年度方案、任务清单、某年的评估通知。
    为什么：年度文件管当年的事，往年的任务清单不能支撑本年度的支出。
    依据：惯例：年度性文件只在当年适用
    反例：2026 年度的表引用“2024年度绩效管理实施方案”“2025年度重点工作任务清单”。
    正例：引用本年度的方案，或引用长期有效的管理办法。
    修复是否安全：不自动修复；需查本年度的文件。
    """

    code = "BA003"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per annual document of an earlier year."""
        for citation in form.policies:
            year = annual_year(citation)
            if year is None or form.year is None or year >= form.year:
                continue
            yield Remark(
                "/policy_basis",
                f"{label(citation)}是{year}年度的文件，不能支撑{form.year}年的项目。",
                f"换成{form.year}年度的文件，或引用仍在执行的管理办法。",
                window_of(citation, form),
                key=label(citation),
            )
