"""Calculations written out in text: the factors, what they give, and the result that is stated."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache

from assistant.model import Money, Product
from assistant.parse import units
from assistant.parse.amounts import find_money
from assistant.parse.comparing import comparator_before
from assistant.parse.factors import Factor, counted_in, factors_in
from assistant.parse.fold import fold
from assistant.parse.masks import Cover
from assistant.parse.numbers import tidy
from assistant.parse.scanning import either
from assistant.vocabulary.loading import load

_NEAR = 24
_LIMITS = ("at_least", "more_than", "at_most", "less_than")
_ONE = Decimal(1)
_COUNTABLE = ("count", "length", "area", "volume", "weight")


def find_products(text: str) -> tuple[Product, ...]:
    """All products that give an amount: 2010套×2882.69元/年≈579.42万元, 每亩1500元，共300亩.

    Counts are in the unit the price is for (86.3万平方米 → 863000, 4.2公里 × 250万元/公里 → 4.2),
    percentages as fractions, so that the factors' product is `result_yuan`, unrounded. Where only
    price and total stand (每次2000元，共6000元), the price is the factor and the total the result.
    """
    plain = fold(text)
    money = find_money(text)
    factors = factors_in(plain, money)
    chained = _chains(text, plain, factors, money)
    taken, found, at = Cover((one.start, one.end) for one in chained), list(chained), 0
    for price in money:
        if price.start < at or taken.touches(price.start, price.end):
            continue
        product = _priced(text, plain, price, _near(factors, price), money)
        if product is not None:
            found.append(product)
            at = product.end
    return tuple(sorted(found, key=lambda product: product.start))


def _near(factors: list[Factor], price: Money) -> list[Factor]:
    first = bisect_left(factors, price.start - 2 * _NEAR, key=lambda factor: factor.start)
    last = bisect_left(factors, price.end + 2 * _NEAR, key=lambda factor: factor.start)
    return factors[first:last]


def _chains(
    text: str, plain: str, factors: list[Factor], money: tuple[Money, ...]
) -> list[Product]:
    products: list[Product] = []
    chain: list[Factor] = []
    for factor, follows in zip(factors, [*factors[1:], None], strict=False):
        chain.append(factor)
        if follows and _times().fullmatch(plain, factor.end, follows.start):
            continue
        product = _product(text, plain, chain, money) if len(chain) > 1 else None
        if product is not None:
            products.append(product)
        chain = []
    return products


def _product(
    text: str, plain: str, chain: list[Factor], money: tuple[Money, ...]
) -> Product | None:
    stated = _stated(plain, chain[-1].end, money)
    prices = [factor for factor in chain if factor.is_money]
    per = prices[0].unit.partition("/")[2] if prices else ""
    values = tuple(counted_in(per, factor) for factor in chain)
    if not prices and stated and any(not factor.unit for factor in chain):
        scale = units.to_base(_ONE, stated.unit)[0]
        values = (*values, scale) if scale != 1 else values
    elif len(prices) != 1:
        return None
    return _as_product(text, (chain[0].start, chain[-1].end), values, stated)


def _as_product(
    text: str,
    span: tuple[int, int],
    values: tuple[Decimal, ...],
    stated: Money | None,
) -> Product:
    start, end = span[0], max(span[1], stated.end if stated else 0)
    result = _ONE
    for value in values:
        result *= value
    return Product(
        start=start,
        end=end,
        text=text[start:end],
        factors=tuple(tidy(value) for value in values),
        result_yuan=tidy(result),
        stated=stated,
    )


def _priced(
    text: str, plain: str, price: Money, factors: list[Factor], money: tuple[Money, ...]
) -> Product | None:
    """每亩1500元，共300亩: the price and the counts of what it is for, near it in the sentence."""
    if comparator_before(plain, price.start)[1] in _LIMITS:
        return None
    wanted = re.split("[·/]", price.unit.partition("/")[2])
    if wanted == [""]:
        return _unit_priced(text, plain, price, factors, money)
    counts = {unit: _count_near(plain, price, unit, factors) for unit in wanted}
    known = [count for count in counts.values() if count is not None]
    start = min([price.start, *(count.start for count in known)])
    end = max([price.end, *(count.end for count in known)])
    stated = _stated(plain, end, money)
    if known and all(count or unit == "年" for unit, count in counts.items()):
        values = (
            *(counted_in(unit, count) for unit, count in counts.items() if count),
            price.yuan,
        )
        product = _as_product(text, (start, end), values, stated)
        return product if stated else _with_result(text, product, money)
    if stated is None or known:
        return None
    product = _as_product(text, (start, end), (price.yuan,), stated)
    return product.model_copy(update={"result_yuan": stated.yuan})


def _with_result(text: str, product: Product, money: tuple[Money, ...]) -> Product:
    """1200人，人均380元，45.6万元: the amount right behind is the result if it is just that."""
    first = bisect_left(money, product.end, key=lambda one: one.start)
    after = next(iter(money[first : first + 1]), None)
    if after is None or not re.fullmatch(r"\s{0,2}[，,、]\s{0,2}", text[product.end : after.start]):
        return product
    if after.yuan != product.result_yuan:
        return product
    return product.model_copy(
        update={"end": after.end, "text": text[product.start : after.end], "stated": after}
    )


def _unit_priced(
    text: str, plain: str, price: Money, factors: list[Factor], money: tuple[Money, ...]
) -> Product | None:
    """电脑20台，单价6000元."""
    if not _unit_price().search(plain, max(0, price.start - 6), price.start):
        return None
    counted = [
        factor
        for factor in factors
        if factor.end <= price.start
        and units.dimension_of(factor.unit) in _COUNTABLE
        and _same_sentence(plain, factor, price)
    ]
    if not counted:
        return None
    count = counted[-1]
    stated = _stated(plain, price.end, money)
    return _as_product(text, (count.start, price.end), (count.value, price.yuan), stated)


def _count_near(plain: str, price: Money, unit: str, factors: list[Factor]) -> Factor | None:
    other = load("money")["counted_as"].get(unit, unit)
    near = [
        factor
        for factor in factors
        if not factor.is_money
        and factor.unit
        and (units.comparable(factor.unit, unit) or units.comparable(factor.unit, other))
        and _same_sentence(plain, factor, price)
        and not _rhythm().match(plain, factor.end)
    ]
    return min(near, key=lambda factor: abs(factor.start - price.start), default=None)


def _same_sentence(plain: str, factor: Factor, price: Money) -> bool:
    first, last = min(factor.end, price.end), max(factor.start, price.start)
    return last - first <= _NEAR and not _sentence_end().search(plain, first, last)


def _stated(plain: str, end: int, money: tuple[Money, ...]) -> Money | None:
    """The amount that follows after =, ≈, 共 …"""
    match = _result_words().match(plain, end)
    if match is None:
        return None
    first = bisect_left(money, match.start("word"), key=lambda one: one.start)
    return next((one for one in money[first : first + 1] if one.start <= match.end()), None)


@cache
def _rhythm() -> re.Pattern[str]:
    """按半年发放, 按季度考核: how often, not how long."""
    return re.compile(r"(?:发放|拨付|结算|支付|兑付|考核|打卡|底|末|[\d一二三]{1,2}日)")


@cache
def _unit_price() -> re.Pattern[str]:
    return re.compile(r"单价(?:为|约|按|是)?:?\s?$")


@cache
def _times() -> re.Pattern[str]:
    return re.compile(
        r"\s{0,3}[\u4e00-\u9fff]{0,6}(?:\([^()\d]{0,8}\))?\s{0,3}(?:×|\*|x|X|乘以|乘)\s{0,3}(?:每[^\d,，。;]{0,6}|[\u4e00-\u9fff]{1,8})?"
    )


@cache
def _result_words() -> re.Pattern[str]:
    words = either(load("money")["stated"])
    return re.compile(rf"\s{{0,3}}[,，、;(]?\s{{0,3}}(?:年|全年|每年)?(?P<word>{words})\s{{0,3}}")


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[。;；\n]")
