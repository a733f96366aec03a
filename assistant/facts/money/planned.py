"""The year of an amount that only its sentence names (2027年新建管网13公里，投资3600万元), and what
one year of several takes (总经费702万元，每年234万元).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.facts.money.roles import Amount, clause_at
from assistant.facts.phrases import squeeze

_COUNTED = ("item", "annual", "total")
_PLAIN_SUM = re.compile(
    r"(?:共|计划|预计|拟|需|申请|安排|完成|已|合计|总计|共计){0,4}"
    r"(?:投资|投入|资金|经费|预算|金额|支出){0,2}(?:合计|总计|共计|一共|总共|为|约|共|计|需){0,3}"
)
_YEAR = re.compile(
    r"(?:^|[，。；（(])\s*(?:截至|到|至)?(20\d\d)年(?![—\-~至到起]|以来|\d{1,2}月[—\-~至到起])"
)
_EACH_YEAR = re.compile(
    r"(?:平均)?(?:每年|年均|每年度)(?:安排|投入|需要?|约|预算|经费|资金|计划){0,3}"
)
_A_YEAR_COSTS = 10_000


def with_years(found: Sequence[Amount], year: int | None) -> list[Amount]:
    """The amounts with the year of their sentence: a plain sum of the declared year is the year's,
    where no other is; one of another year is none of this one's."""
    if year is None:
        return list(found)
    found = _items_of_the_year(found, year)
    said = {a.money.start: _year_of_sentence(a) for a in found if _is_plain_sum(a)}
    own = [a for a in found if said.get(a.money.start) == year]
    taken = any(a.role == "annual" and a.year == year and a not in own for a in found)
    mine = {own[-1].money.start} if own and not taken else set[int]()
    return [_placed(a, said.get(a.money.start), mine, year) for a in found]


def _items_of_the_year(found: Sequence[Amount], year: int) -> list[Amount]:
    """2027年采购发电车1辆280万元，照明灯20盏，每盏0.6万元: a counted thing is a part."""
    others = any(a.role in ("item", "unit_price") for a in found)
    return [
        a._replace(role="item")
        if others and a.role == "annual" and a.year == year and _COUNTED_THING.search(_own_words(a))
        else a
        for a in found
    ]


_COUNTED_THING = re.compile(
    r"\d[\d.]{0,12}万?(?:人次|批次|台套|平方米|公里|[家个台辆套座所处户人名项件条盏株亩间只艘])$"
)


def _placed(amount: Amount, said: int | None, mine: set[int], year: int) -> Amount:
    if amount.money.start in mine:
        return amount._replace(role="annual", name="", year=year)
    if said and said != year:
        return amount._replace(role="other_year", year=said)
    return amount


def each_year(found: Sequence[Amount]) -> list[Amount]:
    """每年234万元 beside a larger total: what the year takes, no price of anything."""
    totals = [a.money.yuan for a in found if a.role in ("total", "annual")]
    return [
        a._replace(role="annual", name="")
        if a.role == "unit_price"
        and a.money.yuan >= _A_YEAR_COSTS
        and _EACH_YEAR.fullmatch(_own_words(a))
        and any(total > a.money.yuan for total in totals)
        else a
        for a in found
    ]


def of_the_whole(found: Sequence[Amount]) -> list[Amount]:
    """The amounts, the total told from the year's: with 每年…, the larger sum is the project's."""
    each = [a for a in found if a.role == "annual" and _EACH_YEAR.fullmatch(_own_words(a))]
    if not each:
        return list(found)
    return [
        a._replace(role="total")
        if a.role == "annual" and a not in each and a.money.yuan > each[0].money.yuan
        else a
        for a in found
    ]


_ITS_YEAR = re.compile(
    r"(?:其中)?[，,]?(?:20\d\d年(?:度)?|2\d年(?:度)?|第一年|首年|当年|本年度?|今年)"
    rf"(?:先|就|想|要|{_PLAIN_SUM.pattern}){{0,3}}"
)
_QUANTITY = re.compile(r"\d(?![\d、]{0,6}年)")


def whole_before_its_year(found: Sequence[Amount]) -> list[Amount]:
    """计划投入395万元，其中2027年213.6万元: the larger sum before the year's is the project's."""
    placed = list(found)
    for at, (whole, part) in enumerate(itertools.pairwise(found)):
        if _is_whole_of(whole, part):
            placed[at] = whole._replace(role="total", name="")
            placed[at + 1] = part._replace(role="annual", name="")
    return placed


def _is_whole_of(whole: Amount, part: Amount) -> bool:
    """True for two plain sums of one sentence, the second that of one year."""
    if whole.sentence is not part.sentence or whole.sentence.topic:
        return False
    if whole.role not in ("item", "annual", "total") or whole.year is not None:
        return False
    before = whole.sentence.text[: whole.money.start - whole.sentence.start]
    between = whole.sentence.text[
        whole.money.end - whole.sentence.start : part.money.start - whole.sentence.start
    ]
    earlier = "，".join(re.split(r"[，,；]", re.sub(r"20\d\d年?", "", before))[-2:])
    return bool(
        part.role in ("item", "annual")
        and whole.money.yuan > part.money.yuan
        and _PLAIN_SUM.fullmatch(_own_words(whole))
        and _ITS_YEAR.fullmatch(squeeze(between).lstrip("，,（(；"))
        and not _QUANTITY.search(earlier)
    )


def _is_plain_sum(amount: Amount) -> bool:
    return (
        amount.role in _COUNTED
        and not amount.sentence.topic
        and amount.year is None
        and bool(words := _own_words(amount))
        and bool(_PLAIN_SUM.fullmatch(words))
    )


def _year_of_sentence(amount: Amount) -> int | None:
    before = amount.sentence.text[: amount.money.start - amount.sentence.start]
    said = _YEAR.findall(before)
    return int(said[-1]) if said else None


def _own_words(amount: Amount) -> str:
    sentence, at = amount.sentence, amount.money.start
    clause = clause_at(sentence, at)
    begin = max(clause.start if clause else sentence.start, amount.begin)
    words = sentence.text[begin - sentence.start : at - sentence.start]
    return squeeze(re.split(r"[，；]", words)[-1])
