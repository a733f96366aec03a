"""Sums within sums and words taken back: 总盘子1500万，第一轮400万…; 零售300万，不对，零售200万."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.facts.money.roles import Amount

_MOST = 12
_TAKEN_BACK = re.compile(r"不对|不是|哦不|说错|记错|搞错|更正|改成|应该是|应该?为")


def without_subtotals(parts: Sequence[Amount]) -> list[Amount]:
    """The finest parts: an amount that those right behind it make up is left out, and so is a
    second way of dividing the same sum (按轮次, then 按品类)."""
    kept: list[Amount] = []
    at = 0
    while at < len(parts):
        first = _run(parts, at + 1, parts[at].money.yuan)
        if not first:
            if not _sums_behind(kept, parts[at].money.yuan):
                kept.append(parts[at])
            at += 1
            continue
        kept += parts[at + 1 : first]
        whole, at = parts[at].money.yuan, first
        while again := _run(parts, at, whole):
            at = again
    return kept


def _sums_behind(kept: Sequence[Amount], whole: Decimal) -> bool:
    """True for what two or more of the parts just before come to (那就是144万)."""
    total = Decimal(0)
    for count, part in enumerate(reversed(kept[-_MOST:]), 1):
        total += part.money.yuan
        if total >= whole:
            return total == whole and count > 1
    return False


def _run(parts: Sequence[Amount], start: int, whole: Decimal) -> int:
    """The end of two or more amounts from `start` on that make up `whole`; 0 if none do."""
    total = Decimal(0)
    for end in range(start, min(start + _MOST, len(parts))):
        total += parts[end].money.yuan
        if total >= whole:
            return end + 1 if total == whole and end > start else 0
    return 0


def corrected(found: Sequence[Amount], text: str) -> list[Amount]:
    """Without the amounts that the speaker takes back: the last said of one thing holds, and the
    same amount said once more (对，零售200万) counts once."""
    kept: list[Amount] = []
    for amount in found:
        before = next((k for k in reversed(kept) if k.role != "factor"), None)
        between = text[before.money.end : amount.money.start] if before else ""
        if before and len(between) <= 24 and _same_thing(before, amount):
            if _TAKEN_BACK.search(between):
                kept = [k for k in kept if k is not before]
                amount = _in_its_place(amount, before)
            elif before.money.yuan == amount.money.yuan and re.match(r"[，,。]?\s*对", between):
                continue
        kept.append(amount)
    return kept


def _in_its_place(amount: Amount, before: Amount) -> Amount:
    """哦不，是180台，21.6万: named after the amount that it replaces, without those words."""
    named = amount.name and not _TAKEN_BACK.search(amount.name)
    if named and not re.match(r"^[不是]", amount.name):
        return amount
    return amount._replace(name=before.name, begin=amount.money.start)


def _same_thing(one: Amount, other: Amount) -> bool:
    roles = ("item", "annual", "total")
    alike = one.name == other.name or not other.name or _TAKEN_BACK.search(other.name)
    return bool(alike) and (one.role == other.role or (one.role in roles and other.role in roles))


def parts_of_prices(found: Sequence[Amount]) -> list[Amount]:
    """每页0.75元，其中扫描0.45元、著录0.20元、质检0.10元: parts of a unit price are no items."""
    told = list(found)
    for number, price in enumerate(told):
        if price.role not in ("unit_price", "factor"):
            continue
        rest = [a for a in told[number + 1 : number + 1 + _MOST] if a.sentence is price.sentence]
        for end in range(2, len(rest) + 1):
            parts = rest[:end]
            if all(p.role == "item" for p in parts) and (
                sum(p.money.yuan for p in parts) == price.money.yuan
            ):
                told[number + 1 : number + 1 + end] = [p._replace(role="subtotal") for p in parts]
    return told


def summed_prices(found: Sequence[Amount]) -> list[Amount]:
    """保教费300元、伙食费150元，每人合计450元: parts of a unit price are no items."""
    told = list(found)
    for number, price in enumerate(told):
        if price.role != "unit_price":
            continue
        parts: list[int] = []
        for at in reversed(range(max(0, number - _MOST), number)):
            if told[at].role != "item" or told[at].sentence.group != price.sentence.group:
                break
            parts.append(at)
            if len(parts) > 1 and sum(told[p].money.yuan for p in parts) == price.money.yuan:
                for part in parts:
                    told[part] = told[part]._replace(role="subtotal")
                break
    return told
