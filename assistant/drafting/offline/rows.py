"""The indicator rows: every category of the profile in order, each measurable fact in its row."""

from __future__ import annotations

from typing import NamedTuple

from assistant.drafting.offline.explaining import explain, ours, unit_of
from assistant.model import NOT_APPLICABLE, OPEN, Benefit, Indicator, ProjectFacts, Requirement
from assistant.parse.render import sign_value
from assistant.vocabulary.profile import Category, Profile
from assistant.vocabulary.works import OpenRow, formula_for, open_row

NAME_LIMIT = 40


class Row(NamedTuple):
    """A row with what it was made from (none of them: the row is open, or a convention)."""

    indicator: Indicator
    requirement: Requirement | None = None
    benefit: Benefit | None = None
    open: OpenRow | None = None
    convention: str | None = None
    why: str | None = None


class Work(NamedTuple):
    """What kind of work it is, if that is known; `about`: the project's name and its unit."""

    kind: str | None
    about: str | None = None


def rows_of(facts: ProjectFacts, profile: Profile, work: Work) -> tuple[Row, ...]:
    """All rows of the form, categories in the profile's order."""
    return tuple(
        row for category in profile.categories for row in _category(category, facts, profile, work)
    )


def _category(category: Category, facts: ProjectFacts, profile: Profile, work: Work) -> list[Row]:
    rows = [
        _measured(r, category, profile)
        for r in facts.requirements
        if r.kind == category.kind and r.scope == "year"
    ]
    rows += [_effect(group, category, profile) for group in _grouped(facts, category)]
    if category.kind == "cost" and profile.conventions.cost and not rows:
        return [_cost(category, profile)]
    if rows:
        return rows
    if not category.required:
        return [_not_applicable(category, None)]
    if category.kind == "served_satisfaction" and facts.serves_public is False:
        return [_not_applicable(category, profile.conventions.not_applicable_reason)]
    return [_open(category, profile, work)]


def _unnamed(requirement: Requirement, category: Category) -> Row:
    """A number whose words gave no name: it stands, the name is asked for."""
    mention = requirement.mention
    asked = OpenRow(
        name=OPEN,
        unit=unit_of(requirement),
        question=f"“{requirement.doubtful}”作为一项指标，名称怎么写？",
    )
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=OPEN,
        value=sign_value(mention.target, mention.text) if mention else OPEN,
        unit=unit_of(requirement),
        explanation=OPEN,
    )
    return Row(indicator, requirement=requirement, open=asked)


def _measured(requirement: Requirement, category: Category, profile: Profile) -> Row:
    if requirement.doubtful:
        return _unnamed(requirement, category)
    mention = requirement.mention
    value = sign_value(mention.target, mention.text) if mention else OPEN
    floor = _floor(requirement, profile)
    value = f"≥{value}" if floor else value
    unit = unit_of(requirement) if mention else "%"
    asked = None
    if mention is None:
        asked = OpenRow(
            name=requirement.name, unit=unit, question=f"“{requirement.name}”要达到多少？"
        )
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=requirement.name,
        value=value,
        unit=unit,
        explanation=explain(requirement),
    )
    return Row(indicator, requirement=requirement, open=asked, convention=floor)


_WHOLE = 100


def _floor(requirement: Requirement, profile: Profile) -> str | None:
    """Why 满意度90% is written ≥90%: the profile's convention; None where it has none."""
    target = requirement.mention.target if requirement.mention else None
    at_least = profile.conventions.at_least
    if target is None or at_least is None or requirement.kind not in at_least.kinds:
        return None
    bare = target.comparator == "equal" and target.unit in ("%", "分") and target.low is not None
    return at_least.source if bare and 0 < (target.low or 0) < _WHOLE else None


def _grouped(facts: ProjectFacts, category: Category) -> list[tuple[Benefit, ...]]:
    """Benefits of the category; short ones share a row so that the form stays readable."""
    groups: list[tuple[Benefit, ...]] = []
    for benefit in (b for b in facts.benefits if b.kind == category.kind):
        last = groups[-1] if groups else ()
        if last and len(_names(last)) + len(benefit.name) <= NAME_LIMIT // 2:
            groups[-1] = (*last, benefit)
        else:
            groups.append((benefit,))
    return groups[:3]


def _names(group: tuple[Benefit, ...]) -> str:
    return "、".join(b.name for b in group)


def _effect(group: tuple[Benefit, ...], category: Category, profile: Profile) -> Row:
    levels = profile.conventions.levels
    phrase = "、".join(b.phrase for b in group)
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=_names(group),
        value=levels.words[0],
        unit=levels.unit,
        explanation=f"考察本项目{phrase}的情况。{levels.sentence}",
    )
    return Row(indicator, benefit=group[0], convention=levels.source)


def _cost(category: Category, profile: Profile) -> Row:
    cost = profile.conventions.cost
    assert cost
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=cost.name,
        value=cost.value,
        unit=cost.unit,
        explanation=cost.explanation,
    )
    return Row(indicator, convention=cost.source)


def _not_applicable(category: Category, why: str | None) -> Row:
    cell = NOT_APPLICABLE
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=cell,
        value=cell,
        unit=cell,
        explanation=cell,
    )
    return Row(indicator, why=why)


def _open(category: Category, profile: Profile, work: Work) -> Row:
    asked = open_row(category.kind, work.kind, work.about)
    known = asked.name != OPEN
    explanation = OPEN
    if known:
        formula = formula_for(asked.name)
        explanation = f"考察{ours(asked.name)}。" + (f"计算方式={formula}。" if formula else "")
        if asked.level:
            explanation += profile.conventions.levels.sentence
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=asked.name,
        value=OPEN,
        unit=asked.unit,
        explanation=explanation,
    )
    return Row(
        indicator,
        open=asked,
        convention=profile.conventions.levels.source if asked.level and known else None,
    )
