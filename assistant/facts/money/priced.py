"""彩超2台 … 彩超一台85万: a unit price and the count said elsewhere make an item, the sum shown."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.facts.money.amounts import Amounts
from assistant.facts.phrases import squeeze
from assistant.model import BudgetItem, Money, Requirement
from assistant.parse.render import number_text


def with_unit_prices(amounts: Amounts, requirements: tuple[Requirement, ...]) -> Amounts:
    """The amounts with an item for every unit price whose thing is counted in the description."""
    made = [item for price in amounts.prices if (item := _item(price.name, price.money, price.sentence.text, requirements))]
    if not made:
        return amounts
    items = sorted((*amounts.items, *made), key=lambda i: i.start)
    return amounts._replace(items=tuple(items))


def _item(name: str, price: Money, sentence: str, requirements: tuple[Requirement, ...]) -> BudgetItem | None:
    thing = re.sub(r"(?:每|一)[一-龥]{1,3}$", "", name or squeeze(sentence))
    counted = [
        r for r in requirements
        if r.mention and r.kind == "quantity" and r.mention.target.comparator == "equal"
        and len(thing) >= 2 and (thing in r.object or r.object in thing)
    ]  # fmt: skip
    if len(counted) != 1 or counted[0].mention is None or counted[0].mention.target.low is None:
        return None
    target = counted[0].mention.target
    yuan = price.yuan * (target.low or Decimal(0))
    unit = price.unit if price.unit in ("万元", "亿元") else "元"
    shown = f"{number_text(yuan / 10_000)}万元" if unit != "元" or yuan >= 10_000 else f"{number_text(yuan)}元"
    money = price.model_copy(update={"yuan": yuan, "text": shown})
    price_text = price.text if price.text.endswith("元") else f"{price.text}元"
    text = f"{thing}{number_text(target.low or Decimal(0))}{target.unit}×{price_text}={shown}"
    return BudgetItem(start=price.start, end=price.end, name=thing, money=money, text=text)
