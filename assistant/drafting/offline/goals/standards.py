"""What is kept to a standard, with the figure as a goal says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.drafting.offline.goals.deeds import listed
from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, Requirement, Target
from assistant.parse.render import goal_amount, number_text

MANY = 8
"""So many standards are read in one breath; more are said by what they are about."""
_EFFECTS = ("economic", "social", "ecological", "lasting")
_ABOUT = (
    ("质量方面，", ("quality",)), ("时效方面，", ("timeliness",)), ("成本方面，", ("cost",)),
    ("效益方面，", _EFFECTS), ("", ("served_satisfaction", "other_satisfaction")),
)  # fmt: skip
_KIND_OF_CATEGORY = {
    "质量": "quality", "时效": "timeliness", "成本": "cost", "满意": "served_satisfaction",
    "效益": "social", "影响": "lasting",
}  # fmt: skip

Standard = tuple[str, str]
"""(kind of the category, how the goal says it)."""
Say = Callable[[Requirement, Target, str], str]
"""How the figure of a requirement is said behind its measure."""


def is_delivered(requirement: Requirement) -> bool:
    """Work that is done (审查合同100份); what is only kept (开放天数≥310天) is a standard."""
    bare = requirement.clause.startswith(requirement.name) and not requirement.said
    return requirement.kind == "quantity" and not bare


def is_deadline(requirement: Requirement) -> bool:
    """A date to keep."""
    return bool(requirement.mention and requirement.mention.target.comparator == "by_date")


def is_level(requirement: Requirement) -> bool:
    """A level that is named and not counted (水质达到Ⅲ类)."""
    return bool(requirement.mention and requirement.mention.target.comparator == "level")


def is_zero(requirement: Requirement) -> bool:
    """Something that must not happen."""
    mention = requirement.mention
    return bool(mention and mention.target.comparator == "equal" and mention.target.low == 0)


def reaching(requirement: Requirement, target: Target, text: str) -> str:
    """The amount behind its measure: ≥90%, 达到1.8万名, 不少于120吨; a price is 为2400元."""
    amount = goal_amount(target, text)
    if target.comparator != "equal" or target.low is None or not amount[:1].isdigit():
        return amount
    return f"{'为' if requirement.kind == 'cost' else '达到'}{amount}"


def standards_of(requirements: Iterable[Requirement], say: Say = reaching) -> list[Standard]:
    """Everything that is kept to a standard; neighbours with one and the same figure share it
    (those of one kind only, when there are many)."""
    kept = [r for r in requirements if not (is_delivered(r) or is_deadline(r))]
    many = len(kept) > MANY
    groups: list[tuple[str, str, list[str]]] = []
    plain: list[Standard] = []
    own: list[Standard] = []
    for requirement in kept:
        mention = requirement.mention
        if requirement.doubtful:
            plain += [(requirement.kind, requirement.clause)] if requirement.clause else []
        elif requirement.said:
            own.append((requirement.kind, requirement.said))
        elif requirement.doubtful:
            plain += [(requirement.kind, requirement.clause)] if requirement.clause else []
        elif mention is None:
            if requirement.kind != "timeliness":
                plain.append((requirement.kind, requirement.clause))
        elif is_zero(requirement) or mention.target.low is mention.target.high is None:
            plain.append((requirement.kind, requirement.clause))
        else:
            amount = say(requirement, mention.target, mention.text)
            kind, last, names = groups[-1] if groups else ("", "", [])
            is_same = mention.target.dimension == "ratio" and last == amount
            alike = kind == requirement.kind or not many
            if is_same and alike and "、" not in requirement.name + names[-1]:
                names.append(requirement.name)
            else:
                groups.append((requirement.kind, amount, [requirement.name]))
    shared = [(kind, _shared(names, amount)) for kind, amount, names in groups]
    return [*dict.fromkeys(own), *shared, *dict.fromkeys(plain)]


def open_standards(rows: Sequence[Row]) -> list[Standard]:
    """Named rows whose value is still asked for: the goal keeps their place."""
    counted = {
        r.indicator.level2 for r in rows if r.requirement and r.requirement.kind == "quantity"
    }
    return [
        (_kind(row.indicator.level2 or ""), f"{row.indicator.name}{OPEN}")
        for row in rows
        if row.open
        and not row.requirement
        and not row.open.level
        and row.indicator.name != OPEN
        and row.indicator.level2 not in counted
    ]


def by_subject(standards: Sequence[Standard]) -> str:
    """Many standards, said by what they are about: 质量方面，…；时效方面，…。"""
    pieces = [
        f"{lead}{listed(found)}"
        for lead, kinds in _ABOUT
        if (found := [text for kind, text in standards if kind in kinds])
    ]
    return "；".join(pieces)


def texts(standards: Iterable[Standard]) -> list[str]:
    """How the goal says them."""
    return [text for _, text in standards]


def lasting(target: Target, text: str) -> str:
    """How a standard is kept up over years: 稳定在90%以上, 保持100%."""
    value = target.low if target.low is not None else target.high
    if value is None or target.comparator not in _KEPT:
        return goal_amount(target, text)
    amount = target.level if target.unit == ":" else f"{number_text(value)}{target.unit}"
    return _KEPT[target.comparator].format(amount)


_KEPT = {
    "at_least": "稳定在{}以上", "more_than": "稳定在{}以上", "equal": "保持{}",
    "at_most": "控制在{}以内", "less_than": "控制在{}以内",
}  # fmt: skip


def _kind(level2: str) -> str:
    return next((kind for word, kind in _KIND_OF_CATEGORY.items() if word in level2), "quantity")


def _shared(names: list[str], amount: str) -> str:
    return f"{'、'.join(names)}{'均' if len(names) > 1 else ''}{amount}"
