"""Layouts of counties and townships: what surrounds the indicators does not lead astray."""

from __future__ import annotations

import pytest

from assistant.formats import read_bytes
from tests.formats.counties import COUNTIES
from tests.formats.rendering import RENDERERS
from tests.formats.test_places import assert_lands


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("county", COUNTIES)
def test_everything_lands(county: str, kind: str) -> None:
    title, layout, forms = COUNTIES[county]()
    assert_lands(read_bytes(RENDERERS[kind](title, layout), f"x.{kind}"), list(forms))


def test_a_unit_s_sum_is_no_project() -> None:
    title, layout, _ = COUNTIES["township_list"]()
    first, second = read_bytes(RENDERERS["xlsx"](title, layout), "x.xlsx")
    assert any("“820-河口镇部门”一行是单位的合计" in note.message for note in first.notes)
    assert not {extra.label for one in (first, second) for extra in one.declaration.extra}


def test_money_of_a_small_table_counts_in_the_unit_of_its_headings() -> None:
    title, layout, _ = COUNTIES["evaluated_with_sources"]()
    (one,) = read_bytes(RENDERERS["docx"](title, layout), "x.docx")
    assert one.declaration.fiscal_amount == 389_300
    kept = {extra.label: extra.value for extra in one.declaration.extra}
    assert kept["总额（调整后预算数）"] == "41.31"
    assert kept["评价结论"] == "自评100分，道路畅通。"


def test_the_value_of_the_whole_period_is_kept_apart() -> None:
    title, layout, _ = COUNTIES["two_values"]()
    (one,) = read_bytes(RENDERERS["docx"](title, layout), "x.docx")
    assert {row.midterm_value for row in one.declaration.indicators} == {
        f"共{row.value}" for row in one.declaration.indicators
    }
    assert one.declaration.long_term_goal == "到2028年管护村道达到60公里，道路完好率稳定在95%以上。"


def test_a_table_that_ends_with_the_first_level_alone_is_not_cut() -> None:
    title, layout, _ = COUNTIES["numbered_names"]()
    (one,) = read_bytes(RENDERERS["txt"](title, layout), "x.txt")
    assert not one.cut
    assert not [note for note in one.notes if "截断" in note.message]
