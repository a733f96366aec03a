"""What the budget is made of: the items of 测算依据, each as the description writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.money.reckoning import Reckoning
from assistant.facts.money.roles import Amount, clause_at, outer_clause
from assistant.facts.money.written import said_amount, spoken_off, written_item
from assistant.facts.phrases import squeeze
from assistant.model import BudgetItem, Product
from assistant.parse.money import find_money
from assistant.vocabulary.description import action_words

_ANNOUNCED = re.compile(
    r"^[\s、，；。：:]*(?:其中|包括|主要用于|用于|分别为|[一二三四五六七八九]是|\d{1,2}[.、](?!\d)\s*|（[一二三四五六七八九\d]+）)*"
)
_TIMES = re.compile(r"[×*xX]")
# 2.3万盏×0.15千瓦×4000小时×0.62元：因数多的算式照原文的次序写。
_FEW = 3


def items_of(
    found: list[Amount],
    products: tuple[Product, ...],
    stated: Mapping[int, Reckoning],
    text: str,
    closed: bool,
) -> Iterator[BudgetItem]:
    """What the budget is made of. A calculation goes to the item whose amount it arrives at;
    `closed`: the items are known to add up to the whole."""
    kept: dict[tuple[str, Decimal], BudgetItem] = {}
    for amount in found:
        if amount.role == "annual" and closed:
            continue
        item = _item(amount, products, stated, text)
        if item:
            kept.setdefault((item.text, amount.money.yuan), item)
    items = [i for i in kept.values() if not _said_better(i, list(kept.values()))]
    yield from items if closed else _without_the_whole(items, found)


def _item(
    amount: Amount, products: tuple[Product, ...], stated: Mapping[int, Reckoning], text: str
) -> BudgetItem | None:
    if amount.role not in ("item", "annual"):
        return None
    product = _product_of(amount, products)
    reckoning = stated.get(amount.money.start)
    if reckoning and not (product and len(product.factors) > _FEW):
        return written_item(amount, reckoning, text)
    detail = _bracket_after(text, amount.money.end)
    if amount.role == "annual" and not (amount.name or product or detail):
        return None
    return BudgetItem(
        start=amount.money.start,
        end=amount.money.end,
        name=amount.name,
        money=amount.money,
        product=product,
        text=_written(amount, product, detail, text),
    )


def _product_of(amount: Amount, products: tuple[Product, ...]) -> Product | None:
    """The calculation that arrives at this amount; one from elsewhere for a named amount."""
    here = next((p for p in products if p.stated and p.stated.start == amount.money.start), None)
    if here or not amount.name:
        return here
    return next((p for p in products if p.stated and p.stated.yuan == amount.money.yuan), None)


def _said_better(item: BudgetItem, items: list[BudgetItem]) -> bool:
    """True for a calculation that an earlier, named item of the same amount already shows."""
    twins = [o for o in items if o.money.yuan == item.money.yuan and _same_sum(o, item)]
    best = next((o for o in twins if o.name), twins[0] if twins else item)
    return best is not item


def _same_sum(one: BudgetItem, other: BudgetItem) -> bool:
    """True for one calculation, read twice."""
    a, b = one.product, other.product
    return bool(a and b and (a == b or (a.start == b.start and a.result_yuan == b.result_yuan)))


def _without_the_whole(items: list[BudgetItem], found: list[Amount]) -> list[BudgetItem]:
    """The sum itself is no item beside its parts; alone, it is the only one."""
    sums = {a.money.yuan for a in found if a.role == "annual"}
    parts = [i for i in items if i.money.yuan not in sums]
    if len(parts) >= 2 or (parts and not [i for i in items if i.name]):
        return parts
    return [i for i in items if i.name or i.product or "（" in i.text][:6]


class _Said(NamedTuple):
    """An item as the description has it, before it is written into the form."""

    amount: Amount
    product: Product | None
    own: str
    """The words from the item before up to the amount."""
    tail: str
    """The bracket right behind the amount, that says how it is made up; "" for none."""
    text: str


def _written(amount: Amount, product: Product | None, detail: str, text: str) -> str:
    """The item as the description writes it; name and amount where that says everything."""
    own = _ANNOUNCED.sub("", text[_begin(amount, text) : amount.money.end]).strip()
    if amount.name and re.search(r"剩|其余|结余|余下", own) and amount.name not in own:
        return f"{amount.name}{said_amount(amount.money)}"
    said = _Said(amount, product, spoken_off(own), f"（{detail}）" if detail else "", text)
    ways = (_of_a_table, _calculated, _priced_in_brackets, _calculated_elsewhere, _in_own_words)
    return next((w for way in ways if (w := way(said))), _named(said))


def _begin(amount: Amount, text: str) -> int:
    """Where an item's own words begin: behind what another price or a list of things says."""
    outer = outer_clause(amount)
    if outer is not None:
        return max(amount.begin, outer.start)
    clause = clause_at(amount.sentence, amount.money.start)
    if clause is None or clause.nested or not amount.begin < clause.start:
        return amount.begin
    earlier, here = text[amount.begin : clause.start], text[clause.start : amount.money.start]
    others = bool(find_money(earlier)) or len(re.findall(r"\d[一-龥]", earlier)) > 1
    named = len(amount.name) > 1 and amount.name in squeeze(here)
    return clause.start if named and others else amount.begin


def _named(said: _Said) -> str:
    return f"{said.amount.name}{_yuan(said.amount)}{said.tail}"


def _yuan(amount: Amount) -> str:
    """60万元 for a spoken 60万."""
    text = amount.money.text
    return f"{text}元" if text.endswith(("万", "亿")) else text


def _of_a_table(said: _Said) -> str:
    """A cell of a table or a labelled line: its topic names it."""
    amount, product = said.amount, said.product
    if not (amount.sentence.label and amount.sentence.topic and amount.name):
        return ""
    own = _ITS_OWN.search(said.own)
    if own and amount.sentence.topic not in said.own:
        return own["what"] + own["sum"]  # （三）消费维权。委托坐席6人，需48万元
    if product and amount.sentence.start <= product.start:
        return said.own if said.own.startswith(amount.name) else f"{amount.name}{said.own}"
    return _named(said)


_ITS_OWN = re.compile(
    r"(?:^|[，,])(?P<what>[一-龥·\d]{2,20}?\d[\d.]*[万亿]?[一-龥]{1,2})(?P<sum>[，,](?:共|约)?需[\d.]+(?:万|亿)?元)$"
)


def _calculated(said: _Said) -> str:
    """A calculation among brackets: name and calculation, without the rest of the sentence."""
    name, product = said.amount.name, said.product
    if not (product and "（" in said.own and _TIMES.search(product.text)):
        return ""
    return product.text if name.startswith("按") or name in action_words() else name + product.text


def _priced_in_brackets(said: _Said) -> str:
    price = re.search(r"每[^，（）]{0,6}[\d.]+(?:万)?元", said.own) if "（" in said.own else None
    if not (price and said.amount.name and said.own.count("（") > said.own.count("）")):
        return ""
    return f"{said.amount.name}{said.amount.money.text}（{price.group()}）"


def _calculated_elsewhere(said: _Said) -> str:
    """A named amount whose calculation stands apart from it."""
    amount, product = said.amount, said.product
    if not (product and amount.name):
        return ""
    if amount.begin <= product.start and product.end <= amount.money.end + 1:
        return ""
    if _TIMES.search(product.text):
        return f"{amount.name}{product.text}"
    return f"{amount.name}{_yuan(amount)}{said.tail or _factors(product, said.text)}"


def _factors(product: Product, text: str) -> str:
    """（620户，每户3.2万元） of 620户，每户3.2万元，所需资金1984万元."""
    if product.stated is None:
        return ""
    before = re.sub(r"[，,；=＝]?[^，,；\d]*$", "", text[product.start : product.stated.start])
    return f"（{before}）" if before and len(before) <= 60 else ""


def _in_own_words(said: _Said) -> str:
    """The description's own words, where they say more than a name and an amount."""
    own = _CALLED_SUM.sub("，", said.own)
    detailed = len(re.findall(r"\d[\d.,]*", re.sub(r"20\d\d年(?:度)?", "", own))) > 1
    if not own or len(own) > 90 or not (detailed or not said.amount.name) or "20" in own[:2]:
        return ""
    name = said.amount.name
    led = name if own.startswith("按") and len(name) > 1 and not name.startswith("按") else ""
    return led + own + ("）" if own.count("（") > own.count("）") else "") + said.tail


_CALLED_SUM = re.compile(
    r"(?:[，,]|(?<=\d[一-龥]))\s*(?:合计|共计|总计|一共|小计|共|计)(?=约?[\d.,]+(?:万|亿)?元$)"
)


def _bracket_after(text: str, at: int) -> str:
    """（14人，人均年费用约18.06万元）right behind an amount says how it is made up."""
    match = re.match(r"[ \t　]*[（(]([^（）()]*\d[^（）()]*)[）)]", text[at : at + 80])
    return (
        match.group(1)
        if match and not re.fullmatch(r"20\d\d[—\-~至到\d年]*", match.group(1))
        else ""
    )
