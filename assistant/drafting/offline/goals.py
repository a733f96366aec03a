"""年度目标 and 长期目标 as the field writes them: what is done, how well, to what end.

The annual goal carries every commitment of the declared year with its figure. The long-term goal
spans the period: what goes on every year is said without the year's figure, standards are kept up,
totals for the period stand as the description gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.drafting.offline.rows import Row
from assistant.model import NOT_APPLICABLE, OPEN, ProjectFacts, Requirement, Target
from assistant.parse.render import goal_amount, number_text
from assistant.vocabulary.description import words


def _is_delivered(requirement: Requirement) -> bool:
    """Work that is done (审查合同100份); what is only kept (开放天数≥310天) is a standard."""
    return requirement.kind == "quantity" and not requirement.clause.startswith(requirement.name)


def annual_goal(facts: ProjectFacts, rows: tuple[Row, ...], subject: str) -> str:
    """The goal of the declared year."""
    opening = f"本项目{facts.year}年度将" if facts.year else "本项目本年度将"
    year = [r for r in facts.requirements if r.scope == "year" and r.clause]
    done = [r.clause for r in year if _is_delivered(r) or _is_deadline(r)]
    kept = [*_standards(year), *_open_standards(rows, facts)]
    ends = [b.phrase for b in facts.benefits]
    deliver = (
        _listed(done)
        if done
        else f"做好{subject}各项工作，完成{OPEN}"
        if not kept
        else f"做好{subject}各项工作"
    )
    text = opening + re.sub("^项目于", "于", deliver)
    if kept:
        text += f"；确保{_listed(kept)}" if len(done) > 1 else f"，确保{_listed(kept)}"
    if ends:
        text += f"，从而{_listed(ends)}"
    return text + "。"


def long_term_goal(facts: ProjectFacts, subject: str) -> str | None:
    """The goal of the whole period; 不适用 for one year, None when nothing is known."""
    period = facts.period
    if period and period.years == 1:
        return NOT_APPLICABLE
    if not facts.requirements and not facts.benefits:
        return None
    span = (
        f"（{period.first_year}—{period.last_year}年）"
        if period and period.first_year and period.last_year
        else ""
    )
    lasting_work, single = _activities(facts, once=False), _activities(facts, once=True)
    parts = [f"持续{_listed(lasting_work)}"] if lasting_work else []
    parts += [f"推进{_listed(single)}"] if single else []
    parts = parts or [f"持续做好{subject}各项工作"]
    parts += [
        r.clause if r.kind == "quantity" else f"{r.name}{_reach(r)}"
        for r in facts.requirements
        if r.scope == "period" and not r.doubtful
    ]
    standards = _maintained(facts)
    if standards:
        parts.append(_listed(standards))
    zero = [r.clause for r in facts.requirements if r.scope == "year" and _is_zero(r)]
    if zero:
        parts.append(f"始终{_listed(zero)}")
    text = f"项目实施期{span}内，" + "；".join(parts)
    ends = [b.phrase for b in facts.benefits]
    if ends:
        text += f"，逐步实现{_listed(ends)}的目标" if len(ends) <= 2 else f"，稳步{_listed(ends)}"
    return text + "。"


def _reach(requirement: Requirement) -> str:
    mention = requirement.mention
    return goal_amount(mention.target, mention.text) if mention else ""


def _is_deadline(requirement: Requirement) -> bool:
    return bool(requirement.mention and requirement.mention.target.comparator == "by_date")


def _is_zero(requirement: Requirement) -> bool:
    mention = requirement.mention
    return bool(mention and mention.target.comparator == "equal" and mention.target.low == 0)


def _standards(
    requirements: Iterable[Requirement], say: Callable[[Target, str], str] = goal_amount
) -> list[str]:
    """Everything that is kept to a standard; neighbours with one and the same figure share it."""
    groups: list[tuple[str, list[str]]] = []
    plain: list[str] = []
    for requirement in requirements:
        if _is_delivered(requirement) or _is_deadline(requirement):
            continue
        mention = requirement.mention
        if mention is None:
            if requirement.kind != "timeliness":
                plain.append(requirement.clause)
            continue
        if _is_zero(requirement):
            plain.append(requirement.clause)
            continue
        if mention.target.low is None and mention.target.high is None:
            plain.append(requirement.clause)
            continue
        amount = say(mention.target, mention.text)
        plain_names = "、" not in requirement.name and groups and "、" not in groups[-1][1][-1]
        if plain_names and groups[-1][0] == amount and mention.target.dimension == "ratio":
            groups[-1][1].append(requirement.name)
        else:
            groups.append((amount, [requirement.name]))
    return [_shared(names, amount) for amount, names in groups] + plain


def _shared(names: list[str], amount: str) -> str:
    return f"{'、'.join(names)}{'均' if len(names) > 1 else ''}{amount}"


def _open_standards(rows: tuple[Row, ...], facts: ProjectFacts) -> list[str]:
    """Named rows whose value is still asked for: the goal keeps their place."""
    named = [
        r
        for r in rows
        if r.open and not r.requirement and r.indicator.name != OPEN and not r.open.level
    ]
    quantity_level2 = {
        r.indicator.level2 for r in rows if r.requirement and r.requirement.kind == "quantity"
    }
    return [f"{r.indicator.name}{OPEN}" for r in named if r.indicator.level2 not in quantity_level2]


def _activities(facts: ProjectFacts, *, once: bool) -> list[str]:
    """What goes on during the whole period, without this year's figures; or what is done once."""
    found: dict[str, None] = {}
    for requirement in facts.requirements:
        mine = requirement.kind == "quantity" and requirement.scope == "year"
        mine = mine and not requirement.doubtful
        if mine and _goes_on(requirement) and _is_once(requirement) == once:
            found.setdefault(_recurring(requirement), None)
    return list(found)[:8]


def _is_once(requirement: Requirement) -> bool:
    """Work that is done when it is done, unless it comes back several times a year."""
    unit = requirement.mention.target.unit if requirement.mention else ""
    return requirement.action in words("once_verbs") and unit not in ("次", "期", "轮", "场")


def _goes_on(requirement: Requirement) -> bool:
    """True for work that can be said without its number: it has a verb of its own."""
    return (
        bool(requirement.action) and requirement.action != "达到" and len(requirement.object) >= 2
    )


def _recurring(requirement: Requirement) -> str:
    reading = requirement.mention.reading if requirement.mention else None
    how = re.search(r"个(季度|月)", reading or "")
    often = {"季度": "按季度", "月": "按月"}[how.group(1)] if how else ""
    verb = requirement.action or "做好"
    thing = requirement.object
    if verb in thing:
        return f"{often}开展{thing}"
    return f"{often}{verb}{thing}"


# 按年比的幅度、某日前的进度，都不是每年保持的水平。
_ONE_TIME = re.compile(r"(?:增长率|下降率|降低率|减少率|下降幅度|提升幅度)$|^\d.*(?:底|前|日|月)")


def _maintained(facts: ProjectFacts) -> list[str]:
    later = {r.name for r in facts.requirements if r.scope == "period"}
    kept = [
        r
        for r in facts.requirements
        if r.scope == "year" and r.name not in later and not _is_zero(r) and not r.doubtful
    ]
    kept = [r for r in kept if not _ONE_TIME.search(r.name)]
    return _standards(
        (r for r in kept if r.mention and r.mention.target.dimension == "ratio"), lasting
    )


def lasting(target: Target, text: str) -> str:
    """How a standard is kept up over years: 稳定在90%以上, 保持100%."""
    value = target.low if target.low is not None else target.high
    if value is None or target.comparator not in (
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "equal",
    ):
        return goal_amount(target, text)
    amount = f"{number_text(value)}{target.unit}"
    if target.comparator == "equal":
        return f"保持{amount}"
    return (
        f"稳定在{amount}以上"
        if target.comparator in ("at_least", "more_than")
        else f"控制在{amount}以内"
    )


def _listed(pieces: list[str]) -> str:
    """Joined with 、, or with ， when a piece holds a 、 of its own."""
    return ("，" if any("、" in p or "，" in p for p in pieces) else "、").join(pieces)
