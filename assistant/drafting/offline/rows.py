"""The indicator rows: every category of the profile in order, each measurable fact in its row."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.model import NOT_APPLICABLE, OPEN, Benefit, Indicator, ProjectFacts, Requirement
from assistant.parse.grades import level_unit
from assistant.parse.render import sign_value
from assistant.vocabulary.description import is_measure, suffix_of
from assistant.vocabulary.profile import Category, Profile
from assistant.vocabulary.works import OpenRow, formula_for, open_row, rate_formula

NAME_LIMIT = 40


class Row(NamedTuple):
    """A row with what it was made from (none of them: the row is open, or a convention)."""

    indicator: Indicator
    requirement: Requirement | None = None
    benefit: Benefit | None = None
    open: OpenRow | None = None
    convention: str | None = None
    why: str | None = None


def rows_of(facts: ProjectFacts, profile: Profile, work: str | None) -> tuple[Row, ...]:
    """All rows of the form, categories in the profile's order."""
    return tuple(
        row for category in profile.categories for row in _category(category, facts, profile, work)
    )


def _category(
    category: Category, facts: ProjectFacts, profile: Profile, work: str | None
) -> list[Row]:
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
        unit=_unit(requirement),
        question=f"“{requirement.doubtful}”作为一项指标，名称怎么写？",
    )
    indicator = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=OPEN,
        value=sign_value(mention.target, mention.text) if mention else OPEN,
        unit=_unit(requirement),
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
    unit = _unit(requirement) if mention else "%"
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


def _unit(requirement: Requirement) -> str:
    mention = requirement.mention
    if mention is None:
        return "%"
    if mention.target.comparator == "level":
        return level_unit(mention.text)
    date = mention.target.date
    if mention.target.comparator == "by_date" and date:
        return "日" if date.day else "月" if date.month else "季度" if date.quarter else "年"
    return mention.target.unit or ("—" if is_measure(requirement.name) else "项")


def explain(requirement: Requirement) -> str:
    """What is examined, and how it is calculated."""
    name = requirement.name
    mention = requirement.mention
    if mention and mention.target.comparator == "level":
        return f"考察{_ours(name)}是否达到要求。计算方式=实际检测、评定或公布的结果。"
    if mention and mention.target.comparator == "by_date":
        done = requirement.action.removesuffix("完成") or "完成"
        examined = requirement.object + (done if done != "完成" else "")
        return f"考察{examined}的完成时间。计算方式=实际{requirement.action}时间。"
    if requirement.kind == "timeliness" and mention and mention.target.dimension == "duration":
        return f"考察{name}是否符合要求。计算方式={_time_taken(requirement)}。"
    if mention and mention.target.comparator == "equal" and mention.target.low == 0:
        return f"考察年度内{requirement.object}的发生情况。计算方式=年度内实际发生数。"
    return f"考察{_ours(name)}。计算方式={_formula(requirement)}。"


def _formula(requirement: Requirement) -> str:
    name, unit = requirement.name, _unit(requirement)
    if name.endswith("满意度") and unit == "分":
        return "调查评分之和/接受调查的总人数"
    if share := re.fullmatch(r"(?P<part>.+)占(?P<whole>[^占]+)比例", name):
        return f"{share['part']}/{share['whole']}×100%"
    if unit not in ("%", "‰") and name.endswith("幅度"):
        return "上年数-本年数" if re.search("降|减|缩", name) else "本年数-上年数"
    if formula := formula_for(name):
        return _in_unit(formula, unit)
    if name.endswith(("率", "比例", "比重", "占比")):
        return _in_unit(rate_formula(name), unit)
    return f"实际{name if unit in ('%', '‰') else _done(requirement)}"


def formula_of(row: Indicator) -> str | None:
    """How a row's figure is reckoned, as far as its name and unit tell."""
    name, unit = row.name or "", row.unit or ""
    if name.endswith("满意度") and unit == "分":
        return "调查评分之和/接受调查的总人数"
    if formula := formula_for(name):
        return _in_unit(formula, unit)
    if name.endswith(("率", "比例", "比重", "占比")) and unit in ("%", "‰"):
        return _in_unit(rate_formula(name), unit)
    return f"实际{name}" if is_measure(name) or name.endswith(suffix_of(unit)) else None


def _in_unit(formula: str, unit: str) -> str:
    """A rate's formula where the rate is so many of a thousand or of a hundred thousand."""
    if unit == "‰" or unit.startswith("/"):
        return formula.replace("×100%", f"，以{unit}表示")
    return formula


def _time_taken(requirement: Requirement) -> str:
    """How a limit is measured: from what begins it, or as it is found."""
    name, begin = requirement.name, requirement.action.removesuffix("后")
    if begin:
        return f"实际完成时间-{begin}时间"
    if name.endswith("时限"):
        return "实际完成时间-提出需求时间"
    return f"实际{name.removeprefix('平均')}"


def _ours(name: str) -> str:
    """The name as the project's own: 本项目合同审查数量, but not 本项目项目…."""
    return name if name.startswith(("项目", "本项目")) else f"本项目{name}"


def _done(requirement: Requirement) -> str:
    """What is counted: 审查合同份数, 举办AI主题会议场次."""
    mention = requirement.mention
    unit = mention.target.unit if mention else ""
    suffix = suffix_of(unit)
    counted = suffix if suffix != "数量" else f"{unit}数" if len(unit) == 1 else "数量"
    verb = requirement.action if requirement.action not in requirement.object else ""
    if requirement.object.endswith(
        (
            "天数",
            "时长",
            "数量",
            "面积",
            "人数",
            "里程",
            "次数",
            "长度",
            "藏书量",
            "办件量",
            "客运量",
            "浏览量",
        )
    ):
        return requirement.object
    if is_measure(requirement.name):
        return requirement.name
    thing = requirement.object.removesuffix(counted) or requirement.object
    return f"{verb}{thing}{counted}"


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


def _open(category: Category, profile: Profile, work: str | None) -> Row:
    asked = open_row(category.kind, work)
    known = asked.name != OPEN
    explanation = OPEN
    if known:
        formula = formula_for(asked.name)
        explanation = f"考察{_ours(asked.name)}。" + (f"计算方式={formula}。" if formula else "")
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
