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
        """One remark per document that is cited more than once."""
        for key, citations in _cited_again(form.policies).items():
            count = len(citations)
            yield Remark(
                "/policy_basis",
                f"{label(citations[1])}列了{'两' if count == 2 else count}次。",
                "只保留一次，并写全文号。",
                window_of(citations[1], form),
                key=key,
            )


def _cited_again(citations: tuple[PolicyCitation, ...]) -> dict[str, list[PolicyCitation]]:
    """Title or 文号 → the citations that have it, or the other of the two, in common."""
    groups: dict[str, list[PolicyCitation]] = {}
    again: dict[str, list[PolicyCitation]] = {}
    for citation in citations:
        keys = _keys(citation)
        known = next((key for key in keys if key in groups), None)
        group = groups[known] if known else []
        if known and len(group) == 1:
            again[known] = group
        group.append(citation)
        for key in keys:
            groups.setdefault(key, group)
    return again


def _keys(citation: PolicyCitation) -> tuple[str, ...]:
    title = core_title(citation)
    number = "".join(char for char in citation.number or "" if char.isalnum())
    return tuple(key for key in (title, number) if key)
