"""Calculations written out in text: factors, the result they give, and the result that is stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.model import Money, Product
from assistant.parse import units
from assistant.parse.fold import fold
from assistant.parse.amounts import find_money
from assistant.parse.quantity import numbers_in
from assistant.vocabulary.loading import load

_NEAR = 24


@dataclass(frozen=True)
class _Factor:
    start: int
    end: int
    value: Decimal
    unit: str
    is_money: bool


def find_products(text: str) -> tuple[Product, ...]:
    """All products that give an amount: 2010套×2882.69元/年≈579.42万元, 每亩1500元，共300亩.

    Factors are in base units (86.3万平方米 → 863000, 50% → 0.5), so that their product is
    `result_yuan`, unrounded. Where only price and total stand (每次2000元，共6000元) the price is the
    one factor and the stated total is the result.
    """
    plain = fold(text)
    money = find_money(text)
    factors = _factors(plain, money)
    chained = _chains(text, plain, factors, money)
    taken = [(product.start, product.end) for product in chained]
    priced = [
        product
        for price in money
        if "/" in price.unit and not any(a <= price.start < b for a, b in taken)
        and (product := _priced(text, plain, price, factors, money))
    ]  # fmt: skip
    return tuple(sorted((*chained, *priced), key=lambda product: product.start))


def _factors(plain: str, money: tuple[Money, ...]) -> list[_Factor]:
    amounts = {end: found for found in money for end in range(found.start, found.end)}
    factors: list[_Factor] = []
    for number in numbers_in(plain):
        amount = amounts.get(number.start)
        if amount is not None:
            if not factors or factors[-1].end != amount.end:
                factors.append(
                    _Factor(amount.start, amount.end, amount.yuan, amount.unit, is_money=True)
                )
            continue
        read = units.read_unit(plain, number.end)
        unit, end = (number.unit, number.end) if number.unit or not read else read
        value = number.value / 100 if unit == "%" else units.to_base(number.value, unit)[0]
        if units.dimension_of(unit) == "duration":
            value = number.value
        factors.append(_Factor(number.start, end, value, unit, is_money=False))
    return factors


def _chains(
    text: str, plain: str, factors: list[_Factor], money: tuple[Money, ...]
) -> list[Product]:
    products: list[Product] = []
    chain: list[_Factor] = []
    for index, factor in enumerate(factors):
        chain.append(factor)
        follows = factors[index + 1] if index + 1 < len(factors) else None
        if follows and _times().fullmatch(plain, factor.end, follows.start):
            continue
        if len(chain) > 1:
            product = _product(text, plain, chain, money)
            if product is not None:
                products.append(product)
        chain = []
    return products


def _product(
    text: str, plain: str, chain: list[_Factor], money: tuple[Money, ...]
) -> Product | None:
    stated = _stated(plain, chain[-1].end, money)
    prices = sum(factor.is_money for factor in chain)
    values = tuple(factor.value for factor in chain)
    bare = [factor for factor in chain if not factor.unit]
    if prices == 0 and stated and len(bare) >= 1:
        scale = units.to_base(Decimal(1), stated.unit)[0]
        values = (*values, scale) if scale != 1 else values
    elif prices != 1:
        return None
    return _as_product(text, chain[0].start, chain[-1].end, values, stated)


def _as_product(
    text: str, start: int, end: int, values: tuple[Decimal, ...], stated: Money | None,
    result: Decimal | None = None,
) -> Product:  # fmt: skip
    end = max(end, stated.end) if stated else end
    if result is None:
        result = Decimal(1)
        for value in values:
            result *= value
    return Product(
        start=start, end=end, text=text[start:end], factors=values,
        result_yuan=_tidy(result), stated=stated,
    )  # fmt: skip


def _priced(
    text: str, plain: str, price: Money, factors: list[_Factor], money: tuple[Money, ...]
) -> Product | None:
    """每亩1500元，共300亩: the price and the counts of what it is for, near it in the sentence."""
    wanted = price.unit.partition("/")[2].split("·")
    counts = [_count_near(plain, price, unit, factors) for unit in wanted]
    known = [count for count in counts if count is not None]
    missing = [unit for unit, count in zip(wanted, counts, strict=True) if count is None]
    stated = _stated(plain, max([price.end, *(c.end for c in known)]), money)
    if not known or any(unit != "年" for unit in missing):
        if stated is None or known:
            return None
        return _as_product(text, price.start, price.end, (price.yuan,), stated, stated.yuan)
    ends = [price.end, *(count.end for count in known)]
    starts = [price.start, *(count.start for count in known)]
    values = (*(count.value for count in known), price.yuan)
    return _as_product(text, min(starts), max(ends), values, stated)


def _count_near(plain: str, price: Money, unit: str, factors: list[_Factor]) -> _Factor | None:
    near = [
        factor
        for factor in factors
        if not factor.is_money and factor.unit and units.comparable(factor.unit, unit)
        and _same_sentence(plain, factor, price)
    ]  # fmt: skip
    return min(near, key=lambda factor: abs(factor.start - price.start), default=None)


def _same_sentence(plain: str, factor: _Factor, price: Money) -> bool:
    between = plain[min(factor.end, price.end) : max(factor.start, price.start)]
    return len(between) <= _NEAR and not re.search(r"[。;；\n]", between)


def _stated(plain: str, end: int, money: tuple[Money, ...]) -> Money | None:
    """The amount that follows after =, ≈, 共 …"""
    match = _result_words().match(plain, end)
    if match is None:
        return None
    return next(
        (
            found
            for found in money
            if found.start in (match.end(), match.start("word"))
            or (match.start() <= found.start <= match.end())
        ),
        None,
    )


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


@cache
def _times() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:\([^()\d]{0,8}\))?\s*(?:×|\*|x|X|乘以|乘)\s*(?:每[^\d,，。;]{0,6}|[人户]均)?"
    )


@cache
def _result_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load("money")["stated"])
    return re.compile(rf"\s*[,，、;(]?\s*(?:年|全年|每年)?(?P<word>{words})\s*")
