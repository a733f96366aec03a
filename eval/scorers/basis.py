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
_ITEM = re.compile(r"^\s*\d+[.、]")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")


def score(case: Case, draft: DraftView) -> Score:
    """The share of documents and money items that stand where they belong, nothing foreign."""
    return share(
        [
            *(_cited(policy, draft.text("policy_basis")) for policy in case.policies),
            *_foreign(case, draft),
            *(_budgeted(item, draft.text("budget_basis")) for item in case.money),
            *(_priced(price, draft.text("budget_basis")) for price in case.prices),
            *_ties_out(case, draft),
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


def _priced(price: float, basis: str) -> str | None:
    found = any(abs(amount - price) < 0.01 for amount in _amounts(basis))
    return None if found else f"测算依据缺单价 {price:,.2f}元"


def _ties_out(case: Case, draft: DraftView) -> Iterator[str | None]:
    """Numbered items must add up to the annual amount, where the description's own items do."""
    annual = case.header.get("annual_amount", (None,))[0]
    lines = [line for line in draft.text("budget_basis").splitlines() if _ITEM.match(line)]
    given = sum(item.yuan for item in case.money)
    if not isinstance(annual, (int, float)) or len(lines) < 2 or abs(given - annual) >= 1:
        return
    total = sum(_subtotal(line) for line in lines)
    yield (
        None
        if abs(total - annual) < 1
        else f"测算依据各项合计 {total:,.0f} 元，应为 {annual:,.0f} 元"
    )


def _subtotal(line: str) -> float:
    """The last amount of an item outside brackets: 35家×20万元=700万元（每家…） → 7,000,000."""
    item = re.sub(r"[（(][^）)]*[）)]", "", _ITEM.sub("", line))
    sums = [
        float(digits.replace(",", "")) * _YUAN.get(unit, 1)
        for digits, unit in _AMOUNT.findall(level(item))
        if unit
    ]
    return sums[-1] if sums else 0.0


def _amounts(text: str) -> Iterator[float]:
    for digits, unit in _AMOUNT.findall(level(text)):
        yield float(digits.replace(",", "")) * _YUAN.get(unit, 1)
