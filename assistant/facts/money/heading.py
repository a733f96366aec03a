"""The amounts of the header: as stated, as items add up, as a project of one year has them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.model import BudgetItem, HeaderFact, Money


def header_of_amount(field: str, statements: tuple[Money, ...]) -> Iterator[HeaderFact]:
    if statements and len({m.yuan for m in statements}) == 1:
        money = statements[0]
        reading = None if money.unit == "元" else f"{money.text} = {plain_number(money.yuan)}元"
        yield HeaderFact(
            field=field,
            value=plain_number(money.yuan),
            start=money.start,
            end=money.end,
            reading=reading,
        )


def one_year(header: list[HeaderFact]) -> list[HeaderFact]:
    """A project of one year: the year's amount is the total, whichever of them is stated."""
    known = {fact.field: fact for fact in header}
    for field, other in (("total_amount", "annual_amount"), ("annual_amount", "total_amount")):
        if field not in known and other in known:
            reading = "实施期限为1年，项目总金额与本年度金额相同"
            return [known[other].model_copy(update={"field": field, "reading": reading})]
    return []


def plain_number(value: Decimal) -> int | float:
    """An amount in yuan as JSON carries it."""
    return int(value) if value == value.to_integral_value() else float(value)


def summed(items: tuple[BudgetItem, ...]) -> HeaderFact:
    total = sum((i.money.yuan for i in items), Decimal(0))
    shown = " + ".join(i.money.text for i in items)
    return HeaderFact(
        field="annual_amount",
        value=plain_number(total),
        start=items[0].start,
        end=items[-1].end,
        reading=f"{shown} = {plain_number(total)}元",
    )
