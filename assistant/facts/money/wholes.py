"""Which amount is the whole and which are its parts: told by adding up, not by nearness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.money.nested import without_subtotals
from assistant.facts.money.reckoning import Reckoning, rounding
from assistant.facts.money.roles import Amount
from assistant.facts.phrases import squeeze

_SUBTOTAL = re.compile(
    r"(?:合计|总计|共计|一共|总共|小计|加起来|合起来|加总|合在一起|以上共?|上述共?)[^，。；\d]{0,4}$"
)
_LIKE_SUM = re.compile(rf"{_SUBTOTAL.pattern}|那?就是$|(?:^|[，：])是?$")
_STEPS = 4000


class Settled(NamedTuple):
    """Amounts with their final roles; `made` are prices whose result closes the sum."""

    found: list[Amount]
    made: Mapping[int, Reckoning]
    closed: bool


def settle(
    found: list[Amount],
    stated: Mapping[int, Reckoning],
    unstated: Mapping[int, list[Reckoning]],
    several_years: bool,
) -> Settled:
    """The largest amount is the whole if the others, and what prices come to, add up to it.

    `stated` are the calculations behind written amounts, `unstated` the possible results of prices
    that have none, both by the place of their amount. Of a project over several years the whole is
    the project's, otherwise the year's.
    """
    counted = [a for a in found if a.role in ("item", "annual", "total")]
    if several_years and (this_year := _without_the_total(counted)):
        closed = settle(this_year, stated, unstated, several_years=False)
        if closed.closed:
            told = {a.money.start: a for a in closed.found}
            return closed._replace(found=[told.get(a.money.start, a) for a in found])
    if len(counted) + len(unstated) < 3:
        return Settled(found, {}, False)
    top = max((a.money.yuan for a in counted), default=Decimal(0))
    wholes = [a for a in counted if a.money.yuan == top]
    parts = [a for a in counted if a.money.yuan != top]
    if _plan_of_years(parts) or all(_is_made(a, stated) for a in wholes):
        return Settled(found, {}, False)
    larger = not several_years and any(a.role == "total" and not _is_investment(a) for a in wholes)
    if (year := _year_of_items(counted)) and not (larger and year[0][0] not in wholes):
        smaller = [a for a in counted if a.role == "annual" and a.year and a not in year[0]]
        return Settled([_as_settled(a, *year, bool(smaller)) for a in found], {}, True)
    for chosen in _choices(parts):
        made = _closing(top, chosen, wholes[0], unstated)
        if made is not None and len(chosen) + len(made) > 1:
            left = [a for a in parts if a.role == "annual" and a.year and a not in chosen]
            sums = [a for a in chosen if made and _is_sum_of(a, made)]
            kept = [a for a in chosen if a not in sums]
            several = several_years or bool(left)
            return Settled([_as_settled(a, wholes, kept, several) for a in found], made, True)
    return Settled(found, {}, False)


def _without_the_total(counted: list[Amount]) -> list[Amount]:
    """The year's amount with its parts, of a project whose total is stated beside it."""
    year = {a.money.yuan for a in counted if a.role == "annual"}
    total = {a.money.yuan for a in counted if a.role == "total"}
    if len(year) != 1 or not total or max(year) >= min(total):
        return []
    rest = [a for a in counted if a.role != "total" and a.money.yuan <= max(year)]
    return rest if not _plan_of_years(rest) else []


def _year_of_items(counted: list[Amount]) -> tuple[list[Amount], list[Amount]] | None:
    """(the year's amount, its parts) where the items alone make up what is called the year's."""
    items = [a for a in counted if a.role == "item" and not _in_bracket(a) and not says_sum(a)]
    total = sum((a.money.yuan for a in items), Decimal(0))
    year = [a for a in counted if a.role == "annual" and a.money.yuan == total]
    return (year, items) if items and year else None


def _is_sum_of(amount: Amount, made: Mapping[int, Reckoning]) -> bool:
    return amount.money.yuan == sum((r.yuan for r in made.values()), Decimal(0))


def _plan_of_years(parts: list[Amount]) -> bool:
    """True when amounts of different years stand among the parts: years are no items."""
    return len({a.year for a in parts if a.year}) > 1


def _is_made(amount: Amount, stated: Mapping[int, Reckoning]) -> bool:
    return amount.money.start in stated and not says_sum(amount)


def says_sum(amount: Amount) -> bool:
    """True when the words right before an amount call it a sum."""
    return bool(_SUBTOTAL.search(_words_before(amount)))


def _words_before(amount: Amount) -> str:
    at = amount.money.start - amount.sentence.start
    return squeeze(amount.sentence.text[max(0, at - 10) : at])


def _choices(parts: list[Amount]) -> Iterator[list[Amount]]:
    """Which amounts may be the parts: all; each once; without brackets; without subtotals."""
    once = list({(a.money.yuan, a.name): a for a in reversed(parts)}.values())[::-1]
    plain = [a for a in once if not _in_bracket(a)]
    own = [a for a in plain if a.role == "item"]
    seen: list[list[Amount]] = []
    for chosen in (
        parts,
        once,
        plain,
        [a for a in plain if not says_sum(a)],
        without_subtotals(once),
        own,
        [a for a in own if not says_sum(a)],
        list({a.money.yuan: a for a in own}.values()),
    ):
        if chosen not in seen:
            seen.append(chosen)
            yield chosen


def _in_bracket(amount: Amount) -> bool:
    return any(c.nested and c.start <= amount.money.start < c.end for c in amount.sentence.clauses)


def _closing(
    top: Decimal,
    chosen: Sequence[Amount],
    whole: Amount,
    unstated: Mapping[int, list[Reckoning]],
) -> dict[int, Reckoning] | None:
    """The results of prices that, with the chosen amounts, make up the whole; None if none do."""
    missing = top - sum((a.money.yuan for a in chosen), Decimal(0))
    allowed = sum((rounding(a.money) for a in chosen), rounding(whole.money))
    if not unstated or missing < -allowed:
        return {} if abs(missing) <= allowed else None
    if abs(missing) <= allowed:
        return _behind_a_subtotal(chosen, unstated)
    return _fill(missing, allowed, list(unstated.items()))


def _behind_a_subtotal(
    chosen: Sequence[Amount], unstated: Mapping[int, list[Reckoning]]
) -> dict[int, Reckoning]:
    """加起来41.2万: of what, where the prices before it come to just that."""
    for amount in chosen:
        if _LIKE_SUM.search(_words_before(amount)):
            before = [(at, ways) for at, ways in unstated.items() if at < amount.money.start]
            made = _fill(amount.money.yuan, rounding(amount.money), before)
            if made:
                return made
    return {}


def _fill(
    missing: Decimal, allowed: Decimal, prices: list[tuple[int, list[Reckoning]]]
) -> dict[int, Reckoning] | None:
    """One result of each price, together the missing sum."""
    if any(not ways for _, ways in prices):
        return None
    left = _STEPS

    def search(index: int, rest: Decimal) -> dict[int, Reckoning] | None:
        nonlocal left
        left -= 1
        if left < 0 or rest < -allowed:
            return None
        if index == len(prices):
            return {} if abs(rest) <= allowed else None
        at, ways = prices[index]
        for way in ways:
            found = search(index + 1, rest - way.yuan)
            if found is not None:
                return {at: way, **found}
        return None

    return search(0, missing)


def _as_settled(
    amount: Amount, wholes: list[Amount], chosen: Sequence[Amount], several_years: bool
) -> Amount:
    if any(amount is w for w in wholes):
        own_year = amount.role == "annual" and amount.year is not None
        kept = (several_years and not own_year) or (
            amount.role == "total" and _is_investment(amount)
        )
        return amount._replace(role="total" if kept else "annual", name="")
    if any(amount is c for c in chosen):
        return amount._replace(role="item")
    larger = amount.role == "annual" and amount.money.yuan > wholes[0].money.yuan
    if amount.role in ("item", "annual") and amount.year is None and not larger:
        return amount._replace(role="subtotal")
    if amount.role == "total" and amount.money.yuan < wholes[0].money.yuan:
        return amount._replace(role="subtotal")
    return amount


def _is_investment(amount: Amount) -> bool:
    """True for 总投资 and 概算: sums of a whole project, whatever its years."""
    at = amount.money.start - amount.sentence.start
    said = amount.sentence.text[max(0, at - 10) : at] + amount.sentence.label
    return bool(re.search("投资|概算|总盘子|造价", said))
