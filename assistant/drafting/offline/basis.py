"""政策依据 and 测算依据 from the description's own documents and amounts."""

from __future__ import annotations

from decimal import Decimal

from assistant.model import OPEN, BudgetItem, PolicyCitation, ProjectFacts
from assistant.parse.render import number_text


def policy_basis(facts: ProjectFacts) -> str:
    """The cited documents, numbered when there are several; open when none is named."""
    cited = list(dict.fromkeys(_citation(p) for p in facts.policies))
    cited += [f"{v.value}（{OPEN}）" if cited else str(v.value) for v in facts.vague_policies]
    if not cited:
        return OPEN
    if len(cited) == 1:
        return cited[0] if cited[0].endswith("。") else f"{cited[0]}。"
    return "\n".join(f"{n}.{text}" for n, text in enumerate(cited, 1))


def _citation(policy: PolicyCitation) -> str:
    """《title》（文号） when the title is given as one; otherwise as the description writes it."""
    text = policy.text.strip("、，。；; \n")
    if policy.title and policy.number and "《" in text and policy.number not in policy.title:
        return f"《{policy.title.strip('《》')}》（{policy.number}）"
    return text


def budget_basis(facts: ProjectFacts, subject: str) -> str:
    """The items with their calculation and their sum; open where only the total is known."""
    items = facts.budget_items
    annual = facts.header_value("annual_amount")
    if not items:
        whole = facts.header_value("total_amount")
        if annual is None and whole is None:
            return OPEN
        if annual is None:
            total, subject = _wan(Decimal(str(whole))), subject.removesuffix("项目")
            return f"{subject}项目总金额{total}（本年度安排和测算明细：{OPEN}）。"
        return f"{subject}{_wan(Decimal(str(annual)))}（测算明细：{OPEN}）。"
    lines = [
        i.text
        if (i.name and not i.text[:1].isdigit()) or len(items) > 1
        else f"{subject}{i.text.removeprefix(subject)}"
        for i in items
    ]
    if len(lines) == 1:
        return f"{lines[0]}。"
    text = "\n".join(f"{n}.{' ' * line[:1].isdigit()}{line}；" for n, line in enumerate(lines, 1))
    return (
        text[:-1] + "。" + _closing(items, annual, facts.header_value("total_amount"), facts.year)
    )


def _closing(items: tuple[BudgetItem, ...], annual: object, whole: object, year: int | None) -> str:
    """合计…: only where the items add up, to the year's amount or to the project's."""
    total = sum((i.money.yuan for i in items), Decimal(0))
    stated = annual if annual is not None else whole
    if stated is not None and total == Decimal(str(stated)):
        return f"\n合计{_wan(total)}。"
    if annual is not None and whole is not None and total == Decimal(str(whole)):
        when = f"{year}年" if year else "本年度"
        return f"\n项目总金额合计{_wan(total)}，其中{when}安排{_wan(Decimal(str(annual)))}。"
    return ""


def _wan(yuan: Decimal) -> str:
    return f"{number_text(yuan / 10_000)}万元" if yuan >= 10_000 else f"{number_text(yuan)}元"
