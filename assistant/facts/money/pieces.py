"""128层CT一台820万元: what stands behind 一台 is the price of each, or what the one costs; the sum
tells which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.facts.money.roles import Amount
from assistant.facts.phrases import squeeze

_ONE = re.compile(
    r"(?P<what>[一-龥A-Za-z0-9]{2,20})(?<!每)(?<![第同之唯万])一个?"
    r"(?:台套|台|套|辆|座|处|艘|架|部|个|批|项|间|栋|条|组|把|件|块|具|张|口|扇|副)$"
)


def single_pieces(found: Sequence[Amount]) -> list[Amount]:
    """The amounts, those of one piece as items, where only with them the items make the whole."""
    ones = {a.money.start: what for a in found if a.role == "unit_price" and (what := _what(a))}
    if not ones:
        return list(found)
    wholes = [a for a in found if a.role in ("annual", "total")]
    top = max((a.money.yuan for a in wholes), default=Decimal(0))
    parts = [a for a in found if a.role == "item" or _bare(a, top)]
    total = sum((a.money.yuan for a in (*parts, *_of(found, ones))), Decimal(0))
    if not parts or all(whole.money.yuan != total for whole in wholes):
        return list(found)
    return [
        a._replace(role="item", name=ones[a.money.start], per="") if a.money.start in ones else a
        for a in found
    ]


def _bare(amount: Amount, top: Decimal) -> bool:
    return amount.role == "annual" and amount.year is None and amount.money.yuan < top


def _of(found: Sequence[Amount], places: dict[int, str]) -> list[Amount]:
    return [a for a in found if a.money.start in places]


def _what(amount: Amount) -> str:
    """What there is one of; "" for a price of another kind."""
    at = amount.money.start - amount.sentence.start
    said = squeeze(re.split(r"[，,；;。、]", amount.sentence.text[:at])[-1])
    match = _ONE.search(said)
    return re.sub(r"^.{0,6}(?:清单|明细)(?:就?是|为|有|包括)", "", match["what"]) if match else ""
