"""The four heads under which reviewers write: which family of rules speaks to which head."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.model import Finding

HEADS = ("完整性", "相关性", "适当性", "可行性")
ASKED = {
    "完整性": "填报规范完整、目标明确清晰",
    "相关性": "目标与政策依据相关、指标覆盖目标并科学可量",
    "适当性": "目标水平合理、资金与任务相匹配",
    "可行性": "条件与期限支持目标实现",
}
BY_FAMILY = {
    "ST": "完整性", "WO": "完整性", "GO": "完整性",
    "IN": "相关性", "AG": "相关性", "BA": "相关性", "AC": "相关性",
    "VA": "适当性", "MO": "适当性",
}  # fmt: skip
BY_CODE = {
    "VA001": "完整性", "VA002": "完整性", "VA004": "完整性", "VA006": "完整性",
    "GO003": "适当性", "GO004": "适当性",
    "ST012": "可行性", "ST014": "可行性", "ST016": "可行性",
    "VA014": "可行性", "BA002": "可行性",
}  # fmt: skip


def by_head(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings under each of the four heads; every head is there."""
    heads: dict[str, list[Finding]] = {head: [] for head in HEADS}
    for finding in findings:
        heads[head_of(finding.code)].append(finding)
    return heads


def head_of(code: str) -> str:
    """The head a rule speaks to."""
    return BY_CODE.get(code) or BY_FAMILY.get(code[:2], "相关性")
