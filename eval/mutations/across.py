"""Injects one contradiction at a time between clean forms, and looks at what is said of them.

`python -m eval.mutations.across` prints recall, what nobody caught, and the noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from assistant.model import Declaration, Indicator
from assistant.rules.batch import Entry
from assistant.rules.comparing import compare
from assistant.rules.engine import profile_of
from assistant.rules.form import Form
from eval.mutations.harness import CELLS, Outcome, clean_forms

HERE = Path(__file__).parent
UNIT = "深圳市福田区公共服务局（本级）"
Defect = dict[str, Any]


def defects() -> list[Defect]:
    """The contradictions to inject."""
    loaded: list[Defect] = yaml.safe_load((HERE / "across.yaml").read_text(encoding="utf-8"))
    return loaded


def run() -> Iterator[Outcome]:
    """Every contradiction in every pair of neighbouring clean forms it applies to."""
    forms = list(_of_one_place().items())
    for (name, first), (_, second) in pairwise(forms):
        for defect in defects():
            batch = _batch(first, second, [form for _, form in forms], defect)
            if batch:
                yield _outcome(name, batch, defect)


def _of_one_place() -> dict[str, Declaration]:
    """The clean forms of one profile that run over years: one unit does not mix the forms of two
    places, and what is done within a year has no form of the year before."""
    return {
        name: form
        for name, form in clean_forms().items()
        if form.project_code and (form.duration_years or 0) > 1
    }


def without_defect() -> list[str]:
    """What is said of clean forms: one unit's of a year, and a project's of two years."""
    forms = list(_of_one_place().values())
    unit = [_of_unit(form) for form in forms]
    two_years = [form for one in unit for form in (_last_year(one), one)]
    return [
        f"{a.finding.code} {a.finding.message}"
        for batch in (unit, two_years)
        for a in compare(_entries(batch))[0]
    ]


def _outcome(name: str, batch: Sequence[Declaration], defect: Defect) -> Outcome:
    found = [a.finding for a in compare(_entries(batch))[0]]
    allowed = {defect["code"], *defect.get("also", ())}
    noise = tuple(f"{f.code} {f.message}" for f in found if f.code not in allowed)
    return Outcome(name, defect, any(f.code == defect["code"] for f in found), noise)


def _batch(
    first: Declaration, second: Declaration, others: Sequence[Declaration], defect: Defect
) -> list[Declaration] | None:
    kind = defect["kind"]
    if kind == "peers":
        return _peers(_of_unit(first), _of_unit(second), defect)
    if kind == "versions":
        form = _of_unit(first)
        return [form, form.model_copy(update=defect["second"])]
    if kind == "many":
        odd = _of_unit(first).model_copy(
            update={
                "year": defect["odd_year"],
                "project_code": "440304209",
                "project_name": "甲事项",
            }
        )
        return [*map(_of_unit, others[:6]), odd]
    form = _of_unit(first)
    return _years(_last_year(form), form, defect)


def _peers(one: Declaration, two: Declaration, defect: Defect) -> list[Declaration] | None:
    if "first_named" in defect:
        field = defect["first_named"]
        text = re.sub(
            "^(?:本项目|项目(?:全生命周期|周期))?", one.project_name or "", getattr(one, field)
        )
        one = one.model_copy(update={field: text})
        if not re.search(f"{one.project_name}(?:20|内|将)", text):
            return None
    one = one.model_copy(update=_copied(defect.get("first", {}), two))
    two = two.model_copy(update=_copied(defect.get("second", {}), one))
    for field, text in defect.get("append", {}).items():
        one, two = (
            f.model_copy(update={field: _ended(getattr(f, field) or "") + text}) for f in (one, two)
        )
    row = _row(one, defect["row"]) if "copy_row" in defect else None
    added = dict(zip(CELLS, defect["add_row"], strict=True)) if "add_row" in defect else None
    rows = (row, row) if row else (Indicator(**added), Indicator(**added)) if added else ()
    if rows and "other_value" in defect:
        rows = (rows[0], rows[1].model_copy(update={"value": defect["other_value"]}))
    if rows and row is None:
        one = one.model_copy(update={"indicators": (*one.indicators, rows[0])})
    if rows:
        two = two.model_copy(update={"indicators": (*two.indicators, rows[1])})
    return [one, two]


def _years(last: Declaration, now: Declaration, defect: Defect) -> list[Declaration] | None:
    last = last.model_copy(update=_copied(defect.get("last", {}), now))
    now = now.model_copy(update=_copied(defect.get("now", {}), last))
    if defect.get("year_replaced"):
        now = now.model_copy(
            update={"annual_goal": (now.annual_goal or "").replace("2025", "2026")}
        )
    last, now = (
        form.model_copy(
            update={f: round(getattr(form, f) * by, 2) for f, by in defect.get(key, {}).items()}
        )
        for form, key in ((last, "last_times"), (now, "now_times"))
    )
    if "row" not in defect:
        return [last, now]
    row = _row(now, defect["row"])
    if row is None:
        return None
    changed = {
        "value": defect.get("now_value") or _bumped(row.value or "", defect.get("now_bump", 0)),
        "baseline": defect.get("now_baseline"),
    }
    before = {"value": defect.get("last_value", row.value), "actual": defect.get("last_actual")}
    return [_with(last, row, before), _with(now, row, changed)]


def _bumped(value: str, by: float) -> str:
    return re.sub("[0-9.]+", lambda match: f"{float(match[0]) + by:g}", value, count=1)


def _with(form: Declaration, row: Indicator, update: dict[str, Any]) -> Declaration:
    rows = tuple(
        r.model_copy(update=update) if (r.level2, r.name) == (row.level2, row.name) else r
        for r in form.indicators
    )
    return form.model_copy(update={"indicators": rows})


def _row(form: Declaration, level2: str) -> Indicator | None:
    rows = (r for r in form.indicators if r.level2 == level2 and not r.is_not_applicable)
    return next(rows, None)


def _copied(update: dict[str, Any], other: Declaration) -> dict[str, Any]:
    return {
        field: getattr(other, value[1:]) if str(value).startswith("=") else value
        for field, value in update.items()
    }


def _of_unit(form: Declaration) -> Declaration:
    return form.model_copy(update={"applicant_unit": UNIT, "budget_unit": UNIT, "is_new": False})


def _last_year(form: Declaration) -> Declaration:
    """The form as it may have stood a year before: other work, a little less money."""
    goal = (form.annual_goal or "").replace("2026", "2025") + "另完成首批任务收尾。"
    return form.model_copy(
        update={
            "year": 2025,
            "annual_goal": goal,
            "annual_amount": round((form.annual_amount or 0) * 0.8),
        }
    )


def _entries(forms: Sequence[Declaration]) -> list[Entry]:
    return [
        Entry("单位.json", number, Form(form, profile_of(form), form.year))
        for number, form in enumerate(forms)
    ]


def main() -> None:
    """Prints the table."""
    outcomes = list(run())
    caught = sum(outcome.caught for outcome in outcomes)
    print(f"各表之间注入 {len(outcomes)} 处，查出 {caught} 处（{caught / len(outcomes):.1%}）")
    noisy = [outcome for outcome in outcomes if outcome.noise]
    print(f"连带误报 {len(noisy)} 处；干净的表之间报出 {len(without_defect())} 处")
    for outcome in outcomes:
        if not outcome.caught:
            print("  未查出", outcome.form, outcome.defect)
    for outcome in noisy:
        print("  误报", outcome.form, outcome.defect["code"], *outcome.noise[:2], sep=" | ")
    for sentence in without_defect():
        print("  干净的表", sentence)


if __name__ == "__main__":
    main()


def _ended(text: str) -> str:
    """The text with a full stop, so that what is appended is a sentence of its own."""
    return text if not text or text.endswith(tuple("。；;.")) else f"{text}。"
