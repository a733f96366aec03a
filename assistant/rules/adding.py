"""Rows that a fix may add: the one a promise of the goal asks for, and the usual row for cost.

Everything in such a row is taken from the promise or from the profile; only the words that make a
phrase a measure (…数量, …时限) are added, so that these fixes are always to be confirmed.
"""

from __future__ import annotations

import re

from assistant.model import Commitment, Indicator
from assistant.parse.render import sign_value
from assistant.rules.form import Form, Row
from assistant.rules.links import answers
from assistant.vocabulary.profile import CategoryKind

Edits = tuple[tuple[str, str], ...]

BY_UNIT = {
    "次": "次数", "场": "场次", "场次": "场次", "份": "份数", "篇": "篇数", "人次": "人次",
    "人": "人数", "名": "人数", "期": "期数",
}  # fmt: skip
NUMBERED = r"(?:数|数量|次数|场次|份数|篇数|人次|人数|期数|总量|面积|长度|里程)$"
DIMENSIONS = {"area": "面积", "length": "长度"}
RATED = r"(?:率|满意度|比例|占比)$"
TIMELY = r"(?:及时|按时|准时|按期|完工)率$"
COVERED = r"(?:覆盖|达标|检测|合格)$"
SHORTEST = 4


def row_for(promise: Commitment, form: Form) -> Edits:
    """The edits that add a row answering the promise; none when its name cannot be told."""
    named = _named(promise)
    if named is None:
        return ()
    kind, name, explanation = named
    category = form.profile.category(kind)
    if category is None:
        return ()
    if any(row.name == name for row in form.rows):
        return ()
    if any(row.kind == category.kind and row.is_not_applicable for row in form.rows):
        return ()  # 不适用 and a row beside it would contradict each other
    row = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=name,
        value=sign_value(promise.mention.target, promise.mention.text),
        unit=promise.mention.target.unit,
        explanation=explanation,
    )
    if not answers(promise, form.annual, Row(len(form.rows), row, form.profile)):
        return ()
    return _edits(row, form)


def cost_row(form: Form) -> Edits:
    """The edits that add the profile's usual row for cost; none when it has none."""
    usual, category = form.profile.conventions.cost, form.profile.category("cost")
    if usual is None or category is None:
        return ()
    row = Indicator(
        level1=category.level1,
        level2=category.level2,
        name=usual.name,
        value=usual.value,
        unit=usual.unit,
        explanation=usual.explanation,
    )
    return _edits(row, form)


def _named(promise: Commitment) -> tuple[CategoryKind, str, str] | None:
    """Category, name and explanation of the row."""
    target, subject = (
        promise.mention.target,
        re.sub("[“”‘’]", "", promise.subject).strip("，、的在 "),
    )
    if len(subject) < SHORTEST or target.date is not None or target.level is not None:
        return None
    if target.dimension == "ratio":
        return _rate(subject)
    if target.dimension == "duration":
        return _time_limit(subject) if target.high is not None and target.low is None else None
    if target.low is None or target.low == 0 or not target.unit or target.unit == "大":
        return None
    return _count(subject, BY_UNIT.get(target.unit) or DIMENSIONS.get(target.dimension, "数量"))


def _rate(subject: str) -> tuple[CategoryKind, str, str] | None:
    if re.search(COVERED, subject):
        subject = f"{subject}率"
    if not re.search(RATED, subject):
        return None
    kind: CategoryKind = "quality"
    if "满意" in subject:
        return (
            "served_satisfaction",
            subject,
            f"考察{subject}，计算方式=满意的份数/有效问卷份数×100%。",
        )
    if re.search(TIMELY, subject):
        kind = "timeliness"
    return kind, subject, f"考察{subject}，计算方式=达到要求的数量/应完成的总数×100%。"


def _time_limit(subject: str) -> tuple[CategoryKind, str, str]:
    what = re.sub(r"(?:完毕|完成)$", "", subject)
    return "timeliness", f"{what}时限", f"考察{what}的实际用时，以工作记录为准。"


def _count(subject: str, measure: str) -> tuple[CategoryKind, str, str]:
    name = subject if re.search(NUMBERED, subject) else f"{subject}{measure}"
    return "quantity", name, f"考察本年度实际完成的{name}，以工作记录为准。"


def _edits(row: Indicator, form: Form) -> Edits:
    at = f"/indicators/{len(form.rows)}"
    cells = ("level1", "level2", "name", "value", "unit", "explanation")
    return tuple((f"{at}/{cell}", getattr(row, cell)) for cell in cells)
