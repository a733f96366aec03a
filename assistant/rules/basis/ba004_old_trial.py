"""BA004."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import label, window_of
from assistant.rules.form import Form


class OldTrial(FormRule):
    """
    一句话：所引的试行、暂行文件已超过五年。
    为什么：试行、暂行文件通常有较短的有效期，超过五年的多已失效或被取代。
    依据：惯例：试行、暂行文件超过五年须确认是否仍有效
    反例：2026 年度的表引用 2014 年的《……暂行办法（试行）》。
    正例：引用现行的正式办法；仍有效的，注明延期文件。
    修复是否安全：不自动修复；需查文件是否仍有效。
    """

    code = "BA004"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per old trial document."""
        for citation in form.policies:
            if not citation.is_trial or citation.year is None or form.year is None:
                continue
            age = form.year - citation.year
            if age > form.limit("trial_years"):
                yield Remark(
                    "/policy_basis",
                    f"{label(citation)}为{citation.year}年的试行（暂行）文件，距今{age}年。",
                    "确认是否仍然有效；已被取代的，换成现行文件。",
                    window_of(citation, form),
                    key=label(citation),
                )
