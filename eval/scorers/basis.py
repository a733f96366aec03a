"""政策依据 cites the documents of the description and no other; 测算依据 has its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.cases import Case, MoneyItem, Policy
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.text import holds, holds_any, level, squeeze

_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|万|亿)?")
_YUAN = {"亿元": 100_000_000, "亿": 100_000_000, "万元": 10_000, "万": 10_000}
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")


def score(case: Case, draft: DraftView) -> Score:
    """The share of documents and money items that stand where they belong, nothing foreign."""
    return share(
        [
            *(_cited(policy, draft.text("policy_basis")) for policy in case.policies),
            *_foreign(case, draft),
            *(_budgeted(item, draft.text("budget_basis")) for item in case.money),
        ]
    )


def _cited(policy: Policy, basis: str) -> str | None:
    if not holds(basis, policy.title):
        return f"政策依据缺《{policy.title}》"
    if policy.number and not holds(basis, policy.number):
        return f"政策依据缺文号 {policy.number}"
    return None


def _foreign(case: Case, draft: DraftView) -> Iterator[str | None]:
    given = squeeze(case.description)
    for number in _NUMBER.findall(draft.text("policy_basis")):
        core = squeeze(number)[-12:]
        yield None if core in given else f"政策依据有描述之外的文号 {number}"


def _budgeted(item: MoneyItem, basis: str) -> str | None:
    if item.about and not holds_any(basis, item.about):
        return f"测算依据缺项目 {item.about[0]}"
    if any(abs(amount - item.yuan) < 1 for amount in _amounts(basis)):
        return None
    return f"测算依据缺金额 {item.yuan:,.2f}元"


def _amounts(text: str) -> Iterator[float]:
    for digits, unit in _AMOUNT.findall(level(text)):
        yield float(digits.replace(",", "")) * _YUAN.get(unit, 1)
