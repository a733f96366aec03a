"""Amounts without words of their own beside a larger one: 2027年96万元 … 设备维护，6万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts.money.reading import named_before
from assistant.facts.money.roles import Amount, clause_at, item_noun
from assistant.facts.phrases import squeeze

_SUM = re.compile(r"预算|经费$|资金$|合计|总|共计|金额|项目$|申请|投入$")


def bare_parts(found: Sequence[Amount]) -> list[Amount]:
    """The amounts; a bare one behind a clause that names a thing is a part of the year's amount,
    where a larger one is told in words."""
    year = max((a.money.yuan for a in found if a.role == "annual" and not _bare(a)), default=None)
    return [
        a._replace(role="item", name=name)
        if year and a.role == "annual" and a.money.yuan < year and _bare(a) and (name := _name(a))
        else a
        for a in found
    ]


def _bare(amount: Amount) -> bool:
    """True for an amount that begins its clause."""
    clause = clause_at(amount.sentence, amount.money.start)
    if clause is None or clause.nested or amount.year is not None or amount.sentence.topic:
        return False
    begin, at = clause.start - amount.sentence.start, amount.money.start - amount.sentence.start
    return not squeeze(amount.sentence.text[begin:at])


def _name(amount: Amount) -> str:
    clause = clause_at(amount.sentence, amount.money.start)
    name = named_before(amount.sentence, amount.money.start, clause)
    return name if item_noun(name) and not _SUM.search(name) else ""
