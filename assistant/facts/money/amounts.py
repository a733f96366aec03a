"""The amounts of a description with their roles; items keep the words that explain them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.facts.header import period_of
from assistant.facts.money.bare import bare_parts
from assistant.facts.money.heading import header_of_amount, one_year, plain_number, summed
from assistant.facts.money.items import items_of
from assistant.facts.money.kinds import kinds_items, summed_item
from assistant.facts.money.listed import units_of_sections
from assistant.facts.money.lists import listed_item
from assistant.facts.money.nested import corrected, parts_of_prices, summed_prices
from assistant.facts.money.pieces import single_pieces
from assistant.facts.money.planned import (
    each_year,
    of_the_whole,
    whole_before_its_year,
    with_years,
)
from assistant.facts.money.reading import amounts_in, is_talk
from assistant.facts.money.reckoning import (
    Numbers,
    Reckoning,
    numbers_of,
    reckon,
    reckon_anywhere,
    ways_of,
)
from assistant.facts.money.roles import Amount, outer_clause
from assistant.facts.money.rows import in_rows
from assistant.facts.money.said import by_years, one_of_many, settled_by_words
from assistant.facts.money.shares import is_one_part, share_in, shared_item
from assistant.facts.money.sources import without_sources
from assistant.facts.money.tariffs import without_tariffs
from assistant.facts.money.wholes import Settled, settle
from assistant.facts.money.written import made_item
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
    sentences = tuple(t._replace(topic="") if is_talk(t.topic) else t for t in sentences)
    units = units_of_sections(sentences)
    read = [a for t in sentences for a in amounts_in(t, year, products, units.get(t.start, ""))]
    read = in_rows(read, sentences, year)
    read = bare_parts(whole_before_its_year(read))
    read = of_the_whole(each_year(with_years(without_tariffs(corrected(read, text)), year)))
    read = single_pieces(parts_of_prices(summed_prices(without_sources(read))))
    numbers = numbers_of(text, sentences)
    share = share_in(read, text)
    beside = share if share and is_one_part(share, read) else None
    if share:
        read = [a._replace(role="effect") if a is share.part else a for a in read]
    if beside:
        read = [a._replace(role="effect") if a is beside.whole else a for a in read]
        share = None
    stated, open_prices = _reckoned(read, numbers)
    several = _several_years(text, sentences, read, year)
    told = by_years(read, stated, several)
    settled = settled_by_words(settle(told, stated, open_prices, several), several)
    found = settled.found
    items = tuple(items_of(found, products, stated, text, settled.closed))
    listed = _listed(found, stated, numbers, text)
    items = tuple(made for i in items for made in listed.get(i.start, (i,)))
    items = _with_made(items, settled, text)
    if beside:
        items = tuple(sorted((*items, shared_item(beside, ())), key=lambda i: i.start))
    if share:
        items = (shared_item(share, items),)
    used = {r.price.start for r in (*stated.values(), *settled.made.values())}
    annual = [share.part.money] if share else [a.money for a in found if a.role == "annual"]
    return _amounts(
        found, items, tuple(annual), _unstated(products, used), used, text, one_year_only
    )


def _amounts(
    found: list[Amount],
    items: tuple[BudgetItem, ...],
    annual: tuple[Money, ...],
    unstated: tuple[Product, ...],
    used: set[int],
    text: str,
    one_year_only: bool,
) -> Amounts:
    """The result, with the header's amounts where they are beyond doubt."""
    total = tuple(a.money for a in found if a.role == "total")
    prices = tuple(
        a
        for a in found
        if a.role == "unit_price" and a.money.start not in used and not _priced_inside(a, items)
    )
    header = [*header_of_amount("annual_amount", annual), *header_of_amount("total_amount", total)]
    if not annual and not total and items and not (prices or _alone(items, found)):
        header.append(summed(items))
    if one_year_only:
        header += one_year(header)
    unsure = (a.money for a in found if a.role != "factor" and _UNSURE.match(text, a.money.end))
    return Amounts(tuple(header), items, annual, total, prices, unstated, tuple(unsure))


def _alone(items: tuple[BudgetItem, ...], found: list[Amount]) -> bool:
    """True for the only amount, when it pays for one of several things."""
    own = next((a for a in found if items and a.money.start == items[0].start), None)
    return len(items) == 1 and own is not None and one_of_many(own)


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
    ends = [min(b.money.start, a.sentence.end) for a, b in itertools.pairwise(results)]
    ends += [a.sentence.end for a in results[-1:]]
    stated = {
        a.money.start: r
        for a, end in zip(results, ends, strict=True)
        if (r := reckon(a, _within_reach(a, prices), numbers, end))
    }
    free = [p for p in prices if p.money.start not in {r.price.start for r in stated.values()}]
    alone = len({a.money.yuan for a in results}) == 1
    for amount in results:
        if amount.money.start in stated:
            continue
        if r := reckon_anywhere(amount, free, numbers, alone):
            stated[amount.money.start] = r
            free = [p for p in free if p.money.start != r.price.start]
    return stated, {p.money.start: list(ways_of(p, numbers))[:40] for p in free}


def _within_reach(amount: Amount, prices: list[Amount]) -> list[Amount]:
    """分馆5个（每个12万元），图书2.4万册（60万元）: a bracket tells of its own clause only."""
    own = outer_clause(amount)
    if own is None:
        return prices
    return [p for p in prices if own.start <= p.money.start < own.end]


def _listed(
    found: list[Amount], stated: Mapping[int, Reckoning], numbers: Numbers, text: str
) -> dict[int, tuple[BudgetItem, ...]]:
    """Items that several prices, each with its own count, make up, by the place of the amount."""
    prices = [a for a in found if a.role in ("unit_price", "factor")]
    made = {
        a.money.start: ((item,) if item else kinds_items(a, found, numbers, text))
        for a in found
        if a.role in ("item", "annual") and a.money.start not in stated
        for item in [listed_item(a, prices, numbers, text) or summed_item(a, prices, text)]
    }
    return {start: items for start, items in made.items() if items}


def _several_years(
    text: str, sentences: tuple[Sentence, ...], found: list[Amount], year: int | None
) -> bool:
    """True for a project over more than one year; what a year before has spent makes it none."""
    period = period_of(text, sentences)
    return bool(period and period.years and period.years > 1) or any(
        a.role == "other_year" and not (a.year and year and a.year < year) for a in found
    )


def _with_made(
    items: tuple[BudgetItem, ...], settled: Settled, text: str
) -> tuple[BudgetItem, ...]:
    """The items with those reckoned from a price, where they close the sum."""
    made = [
        made_item(a, settled.made[a.money.start], text)
        for a in settled.found
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
