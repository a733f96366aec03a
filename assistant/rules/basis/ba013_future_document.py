"""BA013."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import label, window_of
from assistant.rules.form import Form


class FutureDocument(FormRule):
    """
    一句话：所引文件的文号年份晚于预算年度。
    为什么：编报预算时不可能引用以后的文件，必是年份写错。
    依据：惯例：立项依据应在申报前已印发
    反例：2026 年度的表引用“某府办〔2028〕3号”。
    正例：某府办〔2024〕3号。
    修复是否安全：不自动修复。
    """

    code = "BA013"
    severity = "error"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per document of the future."""
        for citation in form.policies:
            if citation.number and citation.year and form.year and citation.year > form.year:
                yield Remark(
                    "/policy_basis",
                    f"{label(citation)}的文号年份为{citation.year}年，晚于预算年度{form.year}年。",
                    "核对文号。",
                    window_of(citation, form),
                    key=label(citation),
                )
