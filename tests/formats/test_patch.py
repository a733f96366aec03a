"""Word and Excel files changed in place: what hangs on cells moves along, the rest stays."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image as Picture

from assistant.formats import grids
from assistant.formats.patch import opened
from assistant.formats.patch.excel_rows import _shifted
from assistant.formats.patch.package import Package


def picture() -> io.BytesIO:
    buffer = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表 一"
    for line in (["类", "名", "值"], ["数量", "a", 5], [None, "b", 7], ["质量", "c", 9]):
        sheet.append(line)
    sheet.merge_cells("A2:A3")
    sheet["C5"] = "=SUM(C2:C4)"
    sheet["C5"].comment = Comment("合计", "某人")
    sheet.add_image(Image(picture()), "B6")
    sheet.conditional_formatting.add(
        "C2:C4", openpyxl.formatting.rule.CellIsRule(operator="greaterThan", formula=["C$4"])
    )
    other = book.create_sheet("二")
    other["A1"] = "='表 一'!C5+1"
    book.defined_names["合计"] = DefinedName("合计", attr_text="'表 一'!$C$5")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_row_added_in_excel_moves_all_that_lies_below() -> None:
    file = opened(workbook(), "xlsx")
    for text in ("新一", "新二"):
        file.add_row("表 一!B3", {"表 一!B3": text, "表 一!C3": "=1+1"}, ["表 一!A2"])
    file.write("表 一!B4", "c", "改")
    book = openpyxl.load_workbook(io.BytesIO(file.content()))
    sheet = book["表 一"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:A5"]
    assert [sheet.cell(row, 2).value for row in range(2, 7)] == ["a", "b", "新一", "新二", "改"]
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")
    assert (sheet["C7"].value, sheet["C7"].comment.text) == ("=SUM(C2:C6)", "合计")
    assert book["二"]["A1"].value == "='表 一'!C7+1"
    assert book.defined_names["合计"].attr_text == "'表 一'!$C$7"
    assert sheet._images[0].anchor._from.row == 7
    (rule,) = sheet.conditional_formatting
    assert str(rule.sqref) == "C2:C6"
    assert rule.rules[0].formula == ["C$6"]


@pytest.mark.parametrize(
    ("formula", "shifted"),
    [
        ("SUM(C2:C9)", "SUM(C2:C10)"),
        ("LOG10(A9)+$B$9", "LOG10(A10)+$B$10"),
        ("二!A9+A9", "二!A9+A10"),
        ("'表 一'!A9", "'表 一'!A10"),
        ('"A9"&A3', '"A9"&A3'),
        ("SUM(9:9)", "SUM(10:10)"),
        ("ABCD12", "ABCD12"),
    ],
)
def test_references_below_the_new_row_move(formula: str, shifted: str) -> None:
    assert _shifted(formula, "表 一", "表 一", 5) == shifted


def test_a_row_is_raised_for_a_longer_text_and_never_lowered() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = "短", "短"
    sheet.row_dimensions[1].height = 20
    sheet.row_dimensions[2].height = 200
    sheet.column_dimensions["A"].width = 20
    buffer = io.BytesIO()
    book.save(buffer)
    file = opened(buffer.getvalue(), "xlsx")
    for cell in ("A1", "A2"):
        file.write(f"{sheet.title}!{cell}", "短", "很长的内容" * 10)
    after = openpyxl.load_workbook(io.BytesIO(file.content())).active
    assert after.row_dimensions[1].height > 70
    assert after.row_dimensions[2].height == 200


def test_notes_stand_beside_those_of_others() -> None:
    file = opened(workbook(), "xlsx")
    file.comment("表 一!C5", "第一\n第二")
    file.comment("表 一!A3", "合并格")
    file.comment("没有!A1", "整张表")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content()))["表 一"]
    notes = {c.coordinate: c.comment.text for row in sheet for c in row if c.comment}
    assert notes == {"A1": "整张表", "A2": "合并格", "C5": "合计\n\n第一\n第二"}


def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph("填报单位：甲")
    table = made.add_table(4, 3)
    for row, texts in enumerate(
        [("类", "名", "值"), ("数量", "a", "5"), ("", "b", "7"), ("质量", "c", "9")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 2).paragraphs[0].add_run().add_picture(picture())
    return made


def saved(made: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_rows_added_in_word_extend_the_category_and_copy_no_picture() -> None:
    file = opened(saved(document()), "docx")
    file.add_row("表1 第3行 第2列", {"表1 第3行 第2列": "新一"}, ["表1 第2行 第1列"])
    file.add_row("表1 第4行 第2列", {"表1 第4行 第2列": "新二"}, ["表1 第4行 第1列"])
    file.write("表1 第4行 第3列", "9", "10")
    file.write("第1段", "甲", "乙")
    after = docx.Document(io.BytesIO(file.content()))
    texts = [[cell.text for cell in row.cells] for row in after.tables[0].rows]
    assert [row[1] for row in texts] == ["名", "a", "b", "新一", "c", "新二"]
    assert [row[0].strip() for row in texts] == ["类", *["数量"] * 3, *["质量"] * 2]
    assert [row[2] for row in texts] == ["值", "5", "7", "", "10", ""]
    assert len(after.inline_shapes) == 1
    assert after.paragraphs[0].text == "填报单位：乙"


def test_word_comments_stand_beside_those_of_others() -> None:
    made = document()
    made.add_comment(made.paragraphs[0].runs, text="原有", author="某人")
    before = saved(made)
    file = opened(before, "docx")
    file.comment("表1 第3行 第1列", "合并格\n第二行")
    file.comment("没有", "整张表")
    content = file.content()
    after = docx.Document(io.BytesIO(content))
    assert [comment.text for comment in after.comments] == ["原有", "合并格\n第二行", "整张表"]
    start = after.element.body.xpath(".//w:commentRangeStart[@w:id='1']")[0]
    cell = next(parent for parent in start.iterancestors() if parent.tag.endswith("}tc"))
    assert cell is after.tables[0].cell(1, 0)._tc
    assert grids(content, "-", "docx")[0].rows == grids(before, "-", "docx")[0].rows


def test_a_copy_carries_no_macros() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document()))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                    b"vnd.ms-word.document.macroEnabled.main",
                )
            if name == "word/_rels/document.xml.rels":
                macro = (
                    b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/'
                    b'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", macro)
            new.writestr(name, content)
        new.writestr("word/vbaProject.bin", b"macro")
    package = Package(buffer.getvalue())
    assert not [name for name in package.names if "vba" in name]
    assert b"vbaProject" not in package.read("word/_rels/document.xml.rels")
    assert docx.Document(io.BytesIO(package.content())).tables
