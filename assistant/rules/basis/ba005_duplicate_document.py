"""BA005."""

from collections.abc import Iterator

from assistant.model import PolicyCitation
from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import core_title, label, window_of
from assistant.rules.form import Form


class DuplicateDocument(FormRule):
    """
    一句话：同一份文件在政策依据里列了两次。
    为什么：凑数或粘贴失误，审核人一眼可见。
    依据：惯例：同一文件只列一次
    反例：第 2 条与第 3 条都是《政务信息化项目检测与验收管理办法》。
    正例：只列一次。
    修复是否安全：不自动修复；删去哪一条由填表人决定。
    """

    code = "BA005"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per document cited again."""
        seen: dict[str, PolicyCitation] = {}
        for citation in form.policies:
            for key in _keys(citation):
                if key in seen and seen[key] is not citation:
                    yield Remark(
                        "/policy_basis",
                        f"{label(citation)}列了两次。",
                        "只保留一次，并写全文号。",
                        window_of(citation, form),
                        key=key,
                    )
                    break
            for key in _keys(citation):
                seen.setdefault(key, citation)


def _keys(citation: PolicyCitation) -> tuple[str, ...]:
    title = core_title(citation)
    number = "".join(char for char in citation.number or "" if char.isalnum())
    return tuple(key for key in (title, number) if key)
