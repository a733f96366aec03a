"""Which price and counts an amount comes from: found by reckoning, wherever they are written.

32台车 … 一台一年16.8万，537.6万: the amount proves that the price and the count belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations
from typing import NamedTuple

from assistant.facts.money.roles import Amount, priced_per
from assistant.facts.segments import Sentence
from assistant.model import Money
from assistant.parse import units
from assistant.parse.factors import Factor, counted_in, factors_in
from assistant.parse.fold import fold
from assistant.parse.money import find_money
from assistant.parse.numbers import parse_number

_ONE = Decimal(1)
_COUNTABLE = ("count", "length", "area", "volume", "weight", "duration", "other")
_REPEATS = (
    (
        re.compile(r"每个?月|月$|/月|·月|(?:均|每人|按)月|月(?:工资|薪|租|补贴|补助|报酬|服务费)"),
        12,
        "个月",
    ),
    (re.compile(r"每个?季度?|·季|/季"), 4, "个季度"),
    (re.compile(r"每学期|每半年|学期$|半年$"), 2, ""),
)
_MOST_COUNTS = 8


class Reckoning(NamedTuple):
    """A price and counts whose product is an amount; `repeats` is 12 for a monthly price."""

    price: Money
    per: str
    counts: tuple[Factor, ...]
    repeats: int
    yuan: Decimal
    begin: int
    """Where the words begin that tell what it pays for."""

    @property
    def start(self) -> int:
        """Where the first number of the calculation stands."""
        return min([self.price.start, *(c.start for c in self.counts)])


class Numbers(NamedTuple):
    """The counts of a description in order, and its folded text."""

    text: str
    counts: tuple[Factor, ...]

    def between(self, start: int, end: int) -> tuple[Factor, ...]:
        """The counts that begin in a span, at most the last few."""
        first = bisect_left(self.counts, start, key=lambda c: c.start)
        last = bisect_left(self.counts, end, key=lambda c: c.start)
        return self.counts[max(first, last - _MOST_COUNTS) : last]


def numbers_of(text: str, sentences: tuple[Sentence, ...]) -> Numbers:
    """All counts: numbers with a unit, and bare cells of a column that counts (数量, 批次)."""
    plain = fold(text)
    money = find_money(text)
    cells = [c for s in sentences if (c := _counted_cell(s))]
    taken = {c.start for c in cells} | {m.start for m in money}
    found = [
        f
        for f in factors_in(plain, money)
        if not f.is_money and f.start not in taken and _counts(f)
    ]
    return Numbers(plain, tuple(sorted([*found, *cells], key=lambda c: c.start)))


def _counts(factor: Factor) -> bool:
    return bool(
        factor.unit
        and factor.value not in (0, 1)
        and factor.unit not in ("%", "级")
        and (factor.unit == "块" or units.dimension_of(factor.unit) in _COUNTABLE)
    )


def _counted_cell(sentence: Sentence) -> Factor | None:
    """| 批次 | 3200 |: the column says what is counted."""
    column = re.sub(r"[（(][^（）()]*[）)]", "", sentence.label)
    if not sentence.topic or not _COUNT_COLUMN.search(column):
        return None
    written = _NUMBER_AND_UNIT.fullmatch(sentence.text.strip())
    value = parse_number(written.group(1) if written else sentence.text)
    if value is None:
        return None
    if written:  # 400枪、2600块：写在格里的就是单位
        scale = 10_000 if written.group(2) else 1
        unit = written.group(3)
        end = sentence.start + len(sentence.text.rstrip())
        return Factor(sentence.start, end, value * scale, unit, is_money=False)
    named = re.search(r"[（(]\s*(?:单位[：:])?([一-龥㎡]{1,4})\s*[）)]$", sentence.label)
    unit = named.group(1) if named else _COUNTED_IN.get(column, "")
    return Factor(sentence.start, sentence.end, value * units.scale_of(unit), unit, is_money=False)


_NUMBER_AND_UNIT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万?)([一-龥]{1,3})")
_COUNT_COLUMN = re.compile(
    r"数量|批次|人数|户数|家数|场次|次数|台数|套数|件数|面积|里程|期数|工程量$"
)
_COUNTED_IN = {"批次": "批次", "人数": "人", "户数": "户", "家数": "家", "场次": "场", "次数": "次",
               "台数": "台", "套数": "套", "件数": "件", "期数": "期"}  # fmt: skip


def reckon(
    amount: Amount, prices: Sequence[Amount], numbers: Numbers, until: int
) -> Reckoning | None:
    """How an amount is made up of one of these prices and the counts in its own words: those
    before it, or behind it up to the next amount at `until`."""
    at = amount.money.end
    before = _reckon(amount, prices, numbers, amount.begin, at + _bracket(numbers.text, at))
    return before or _reckon(amount, prices, numbers, at, until)


def _reckon(
    amount: Amount, prices: Sequence[Amount], numbers: Numbers, start: int, end: int
) -> Reckoning | None:
    near = [p for p in prices if start <= p.money.start < end]
    for price in reversed(near):
        counts = numbers.between(start, end)
        ways = _ways(price, counts, numbers.text, start)
        if len(near) == 1:
            ways = chain(ways, _ways(price, counts, numbers.text, start, bound=False))
        if made := next((w for w in ways if gives(w.yuan, amount.money)), None):
            return made
    return None


def reckon_anywhere(
    amount: Amount, prices: Sequence[Amount], numbers: Numbers, alone: bool
) -> Reckoning | None:
    """The same with counts from anywhere, where their unit is the one that the price is for;
    `alone`: the description has no other amount that could be meant."""
    hits: list[Reckoning] = []
    for price in prices:
        per = priced_per(price)
        wanted = per.split("·")[0] or price.per
        if not wanted or price.money.yuan >= amount.money.yuan:
            continue
        next_to = _next_to(amount, price, numbers.text)
        if not (alone or next_to or _about(amount, price, numbers.text)):
            continue
        counts = [c for c in numbers.counts if _fits(c, wanted)]
        own = numbers.between(price.sentence.start, price.sentence.end)
        near = {c.start: c for c in (*counts, *own)}
        for made in _ways(price, tuple(near.values())[-_MOST_COUNTS:], numbers.text, price.begin):
            fits = any(_fits(c, wanted) for c in made.counts) or (next_to and made.counts)
            if fits and gives(made.yuan, amount.money):
                hits.append(made)
                break
    return hits[0] if len({h.price.start for h in hits}) == 1 else None


def _next_to(amount: Amount, price: Amount, text: str) -> bool:
    """True where no other amount stands between a price and what it comes to."""
    between = text[price.money.end : amount.money.start]
    return (
        price.money.end <= amount.money.start
        and len(between) <= _SAID_SOON
        and not re.search(r"\d\s*[万亿元块]", between)
        and not (amount.name and not re.search(r"^那?就", amount.name))
    )


_SAID_SOON = 40


def _about(amount: Amount, price: Amount, text: str) -> bool:
    """True for a price of what the amount pays for: two characters are alike."""
    said = text[price.begin : price.money.start]
    return any(amount.name[i : i + 2] in said for i in range(len(amount.name) - 1))


def ways_of(price: Amount, numbers: Numbers) -> Iterator[Reckoning]:
    """What a price without a written result can come to with the counts beside it."""
    start, end = price.begin, _sentence_rest(price, numbers.text)
    yield from _ways(price, numbers.between(start, end), numbers.text, start)


def _sentence_rest(price: Amount, text: str) -> int:
    """The end of the words about a price: the next amount or the sentence's end."""
    rest = text[price.money.end : price.sentence.end]
    following = next(iter(find_money(rest)), None)
    return price.money.end + (following.start if following else len(rest))


def _fits(count: Factor, unit: str) -> bool:
    return bool(count.unit and units.comparable(count.unit, unit) and count.unit != "年")


_OWN_COUNT = re.compile(r"[一-龥]{0,8}[，,]?\s*(?:每|人均|户均)[^\d，,。；;]{1,8}")


def own_count(price: Amount, counts: Sequence[Factor], text: str) -> Factor | None:
    """9所 of 新建9所每所20万元: the count right before a price that is for the same unit."""
    before = [c for c in counts if c.end <= price.money.start]
    last = max(before, key=lambda c: c.end, default=None)
    if last is None or not _OWN_COUNT.fullmatch(text[last.end : price.money.start]):
        return None
    unit = priced_per(price).split("·")[0] or price.per
    return last if unit and _fits(last, unit) else None


def _ways(
    price: Amount, counts: tuple[Factor, ...], text: str, begin: int, *, bound: bool = True
) -> Iterator[Reckoning]:
    """What a price can come to; `bound`: with the count right before it, where there is one (样本
    480户，其中农村200户，每户100元: the written result may prove the other)."""
    per = priced_per(price)
    if bound and (own := own_count(price, counts, text)):
        counts = tuple(c for c in counts if c == own or not units.comparable(c.unit, own.unit))
    place = text[max(0, price.money.start - 12) : price.money.end + 12]
    often = [(1, "")] + [(n, u) for p, n, u in _REPEATS if p.search(place) or p.search(per)]
    usable = [c for c in counts if not price.money.start <= c.start < price.money.end]
    for size in range(0 if len(often) > 1 else 1, 4):
        for chosen in combinations(reversed(usable), size):
            for repeats, _ in often:
                if not chosen and repeats == 1:
                    continue
                if repeats > 1 and any(units.dimension_of(c.unit) == "duration" for c in chosen):
                    continue
                yuan = price.money.yuan * repeats
                for count in chosen:
                    yuan *= counted_in(per, count)
                counted = tuple(sorted(chosen, key=lambda c: c.start))
                yield Reckoning(price.money, per, counted, repeats, yuan, begin)


def gives(yuan: Decimal, money: Money) -> bool:
    """True when a calculation arrives at the amount as far as it is written."""
    return abs(yuan - money.yuan) <= rounding(money) * (2 if money.approximate else 1)


def rounding(money: Money) -> Decimal:
    """Half of the last digit written: 41.4万元 stands for anything within 500元 of it."""
    scale = {"元": _ONE, "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
    unit = scale.get(money.unit.partition("/")[0], _ONE)
    digits = money.yuan / unit
    last = _ONE.scaleb(int(digits.normalize().as_tuple().exponent)) if digits else _ONE
    return min(last, _ONE) * unit / 2


def _bracket(text: str, at: int) -> int:
    """The length of a bracket right behind an amount: it says how the amount is made up."""
    match = re.match(r"\s*[（(][^（）()]*\d[^（）()]*[）)]", text[at : at + 80])
    return match.end() if match else 0
