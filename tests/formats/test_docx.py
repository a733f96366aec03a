"""The Word form: what an official form must have, and nothing of the machine that wrote it."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from docx.shared import Cm

from assistant.formats import read_bytes, to_bytes
from assistant.model import OPEN, Declaration, Indicator

ROWS = tuple(
    Indicator(
        level1="产出指标", level2=level2, name=name, value=value, unit="%", explanation="考察"
    )
    for level2, name, value in [
        ("数量指标", "甲", "≥3次"),
        ("数量指标", "乙", OPEN),
        ("质量指标", "丙", "≥90%"),
    ]
)
FORM = Declaration(
    profile="futian-2026",
    year=2026,
    project_name="某项目",
    policy_basis="1.《甲办法》 2.《乙办法》",
    annual_goal=f"完成{OPEN}。",
    indicators=ROWS,
)


def opened() -> docx.document.Document:
    return docx.Document(io.BytesIO(to_bytes(FORM, "docx")))


def test_page_and_tables() -> None:
    document = opened()
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    head, rows = document.tables
    assert len(head.columns) == len(rows.columns) == 6
    assert sum(column.width for column in rows.columns) <= Cm(18)
    heading = rows.rows[0]._tr
    assert heading.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows.rows)


def test_categories_are_merged_and_starred() -> None:
    rows = opened().tables[1].rows
    assert rows[1].cells[0]._tc is rows[3].cells[0]._tc
    assert rows[1].cells[1].text == rows[2].cells[1].text == "*数量指标"
    assert rows[3].cells[1].text == "*质量指标"


def test_fonts_are_east_asian() -> None:
    runs = opened().tables[0].rows[0].cells[0].paragraphs[0].runs
    assert runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"


def test_open_cells_stand_out() -> None:
    document = opened()
    assert "含 2 处待填" in [paragraph.text for paragraph in document.paragraphs]
    cell = document.tables[1].rows[2].cells[3].paragraphs[0].runs[0]
    assert cell.text == OPEN
    assert cell.font.highlight_color is not None


def test_numbered_documents_stand_on_their_own_lines() -> None:
    cell = opened().tables[0].rows[5].cells[2]
    assert cell.text == "1.《甲办法》 \n2.《乙办法》"
    (read,) = read_bytes(to_bytes(FORM, "docx"), "a.docx")
    assert read.declaration == FORM


def test_no_personal_data() -> None:
    properties = opened().core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    kinds = [relation.reltype for relation in opened().part.package.rels.values()]
    assert not any(kind.endswith("/thumbnail") for kind in kinds)


def test_places_name_table_row_and_column() -> None:
    (read,) = read_bytes(to_bytes(FORM, "docx"), "a.docx")
    assert read.cells["/indicators/2/value"].place == "表2 第4行 指标值"
    assert read.cells["/indicators/2/value"].text == "≥90%"
    assert read.cells["/project_name"].place == "表1 第1行 项目名称"
