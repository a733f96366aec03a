"""BA001."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import label, window_of
from assistant.rules.form import Form


class DraftCited(FormRule):
    """
    一句话：把征求意见稿、草案、送审稿当作政策依据。
    为什么：征求意见稿没有生效，不能作为立项依据；正式文件可能已经印发。
    依据：惯例：立项依据应为已印发的文件
    反例：《某区政务信息化项目管理办法》（征求意见稿）。
    正例：《某区政务信息化项目管理办法》（某府办〔2024〕3号）。
    修复是否安全：不自动修复；需查正式文件的名称和文号。
    """

    code = "BA001"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per cited draft."""
        for citation in form.policies:
            if citation.is_draft:
                yield Remark(
                    "/policy_basis",
                    f"{label(citation)}是征求意见稿或草案，不能作为立项依据。",
                    "换成已印发的正式文件并写明文号；尚未印发的，另找依据。",
                    window_of(citation, form),
                    key=label(citation),
                )
