"""BA006."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import has_broken_number, is_continued, is_exempt_from_number, label
from assistant.rules.form import Form


class NoNumber(FormRule):
    """
    一句话：所引文件没有写文号。
    为什么：没有文号就查不到原文，也分不清是哪一版。法律法规、标准和函件按惯例可以不写文号。
    依据：惯例：引用规范性文件写全标题与文号
    反例：《某区智慧城市行动计划（2025—2026年）》。
    正例：《某区智慧城市行动计划（2025—2026年）》（某工信〔2025〕43号）。
    修复是否安全：不自动修复；需查文号。
    """

    code = "BA006"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the documents."""
        missing = [
            citation
            for citation in form.policies
            if citation.title and not citation.number and not citation.is_draft
            and not is_exempt_from_number(citation)
            and not has_broken_number(citation, form)
            and not is_continued(citation, form)
        ]  # fmt: skip
        names = list(dict.fromkeys(label(citation) for citation in missing))
        if names:
            yield Remark(
                "/policy_basis",
                f"{'、'.join(names)}没有写文号。"
                if len(names) < 4
                else f"{len(names)}份文件没有写文号：{'、'.join(names)}。",
                "补写文号，如“（财预〔2021〕101号）”；不公开发文的，注明印发机关和日期。",
                names[0],
            )
