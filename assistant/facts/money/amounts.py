"""The amounts of a description with their roles; items keep the words that explain them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.header import period_of
from assistant.facts.money.heading import header_of_amount, one_year, plain_number, summed
from assistant.facts.money.items import items_of
from assistant.facts.money.lists import listed_item
from assistant.facts.money.reading import amounts_in
from assistant.facts.money.reckoning import (
    Numbers,
    Reckoning,
    numbers_of,
    reckon,
    reckon_anywhere,
    ways_of,
)
from assistant.facts.money.roles import Amount
from assistant.facts.money.rows import in_rows
from assistant.facts.money.shares import share_in, shared_item
from assistant.facts.money.wholes import Settled, settle
from assistant.facts.money.written import made_item
from assistant.facts.phrases import squeeze
from assistant.facts.segments import Sentence
from assistant.model import BudgetItem, HeaderFact, Money, Product
from assistant.parse.money import find_products

__all__ = ["Amounts", "amounts_of", "plain_number"]


class Amounts(NamedTuple):
    """All that the description says about money."""

    header: tuple[HeaderFact, ...]
    items: tuple[BudgetItem, ...]
    annual_statements: tuple[Money, ...]
    total_statements: tuple[Money, ...]
    prices: tuple[Amount, ...]
    """Unit prices without a stated result."""
    unstated: tuple[Product, ...] = ()
    """Calculations whose result the description does not write."""
    unsure: tuple[Money, ...] = ()
    """Amounts that the description itself calls unchecked (这个数我再核一下)."""


def amounts_of(
    text: str, sentences: tuple[Sentence, ...], year: int | None, one_year_only: bool = False
) -> Amounts:
    """The money facts. The annual amount is computed from the items when only they are given."""
    products = find_products(text)
    found = [a for s in sentences for a in amounts_in(s, year, products)]
    found = in_rows(found, sentences, year)
    numbers = numbers_of(text, sentences)
    share = share_in(found, text)
    if share:
        found = [a._replace(role="effect") if a is share.part else a for a in found]
    stated, open_prices = _reckoned(found, numbers)
    listed = _listed(found, stated, numbers, text)
    found = _years_make_total([_part(a, found, stated) for a in found])
    found = _second_is_total(found)
    settled = settle(found, stated, open_prices, _several_years(text, sentences, found))
    found = settled.found
    if not settled.closed:
        found = _second_is_total(_promote_single(_sums(found)))
    annual = tuple(a.money for a in found if a.role == "annual")
    if share:
        annual = (share.part.money,)
    total = tuple(a.money for a in found if a.role == "total")
    items = _with_made(
        tuple(items_of(found, products, stated, text, settled.closed)), found, settled, text
    )
    items = tuple(listed.get(i.start, i) for i in items)
    if share:
        items = (shared_item(share, items),)
    used = {r.price.start for r in (*stated.values(), *settled.made.values())}
    prices = tuple(
        a
        for a in found
        if a.role == "unit_price" and a.money.start not in used and not _priced_inside(a, items)
    )
    header = [*header_of_amount("annual_amount", annual), *header_of_amount("total_amount", total)]
    if not annual and not total and items and not prices:
        header.append(summed(items))
    if one_year_only:
        header += one_year(header)
    unsure = tuple(
        a.money for a in found if _UNSURE.match(text, a.money.end) and a.role != "factor"
    )
    return Amounts(tuple(header), items, annual, total, prices, _unstated(products, used), unsure)


_UNSURE = re.compile(
    r"[^，,。；;\n（(]{0,6}[，,…（(\s]{0,4}(?:这个?数?|数字|金额|价格?)?[^，。；\n\d]{0,4}"
    r"(?:再核|要核|待核|没核|待定|再确认|待确认|没定|还没算准|不太?确定|拿不准|记不清)"
)


def _reckoned(
    found: list[Amount], numbers: Numbers
) -> tuple[dict[int, Reckoning], dict[int, list[Reckoning]]]:
    """The calculations behind written amounts, and what the other prices can come to."""
    prices = [a for a in found if a.role in ("unit_price", "factor")]
    results = [a for a in found if a.role in ("item", "annual", "total")]
    stated = {a.money.start: r for a in results if (r := reckon(a, prices, numbers))}
    free = [p for p in prices if p.money.start not in {r.price.start for r in stated.values()}]
    alone = len({a.money.yuan for a in results}) == 1
    for amount in results:
        if amount.money.start in stated:
            continue
        if r := reckon_anywhere(amount, free, numbers, alone):
            stated[amount.money.start] = r
            free = [p for p in free if p.money.start != r.price.start]
    return stated, {p.money.start: list(ways_of(p, numbers))[:40] for p in free}


def _listed(
    found: list[Amount], stated: Mapping[int, Reckoning], numbers: Numbers, text: str
) -> dict[int, BudgetItem]:
    """Items that several prices, each with its own count, make up, by their place."""
    prices = [a for a in found if a.role in ("unit_price", "factor")]
    made = (
        listed_item(a, prices, numbers, text)
        for a in found
        if a.role in ("item", "annual") and a.money.start not in stated
    )
    return {item.start: item for item in made if item}


def _part(amount: Amount, found: list[Amount], stated: Mapping[int, Reckoning]) -> Amount:
    """A reckoned amount is an item where another amount can be the year's."""
    if amount.money.start not in stated or amount.role != "annual":
        return amount
    others = (
        a for a in found if a.role in ("annual", "total") and a.money.yuan > amount.money.yuan
    )
    return amount._replace(role="item") if any(others) else amount


def _several_years(text: str, sentences: tuple[Sentence, ...], found: list[Amount]) -> bool:
    """True for a project over more than one year."""
    period = period_of(text, sentences)
    return bool(period and period.years and period.years > 1) or any(
        a.role == "other_year" for a in found
    )


def _with_made(
    items: tuple[BudgetItem, ...], found: list[Amount], settled: Settled, text: str
) -> tuple[BudgetItem, ...]:
    """The items with those reckoned from a price, where they close the sum."""
    made = [
        made_item(a, settled.made[a.money.start], text)
        for a in found
        if a.money.start in settled.made
    ]
    return tuple(sorted((*items, *made), key=lambda i: i.start))


def _unstated(products: tuple[Product, ...], used: set[int]) -> tuple[Product, ...]:
    stated = [p for p in products if p.stated]
    return tuple(
        p
        for p in products
        if not p.stated
        and not any(p.start < s.end and s.start < p.end for s in stated)
        and not any(p.start <= at < p.end for at in used)
    )


def _priced_inside(price: Amount, items: tuple[BudgetItem, ...]) -> bool:
    """True for a unit price that an item's own words already carry."""
    return any(price.money.text in item.text for item in items)


def _sums(found: list[Amount]) -> list[Amount]:
    """设备费20万元，劳务费10万元，合计30万元: the sum of the parts before it is the whole."""
    settled: list[Amount] = []
    for amount in found:
        parts = [
            a
            for a in settled
            if a.role == "item"
            and a.sentence.group in (amount.sentence.group, amount.sentence.group - 1)
        ]
        at = amount.money.start - amount.sentence.start
        said = re.search(
            r"(?:合计|总计|共计|一共|总共|共|计)$",
            squeeze(amount.sentence.text[max(0, at - 6) : at]),
        )
        whole = (
            said
            and len(parts) > 1
            and sum((p.money.yuan for p in parts), Decimal(0)) == amount.money.yuan
        )
        settled.append(amount._replace(role="annual", name="") if whole else amount)
    return settled


def _promote_single(found: list[Amount]) -> list[Amount]:
    """A single amount without any other word for it is the year's amount."""
    items = [a for a in found if a.role == "item"]
    if (
        len(items) == 1
        and not items[0].sentence.topic
        and not any(a.role == "annual" for a in found)
    ):
        return [a._replace(role="annual") if a is items[0] else a for a in found]
    return found


def _years_make_total(found: list[Amount]) -> list[Amount]:
    """一共90万，2027年52万，2028年38万: what the years add up to is the project's total."""
    years = {a.year: a for a in found if a.year and a.role in ("annual", "other_year", "item")}
    whole = sum((a.money.yuan for a in years.values()), Decimal(0))
    if len(years) < 2 or not any(a.role == "annual" for a in years.values()):
        return found
    return [
        a._replace(role="total")
        if a.role == "annual" and not a.year and a.money.yuan == whole
        else a
        for a in found
    ]


def _second_is_total(found: list[Amount]) -> list[Amount]:
    """96万元，做三年，一共288万: of two amounts, the larger said last is the total."""
    annual = [a for a in found if a.role == "annual"]
    if len({a.money.yuan for a in annual}) != 2 or any(a.role == "total" for a in found):
        return found
    last = annual[-1]
    at = last.money.start - last.sentence.start
    said = last.sentence.text[max(0, at - 4) : at]
    if not re.search(r"共|合计|总", said) or last.money.yuan <= min(a.money.yuan for a in annual):
        return found
    return [a._replace(role="total") if a is last else a for a in found]
