"""Layouts as bureaus send them, in every format; what they become when they are written again."""

from __future__ import annotations

import io

import docx
import pytest

from assistant.formats import read_bytes, to_bytes
from assistant.formats.patch import opened
from assistant.model import Declaration
from tests.formats.bureaus import BUREAUS, GOAL, NAME, UNIT
from tests.formats.places import ROWS
from tests.formats.rendering import RENDERERS, as_docx, as_xlsx
from tests.formats.test_places import assert_lands


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("place", BUREAUS)
def test_everything_lands(place: str, kind: str) -> None:
    title, layout, forms = BUREAUS[place]()
    assert_lands(read_bytes(RENDERERS[kind](title, layout), f"x.{kind}"), list(forms))


def without_places(one: Declaration) -> Declaration:
    """What the declaration says, not where it stood."""

    def kept(of: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(extra.model_copy(update={"place": None}) for extra in of)

    rows = tuple(row.model_copy(update={"extra": kept(row.extra)}) for row in one.indicators)
    return one.model_copy(update={"extra": kept(one.extra), "indicators": rows})


@pytest.mark.parametrize("kind", ["json", "docx", "xlsx", "txt", "html", "md"])
@pytest.mark.parametrize("place", BUREAUS)
def test_what_was_read_is_the_same_when_written_again(place: str, kind: str) -> None:
    title, layout, _ = BUREAUS[place]()
    before = [one.declaration for one in read_bytes(as_xlsx(title, layout), "x.xlsx")]
    after = [one.declaration for one in read_bytes(to_bytes(before, kind), f"x.{kind}")]
    assert [without_places(one) for one in after] == [without_places(one) for one in before]


def test_what_is_kept_as_text_names_its_unit() -> None:
    title, layout, _ = BUREAUS["shares_of_both_periods"]()
    (one,) = read_bytes(as_docx(title, layout), "x.docx")
    kept = {extra.label: extra.value for extra in one.declaration.extra}
    assert kept == {"其中：财政拨款（万元）": "500", "其他资金（万元）": "40"}


def test_several_indicators_in_one_cell_are_told() -> None:
    title, layout, _ = BUREAUS["numbers_before_names"]()
    (one,) = read_bytes(as_xlsx(title, layout), "x.xlsx")
    said = [note.message for note in one.notes]
    assert "这一格写了2条指标，已按编号逐条拆开" in said
    assert "三级指标前印着“指标1：”一类编号，没有计入指标名称" in said


def test_several_names_with_one_value_are_left_and_told() -> None:
    title, layout, _ = BUREAUS["numbers_before_names"]()
    both = [cell for row in layout for cell in row]
    names = next(cell for cell in both if "2.更新图书册数" in str(cell))
    changed = [["≥120场" if "2.≥3,000册" in str(c) else c for c in row] for row in layout]
    (one,) = read_bytes(as_xlsx(title, changed), "x.xlsx")
    assert one.declaration.indicators[0].name == str(names)
    assert any("不能逐条对应，没有拆开" in note.message for note in one.notes)


def nested() -> bytes:
    """A form whose table of indicators stands inside a cell, beside a table of prices."""
    form = docx.Document()
    outer = form.add_table(rows=4, cols=2)
    for number, (label, text) in enumerate((("项目名称", NAME), ("实施单位", UNIT))):
        outer.cell(number, 0).text, outer.cell(number, 1).text = label, text
    outer.cell(2, 0).text = "测算依据"
    prices = outer.cell(2, 1).add_table(rows=2, cols=3)
    for column, text in enumerate(("图书", "3000册", "9万元")):
        prices.cell(0, column).text = prices.cell(1, column).text = text
    inside = outer.cell(3, 0).merge(outer.cell(3, 1)).add_table(rows=len(ROWS) + 1, cols=5)
    heading = ("一级指标", "二级指标", "三级指标", "指标值", "度量单位")
    for number, row in enumerate((heading, *ROWS)):
        for column, text in enumerate(row):
            inside.cell(number, column).text = text or ""
    content = io.BytesIO()
    form.save(content)
    return content.getvalue()


def test_a_table_inside_a_cell_is_read_and_written_in_place() -> None:
    data = nested()
    (one,) = read_bytes(data, "x.docx")
    rows = [(r.level1, r.level2, r.name, r.value, r.unit) for r in one.declaration.indicators]
    assert rows == [tuple(row) for row in ROWS]
    assert one.declaration.budget_basis is not None
    assert "图书 3000册 9万元" in one.declaration.budget_basis
    at = one.cells["/indicators/0/value"].at
    patched = opened(data, "docx")
    patched.write(at, ROWS[0][3], "≥1,300亩")
    (again,) = read_bytes(patched.content(), "x.docx")
    assert again.declaration.indicators[0].value == "≥1,300亩"
    assert again.declaration.indicators[1:] == one.declaration.indicators[1:]


def test_a_cut_category_is_told() -> None:
    title, layout, _ = BUREAUS["direction_beside_the_sign"]()
    changed = [
        [c._replace(text="意度指标") if getattr(c, "text", "") == "服务对象满意度指标" else c
         for c in row]
        for row in layout
    ]  # fmt: skip
    (one,) = read_bytes(as_docx(title, changed), "x.docx")
    assert any("“意度指标”不是完整的类别" in note.message for note in one.notes)


def test_an_amount_that_may_be_either_is_told() -> None:
    title, layout, _ = BUREAUS["numbers_before_names"]()
    (one,) = read_bytes(as_docx(title, [["申请资金总额", "312万元"], *layout]), "x.docx")
    assert one.declaration.total_amount is None
    assert one.declaration.annual_amount is None
    assert any("没有说明是项目总金额还是本年度金额" in note.message for note in one.notes)
    assert one.declaration.annual_goal == GOAL
