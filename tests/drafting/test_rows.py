"""The row set of the form: every category in order, and what empty cells hold."""

from __future__ import annotations

import pytest

from assistant.model import NOT_APPLICABLE, OPEN
from assistant.vocabulary.profile import load_profile
from tests.drafting.making import PARK, VAGUE, cell, drafted, open_paths, proofs, row_number, rows

FOUR = ("name", "value", "unit", "explanation")
CATEGORIES = load_profile().categories
TEXTS = {
    "full": PARK,
    "vague": VAGUE,
    "one word": "绿化",
    "internal": "开展资产盘点1次，盘点准确率100%，预算3万元。",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_category_stands_in_order(text: str) -> None:
    indicators = drafted(text).declaration.indicators
    order = list(dict.fromkeys((row.level1, row.level2) for row in indicators))
    assert order == [(c.level1, c.level2) for c in CATEGORIES]
    known = {c.level2 for c in CATEGORIES}
    assert all("*" not in row.level2 and row.level2 in known for row in indicators)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_empty_cells_are_as_the_contract_has_them(text: str) -> None:
    draft = drafted(text)
    required = {c.level2 for c in CATEGORIES if c.required and c.kind != "served_satisfaction"}
    asked = {q.path for q in draft.questions}
    for number, row in enumerate(draft.declaration.indicators):
        cells = [getattr(row, field) for field in FOUR]
        assert all(cells), "no cell of a row is null"
        if row.is_not_applicable:
            assert cells == [NOT_APPLICABLE] * 4
            assert row.level2 not in required
        if OPEN in row.value:
            assert f"/indicators/{number}/value" in asked


def test_the_cost_row_is_the_convention_and_says_so() -> None:
    draft, cost = drafted(), load_profile().conventions.cost
    (row,) = rows(draft, "cost")
    assert (row.name, row.value, row.unit) == (cost.name, cost.value, cost.unit)
    assert row.explanation == cost.explanation
    entries = proofs(draft, f"/indicators/{row_number(draft, 'cost')}/value")
    assert {(p.kind, p.text) for p in entries} == {("convention", "90"), ("convention", "100")}
    assert all("惯例" in p.source for p in entries)


def test_a_stated_cost_goes_before_the_convention() -> None:
    row = rows(drafted("建设公厕4座，单位造价不超过15万元/座，预算60万元。"), "cost")[0]
    assert "15万元" in row.value or row.name == load_profile().conventions.cost.name


def test_a_level_target_carries_its_scale() -> None:
    draft, levels = drafted(), load_profile().conventions.levels
    (row,) = [r for r in rows(draft, "social") if r.value == levels.words[0]]
    assert row.name.endswith("程度")
    assert levels.sentence in row.explanation
    assert row.unit == levels.unit


def test_satisfaction_is_not_applicable_where_nobody_outside_is_served() -> None:
    draft = drafted(TEXTS["internal"])
    (row,) = rows(draft, "served_satisfaction")
    assert row.is_not_applicable
    why = proofs(draft, f"/indicators/{row_number(draft, 'served_satisfaction')}/name")
    assert why[0].note == load_profile().conventions.not_applicable_reason


def test_satisfaction_of_a_public_service_is_asked() -> None:
    draft = drafted("为辖区居民免费体检3000人。")
    (row,) = rows(draft, "served_satisfaction")
    assert row.value == OPEN
    path = f"/indicators/{row_number(draft, 'served_satisfaction')}/value"
    assert [q for q in draft.questions if q.path == path]


def test_every_statement_has_its_row_in_its_category() -> None:
    draft = drafted()
    found = {kind: [r.value for r in rows(draft, kind)] for kind in ("quantity", "quality")}
    assert found["quantity"] == ["12个", "4份"]
    assert "≥95%" in found["quality"]
    assert "7×24小时" in found["quality"]
    assert [r.value for r in rows(draft, "timeliness")] == ["≤2个工作日"]
    assert "0起" in [r.value for r in rows(draft, "social")]
    assert [r.value for r in rows(draft, "served_satisfaction")] == ["≥90%"]


def test_the_unit_repeats_the_unit_of_the_value() -> None:
    for row in drafted().declaration.indicators:
        if row.value[-1] == "%":
            assert row.unit == "%"
        elif row.value.startswith(("12", "4", "≤2")):
            assert row.value.endswith(row.unit)


def test_explanations_examine_the_row_and_rates_have_a_formula() -> None:
    for row in drafted().declaration.indicators:
        if row.is_not_applicable:
            continue
        assert row.explanation.startswith("考察")
        if row.name.endswith(("率", "满意度")):
            assert "计算方式=" in row.explanation
            formula = row.explanation.split("计算方式=", 1)[1].rstrip("。").removesuffix("×100%")
            assert len(set(formula.split("/"))) == 2


def test_a_vague_line_becomes_a_form_of_questions() -> None:
    draft = drafted(VAGUE)
    assert draft.declaration.annual_amount == 980000
    assert "98" in draft.declaration.budget_basis
    assert len(open_paths(draft)) >= 6
    assert not [f for f in draft.findings if f.severity == "error"]
    for kind in ("quantity", "quality", "timeliness", "social", "served_satisfaction"):
        assert cell(draft, f"/indicators/{row_number(draft, kind)}/value") == OPEN
