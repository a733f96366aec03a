"""Which amount is the year's or the project's, told by words where nothing adds up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.facts.money.reckoning import Reckoning
from assistant.facts.money.roles import Amount
from assistant.facts.money.wholes import Settled, says_sum
from assistant.facts.phrases import split_action, squeeze, trim


def by_years(
    found: list[Amount], stated: Mapping[int, Reckoning], several_years: bool
) -> list[Amount]:
    """The amounts with totals told by the years beside them, and reckoned amounts as items."""
    told = _years_make_total([_part(a, found, stated) for a in found])
    return _second_is_total(told) if several_years else told


def settled_by_words(settled: Settled, several_years: bool) -> Settled:
    """The same where the sum already told the roles; otherwise what the words say."""
    found = settled.found if settled.closed else _promote_single(_stated(_sums(settled.found)))
    if not several_years:
        return settled._replace(found=_total_is_the_years(_doubted(found)))
    return settled if settled.closed else settled._replace(found=_second_is_total(found))


def _doubted(found: list[Amount]) -> list[Amount]:
    """合计50万元，总共要60万元: of one year, a larger sum beside the proved one must be asked."""
    year = {a.money.yuan for a in found if a.role == "annual"}
    return [
        a._replace(role="annual")
        if year and a.role == "total" and a.money.yuan not in year and _LOOSELY.search(_before(a))
        else a
        for a in found
    ]


def _total_is_the_years(found: list[Amount]) -> list[Amount]:
    """项目总预算358万元, of one year and beside no other sum, is the year's amount."""
    totals = [a for a in found if a.role == "total"]
    if any(a.role == "annual" for a in found) or len({a.money.yuan for a in totals}) != 1:
        return found
    if not any(_OF_THE_PROJECT.search(_before(a)) for a in totals):
        return found
    return [a._replace(role="annual", name="") if a in totals else a for a in found]


_OF_THE_PROJECT = re.compile(r"(?:总预算|总经费|总资金|总费用|总计|总共)[^，。；]{0,3}$")
_LOOSELY = re.compile(r"(?:总共|总的)[^，。；]{0,4}$")


def _before(amount: Amount) -> str:
    at = amount.money.start - amount.sentence.start
    return squeeze(amount.sentence.text[max(0, at - 8) : at])


def _part(amount: Amount, found: list[Amount], stated: Mapping[int, Reckoning]) -> Amount:
    """A reckoned amount is an item where another amount can be the year's."""
    if amount.money.start not in stated or amount.role != "annual":
        return amount
    items = {a.name: a.money.yuan for a in found if a.role == "item"}
    if len(items) > 1 and amount.year and sum(items.values()) == amount.money.yuan:
        return amount  # 2027年按人均99元安排457.38万元，各项正好加成这个数
    others = (
        a for a in found if a.role in ("annual", "total") and a.money.yuan > amount.money.yuan
    )
    return amount._replace(role="item") if any(others) else amount


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
            and amount.role != "unit_price"
            and len(parts) > 1
            and sum((p.money.yuan for p in parts), Decimal(0)) == amount.money.yuan
        )
        settled.append(amount._replace(role="annual", name="") if whole else amount)
    return settled


def _stated(found: list[Amount]) -> list[Amount]:
    """补助420万元，奖励280万元，评审费10万元，合计700万元: what is called the sum of its line is
    the year's amount, whether or not the parts add up to it; they are asked about."""
    counted = [a for a in found if a.role in ("item", "annual")]
    line = {a.sentence.group for a in counted if a.role == "item"}
    sums = [a for a in counted if says_sum(a) and a.sentence.group in line]
    largest = max((a.money.yuan for a in counted), default=Decimal(0))
    if len(sums) != 1 or sums[0].money.yuan < largest or len(counted) < _PARTS:
        return found
    if any(a.role == "annual" and a.year and a is not sums[0] for a in counted):
        return found  # 合起来156万，2027年92万: the sum is that of all years
    parts = {a.money.start for a in counted if a is not sums[0]}
    return [
        a._replace(role="annual", name="")
        if a is sums[0]
        else a._replace(role="item", year=None)
        if a.money.start in parts
        else a
        for a in found
    ]


_PARTS = 3


def _promote_single(found: list[Amount]) -> list[Amount]:
    """A single amount without any other word for it is the year's amount."""
    items = [a for a in found if a.role == "item"]
    if (
        len(items) == 1
        and not items[0].sentence.topic
        and not any(a.role == "annual" for a in found)
        and not one_of_many(items[0])
    ):
        return [a._replace(role="annual") if a is items[0] else a for a in found]
    return found


_WHOLE = re.compile(r"预算|经费|资金|合计|共|总|安排|费用|投入|投资|金额|概算|费\d")
_COUNTED = re.compile(r"\d[万亿]?[一-龥]{1,2}\D{0,4}$")


def one_of_many(amount: Amount) -> bool:
    """采购发电车1辆280万元，采购帐篷500顶: only one of several things has its price, and that is
    not the year's amount."""
    text = amount.sentence.text
    at = amount.money.start - amount.sentence.start
    clause = re.split(r"[，,]", text[:at])[-1]
    if _WHOLE.search(clause) or not _COUNTED.search(clause):
        return False
    behind = (c.strip() for c in re.split(r"[，,]", text[at + len(amount.money.text) :]))
    return any(
        re.search(r"[一-龥]{2}\d", c) and "元" not in c and split_action(trim(c)).leading
        for c in behind
    )


def _years_make_total(found: list[Amount]) -> list[Amount]:
    """一共90万，2027年52万，2028年38万: what the years add up to is the project's total."""
    years = {a.year: a for a in found if a.year and a.role in ("annual", "other_year", "item")}
    whole = sum((a.money.yuan for a in years.values()), Decimal(0))
    if len(years) < 2 or not any(a.role == "annual" for a in years.values()):
        return found
    return [
        a._replace(role="total")
        if a.role == "annual" and not a.year and a.money.yuan == whole
        else a
        for a in found
    ]


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
