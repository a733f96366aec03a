"""The amounts of a description with their roles; items keep the words that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.money.items import items_of
from assistant.facts.money.roles import (
    Amount,
    Placed,
    Role,
    clause_at,
    counts_pieces,
    item_noun,
    role_of_amount,
)
from assistant.facts.phrases import squeeze, trim
from assistant.facts.segments import Sentence
from assistant.model import BudgetItem, HeaderFact, Money, Product
from assistant.parse.money import find_money, find_products
from assistant.parse.numbers import parse_number

_COUNT_TAIL = re.compile(r"(?:不少于|至少|一年|约)*(?:\d|[一二三四五六七八九十两]+[次场个名台]).*$")
_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


_NOT_OWN = re.compile(r"共|合计|每|人均|按")


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


def amounts_of(
    text: str, sentences: tuple[Sentence, ...], year: int | None, one_year: bool = False
) -> Amounts:
    """The money facts. The annual amount is computed from the items when only they are given."""
    products = find_products(text)
    found = [a for s in sentences for a in _of_sentence(s, year, products)]
    found = _second_is_total(_promote_single(_sums(found)))
    annual = tuple(a.money for a in found if a.role == "annual")
    total = tuple(a.money for a in found if a.role == "total")
    items = tuple(items_of(found, products, text))
    prices = tuple(a for a in found if a.role == "unit_price" and not _priced_inside(a, items))
    header = [*_header("annual_amount", annual), *_header("total_amount", total)]
    if not annual and not total and items and not prices:
        header.append(_summed(items))
    if one_year:
        header += _one_year(header)
    return Amounts(tuple(header), items, annual, total, prices, _unstated(products))


def _unstated(products: tuple[Product, ...]) -> tuple[Product, ...]:
    stated = [p for p in products if p.stated]
    return tuple(
        p
        for p in products
        if not p.stated and not any(p.start < s.end and s.start < p.end for s in stated)
    )


def _priced_inside(price: Amount, items: tuple[BudgetItem, ...]) -> bool:
    """True for a unit price that an item's own words already carry."""
    return any(price.money.text in item.text for item in items)


def _of_sentence(
    sentence: Sentence, year: int | None, products: tuple[Product, ...] = ()
) -> Iterator[Amount]:
    if sentence.role in ("policy", "quantity"):
        return
    cell = _bare_cell(sentence)
    begin = after = sentence.start
    for money in (cell,) if cell else find_money(sentence.text):
        if counts_pieces(sentence.text, money):
            continue
        start = sentence.start + money.start
        clause = clause_at(sentence, start)
        opened = max(clause.start if clause else sentence.start, after)
        before = sentence.text[opened - sentence.start : money.start].lstrip("、，；和及 ")
        absolute = money.model_copy(update={"start": start, "end": sentence.start + money.end})
        if _is_factor(absolute, products):
            continue
        made = next((p for p in products if p.stated and p.stated.start == start), None)
        if made and opened < made.start:
            before = sentence.text[opened - sentence.start : made.start - sentence.start]
        before = re.split(r"[×*=＝≈]|(?<!年)[：:]", before.rstrip("：: "))[-1]
        placed = Placed(money, before, sentence.text[money.end : money.end + 6], sentence, clause)
        role, _ = role_of_amount(placed, year)
        if any(p.stated and p.stated.start == start for p in products):
            role = "item"
        price = re.search(
            r"(?:每|一)([一-龥]{1,3}?)(?:一次性)?(?:补助|补贴|奖励|资助|约|需|为)*$",
            squeeze(before),
        )
        yield Amount(
            absolute, role, _name(placed, role), sentence, begin, price.group(1) if price else ""
        )
        after = absolute.end
        begin = begin if role == "unit_price" else after


def _bare_cell(sentence: Sentence) -> Money | None:
    """A table cell that is only a number, in the unit its column names."""
    unit = re.search(r"[（(]\s*(?:单位[：:])?\s*(亿元|万元|元)\s*[）)]", sentence.label)
    value = parse_number(sentence.text) if unit else None
    if unit is None or value is None:
        return None
    yuan = value * _SCALE[unit.group(1)]
    return Money(
        start=0,
        end=len(sentence.text),
        text=f"{sentence.text}{unit.group(1)}",
        yuan=yuan,
        unit=unit.group(1),
    )


def _name(placed: Placed, role: Role) -> str:
    noun = item_noun(squeeze(placed.before))
    clause, sentence = placed.clause, placed.sentence
    if noun and not (clause and clause.nested and _NOT_OWN.match(noun)):
        return _activity(noun)
    if sentence.topic:
        return re.split(r"[，,]", sentence.topic)[0]
    if role == "annual":
        return ""
    at = sentence.start + placed.money.start
    for earlier in reversed([c for c in sentence.clauses if not c.nested and c.start <= at]):
        if clause is not None and not clause.nested and earlier.start == clause.start:
            continue
        plain = re.sub(r"20\d\d年(?:度)?", "", squeeze(earlier.text))
        plain = re.split(r"[：:]", plain)[-1]
        named = re.sub(r"每[一-龥]{1,2}$", "", _activity(trim(_COUNT_TAIL.sub("", plain))))
        if 2 <= len(named) <= 30 and not re.search(r"\d|^每", named):
            return named
    return ""


def _activity(phrase: str) -> str:
    """做技术监测服务 → 技术监测服务."""
    phrase = re.sub(r"^[一二三四五六七八九]是", "", phrase)
    return re.sub(r"^(?:用途：|做好?|开展|实施|进行|请第三方|采购|组织|举办)(?=.{3,})", "", phrase)


def _is_factor(money: Money, products: tuple[Product, ...]) -> bool:
    """True for a unit price inside a written-out calculation; its stated result is kept."""
    for product in products:
        if product.start <= money.start and money.end <= product.end:
            return not (product.stated and product.stated.start == money.start)
    return False


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


# --- header ---------------------------------------------------------------------------------


def _header(field: str, statements: tuple[Money, ...]) -> Iterator[HeaderFact]:
    if statements and len({m.yuan for m in statements}) == 1:
        money = statements[0]
        reading = None if money.unit == "元" else f"{money.text} = {plain_number(money.yuan)}元"
        yield HeaderFact(
            field=field,
            value=plain_number(money.yuan),
            start=money.start,
            end=money.end,
            reading=reading,
        )


def _one_year(header: list[HeaderFact]) -> list[HeaderFact]:
    """A project of one year: the year's amount is the total, whichever of them is stated."""
    known = {fact.field: fact for fact in header}
    for field, other in (("total_amount", "annual_amount"), ("annual_amount", "total_amount")):
        if field not in known and other in known:
            reading = "实施期限为1年，项目总金额与本年度金额相同"
            return [known[other].model_copy(update={"field": field, "reading": reading})]
    return []


def plain_number(value: Decimal) -> int | float:
    """An amount in yuan as JSON carries it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _summed(items: tuple[BudgetItem, ...]) -> HeaderFact:
    total = sum((i.money.yuan for i in items), Decimal(0))
    shown = " + ".join(i.money.text for i in items)
    return HeaderFact(
        field="annual_amount",
        value=plain_number(total),
        start=items[0].start,
        end=items[-1].end,
        reading=f"{shown} = {plain_number(total)}元",
    )
