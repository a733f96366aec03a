"""财政承担80%，即1466.88万元: the year's amount is a stated share of a larger sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.money.reckoning import gives
from assistant.facts.money.roles import Amount
from assistant.facts.money.written import said_amount
from assistant.model import BudgetItem, Product

_SHARE = re.compile(
    r"(?:财政|本级|[省市区县镇]级?|我[局区县市])[^，,。；;\d]{0,6}"
    r"(?:承担|负担|补贴|补助|出资|配套|安排|列支|分担)[^，,。；;\d]{0,4}"
    r"(?P<rate>\d+(?:\.\d+)?)%[，,]?\s*(?:即|计|为|合计?|约|共|应?承担|需)*$"
)


class Share(NamedTuple):
    """`part` is `rate` percent of `whole`; both are amounts of the description."""

    whole: Amount
    part: Amount
    rate: str


def share_in(found: Sequence[Amount], text: str) -> Share | None:
    """The share that the budget bears, proved by the amounts themselves; None if none is said."""
    for number, part in enumerate(found):
        match = _SHARE.search(text[max(0, part.begin - 2) : part.money.start])
        if not match or part.role in ("unit_price", "factor", "effect", "source"):
            continue
        rate = Decimal(match["rate"]) / 100
        for whole in reversed(found[:number]):
            if whole.role in ("item", "annual", "total") and gives(
                whole.money.yuan * rate, part.money
            ):
                return Share(whole, part, match["rate"])
    return None


def is_one_part(share: Share, found: Sequence[Amount]) -> bool:
    """True where the share and other items make up an amount that is called the year's."""
    others = [a for a in found if a.role == "item" and a not in (share.whole, share.part)]
    total = sum((a.money.yuan for a in others), share.part.money.yuan)
    return bool(others) and any(a.role == "annual" and a.money.yuan == total for a in found)


def shared_item(share: Share, items: Sequence[BudgetItem]) -> BudgetItem:
    """The share as one item: whole × rate = amount, and in brackets what the whole is made of."""
    money = share.part.money
    name = re.sub(r"(?:总额|总计|合计|共计|共)$", "", _words_before(share.whole))
    name = re.sub(r"^按[^，。]{2,30}?(?:测算|计算|核算)(?=[一-龥]{2})", "", name)
    shown = f"{said_amount(share.whole.money)}×{share.rate}%={said_amount(money)}"
    made = "，".join(i.text for i in items)
    detail = f"（{made}）" if len(items) > 1 else ""
    product = Product(
        start=share.whole.money.start,
        end=money.end,
        text=f"{shown}{detail}",
        factors=(share.whole.money.yuan, Decimal(share.rate) / 100),
        result_yuan=share.whole.money.yuan * Decimal(share.rate) / 100,
        stated=money,
    )
    return BudgetItem(
        start=money.start,
        end=money.end,
        name=name,
        money=money,
        product=product,
        text=f"{name}{shown}{detail}",
    )


def _words_before(whole: Amount) -> str:
    """保费合计 of 保费合计960+264=1833.6万元."""
    before = whole.sentence.text[: whole.money.start - whole.sentence.start]
    return re.sub(
        r"(?<![\d.+＋=＝万元\s])[\d.+＋=＝万元\s]+$", "", re.split(r"[，,。；;：:]", before)[-1]
    ).strip()
