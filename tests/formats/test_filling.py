"""A declaration written into an existing form: changed cells only, rows added and emptied."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor

from assistant.errors import FileError, UsageError
from assistant.formats import grids, read_bytes, to_bytes
from assistant.formats.filling import fill
from assistant.model import OPEN, Declaration, Indicator
from tests.formats.layouts import LAYOUTS, ROWS
from tests.formats.places import PLACES
from tests.formats.rendering import RENDERERS, C, Layout

UNWRITABLE = {"flat_list"}
"""No column for the category."""
BLANK = [
    "futian_like", "national_88", "split_value_sign_first", "unit_sign_value",
    "goal_above_its_text", "side_by_side", "levels_in_one_cell", "baseline_columns",
    "cost_as_first_level",
]  # fmt: skip


def new_form() -> Declaration:
    """Other content than the layouts have, with one row more in two categories."""
    rows = [
        Indicator(
            level1=r.level1, level2=r.level2, name=f"新{r.name}",
            value=f"{r.sign}7{r.number}{r.unit}", unit=r.unit, explanation="新解释\n第二行",
        )
        for r in ROWS
    ]  # fmt: skip
    more = Indicator(
        level1="产出指标", level2="数量指标", name="加的一行", value="≥5个", unit="个",
        explanation="=1+1",
    )  # fmt: skip
    last = Indicator(
        level1="满意度指标", level2="服务对象满意度指标", name="加的满意度", value="≥91%", unit="%",
        explanation="无",
    )  # fmt: skip
    return Declaration(
        year=2026, project_name="湖心岛步道", applicant_unit="某单位", duration_years=3,
        is_new=True, total_amount=4500000.0, annual_amount=1500000,
        annual_goal="完成新的工作。\n第二段", long_term_goal="三年后的样子",
        indicators=(*rows[:2], more, *rows[2:], last),
    )  # fmt: skip


def content_rows(declaration: Declaration) -> list[tuple[str | None, ...]]:
    rows = [(r.level2, r.name, r.value) for r in declaration.indicators if r.name]
    return sorted(rows, key=str)


def blank(layout: Layout) -> Layout:
    """The layout without what a person has filled in."""
    kept = ("项目", "资金", "目标", "指标", "单位", "其中", "总体", "绩效", "中期", "年度")
    return [[_emptied(cell, kept) for cell in cells] for cells in layout]


def _emptied(each: C | str, kept: tuple[str, ...]) -> C:
    cell = C(each) if isinstance(each, str) else each
    content = {
        text for r in ROWS for text in (r.name, r.sign, r.number, r.unit, r.value, r.explanation)
    }
    is_content = cell.text in content or not any(word in cell.text for word in kept)
    long = cell.text.endswith("。") or cell.text in (
        "滨河公园绿化养护",
        "临江区园林中心",
        "延续项目",
    )
    known = cell.text in ("权重(%)", "备注", "分值", "分值权重", "绩效标准", "主管部门及代码")
    return cell._replace(text="") if (is_content or long) and not known else cell


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - UNWRITABLE))
def test_a_filled_form_of_any_layout_takes_another_declaration(layout: str, kind: str) -> None:
    title, make = LAYOUTS[layout]
    form = RENDERERS[kind](title, make())
    filled = fill(form, f"表.{kind}", [new_form()])
    found = next(
        one.declaration
        for one in read_bytes(filled.content, f"表.{kind}")
        if one.declaration.project_name == "湖心岛步道"
    )
    assert content_rows(found) == content_rows(new_form())
    assert found.annual_goal in (new_form().annual_goal, None)
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("layout", BLANK)
def test_a_blank_form_is_filled(layout: str, kind: str) -> None:
    title, make = LAYOUTS[layout]
    form = RENDERERS[kind](title, blank(make()))
    (before,) = read_bytes(form, f"表.{kind}")
    assert before.declaration.project_name is None
    filled = fill(form, f"表.{kind}", [new_form()])
    (after,) = read_bytes(filled.content, f"表.{kind}")
    assert content_rows(after.declaration) == content_rows(new_form())
    assert after.declaration.project_name == "湖心岛步道"
    assert after.declaration.annual_goal == new_form().annual_goal
    if layout == "national_88":
        assert after.declaration.total_amount == 4500000
        assert after.declaration.is_new is True
        assert after.cells["/is_new"].text == "新增项目"
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_blank_list_without_categories_takes_the_rows_in_order(kind: str) -> None:
    layout: Layout = [
        ["项目名称", "", "项目单位", C("", 2)],
        ["年度目标", C("", 4)],
        ["序号", "指标名称", "指标性质", "指标值", "计量单位"],
        *([str(number), "", "", "", ""] for number in (1, 2, 3)),
    ]
    filled = fill(RENDERERS[kind]("项目绩效目标表", layout), f"表.{kind}", [new_form()])
    (after,) = read_bytes(filled.content, f"表.{kind}")
    rows = [(row.name, row.value) for row in after.declaration.indicators]
    assert rows == [(row.name, row.value) for row in new_form().indicators]
    assert after.declaration.project_name == "湖心岛步道"
    assert any("类别没有写入" in sentence for sentence in filled.said)
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("levels", [["一级指标", "二级指标"], ["一级指标"]])
def test_a_table_without_any_text_takes_the_categories_too(kind: str, levels: list[str]) -> None:
    heading: list[C | str] = [*levels, "三级指标", "指标值", "度量单位", "指标解释"]
    layout: Layout = [
        ["项目名称", C("", len(heading) - 1)],
        ["年度目标", C("", len(heading) - 1)],
        heading,
        *([C("")] * len(heading) for _ in range(4)),
    ]
    filled = fill(RENDERERS[kind]("项目支出绩效目标申报表", layout), f"表.{kind}", [new_form()])
    (after,) = read_bytes(filled.content, f"表.{kind}")
    assert content_rows(after.declaration) == content_rows(new_form())
    assert [r.level1 for r in after.declaration.indicators] == [
        r.level1 for r in new_form().indicators
    ]
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


LEVELS = ["一级指标", "二级指标", "三级指标"]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_heading_of_two_rows_takes_sign_number_and_unit_apart(kind: str) -> None:
    layout: Layout = [
        ["项目名称", C("", 6)],
        ["年度目标", C("", 6)],
        [*(C(label, 1, 2) for label in LEVELS), C("年度指标值", 3), C("备注", 1, 2)],
        ["符号", "数值", "计量单位"],
        *([level, C("数量指标", 1, 5), *[""] * 5] if not n else [*[""] * 5]
          for level in [C("产出指标", 1, 5)] for n in range(5)),
    ]  # fmt: skip
    values = [
        ("≥3次", "次"),
        ("90%-100%", "%"),
        ("≤86.5万元", "万元"),
        ("2026年6月前", ""),
        ("12月底前", ""),
    ]
    form = new_form().model_copy(
        update={
            "indicators": tuple(
                Indicator(
                    level1="产出指标",
                    level2="数量指标",
                    name=f"第{value}项",
                    value=value,
                    unit=unit,
                )
                for value, unit in values
            )
        }
    )
    filled = fill(RENDERERS[kind]("项目支出绩效目标申报表", layout), f"表.{kind}", [form])
    (after,) = read_bytes(filled.content, f"表.{kind}")
    rows = [(row.value, row.unit or "") for row in after.declaration.indicators]
    assert rows == values
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


BLOCKS = [
    "【产出指标-数量指标】指标1：（）；【产出指标-质量指标】指标1：（）；【产出指标-时效指标】"
    "【效益指标-社会效益指标】指标1：（）；【满意度指标-服务对象满意度指标】指标1：（）；",
    "【产出指标-数量指标】指标1：旧的面积（≥3亩）；指标2：旧的株数（≥4株）；"
    "【满意度指标-服务对象满意度指标】指标1：旧的满意度（≥80%）；",
]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("text", BLOCKS)
def test_running_text_is_written_anew(kind: str, text: str) -> None:
    layout: Layout = [["项目名称", ""], ["年度绩效目标", ""], ["绩效指标", text], ["备注", "留着"]]
    filled = fill(RENDERERS[kind]("项目支出绩效目标申报表", layout), f"表.{kind}", [new_form()])
    (after,) = read_bytes(filled.content, f"表.{kind}")
    assert content_rows(after.declaration) == content_rows(new_form())
    assert "旧的" not in "".join(cell_texts(filled.content, kind).values())
    assert "留着" in cell_texts(filled.content, kind).values()
    assert any("指标解释没有写入" in sentence for sentence in filled.said)
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_midterm_table_of_its_own_is_filled_whole(kind: str) -> None:
    heading: list[C | str] = ["类别", "一级指标", "二级指标", "三级指标", "指标值", "度量单位"]
    layout: Layout = [
        ["项目名称", C("甲", 5)],
        heading,
        ["长期绩效指标", "产出指标", "数量指标", "旧名", "≥9个", "个"],
        ["年度绩效指标", "产出指标", "数量指标", "旧名", "≥3个", "个"],
    ]
    rows = tuple(
        Indicator(
            level1="产出指标", level2="数量指标", name=f"新名{n}", value=f"≥{n}台", unit="台",
            midterm_value=f"≥{n}0台",
        )
        for n in (4, 5)
    )  # fmt: skip
    new = Declaration(project_name="甲", indicators=rows)
    content = fill(RENDERERS[kind]("项目支出绩效目标申报表", layout), f"表.{kind}", [new]).content
    (after,) = read_bytes(content, f"表.{kind}")
    assert [(r.name, r.value, r.unit, r.midterm_value) for r in after.declaration.indicators] == [
        (r.name, r.value, r.unit, r.midterm_value) for r in rows
    ]
    texts = list(cell_texts(content, kind).values())
    assert "旧名" not in texts
    assert texts.count("台") == 4


def test_what_has_no_cell_is_told() -> None:
    title, make = LAYOUTS["goal_above_its_text"]
    later = new_form().model_copy(update={"year": 2027})
    filled = fill(RENDERERS["xlsx"](title, make()), "表.xlsx", [later])
    assert any("“中期资金总额（元）”" in said and "没有写入" in said for said in filled.said)
    assert any("“度量单位”" in said and "一栏" in said for said in filled.said)
    assert any("年度 2027 没有写入" in said for said in filled.said)


FORM = Declaration(
    profile="futian-2026", year=2026, project_name="甲项目", annual_goal=f"完成{OPEN}次。",
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", name="次数", value=OPEN, unit="次"),
        Indicator(level1="产出指标", level2="质量指标", name="合格率", value="≥90%", unit="%"),
    ),
)  # fmt: skip


def changed(form: Declaration, **row: str) -> Declaration:
    first, *rest = form.indicators
    return form.model_copy(update={"indicators": (first.model_copy(update=row), *rest)})


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_nothing_to_change_changes_no_part(kind: str) -> None:
    form = to_bytes(FORM, kind)
    again = fill(form, f"表.{kind}", [FORM]).content
    assert parts(again).keys() == parts(form).keys()
    assert [cell_texts(again, kind), read_bytes(again, f"-.{kind}")[0].declaration] == [
        cell_texts(form, kind), FORM,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_only_the_changed_cells_and_no_other_part(kind: str) -> None:
    form = to_bytes(FORM, kind)
    filled = fill(form, f"表.{kind}", [changed(FORM, name="检查次数", explanation="=1+1")])
    before, after = cell_texts(form, kind), cell_texts(filled.content, kind)
    assert {at: text for at, text in after.items() if text != before.get(at)} == {
        next(at for at, text in before.items() if text == "次数"): "检查次数",
        next(at for at, text in after.items() if text == "=1+1"): "=1+1",
    }
    body = "word/document.xml" if kind == "docx" else "xl/worksheets/sheet1.xml"
    others = {n: c for n, c in parts(form).items() if n not in (body, "xl/workbook.xml")}
    assert {n: parts(filled.content)[n] for n in others} == others
    assert filled.said == ()


def test_the_look_of_the_text_stays_and_the_mark_of_an_open_cell_goes() -> None:
    document = docx.Document(io.BytesIO(to_bytes(FORM, "docx")))
    cell = document.tables[1].rows[1].cells[2]
    run = cell.paragraphs[0].runs[0]
    run.font.color.rgb, run.bold = RGBColor(255, 0, 0), True
    buffer = io.BytesIO()
    document.save(buffer)
    new = changed(FORM, name="检查次数", value="≥4次")
    filled = docx.Document(io.BytesIO(fill(buffer.getvalue(), "表.docx", [new]).content))
    row = filled.tables[1].rows[1].cells
    (run,) = row[2].paragraphs[0].runs
    assert (run.text, run.font.color.rgb, run.bold) == ("检查次数", RGBColor(255, 0, 0), True)
    (run,) = row[3].paragraphs[0].runs
    assert (run.text, run.font.highlight_color) == ("≥4次", None)
    still_open = filled.tables[0].rows[-2].cells[-1].paragraphs[0].runs
    assert WD_COLOR_INDEX.YELLOW in [run.font.highlight_color for run in still_open]
    assert "含 1 处待填" in [paragraph.text for paragraph in filled.paragraphs]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_spare_rows_are_used_before_any_is_added(kind: str) -> None:
    layout: Layout = [
        ["项目名称", C("甲", 5)],
        ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标解释"],
        [C("产出指标", rows=3), C("数量指标", rows=3), "", "", "", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["效益指标", "社会效益指标", "", "", "", ""],
    ]
    rows = tuple(
        Indicator(level1="产出指标", level2="数量指标", name=f"第{n}", value=f"≥{n}个", unit="个")
        for n in (1, 2)
    )
    form = RENDERERS[kind]("项目支出绩效目标申报表", layout)
    new = Declaration(project_name="甲", indicators=rows)
    content = fill(form, f"表.{kind}", [new]).content
    assert len(grids(content, "-", kind)[0].rows) == len(grids(form, "-", kind)[0].rows)
    (after,) = read_bytes(content, f"-.{kind}")
    assert content_rows(after.declaration) == content_rows(new)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_rows_of_the_old_form_are_emptied(kind: str) -> None:
    title, make = LAYOUTS["futian_like"]
    one = Declaration(project_name="乙", indicators=new_form().indicators[:1])
    content = fill(RENDERERS[kind](title, make()), f"表.{kind}", [one]).content
    (after,) = read_bytes(content, f"-.{kind}")
    assert content_rows(after.declaration) == content_rows(one)
    texts = "".join(cell_texts(content, kind).values())
    assert not [r.name for r in ROWS[1:] if f"新{r.name}" not in texts and r.name in texts]


def test_one_form_holds_no_two_declarations() -> None:
    with pytest.raises(UsageError, match="只有 1 份"):
        fill(to_bytes(FORM, "docx"), "表.docx", [FORM, FORM])
    with pytest.raises(FileError, match=r"不能当模板"):
        fill(to_bytes(FORM, "txt"), "表.txt", [FORM])


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def cell_texts(data: bytes, kind: str) -> dict[str, str]:
    found = grids(data, f"-.{kind}", kind)
    return {c.place: c.text for grid in found for row in grid.rows for c in row.cells}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("is_blank", [True, False])
def test_a_template_with_a_column_per_category_takes_the_indicators_as_text(
    kind: str, *, is_blank: bool
) -> None:
    title, layout, _ = PLACES["across"]()
    rows: Layout = [*layout[:2], ["1", *[""] * 10], ["2", *[""] * 10]] if is_blank else layout
    filled = fill(RENDERERS[kind](title, rows), f"表.{kind}", [new_form()])
    after = read_bytes(filled.content, f"表.{kind}")
    assert content_rows(after[0].declaration) == content_rows(new_form())
    assert after[0].declaration.project_name == "湖心岛步道"
    assert after[0].declaration.annual_amount == 1500000
    if not is_blank:
        assert [row.name for row in after[1].declaration.indicators][:1] == ["新造林面积"]
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


def sheet(rows: list[list[str]]) -> bytes:
    """A sheet in which nothing has a border."""
    book = openpyxl.Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEAD = [
    ["项目支出绩效目标申报表"],
    ["项目名称", "", "项目单位", ""],
    ["年度目标", ""],
    ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标解释"],
]


@pytest.mark.parametrize("below", [[], [[], [], [], ["填表人：", "", "联系电话："]]])
def test_blank_rows_need_no_border(below: list[list[str]]) -> None:
    filled = fill(sheet([*HEAD, *below]), "表.xlsx", [new_form()])
    (after,) = read_bytes(filled.content, "表.xlsx")
    assert content_rows(after.declaration) == content_rows(new_form())
    assert [r.level1 for r in after.declaration.indicators][-1] == "满意度指标"
    assert not [sentence for sentence in filled.said if "读回来" in sentence]


def test_the_row_below_a_form_is_not_taken_from_the_next_one() -> None:
    filled = fill(sheet([*HEAD, *HEAD]), "表.xlsx", [new_form(), new_form()])
    grid = grids(filled.content, "表.xlsx", "xlsx")[0]
    titles = [row for row in grid.rows if row.cells[0].text == HEAD[0][0]]
    assert len(titles) == 2
    assert any("没有可以填写的行" in sentence for sentence in filled.said)


def test_a_document_without_a_row_to_fill_is_told() -> None:
    template = RENDERERS["docx"]("项目支出绩效目标申报表", HEAD[1:])
    filled = fill(template, "表.docx", [new_form()])
    said = [sentence for sentence in filled.said if "指标没有写入" in sentence]
    assert said == ["模板的指标表没有可以填写的行，8 条指标没有写入；请先在表里留出空行"]
