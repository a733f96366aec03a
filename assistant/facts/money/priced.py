"""彩超2台 … 彩超一台85万: a unit price and the count said elsewhere make an item, the sum shown."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.facts.money.amounts import Amounts
from assistant.facts.money.roles import Amount
from assistant.model import BudgetItem, Money, Requirement
from assistant.parse.render import number_text


def with_unit_prices(amounts: Amounts, requirements: tuple[Requirement, ...]) -> Amounts:
    """The amounts with an item for every unit price whose thing is counted in the description."""
    parts = sum((item.money.yuan for item in amounts.items), Decimal(0))
    if amounts.items and any(parts == m.yuan for m in amounts.annual_statements):
        return amounts._replace(items=tuple(_shown(item, amounts) for item in amounts.items))
    listed = {item.name for item in amounts.items}
    made = [
        i
        for price in amounts.prices
        if price.name not in listed and (i := _item(price, requirements))
    ]
    amounts = amounts._replace(items=tuple(_shown(item, amounts) for item in amounts.items))
    if not made and (whole := _to_the_whole(amounts, requirements)):
        return amounts._replace(items=tuple(whole))
    if not made or not _closes(amounts, made):
        return amounts
    items = sorted((*amounts.items, *made), key=lambda i: i.start)
    return amounts._replace(items=tuple(items))


def _closes(amounts: Amounts, made: list[BudgetItem]) -> bool:
    """True when the computed items make the parts add up to the year's amount: only then are a
    price and a count from different places known to belong together."""
    total = sum((i.money.yuan for i in (*amounts.items, *made)), Decimal(0))
    header = {f.field: f.value for f in amounts.header}
    annual = header.get("annual_amount")
    return annual is not None and total == Decimal(str(annual))


def _shown(item: BudgetItem, amounts: Amounts) -> BudgetItem:
    """传承人补助20万元, said elsewhere as 40名，每名5000元: the item shows its calculation."""
    product = next(
        (
            p
            for p in amounts.unstated
            if p.result_yuan == item.money.yuan
            and p.text not in item.text
            and p.text.count("（") == p.text.count("）")
        ),
        None,
    )
    if not product:
        return item
    shown = re.sub(r"\s{0,9}[|\t]\s{0,9}", "×", product.text)
    return item.model_copy(update={"text": f"{item.text}（{shown}）"})


def _to_the_whole(amounts: Amounts, requirements: tuple[Requirement, ...]) -> list[BudgetItem]:
    """每公里96万元 of 18.6公里: taken only where the result is the year's whole amount."""
    whole = {m.yuan for m in amounts.annual_statements}
    if not {i.money.yuan for i in amounts.items} <= whole:
        return []
    for product in amounts.unstated:
        if product.result_yuan in whole:
            money = next(m for m in amounts.annual_statements if m.yuan == product.result_yuan)
            text = f"{product.text}，计{money.text}"
            return [
                BudgetItem(start=product.start, end=product.end, name="", money=money, text=text)
            ]
    for price in amounts.prices:
        for requirement in requirements:
            mention = requirement.mention
            low = mention.target.low if mention else None
            if (
                mention
                and low is not None
                and price.per
                and mention.target.unit.endswith(price.per)
            ):
                scale = 10_000 if mention.target.unit.startswith("万") else 1
                parts = {i.money.yuan for i in amounts.items}
                if price.money.yuan * low * scale in whole and parts <= whole:
                    return [
                        _made(
                            requirement.object,
                            low,
                            mention.target.unit,
                            price.money,
                            price.money.yuan * low * scale,
                        )
                    ]
    return []


def _made(thing: str, count: Decimal, unit: str, price: Money, yuan: Decimal) -> BudgetItem:
    shown = f"{number_text(yuan / 10_000)}万元" if yuan >= 10_000 else f"{number_text(yuan)}元"
    price_text = price.text if price.text.endswith("元") else f"{price.text}元"
    money = price.model_copy(update={"yuan": yuan, "text": shown})
    text = f"{thing}{number_text(count)}{unit}×{price_text}={shown}"
    return BudgetItem(start=price.start, end=price.end, name=thing, money=money, text=text)


def _item(price: Amount, requirements: tuple[Requirement, ...]) -> BudgetItem | None:
    thing = re.sub(r"(?:每|一)[一-龥]{1,3}$", "", price.name)
    counted = [
        r
        for r in requirements
        if r.mention
        and r.kind == "quantity"
        and r.mention.target.comparator == "equal"
        and len(thing) >= 2
        and (thing in r.object or r.object in thing)
    ]
    if len(counted) != 1 or counted[0].mention is None or counted[0].mention.target.low is None:
        return None
    target = counted[0].mention.target
    count = target.low or Decimal(0)
    return _made(thing, count, target.unit, price.money, price.money.yuan * count)
