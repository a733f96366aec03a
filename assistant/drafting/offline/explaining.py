"""指标解释: what is examined, and how the figure is reckoned, in words that fit the measure."""

from __future__ import annotations

import re

from assistant.model import Indicator, Requirement
from assistant.parse.grades import level_unit
from assistant.vocabulary.description import is_measure, suffix_of
from assistant.vocabulary.works import formula_for, limit_start, rate_formula


def unit_of(requirement: Requirement) -> str:
    """The 度量单位 of a row: its target's, or what a date or a level is of."""
    mention = requirement.mention
    if mention is None:
        return "%"
    if mention.target.comparator == "level":
        return level_unit(mention.text)
    date = mention.target.date
    if mention.target.comparator == "by_date" and date:
        return "日" if date.day else "月" if date.month else "季度" if date.quarter else "年"
    if mention.target.unit == ":":
        return "—"
    return mention.target.unit or ("—" if is_measure(requirement.name) else "项")


def explain(requirement: Requirement) -> str:
    """What is examined, and how it is calculated."""
    name = requirement.name
    mention = requirement.mention
    if mention and mention.target.comparator == "level":
        return f"考察{ours(name)}是否达到要求。计算方式=实际检测、评定或公布的结果。"
    if mention and mention.target.comparator == "by_date":
        done = requirement.action.removesuffix("完成") or "完成"
        examined = requirement.object + (done if done != "完成" else "")
        return f"考察{examined}的完成时间。计算方式=实际{requirement.action}时间。"
    if requirement.kind == "timeliness" and mention and mention.target.dimension == "duration":
        return f"考察{name}是否符合要求。计算方式={_time_taken(requirement)}。"
    none = mention and mention.target.comparator == "equal" and mention.target.low == 0
    if none and unit_of(requirement) != "%":
        return f"考察年度内{requirement.object}的发生情况。计算方式=年度内实际发生数。"
    return f"考察{ours(name)}。计算方式={_formula(requirement)}。"


def _formula(requirement: Requirement) -> str:
    name, unit = requirement.name, unit_of(requirement)
    if name.endswith("满意度") and unit == "分":
        return "调查评分之和/接受调查的总人数"
    if share := re.fullmatch(r"(?P<part>.+)占(?P<whole>[^占]+)比例", name):
        return f"{share['part']}/{share['whole']}×100%"
    if unit not in ("%", "‰") and name.endswith("幅度"):
        return "上年数-本年数" if re.search("降|减|缩", name) else "本年数-上年数"
    if formula := formula_for(name):
        return _in_unit(_from(requirement.against, formula), unit)
    if name.endswith(("率", "比例", "比重", "占比")):
        return _in_unit(rate_formula(name), unit)
    return f"实际{name if unit in ('%', '‰') else _done(requirement)}"


def _from(base: str, formula: str) -> str:
    """A change counted from the year that the description names."""
    return formula.replace("上年数", f"{base}数") if base else formula


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


_BEGINS = re.compile(r"(?P<event>[一-龥]{2,12}?)(?<![之以])后(?=[一-龥]{2})")


def _time_taken(requirement: Requirement) -> str:
    """How a limit is measured: from what begins it, as the description or the name says, or as it
    is found; a start that nobody said is left out."""
    name, begin = requirement.name, requirement.action.removesuffix("后")
    if not begin and name.endswith("时限"):
        told = _BEGINS.match(name)
        begin = told["event"] if told else limit_start(name)
    if begin:
        begin = {"季": "季度终了", "季度": "季度终了", "月": "月度终了"}.get(begin, begin)
        return f"实际完成时间-{begin.removesuffix('时间')}时间"
    if name.endswith("时限"):
        return f"{name.removesuffix('时限')}实际用时"
    return f"实际{name.removeprefix('平均')}"


def ours(name: str) -> str:
    """The name as the project's own: 本项目合同审查数量, but not 本项目项目…."""
    return name if name.startswith(("项目", "本项目")) else f"本项目{name}"


def _done(requirement: Requirement) -> str:
    """What is counted: 审查合同份数, 举办AI主题会议场次."""
    mention = requirement.mention
    unit = mention.target.unit if mention else ""
    suffix = suffix_of(unit)
    counted = suffix if suffix != "数量" else f"{unit}数" if len(unit) == 1 else "数量"
    verb = requirement.action if requirement.action not in requirement.object else ""
    if requirement.object.endswith(("总长", "全长")):
        return f"{requirement.object}度"
    if requirement.object.endswith(
        (
            "时间",
            "时限",
            "周期",
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
