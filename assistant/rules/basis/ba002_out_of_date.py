"""BA002."""

from collections.abc import Iterator

from assistant.model import PolicyCitation, Severity
from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import annual_year, is_continued, label, window_of
from assistant.rules.form import Form

Verdict = tuple[str, str, str, Severity]
"""What it was formerly, what is said behind the document's name, what to do, how severe it is."""


class OutOfDate(FormRule):
    """
    一句话：所引文件的年份撑不起本年度：规划年限已满、往年的年度文件、超过五年的试行文件，
        或文号年份晚于预算年度。
    为什么：标题写明（2023—2025年）的方案、往年的任务清单不能直接支撑 2026 年的支出；试行、
        暂行文件过五年多已失效或被取代；编报预算时不可能引用以后的文件，必是年份写错。
    依据：惯例：立项依据应在申报前已印发、在预算年度内有效；试行、暂行文件超过五年须确认是否仍有效
    反例：2026 年度的表引用《……行动方案（2023—2025年）》“2025年度重点工作任务清单”、
        2014 年的《……暂行办法（试行）》或“某府办〔2028〕3号”。
    正例：引用接续的新方案、本年度的方案或现行的正式办法；仍有效的，注明延期的文件。
    修复是否安全：不自动修复；需查接续文件、本年度文件或文号。
    """

    code = "BA002"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per document and reason."""
        for citation in form.policies:
            for formerly, problem, advice, severity in _verdicts(citation, form):
                yield Remark(
                    "/policy_basis",
                    f"{label(citation)}{problem}。",
                    advice,
                    window_of(citation, form),
                    key=label(citation),
                    severity=severity,
                    formerly=formerly,
                )


def _verdicts(citation: PolicyCitation, form: Form) -> Iterator[Verdict]:
    now, last, of_year = form.year or 0, citation.last_year, annual_year(citation)
    if of_year is not None and of_year < now:
        yield (
            "BA003", f"是{of_year}年度的文件，不能支撑{now}年的项目",
            f"换成{now}年度的文件，或引用仍在执行的管理办法。", "warning",
        )  # fmt: skip
    if of_year is None and last is not None and last < now and not is_continued(citation, form):
        yield (
            "", f"的期限到{last}年为止，{now}年已不在期内",
            "换成接续的文件；仍在执行的，写明延期的依据。", "warning",
        )  # fmt: skip
    issued = citation.year
    if issued is None:
        return
    if citation.is_trial and now - issued > form.limit("trial_years"):
        yield (
            "BA004", f"为{issued}年的试行（暂行）文件，距今{now - issued}年",
            "确认是否仍然有效；已被取代的，换成现行文件。", "warning",
        )  # fmt: skip
    if citation.number and issued > now:
        yield "BA013", f"的文号年份为{issued}年，晚于预算年度{now}年", "核对文号。", "error"
