"""What the user states about single cells (`--set`, answers to questions): typed, and applied.

An answer changes its cell, closes its question, and fills the place the goals kept for it. Nothing
else of the draft moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.errors import UsageError
from assistant.model import (
    FIRST_YEAR,
    LAST_YEAR,
    OPEN,
    ROW_FIELDS,
    Declaration,
    Draft,
    Indicator,
    Provenance,
)
from assistant.parse.dates import find_periods
from assistant.parse.money import parse_amount
from assistant.parse.numbers import parse_number
from assistant.parse.render import goal_amount
from assistant.parse.targets import parse_target
from assistant.vocabulary.profile import Profile

_AMOUNTS = ("total_amount", "annual_amount", "fiscal_amount", "other_amount")
_YEARS = ("year", "duration_years", "start_year", "end_year")
_POINTER = re.compile(r"/?indicators/(\d+)/([a-z_0-9]+)")


def as_fields(overrides: Mapping[str, str], profile: Profile) -> dict[str, Any]:
    """Field name → typed value. Raises UsageError for a value the field cannot hold."""
    return {
        key.lstrip("/"): typed(key.lstrip("/"), value, profile) for key, value in overrides.items()
    }


def typed(field: str, value: str, profile: Profile) -> str | int | float | bool | None:
    """The value as the field holds it; an empty text empties the field."""
    text = value.strip()
    if not text:
        return None
    if field in _AMOUNTS:
        return _amount(field, text, profile)
    if field in _YEARS:
        return _whole(field, text, profile)
    if field == "is_new":
        return _yes_or_no(text)
    return text


def _amount(field: str, text: str, profile: Profile) -> int | float:
    yuan = parse_amount(text)
    if yuan is None or yuan < 0:
        raise UsageError(
            f"“{profile.label_of(field)}”要填金额（如 80万元、800000），不能是“{text}”。"
        )
    return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)


def _whole(field: str, text: str, profile: Profile) -> int:
    number = parse_number(text.removesuffix("年度").removesuffix("年"))
    low, high = (1, 99) if field == "duration_years" else (FIRST_YEAR, LAST_YEAR)
    if number is not None and number == number.to_integral_value() and low <= number <= high:
        return int(number)
    if field == "duration_years" and (
        years := next((p.years for p in find_periods(text) if p.years), None)
    ):
        return years
    raise UsageError(f"“{profile.label_of(field)}”要填 {low} 到 {high} 的整数，不能是“{text}”。")


def _yes_or_no(text: str) -> bool:
    if text in ("是", "true", "True", "新增", "1"):
        return True
    if text in ("否", "false", "False", "不是", "0", "延续"):
        return False
    raise UsageError(f"“是否新增项目”要填 是 或 否，不能是“{text}”。")


def set_field(draft: Draft, key: str, value: str, profile: Profile) -> Draft:
    """The draft with one cell answered. `key`: a field, or a pointer to an indicator's cell."""
    cell = _POINTER.fullmatch(key)
    if cell:
        return _set_cell(draft, int(cell.group(1)), cell.group(2), value.strip())
    field = key.lstrip("/")
    if field not in Declaration.model_fields or field in ("indicators", "extra", "profile"):
        raise UsageError(f"没有名为“{key}”的栏目。")
    answer = typed(field, value, profile)
    declaration = draft.declaration.model_copy(update={field: answer})
    if field == "year" and isinstance(answer, int):
        declaration = _name_year(declaration, answer)
    return _answered(draft, declaration, f"/{field}", value)


def _name_year(declaration: Declaration, year: int) -> Declaration:
    goal = (declaration.annual_goal or "").replace("本项目本年度将", f"本项目{year}年度将", 1)
    return declaration.model_copy(update={"annual_goal": goal or declaration.annual_goal})


def _set_cell(draft: Draft, index: int, cell: str, value: str) -> Draft:
    rows = list(draft.declaration.indicators)
    if index >= len(rows) or cell not in Indicator.model_fields:
        raise UsageError(f"没有 /indicators/{index}/{cell} 这一格：本表共 {len(rows)} 行指标。")
    before = rows[index]
    if cell == "value":
        value = _with_unit(value, before.unit)
    if value == "不适用":
        rows[index] = before.model_copy(update=dict.fromkeys(ROW_FIELDS, "不适用"))
        goals = {
            f: _without(getattr(draft.declaration, f), before.name)
            for f in ("annual_goal", "long_term_goal")
        }
    else:
        rows[index] = before.model_copy(update={cell: value, **_unit_for(before, cell, value)})
        goals = {
            f: _filled(getattr(draft.declaration, f), before.name, value)
            if cell == "value"
            else getattr(draft.declaration, f)
            for f in ("annual_goal", "long_term_goal")
        }
    declaration = draft.declaration.model_copy(update={"indicators": tuple(rows), **goals})
    return _answered(draft, declaration, f"/indicators/{index}/{cell}", value)


def _unit_for(row: Indicator, cell: str, value: str) -> dict[str, str]:
    """An open unit is taken from the answered value."""
    target = parse_target(value) if cell == "value" and row.unit == OPEN else None
    return {"unit": target.unit} if target and target.unit else {}


def _with_unit(value: str, unit: str | None) -> str:
    """12000 answered to a row counted in 平方米 is 12000平方米."""
    bare = re.fullmatch(r"[≥≤<>=]?\s*\d[\d,]*(?:\.\d+)?", value)
    return f"{value}{unit}" if bare and unit and unit != OPEN else value


def _filled(goal: str | None, name: str | None, value: str) -> str | None:
    if not goal or not name or name == OPEN:
        return goal
    target = parse_target(value)
    said = goal_amount(target, value) if target else value
    return goal.replace(f"{name}{OPEN}", f"{name}{said}")


def _without(goal: str | None, name: str | None) -> str | None:
    if not goal or not name or name == OPEN:
        return goal
    kept = re.sub(rf"(?:、|，)?{re.escape(name + OPEN)}", "", goal)
    kept = re.sub(r"(?:(?:质量|时效|成本|效益)方面，|[，；]确保)(?=[，。；])", "", kept)
    kept = re.sub(r"(方面，|确保)[、，]", r"\1", kept)
    return re.sub(r"；+(?=[。；])|(?<=[。；\n])；+", "", kept)


def _answered(draft: Draft, declaration: Declaration, path: str, value: str) -> Draft:
    """Questions about the cell are closed; its numbers are the user's word from now on."""
    from assistant.drafting.tokens import tokens_of

    closed = {path} | (
        {f"/indicators/{path.split('/')[2]}/value"}
        if path.startswith("/indicators/") and value == "不适用"
        else set()
    )
    kept = tuple(p for p in draft.provenance if p.path not in closed)
    numbers = [
        Provenance(
            path=path, kind="brief", text=t.text, source="answer", note=f"填报人补充：{value}"
        )
        for t in tokens_of(value)
    ]
    for goal in ("annual_goal", "long_term_goal"):
        text = getattr(declaration, goal) or ""
        if text != (getattr(draft.declaration, goal) or ""):
            numbers += [
                n.model_copy(update={"path": f"/{goal}"})
                for n in numbers
                if n.path == path and n.text in text
            ]
            if OPEN not in text:
                kept = tuple(p for p in kept if not (p.path == f"/{goal}" and p.text == OPEN))
    questions = tuple(q for q in draft.questions if q.path not in closed)
    return draft.model_copy(
        update={"declaration": declaration, "questions": questions, "provenance": (*kept, *numbers)}
    )
