"""Findings as native comments: on the cell they concern, the file otherwise as it was."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from assistant.formats import grids, read_bytes, to_bytes
from assistant.model import CheckedDeclaration, Declaration, Finding, Imported, Indicator
from assistant.reports.comments import comment_text, commented
from tests.formats.layouts import LAYOUTS
from tests.formats.rendering import RENDERERS

FORM = Declaration(
    profile="futian-2026", year=2026, project_name="甲", annual_goal="目标",
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", name="次数", value="≥3", unit=None),
        Indicator(level1="产出指标", level2="数量指标", name="人数", value="≥30人", unit="人"),
    ),
)  # fmt: skip


def finding(path: str, **more: str) -> Finding:
    return Finding(
        id="1", code="VA003", name="x", severity="warning", path=path, place="某处",
        message=f"在{path}", suggestion="改", source="惯例", **more,
    )  # fmt: skip


def checked(declaration: Declaration, *findings: Finding) -> CheckedDeclaration:
    return CheckedDeclaration(declaration=declaration, findings=findings)


def notes_in(content: bytes, kind: str) -> dict[str, str]:
    """Text of the cell → its comments."""
    if kind == "xlsx":
        cells = (c for s in openpyxl.load_workbook(io.BytesIO(content)) for row in s for c in row)
        return {str(c.value or ""): c.comment.text for c in cells if c.comment}
    document = docx.Document(io.BytesIO(content))
    found = {}
    for comment in document.comments:
        mark = f".//w:commentRangeStart[@w:id='{comment.comment_id}']"
        (start,) = document.element.body.xpath(mark)
        cell = next((p for p in start.iterancestors() if p.tag.endswith("}tc")), start.getparent())
        text = "".join(node.text or "" for node in cell.iter() if node.tag.endswith("}t"))
        found[text] = comment.text
    return found


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_each_comment_is_on_its_cell(kind: str) -> None:
    data = to_bytes(FORM, kind)
    read = read_bytes(data, f"表.{kind}")
    result = checked(
        FORM,
        finding("/annual_goal"),
        finding("/indicators/1/value"),
        finding("/indicators/0/unit"),
        finding("/indicators/0"),
        finding("/indicators"),
        finding("/indicators/1/name", suppressed="已说明"),
    )
    content = commented(data, f"表.{kind}", kind, read, [result])
    found = notes_in(content, kind)
    assert found.keys() == {"目标", "≥30人", "", "次数", "二级项目支出绩效目标申报表"}
    assert found["目标"].splitlines() == [
        f"【警告】VA003（{result.findings[0].id}）",
        "在/annual_goal",
        "建议：改",
        "依据：惯例",
    ]
    assert "针对整张表" in found["二级项目支出绩效目标申报表"]
    assert grids(content, "-", kind) == grids(data, "-", kind)


@pytest.mark.parametrize("layout", ["national_88", "long_and_annual_tables", "many_projects"])
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_in_any_layout(layout: str, kind: str) -> None:
    title, make = LAYOUTS[layout]
    data = RENDERERS[kind](title, make())
    read = read_bytes(data, f"表.{kind}")
    results = [checked(one.declaration, finding("/indicators/2/value")) for one in read]
    found = notes_in(commented(data, f"表.{kind}", kind, read, results), kind)
    assert found.keys() == {"≥95%" if layout != "many_projects" else "95"}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_other_sources_become_the_official_form(kind: str) -> None:
    data = to_bytes([FORM, FORM.model_copy(update={"project_name": "乙"})], "json")
    read = read_bytes(data, "表.json")
    results = [checked(one.declaration, finding("/project_name")) for one in read]
    found = notes_in(commented(data, "表.json", kind, read, results), kind)
    assert found.keys() == {"甲", "乙"}


def test_a_cell_the_form_does_not_have_is_named() -> None:
    title, make = LAYOUTS["goal_above_its_text"]
    data = RENDERERS["docx"](title, make())
    read = read_bytes(data, "表.docx")
    result = checked(read[0].declaration, finding("/indicators/0/unit"), finding("/budget_basis"))
    found = notes_in(commented(data, "表.docx", "docx", read, [result]), "docx")
    assert "针对：某处；表中没有这一格" in found["绿地养护面积"]
    assert "批注放在表头" in found[title]


def test_the_text_is_plain() -> None:
    one = finding("/x")
    assert comment_text(one) == f"【警告】VA003（{one.id}）\n在/x\n建议：改\n依据：惯例"
    empty = Declaration(profile="futian-2026")
    imported = Imported(declaration=empty)
    content = commented(b"{}", "空.json", "docx", [imported], [checked(empty, finding("/year"))])
    assert docx.Document(io.BytesIO(content)).comments


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_copy_says_what_it_was_checked_with(kind: str) -> None:
    data = to_bytes(FORM, kind)
    read = read_bytes(data, f"表.{kind}")
    clean = checked(FORM).model_copy(update={"unchecked": ("预算年度未知。",)})
    found = notes_in(commented(data, f"表.{kind}", kind, read, [clean], "助手，规则集 1"), kind)
    assert list(found.values()) == [
        "未发现问题。\n未检查：预算年度未知。\n检查所用：助手，规则集 1"
    ]
