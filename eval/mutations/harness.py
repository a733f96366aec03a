"""Injects one defect at a time into clean forms and looks at what the checker says.

`python -m eval.mutations.harness` prints recall, the defects nobody caught, and the noise: findings
that are neither the injected defect nor its declared companions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from assistant.model import NOT_APPLICABLE, Declaration, Indicator
from assistant.rules.engine import check, profile_of

HERE = Path(__file__).parent
CLEAN = HERE.parents[1] / "tests" / "rules" / "clean"
CELLS = ("level1", "level2", "name", "value", "unit", "explanation")
SPOILT_TEXTS = (
    "project_code", "policy_basis", "budget_basis", "annual_goal", "long_term_goal",
)  # fmt: skip
"""What some forms lack (another place's form, a project of one year) and cannot be spoilt there."""
Defect = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One defect in one form: was it caught, and what else was said."""

    form: str
    defect: Defect
    caught: bool
    noise: tuple[str, ...]


def clean_forms() -> dict[str, Declaration]:
    """The clean forms by name."""
    return {path.stem: _form(path) for path in sorted(CLEAN.glob("*.yaml"))}


def defects() -> list[Defect]:
    """The defects to inject: kinds for every form, and those written by hand for one (`form`)."""
    files = (HERE / "defects.yaml", HERE / "by_hand.yaml")
    return [d for path in files for d in yaml.safe_load(path.read_text(encoding="utf-8"))]


def run(most: int | None = None) -> Iterator[Outcome]:
    """Every defect in every clean form it applies to; in `most` of them, when given: always the
    same ones, others for each defect."""
    forms = list(clean_forms().items())
    before = {name: {finding.id for finding in check(form)[0]} for name, form in forms}
    for number, defect in enumerate(defects()):
        begin = number % len(forms)
        mutants = (
            (name, mutant)
            for name, form in (*forms[begin:], *forms[:begin])
            if defect.get("form", name) == name and (mutant := inject(form, defect)) != form
        )
        for name, mutant in islice(mutants, most):
            yield _outcome(name, mutant, defect, before[name])


def inject(form: Declaration, defect: Defect) -> Declaration:
    """The form with the defect; the form itself when the defect does not apply."""
    if not _applies(form, defect):
        return form
    if "and" in defect:
        form_too = inject(form, defect["and"])
        alone = {key: value for key, value in defect.items() if key != "and"}
        mutant = inject(form_too, alone)
        return form if form_too in (form, mutant) else mutant
    if "field" in defect:
        field = defect["field"]
        before = getattr(form, str(defect.get("times_of", field)))
        return form.model_copy(update={field: _changed(before, defect, form)})
    if "truncate_name" in defect:
        full = form.project_name or ""
        goal = (form.annual_goal or "").replace("本项目", full, 1)
        if full not in goal:
            return form
        return form.model_copy(
            update={"project_name": full[: -defect["truncate_name"]], "annual_goal": goal}
        )
    if "behead_in" in defect:
        return _beheaded(form, defect)
    rows = list(form.indicators)
    at = _row_at(rows, defect)
    if at is not None and "in_goal" in defect and not _is_in_goal(rows[at], form):
        at = None
    return form if at is None else form.model_copy(update={"indicators": _rows(rows, at, defect)})


def _applies(form: Declaration, defect: Defect) -> bool:
    """False where the form has not got the text or the duty that the defect spoils."""
    fields = [defect[key] for key in ("field", "needs", "behead_in") if key in defect]
    if any(getattr(form, f) in (None, "", NOT_APPLICABLE) for f in fields if f in SPOILT_TEXTS):
        return False
    if defect.get("code") not in ("ST002", "ST003"):
        return True
    category = profile_of(form).category_named(defect.get("row"))
    return category is not None and category.required


def _is_in_goal(row: Indicator, form: Declaration) -> bool:
    """True when 年度目标 states the row's value, so that a change contradicts it."""
    value = (row.value or "").lstrip("≥≤")
    asked = "满意" not in (row.name or "") or "满意" in (form.annual_goal or "")
    return asked and value in (form.annual_goal or "")


def _beheaded(form: Declaration, defect: Defect) -> Declaration:
    """The first character of a row's name is lost where the goal names it."""
    at = _row_at(list(form.indicators), defect)
    name = form.indicators[at].name if at is not None else None
    field = defect["behead_in"]
    text = getattr(form, field) or ""
    if not name or name not in text or len(name) < 6:
        return form
    return form.model_copy(update={field: text.replace(name, name[1:], 1)})


def _outcome(name: str, mutant: Declaration, defect: Defect, before: set[str]) -> Outcome:
    wanted = defect["code"] if isinstance(defect["code"], list) else [defect["code"]]
    found = check(mutant)[0]
    caught = any(finding.code in wanted for finding in found)
    allowed = {*wanted, *defect.get("also", ())}
    noise = tuple(
        f"{f.code} {f.message}"
        for f in found
        if f.id not in before and f.code not in allowed and f.severity != "info"
    )
    return Outcome(name, defect, caught, noise)


def _row_at(rows: list[Indicator], defect: Defect) -> int | None:
    wanted = str(defect.get("row") or defect.get("na_row") or "")
    for index, row in enumerate(rows):
        if wanted not in (row.level2 or "") or row.is_not_applicable != ("na_row" in defect):
            continue
        if any(getattr(row, cell) != value for cell, value in defect.get("if", {}).items()):
            continue
        if "if_unit" in defect and row.unit != defect["if_unit"]:
            continue
        if "if_name" in defect and not re.search(defect["if_name"], row.name or ""):
            continue
        return index
    return None


def _rows(rows: list[Indicator], at: int, defect: Defect) -> tuple[Indicator, ...]:
    row = rows[at]
    if "all_rows" in defect:
        return tuple(
            r if r.is_not_applicable else r.model_copy(update={defect["all_rows"]: defect["set"]})
            for r in rows
        )
    if "only_benefit" in defect:
        rows = [
            r for r in rows if r is row or "效益" not in (r.level1 or "") or r.is_not_applicable
        ]
        rows = [r for r in rows if r is row or r.level2 != "可持续影响指标" or r.is_not_applicable]
        at = rows.index(row)
    same = [r for r in rows if r.level2 == row.level2]
    blank = row.model_copy(update=dict.fromkeys(CELLS[2:], "不适用"))
    if "drop" in defect:
        kept = [r for r in rows if r is not row and (defect["drop"] == "first" or r not in same)]
        return tuple(kept)
    if "na" in defect:
        return (*rows[:at], blank, *(r for r in rows[at + 1 :] if r not in same))
    if "copy" in defect:
        return (*rows[: at + 1], row, *rows[at + 1 :])
    if "add_na" in defect:
        return (*rows[: at + 1], blank, *rows[at + 1 :])
    rows[at] = _mutant_row(rows, row, defect)
    return tuple(rows)


def _mutant_row(rows: list[Indicator], row: Indicator, defect: Defect) -> Indicator:
    if "replace_row" in defect:
        return row.model_copy(update=dict(zip(CELLS[2:], defect["replace_row"], strict=True)))
    if "replace_row_from" in defect:
        other = next(r for r in rows if r.level2 == defect["replace_row_from"])
        return row.model_copy(update={cell: getattr(other, cell) for cell in CELLS[2:]})
    if "move_to" in defect:
        return row.model_copy(update=dict(zip(CELLS[:2], defect["move_to"], strict=True)))
    if "completion_of" in defect:
        counted = next(r for r in rows if r.level2 == defect["completion_of"])
        thing = re.sub("(?:数量|次数|人次|长度|面积|场次|人数)$", "", counted.name or "")
        name = f"{thing}{defect.get('suffix', '完成率')}"
        return row.model_copy(
            update={"name": name, "value": "100%", "unit": "%",
                    "explanation": "计算方式=实际完成数/计划数×100%。"}
        )  # fmt: skip
    if "repeat_name" in defect:
        return row.model_copy(update={"explanation": f"考察{row.name}。"})
    cell = defect["cell"]
    if "copy_of_row" in defect:
        same = (r for r in rows if r.level2 == defect["copy_of_row"] and not r.is_not_applicable)
        other = next(same, row)
        if other is row:
            return row
        return row.model_copy(update={cell: f"考察{other.name}。"})
    return row.model_copy(update={cell: _changed(getattr(row, cell), defect, None)})


def _changed(value: Any, defect: Defect, form: Declaration | None) -> Any:
    """The value after the one change the defect names."""
    if "set" in defect:
        return defect["set"]
    if "flip" in defect:
        return not value
    if "times" in defect:
        return round(value * defect["times"], 2)
    text = str(value or "")
    if "replace" in defect:
        pattern, replacement = defect["replace"]
        return re.sub(str(pattern), str(replacement), text, count=1)
    if "bump" in defect:
        return re.sub("[0-9.]+", lambda m: _bumped(m[0], defect["bump"]), text, count=1)
    if "repeat_document" in defect:
        first = re.search("《[^《》]*》(?:（[^）]*）)?", text)
        return f"{text} 另见{first[0]}" if first else text
    if "double" in defect:
        return f"{text} {text}"
    if "lump" in defect and form is not None:
        what = defect["lump"] if isinstance(defect["lump"], str) else ""
        what = "" if what and (form.project_name or "").endswith(what) else what
        return f"{form.project_name}{what}{(form.annual_amount or 0) / 10000:g}万元。"
    if "copy_of" in defect and form is not None:
        copied = str(getattr(form, defect["copy_of"]))
        pattern, replacement = defect.get("change", ("", ""))
        return re.sub(str(pattern), str(replacement), copied) if pattern else copied
    more = str(defect.get("append", ""))
    if more.startswith("；"):
        text = text.rstrip("。；")
    return defect.get("prefix", "") + text + more


def _bumped(number: str, by: float) -> str:
    return f"{float(number) + by:g}"


def _form(path: Path) -> Declaration:
    plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    plain["indicators"] = [dict(zip(CELLS, row, strict=True)) for row in plain["indicators"]]
    return Declaration.model_validate(plain)


def main() -> None:
    """Prints the table."""
    outcomes = list(run())
    caught = sum(outcome.caught for outcome in outcomes)
    noisy = [outcome for outcome in outcomes if outcome.noise]
    print(f"注入 {len(outcomes)} 处，查出 {caught} 处（{caught / len(outcomes):.1%}）")
    print(f"连带误报 {len(noisy)} 处")
    for outcome in outcomes:
        if not outcome.caught:
            print(
                "  未查出", outcome.form, {k: v for k, v in outcome.defect.items() if k != "also"}
            )
    for outcome in noisy:
        print("  误报", outcome.form, outcome.defect["code"], *outcome.noise[:2], sep=" | ")


if __name__ == "__main__":
    main()
