"""家政护理1200人次、叉车400人次 … 家政护理1500元/人，叉车1600元/人 … 培训补贴244万元: prices and
counts of several kinds, told together by the kind's name wherever they stand, proved by the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, product
from typing import NamedTuple

from assistant.facts.money.reckoning import Numbers, gives
from assistant.facts.money.roles import Amount, priced_per
from assistant.facts.money.written import plain_amount, said_amount
from assistant.model import BudgetItem, Product
from assistant.parse import units
from assistant.parse.factors import Factor

_LEAST = 2
_REACH = 24
_PIECE = re.compile(r"[，,、；;：:。（()）\n\s|]")
_LEAD = re.compile(
    r"^(?:其中|包括|和|及)|^[一-龥]{0,8}(?:标准|单价|价格)(?:为|是)?|^.*?20\d\d年(?:度)?(?:计划|拟)?"
)
_REST = ("其余", "其他", "余下", "其它")
_TAIL = re.compile(
    r"(?:按|为|约|共|每[一-龥]{1,3}(?:每[一-龥]{1,2})?|补[助贴]|奖励|资助|单价|培训|需|一[一-龥])$"
)


class _Priced(NamedTuple):
    """A price and how many there are of one kind: one count, or those left (其余)."""

    label: str
    price: Amount
    many: tuple[Factor, ...]

    @property
    def yuan(self) -> Decimal:
        """What the kind comes to."""
        return self.price.money.yuan * sum(c.value for c in self.many)


def kinds_items(
    amount: Amount, found: Sequence[Amount], numbers: Numbers, text: str
) -> tuple[BudgetItem, ...]:
    """The amount as its kinds, where a run of prices with their counts makes it up: an item for
    each kind of the year's whole amount, one item that shows them otherwise; none without them."""
    for run in _runs(found):
        pairs = _pairs(run, numbers, text)
        total = sum((p.yuan for p in pairs), Decimal(0))
        if len(pairs) == len(run) and gives(total, amount.money):
            if amount.role == "annual":
                return tuple(_of_kind(p, text) for p in pairs)
            if any(len(p.many) > 1 for p in pairs):
                return tuple(_of_kind(p, text, amount.name) for p in pairs)
            return (_item(amount, pairs, text),)
        if proved := _proved(run, amount, numbers, text):
            if sum((p.yuan for p in proved), Decimal(0)) != amount.money.yuan:
                return (_item(amount, proved, text),)
            own = any(amount.name in p.label or p.label in amount.name for p in proved)
            paid = "" if amount.role == "annual" or own else amount.name
            return tuple(_of_kind(p, text, paid) for p in proved)
    return ()


_MOST = 3


def _proved(run: list[Amount], amount: Amount, numbers: Numbers, text: str) -> list[_Priced]:
    """Prices with counts that only the sum tells to belong to them: all of one count (每剂329元,
    服务费每剂28元, 5670剂次), or each of the next one in one unit; none where several would do."""
    if len(run) > _MOST or not all(priced_per(p) for p in run):
        return []
    before = [c for c in numbers.counts if c.value > 1 and c.end <= amount.money.start]
    whole = sum((p.money.yuan for p in run), Decimal(0))
    per = {priced_per(p) for p in run}
    one = [
        c for c in before if _counts(c, priced_per(run[0])) and gives(whole * c.value, amount.money)
    ]
    if len(per) == 1 and len({c.value for c in one}) == 1:
        return [_Priced(_label(text, p.money.start), p, (one[0],)) for p in run]
    fitting = [
        [c for c in before if _counts(c, priced_per(p).split("·")[0])][-_LATEST:] for p in run
    ]
    ways = [
        chosen
        for chosen in product(*fitting)
        if len({c.start for c in chosen}) == len(run) and gives(_sum(run, chosen), amount.money)
    ]
    if len(ways) != 1:
        return []
    return [_Priced(_called(p, c, text), p, (c,)) for p, c in zip(run, ways[0], strict=True)]


def _called(price: Amount, count: Factor, text: str) -> str:
    """What is counted; what is paid for where only who it is for stands there (为320名患者)."""
    said = _said(text, count.start)
    return said if len(said) >= _LEAST else _label(text, price.money.start)


_LATEST = 8


def _sum(run: list[Amount], chosen: Sequence[Factor]) -> Decimal:
    pairs = zip(run, chosen, strict=True)
    return sum((p.money.yuan * c.value for p, c in pairs), Decimal(0))


def summed_item(amount: Amount, prices: Sequence[Amount], text: str) -> BudgetItem | None:
    """实验室改造每间24万元，共120万元 of 物理实验室2间、化学实验室2间、生物实验室1间: the counts of
    one list together, where the price and the amount prove them."""
    own = [p for p in prices if amount.begin <= p.money.start < amount.money.start]
    per = priced_per(own[0]).split("·")[0] if len(own) == 1 else ""
    if not per:
        return None
    one = rf"[一-龥]{{2,14}}\d+{re.escape(per)}(?:[、，和及]|其中)*"
    for listed in re.finditer(rf"(?:{one}){{2,}}", text[: amount.money.start]):
        counted = re.findall(rf"(\d+){re.escape(per)}", listed.group())
        whole = own[0].money.yuan * sum(map(Decimal, counted))
        if gives(whole, amount.money):
            return _of_list(amount, own[0], (listed.start(), "+".join(counted)), text)
    return None


def _of_list(amount: Amount, price: Amount, listed: tuple[int, str], text: str) -> BudgetItem:
    start, many = listed
    name = _label(text, price.money.start)
    per = priced_per(price)
    each = f"{said_amount(price.money)}{_per(price)}"
    shown = f"{name}（{many}）{per.split('·')[0]}×{each}={said_amount(amount.money)}"
    product = Product(
        start=start,
        end=amount.money.end,
        text=shown,
        factors=(),
        result_yuan=amount.money.yuan,
        stated=amount.money,
    )
    place = {"start": amount.money.start, "end": amount.money.end}
    return BudgetItem(name=name, money=amount.money, product=product, text=shown, **place)


def _runs(found: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Prices one after the other in a sentence."""
    prices = [a for a in found if a.role in ("unit_price", "factor")]
    for _, run in groupby(prices, key=lambda a: a.sentence.start):
        kept = list(run)
        if len(kept) >= _LEAST:
            yield kept


def _pairs(run: list[Amount], numbers: Numbers, text: str) -> list[_Priced]:
    counts = [(c, _label(text, c.start)) for c in numbers.counts]
    pairs: list[_Priced] = []
    for price in run:
        label, per = _label(text, price.money.start), priced_per(price).split("·")[0]
        own = [c for c, said in counts if _alike(label, said) and _counts(c, per)]
        if len(own) == 1:
            pairs.append(_Priced(_said(text, own[0].start), price, (own[0],)))
        elif label in _REST and (rest := _others(pairs, numbers)):
            pairs.append(_Priced(label, price, rest))
    return pairs


def _others(pairs: list[_Priced], numbers: Numbers) -> tuple[Factor, ...]:
    """肢体35人、智力40人、言语20人 beside 孤独症90人: those of the same list that are no kind yet,
    without the whole."""
    known = {c.start for p in pairs for c in p.many}
    like = [c for p in pairs for c in p.many][-1:]
    listed = [
        c
        for c in numbers.counts
        if like and c.unit == like[0].unit and abs(c.start - like[0].start) < _LIST
    ]
    for whole in listed:
        parts = tuple(c for c in listed if c.start > whole.start and c is not whole)
        if sum(c.value for c in parts) == whole.value:
            return tuple(c for c in parts if c.start not in known)
    return ()


_LIST = 80


def _label(text: str, at: int) -> str:
    """The kind that a number is of: the words right before it."""
    said = _said(text, at)
    while (shorter := _TAIL.sub("", said)) != said:
        said = shorter
    return said


def _said(text: str, at: int) -> str:
    return _LEAD.sub("", _PIECE.split(text[max(0, at - _REACH) : at])[-1])


def _alike(one: str, other: str) -> bool:
    return len(one) >= _LEAST and len(other) >= _LEAST and (one == other or other.startswith(one))


def _counts(count: Factor, per: str) -> bool:
    unit = count.unit.lstrip("万")
    return bool(unit) and (not per or units.comparable(unit, per) or unit.startswith(per))


def _item(amount: Amount, pairs: list[_Priced], text: str) -> BudgetItem:
    shown = "，".join(_shown(p, text) for p in pairs)
    topic = amount.sentence.topic if len(amount.sentence.topic) <= _REACH else ""
    own = amount.name if not any(amount.name in p.label for p in pairs) else ""
    labels = "、".join(dict.fromkeys(p.label for p in pairs))
    name = own or topic or (labels if amount.role == "item" and len(labels) <= _REACH else "")
    product = Product(
        start=min(c.start for p in pairs for c in p.many),
        end=max(p.price.money.end for p in pairs),
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


def _shown(kind: _Priced, text: str) -> str:
    many = [text[c.start : c.end] for c in kind.many]
    if len(many) > 1:
        unit = kind.many[0].unit
        many = [f"（{'+'.join(m.removesuffix(unit) for m in many)}）{unit}"]
    return f"{kind.label}{many[0]}×{said_amount(kind.price.money)}{_per(kind.price)}"


def _of_kind(kind: _Priced, text: str, paid: str = "") -> BudgetItem:
    """新建养老服务站15个×20万元/个=300万元; `paid`: what it is a part of (训练费)."""
    price, amount = kind.price.money, plain_amount(kind.yuan)
    money = price.model_copy(
        update={"yuan": kind.yuan, "text": amount, "unit": amount.lstrip("0123456789.")}
    )
    shown = f"{paid}{'：' if paid else ''}{_shown(kind, text)}={amount}"
    product = Product(
        start=min(c.start for c in kind.many),
        end=max(price.end, *(c.end for c in kind.many)),
        text=shown,
        factors=(),
        result_yuan=kind.yuan,
        stated=money,
    )
    return BudgetItem(
        start=price.start,
        end=price.end,
        name=kind.label,
        money=money,
        product=product,
        text=shown,
    )


def _per(price: Amount) -> str:
    per = priced_per(price)
    return f"/{per}" if per else ""
