"""博士2500元、硕士1500元，博士80人、硕士400人: several prices, each with its own count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.facts.money.reckoning import Numbers, gives, own_count
from assistant.facts.money.roles import Amount, priced_per
from assistant.facts.money.written import said_amount
from assistant.model import BudgetItem, Product
from assistant.parse.factors import Factor


def listed_item(
    amount: Amount, prices: Sequence[Amount], numbers: Numbers, text: str
) -> BudgetItem | None:
    """An item whose amount is the sum of prices times counts, named alike or in the same order."""
    own = [p for p in prices if amount.begin <= p.money.start < amount.money.start]
    counts = [c for c in numbers.between(amount.begin, amount.money.start) if c.unit]
    bound = [c for p in own if (c := own_count(p, counts, text))]
    counts = bound if len(bound) == len(own) else counts
    if len(own) < 2 or len(own) != len(counts) or len({c.unit for c in counts}) != 1:
        return None
    pairs = list(zip(own, counts, strict=True))
    total = sum((p.money.yuan * c.value for p, c in pairs), Decimal(0))
    monthly = re.search("月", priced_per(own[0]))
    repeats = next(
        (n for n in (1, 12) if (n == 1 or monthly) and gives(total * n, amount.money)), 0
    )
    return _item(amount, pairs, repeats, text) if repeats else None


def _item(
    amount: Amount, pairs: list[tuple[Amount, Factor]], repeats: int, text: str
) -> BudgetItem:
    per = priced_per(pairs[0][0])
    shown = "，".join(
        f"{_kind(count, text)}{text[count.start : count.end]}×{said_amount(price.money)}"
        f"{'/' + per if per else ''}"
        for price, count in pairs
    ) + (f"，按{repeats}个月计" if repeats > 1 else "")
    name = _name(amount, text)
    product = Product(
        start=pairs[0][0].begin,
        end=amount.money.end,
        text=shown,
        factors=(),
        result_yuan=amount.money.yuan,
    )
    return BudgetItem(
        start=amount.money.start,
        end=amount.money.end,
        name=name,
        money=amount.money,
        product=product,
        text=f"{name}{said_amount(amount.money)}（{shown}）",
    )


def _kind(count: Factor, text: str) -> str:
    """博士 of 博士80人."""
    match = re.search(r"([一-龥]{2,6})$", text[max(0, count.start - 6) : count.start])
    return re.sub(r"^(?:预计|其中|约|共|计划|每年)+", "", match[1]) if match else ""


def _name(amount: Amount, text: str) -> str:
    head = re.split(r"[，,。；;：:]|其中", text[amount.begin :].lstrip("，,。；;：:"))[0]
    head = re.sub(r"^[一二三四五六七八九]是", "", head.strip())
    head = re.sub(r"^向(.{2,20}?)发放(?=.{2,})", r"\1", head)
    topic = amount.sentence.topic
    return head if head and not re.search(r"\d|每", head) else topic if len(topic) <= 20 else ""
