"""家政护理1200人次、叉车400人次 … 家政护理1500元/人，叉车1600元/人 … 培训补贴244万元: prices and
counts of several kinds, told together by the kind's name wherever they stand, proved by the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from assistant.facts.money.reckoning import Numbers, gives
from assistant.facts.money.roles import Amount, priced_per
from assistant.facts.money.written import said_amount
from assistant.model import BudgetItem, Product
from assistant.parse import units
from assistant.parse.factors import Factor

_LEAST = 2
_REACH = 24
_PIECE = re.compile(r"[，,、；;：:。（()）\n\s|]")
_LEAD = re.compile(r"^(?:其中|包括|和|及)|^[一-龥]{0,8}(?:标准|单价|价格)(?:为|是)?")
_TAIL = re.compile(
    r"(?:按|为|约|共|每[一-龥]{1,3}(?:每[一-龥]{1,2})?|补[助贴]|奖励|资助|单价|培训|需|一[一-龥])$"
)


class _Priced(NamedTuple):
    """A price and a count of one kind."""

    label: str
    price: Amount
    many: Factor


def kinds_item(
    amount: Amount, found: Sequence[Amount], numbers: Numbers, text: str
) -> BudgetItem | None:
    """The amount as an item that shows its kinds, where a run of prices with their counts makes it
    up; None otherwise."""
    for run in _runs(found):
        pairs = _pairs(run, numbers, text)
        total = sum((p.price.money.yuan * p.many.value for p in pairs), Decimal(0))
        if len(pairs) == len(run) and gives(total, amount.money):
            return _item(amount, pairs, text)
    return None


def _runs(found: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Prices one after the other in a sentence."""
    prices = [a for a in found if a.role in ("unit_price", "factor")]
    for _, run in groupby(prices, key=lambda a: a.sentence.start):
        kept = list(run)
        if len(kept) >= _LEAST:
            yield kept


def _pairs(run: list[Amount], numbers: Numbers, text: str) -> list[_Priced]:
    counts = [(c, _label(text, c.start)) for c in numbers.counts]
    pairs = []
    for price in run:
        label, per = _label(text, price.money.start), priced_per(price).split("·")[0]
        own = [c for c, said in counts if _alike(label, said) and _counts(c, per)]
        if len(own) == 1:
            pairs.append(_Priced(_said(text, own[0].start), price, own[0]))
    return pairs


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
    shown = "，".join(
        f"{p.label}{text[p.many.start : p.many.end]}×{said_amount(p.price.money)}{_per(p.price)}"
        for p in pairs
    )
    topic = amount.sentence.topic if len(amount.sentence.topic) <= _REACH else ""
    own = amount.name if not any(amount.name in p.label for p in pairs) else ""
    name = own or topic
    product = Product(
        start=min(p.many.start for p in pairs),
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


def _per(price: Amount) -> str:
    per = priced_per(price)
    return f"/{per}" if per else ""
