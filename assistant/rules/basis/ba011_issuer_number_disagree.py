"""BA011."""

from collections.abc import Iterator

from assistant.model import PolicyCitation
from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import issuer_text, label, window_of
from assistant.rules.form import Form
from assistant.vocabulary.loading import load


class IssuerNumberDisagree(FormRule):
    """
    一句话：发文机关与文号的机关代字对不上。
    为什么：文号以“福委”开头的应是福田区委的文件，标题却写深圳市委，必有一处写错。
    依据：惯例：文号以发文机关代字开头
    反例：《中共深圳市委、深圳市福田区人民政府关于……的通知》（福委字〔2025〕4号）。
    正例：《中共深圳市福田区委……关于……的通知》（福委字〔2025〕4号）。
    修复是否安全：不自动修复；需对照原文。
    """

    code = "BA011"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per document."""
        for citation in form.policies:
            problem = _problem(citation)
            if problem:
                yield Remark(
                    "/policy_basis",
                    f"{label(citation)}的文号“{citation.number}”{problem}。",
                    "对照原文核对发文机关和文号。",
                    window_of(citation, form),
                    key=label(citation),
                )


def _problem(citation: PolicyCitation) -> str | None:
    issuer = issuer_text(citation)
    if not citation.number or not issuer:
        return None
    for entry in load("issuers_short")["places"]:
        if not citation.number.startswith(entry["short"]):
            continue
        names, organs = entry["names"], load("issuers_short")["organs"]
        if not any(name in issuer for name in names):
            return f"的代字属{names[0]}，标题中的发文机关却是“{issuer}”"
        organ = citation.number[len(entry["short"]) : len(entry["short"]) + 1]
        words = [f"{name}{word}" for name in names for word in organs.get(organ, ())]
        if words and not any(word in issuer for word in words):
            return f"的代字属{names[0]}{organs[organ][0]}，标题中的发文机关却是“{issuer}”"
        return None
    return None
