"""Other places' layouts, in every format: each indicator lands where it belongs."""

from __future__ import annotations

import pytest

from assistant.formats import read_bytes
from assistant.model import Declaration, Imported
from tests.formats.layouts import GOAL, LAYOUTS, LONG, NAME, ROWS, UNIT
from tests.formats.rendering import RENDERERS

WITHOUT_CATEGORIES = {"flat_list"}
WITHOUT_LONG_GOAL = {"self_evaluation", "many_projects", "unordered_projects", "text_blocks"}


def imported(layout: str, kind: str) -> tuple[Imported, ...]:
    title, compose = LAYOUTS[layout]
    return read_bytes(RENDERERS[kind](title, compose()), f"x.{kind}")


def form(layout: str, kind: str) -> Declaration:
    found = [one.declaration for one in imported(layout, kind)]
    return next(one for one in found if one.project_name == NAME)


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_lands(layout: str, kind: str) -> None:
    rows = form(layout, kind).indicators[layout == "cost_as_first_level" :]
    assert [(row.name, row.value) for row in rows] == [(row.name, row.value) for row in ROWS]
    if layout not in WITHOUT_CATEGORIES:
        assert [(r.level1, r.level2) for r in rows] == [(r.level1, r.level2) for r in ROWS]
    assert {r.unit for r in rows} <= {None, *(r.unit for r in ROWS)}


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"unordered_projects"}))
def test_header_and_goals_land(layout: str, kind: str) -> None:
    declaration = form(layout, kind)
    assert declaration.applicant_unit == UNIT
    assert declaration.annual_goal == GOAL
    if layout not in WITHOUT_LONG_GOAL:
        assert declaration.long_term_goal == LONG
    assert declaration.year == 2026


@pytest.mark.parametrize("kind", RENDERERS)
def test_money_of_the_national_form(kind: str) -> None:
    one = form("national_88", kind)
    amounts = (one.total_amount, one.annual_amount, one.fiscal_amount, one.other_amount)
    assert amounts == (3_000_000, 1_000_000, 900_000, 100_000)
    assert (one.start_year, one.end_year, one.duration_years) == (2026, 2028, 3)
    assert one.is_new is False


@pytest.mark.parametrize("kind", RENDERERS)
def test_what_other_columns_hold(kind: str) -> None:
    assert {row.baseline for row in form("baseline_columns", kind).indicators} == {"80%"}
    assert {row.weight for row in form("split_value_sign_first", kind).indicators} == {"15"}
    evaluated = form("self_evaluation", kind).indicators
    assert {(row.actual, row.baseline) for row in evaluated} == {("96%", "96%")}
    beside = form("side_by_side", kind).indicators
    assert [row.midterm_value for row in beside] == [row.value for row in ROWS]
    apart = form("long_and_annual_tables", kind).indicators
    assert [row.midterm_value for row in apart] == [row.value for row in ROWS]


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("layout", ["many_projects", "unordered_projects"])
def test_projects_of_a_list_come_apart(layout: str, kind: str) -> None:
    found = imported(layout, kind)
    assert {one.declaration.project_name for one in found} == {NAME, "另一个项目"}
    assert [len(one.declaration.indicators) for one in found] == [len(ROWS)] * 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_original_text_is_kept_beside_each_value(layout: str) -> None:
    for one in imported(layout, "docx"):
        for number, row in enumerate(one.declaration.indicators):
            cell = one.cells[f"/indicators/{number}/value"]
            assert cell.place.startswith("表1 第")
            assert row.value
            assert row.value.lstrip("≥≤=")[0] in cell.text


@pytest.mark.parametrize(
    ("layout", "profile"),
    [
        ("futian_like", "futian-2026"),
        ("national_88", "central-88"),
        ("cost_as_first_level", "central-101"),
    ],
)
def test_the_profile_is_recognised(layout: str, profile: str) -> None:
    assert form(layout, "docx").profile == profile
