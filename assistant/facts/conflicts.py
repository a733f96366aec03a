"""Statements of a description that contradict each other: asked about, never guessed away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.money import Amounts, rounding
from assistant.model import Contradiction, Money, PolicyCitation, Requirement
from assistant.parse.render import number_text, sign_value


def contradictions_of(
    amounts: Amounts, requirements: tuple[Requirement, ...], text: str
) -> tuple[Contradiction, ...]:
    """Every contradiction, most consequential first."""
    return (
        *_two_amounts(amounts),
        *_sums(amounts),
        *_total(amounts),
        *_products(amounts),
        *_unsure(amounts),
        *_misprints(requirements),
        *_two_counts(requirements, text),
        *_two_limits(text),
    )


def orders_left_out(orders: tuple[str, ...]) -> Iterator[Contradiction]:
    """Words in the material that tell the program what to write: none of it is taken over, and
    the officer is told."""
    if orders:
        shown = "；".join(o if len(o) <= 40 else f"{o[:40]}……" for o in orders[:3])
        yield Contradiction(
            path="/indicators",
            question=f"材料里有要求填报程序照办的话（“{shown}”），均未采用，是否需要向提供材料的人核实？",
            because="这些话不是项目内容，表中没有照写",
        )


def not_understood(pieces: tuple[str, ...]) -> Iterator[Contradiction]:
    """Numbers in speech without marks whose subject could not be told: asked for, never guessed."""
    if pieces:
        shown = "”“".join(p if len(p) <= 24 else f"{p[:24]}……" for p in pieces[:5])
        yield Contradiction(
            path="/indicators",
            question=f"材料有一段没有标点，“{shown}”说的各是什么，能否分条写明做哪几件事、各多少？",
            because="主语分不清的数没有写进表",
        )


def _two_amounts(amounts: Amounts) -> Iterator[Contradiction]:
    for path, label, said in (
        ("/annual_amount", "本年度项目金额", amounts.annual_statements),
        ("/total_amount", "项目总金额", amounts.total_statements),
    ):
        values = {m.yuan: m.text for m in said}
        if len(values) > 1:
            yield Contradiction(
                path=path,
                question=f"{label}以哪个数为准：{'、'.join(values.values())}？",
                because="说明里写了不止一个数",
            )


def _annual(amounts: Amounts) -> Money | None:
    values = {m.yuan for m in amounts.annual_statements}
    return amounts.annual_statements[0] if len(values) == 1 else None


def _sums(amounts: Amounts) -> Iterator[Contradiction]:
    annual = _annual(amounts)
    items = [i for i in amounts.items if annual is None or i.start != annual.start]
    if not annual or len(items) < 2 or (amounts.prices and not _complete(amounts)):
        return
    total = sum((i.money.yuan for i in items), Decimal(0))
    if any(total == m.yuan for m in amounts.total_statements):
        return
    if abs(total - annual.yuan) > _tolerance([annual, *(i.money for i in items)]):
        sums = f"各项经费合计{_plain(total)}，与本年度金额{annual.text}"
        shown = " + ".join(f"{i.name}{i.money.text}" for i in items)
        yield Contradiction(
            path="/budget_basis",
            question=f"{sums}相差{_plain(abs(total - annual.yuan))}，哪一处需要更正？",
            because=shown,
        )


def _plain(yuan: Decimal) -> str:
    return f"{number_text(yuan / 10_000)}万元" if yuan >= 10_000 else f"{number_text(yuan)}元"


def _complete(amounts: Amounts) -> bool:
    """False when a unit price without a result leaves the sum open."""
    return all(
        any(price.money.start == item.start for item in amounts.items) for price in amounts.prices
    )


def _tolerance(monies: list[Money]) -> Decimal:
    """Half of the last digit written, for each amount; more for a stated approximation."""
    total = sum((rounding(m) * (2 if m.approximate else 1) for m in monies), Decimal(0))
    return total if len(monies) > 1 else Decimal(0)


def _total(amounts: Amounts) -> Iterator[Contradiction]:
    annual = _annual(amounts)
    totals = {m.yuan: m for m in amounts.total_statements}
    if annual and len(totals) == 1:
        total = next(iter(totals.values()))
        if total.yuan < annual.yuan:
            yield Contradiction(
                path="/total_amount",
                question=f"项目总金额{total.text}小于本年度金额{annual.text}，哪一个有误？",
                because="总金额应不小于本年度金额",
            )


def _products(amounts: Amounts) -> Iterator[Contradiction]:
    for item in amounts.items:
        product = item.product
        if product and product.stated:
            gap = abs(product.result_yuan - product.stated.yuan)
            if gap > max(
                _tolerance([product.stated, product.stated]) / 2,
                product.stated.yuan * Decimal("0.005")
                if product.stated.approximate
                else Decimal(0),
            ):
                yield Contradiction(
                    path="/budget_basis",
                    question=f"“{product.text}”按算式得{_plain(product.result_yuan)}，与所写结果不一致，以哪个为准？",
                    because="数量×单价与所写金额不符",
                )


def _unsure(amounts: Amounts) -> Iterator[Contradiction]:
    for money in {m.yuan: m for m in amounts.unsure}.values():
        yield Contradiction(
            path="/budget_basis",
            question=f"“{money.text}”核实后是多少？",
            because="说明里注明这个数还要再核",
        )


_UNSURE_OF = r"(?:好像|大概|可能|似乎|记得|应该)是?"


def unsure_numbers(policies: tuple[PolicyCitation, ...], text: str) -> Iterator[Contradiction]:
    """民办发〔2021〕8号好像: the number is written, and asked about."""
    for policy in policies:
        said = policy.number and re.search(
            rf"^[^一-龥\d]{{0,3}}{_UNSURE_OF}(?:[吧的这]|$|[^一-龥])",
            text[policy.end : policy.end + 10],
        )
        before = policy.number and re.search(
            rf"{_UNSURE_OF}$|文号{_UNSURE_OF}", text[policy.start - 8 : policy.end]
        )
        if said or before:
            yield Contradiction(
                path="/policy_basis",
                question=f"文号“{policy.number}”准确吗，核对后应写什么？",
                because="说明里说得不肯定",
            )


def not_taken(pieces: tuple[str, ...]) -> Iterator[Contradiction]:
    """What the material commits to and no cell holds: told, never dropped."""
    if pieces:
        shown = "”“".join(pieces)
        yield Contradiction(
            path="/indicators",
            question=f"材料里的“{shown}”没有写进表，是要列为指标，还是只作说明？",
            because="没有读准说的是哪一项，不写猜的话",
            pieces=pieces[:6],
        )


def _misprints(requirements: tuple[Requirement, ...]) -> Iterator[Contradiction]:
    """1860路 and 1680路 of the same thing: the same digits in another order."""
    counted = [
        r
        for r in requirements
        if r.mention and r.mention.target.low is not None and r.kind == "quantity"
    ]
    for i, one in enumerate(counted):
        for other in counted[i + 1 :]:
            a, b = number_text(one.mention.target.low), number_text(other.mention.target.low)  # type: ignore[union-attr,arg-type]
            same_unit = one.mention.target.unit == other.mention.target.unit  # type: ignore[union-attr]
            if same_unit and a != b and len(a) >= 3 and sorted(a) == sorted(b):
                yield Contradiction(
                    path="/indicators",
                    question=f"“{one.mention.text}”和“{other.mention.text}”哪一个是对的？",  # type: ignore[union-attr]
                    because="两处数字相同而次序不同，像是笔误",
                )


def _two_counts(requirements: tuple[Requirement, ...], text: str) -> Iterator[Contradiction]:
    """Two numbers for one thing, however its name turns the words (小区覆盖, 覆盖小区)."""
    seen: dict[tuple[str, ...], Requirement] = {}
    for requirement in requirements:
        if not requirement.mention or requirement.scope == "period" or requirement.doubtful:
            continue
        value = sign_value(requirement.mention.target, requirement.mention.text)
        key = _same_thing(requirement)
        earlier = seen.setdefault(key, requirement)
        assert earlier.mention
        said = sign_value(earlier.mention.target, earlier.mention.text)
        if said != value and not _in_steps(earlier, requirement, text):
            name = min(earlier.name, requirement.name, key=len)
            yield Contradiction(
                path="/indicators",
                question=f"“{name}”以哪个为准：{said}，还是{value}？",
                because="说明里前后写了不同的数",
            )


_PAYMENT = re.compile(
    r"(?P<after>[一-龥]{2,6}(?:后|之日起))(?P<n>\d+)个(?P<unit>工作日|月)内(?:发放|到账|拨付|支付|打卡)"
)


def _two_limits(text: str) -> Iterator[Contradiction]:
    """材料齐全后10个工作日内发放 here, 材料齐全后15个工作日内到账 there, of the same payment."""
    said: dict[tuple[str, str, str], str] = {}
    for match in _PAYMENT.finditer(text):
        lead = re.split(r"[。；;\n]", text[: match.start()])[-1]
        about = re.match(r"[一-龥]{4}", lead)
        if not about:
            continue
        key = (about.group(), match.group("after")[-4:], match.group("unit"))
        limit = f"{match.group('n')}个{match.group('unit')}"
        if said.setdefault(key, limit) != limit:
            yield Contradiction(
                path="/indicators",
                question=f"“{about.group()}”的发放时限以哪个为准：{said[key]}，还是{limit}？",
                because="说明里前后写了不同的数",
            )


def _same_thing(requirement: Requirement) -> tuple[str, ...]:
    """What a name is about, whatever the order of its words."""
    assert requirement.mention
    words = re.sub(r"^(?:本)?项目|(?:总)?数量$|(?:数|度|率)$", "", requirement.name)
    per = requirement.mention.per or ""
    return (requirement.kind, "".join(sorted(words)), requirement.mention.target.unit, per)


def _in_steps(earlier: Requirement, later: Requirement, text: str) -> bool:
    """6月底完成12座，11月底全部完成: two dates in one sentence are steps."""
    assert earlier.mention and later.mention
    dated = earlier.mention.target.comparator == later.mention.target.comparator == "by_date"
    return dated and not re.search(r"[。\n]", text[earlier.end : later.start])
