"""Every rule against its own cases: tests/rules/cases/<stem of the rule>.yaml.

A case is a small form: header and text fields as they are named in the model, `rows` as
"二级指标|三级指标|指标值|度量单位|指标解释". `finds` is the number of findings or their paths;
`fixed` is what the cells hold after all fixes of the rule are applied. With `formerly` only what
the rule has taken over from that one is looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.model import Declaration, Indicator
from assistant.rules.engine import check
from assistant.rules.fixing import fix
from assistant.rules.registry import ACROSS, rule_files, taken_over
from assistant.vocabulary.profile import load_profile

CASES = Path(__file__).parent / "cases"
NOT_FIELDS = {"finds", "formerly", "fixed", "forms", "row", "rows", "near", "note", "severity"}


def load_cases(stem: str) -> list[dict]:
    path = CASES / f"{stem}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def form_of(case: dict) -> Declaration:
    written = [case["row"]] if "row" in case else case.get("rows", [])
    fields = {key: value for key, value in case.items() if key not in NOT_FIELDS}
    return Declaration(**{"year": 2026, **fields, "indicators": tuple(map(row_of, written))})


def row_of(written: str | dict) -> Indicator:
    if isinstance(written, dict):
        return Indicator(**written)
    cells = [cell or None for cell in written.split("|")]
    level2, name, value, unit, explanation = (*cells, None, None, None, None)[:5]
    category = load_profile().category_named(level2)
    level1 = category.level1 if category else None
    if level2 and "/" in level2:
        level1, level2 = level2.split("/")
    return Indicator(
        level1=level1, level2=level2, name=name, value=value, unit=unit, explanation=explanation
    )


def chosen(stem: str, case: dict) -> str:
    code = stem[:5].upper()
    assert case.get("formerly", code) in (code, *taken_over(code))
    return str(case.get("formerly", code))


def value_at(declaration: Declaration, path: str) -> object:
    parts = path.strip("/").split("/")
    if parts[0] != "indicators":
        return getattr(declaration, parts[0])
    return getattr(declaration.indicators[int(parts[1])], parts[2])


ALL = [
    pytest.param(path.stem, case, id=f"{path.stem[:5]}-{number}")
    for path in rule_files()
    if path.parent.name != ACROSS
    for number, case in enumerate(load_cases(path.stem), 1)
]


@pytest.mark.parametrize(("stem", "case"), ALL)
def test_case(stem: str, case: dict) -> None:
    code = chosen(stem, case)
    findings, unchecked = check(form_of(case), select=[code])
    assert not [sentence for sentence in unchecked if code in sentence]
    shown = [(f.path, f.message) for f in findings]
    expected = case["finds"]
    if isinstance(expected, int):
        assert len(findings) == expected, shown
    else:
        assert [f.path for f in findings] == expected, shown
    if "severity" in case:
        assert findings[0].severity == case["severity"]


@pytest.mark.parametrize(("stem", "case"), ALL)
def test_fixed(stem: str, case: dict) -> None:
    code = chosen(stem, case)
    before = form_of(case)
    after, applied = fix(before, confirm=True, select=[code])
    for path, value in case.get("fixed", {}).items():
        assert value_at(after, path) == value
    again, more = fix(after, confirm=True, select=[code])
    assert again == after
    assert not more
    fixable = {f.path for f in check(after, select=[code])[0] if f.fix}
    assert not fixable, "a rule fires again where its own fix was applied"
    assert bool(applied) == (after != before)
