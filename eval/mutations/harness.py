"""Injects one defect at a time into clean forms and looks at what the checker says.

`python -m eval.mutations.harness` prints recall, the defects nobody caught, and the noise: findings
that are neither the injected defect nor its declared companions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.model import Declaration, Indicator
from assistant.rules.engine import check

HERE = Path(__file__).parent
CLEAN = HERE.parents[1] / "tests" / "rules" / "clean"
CELLS = ("level1", "level2", "name", "value", "unit", "explanation")
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
    """The defects to inject."""
    loaded: list[Defect] = yaml.safe_load((HERE / "defects.yaml").read_text(encoding="utf-8"))
    return loaded


def run() -> Iterator[Outcome]:
    """Every applicable defect in every clean form."""
    for name, form in clean_forms().items():
        before = {finding.id for finding in check(form)[0]}
        for defect in defects():
            mutant = inject(form, defect)
            if mutant != form:
                yield _outcome(name, mutant, defect, before)


def inject(form: Declaration, defect: Defect) -> Declaration:
    """The form with the defect; the form itself when the defect does not apply."""
    if "field" in defect:
        field = defect["field"]
        value = _changed(getattr(form, field), defect, form)
        return form.model_copy(update={field: value})
    rows = list(form.indicators)
    at = _row_at(rows, defect)
    return form if at is None else form.model_copy(update={"indicators": _rows(rows, at, defect)})


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
    wanted = str(defect.get("row") or defect.get("na_row"))
    for index, row in enumerate(rows):
        if wanted not in (row.level2 or "") or row.is_not_applicable != ("na_row" in defect):
            continue
        if any(getattr(row, cell) != value for cell, value in defect.get("if", {}).items()):
            continue
        if "if_name" in defect and not re.search(defect["if_name"], row.name or ""):
            continue
        return index
    return None


def _rows(rows: list[Indicator], at: int, defect: Defect) -> tuple[Indicator, ...]:
    row = rows[at]
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
    cell = defect["cell"]
    if "copy_of_row" in defect:
        other = next(r for r in rows if r.level2 == defect["copy_of_row"] and r.explanation)
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
    if "double" in defect:
        return f"{text} {text}"
    if "lump" in defect and form is not None:
        return f"{form.project_name}{(form.annual_amount or 0) / 10000:g}万元。"
    if "copy_of" in defect and form is not None:
        copied = str(getattr(form, defect["copy_of"]))
        pattern, replacement = defect.get("change", ("", ""))
        return re.sub(str(pattern), str(replacement), copied) if pattern else copied
    return defect.get("prefix", "") + text + defect.get("append", "")


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
