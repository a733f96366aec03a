"""Folders, zip files and row lists: many declarations at once, none extracted to a named path."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.errors import NoDeclaration
from assistant.formats import read, read_bytes, to_bytes
from assistant.formats.walk import files_in
from assistant.model import Declaration, Indicator
from corpus.build import CORPUS

(SOURCE,) = (CORPUS / "sources").iterdir()
DECLARATIONS = [imported.declaration for imported in read(SOURCE)]


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_is_read_member_by_member() -> None:
    members = {
        "../../外面.docx": to_bytes(DECLARATIONS[0], "docx"),
        "表/两份.json": to_bytes(DECLARATIONS[1:3], "json"),
        "坏.docx": b"PK\x03\x04",
        "~$锁.docx": b"x",
    }
    found = read_bytes(zipped(**members), "全部.zip")
    assert [one.declaration for one in found] == DECLARATIONS[:3]
    assert found[0].cells["/project_name"].place == "外面.docx：表1 第1行 项目名称"
    assert [n.message for n in found[0].notes if "坏.docx" in n.message]


def test_a_zip_without_forms() -> None:
    with pytest.raises(NoDeclaration, match=r"压缩包“a[.]zip”里没有读到申报表"):
        read_bytes(zipped(说明=b"nothing here"), "a.zip")


def test_a_folder_is_walked(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    for name in ("b.docx", "a.json", "~$b.docx", ".隐.json", "图.png", "子/c.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    names = [path.relative_to(tmp_path).as_posix() for path in files_in([tmp_path])]
    assert names == ["a.json", "b.docx", "图.png", "子/c.xlsx"]


def test_csv_rows_come_back_by_project() -> None:
    back = read_bytes(to_bytes(DECLARATIONS, "csv"), "指标.csv")
    assert [one.declaration.project_code for one in back] == [d.project_code for d in DECLARATIONS]
    assert [one.declaration.indicators for one in back] == [d.indicators for d in DECLARATIONS]


def test_csv_runs_no_formula() -> None:
    row = Indicator(level1="产出指标", level2="数量指标", name="=1+1", value="-5%", unit="@")
    written = Declaration(project_name="甲", indicators=(row,))
    content = to_bytes(written, "csv")
    assert "'=1+1,'-5%,'@" in content.decode("utf-8-sig")
    assert read_bytes(content, "a.csv")[0].declaration.indicators == (row,)


def test_xlsx_runs_no_formula() -> None:
    import openpyxl

    row = Indicator(level1="产出指标", level2="数量指标", name="=1+1", value="+5", unit="@a")
    content = to_bytes(Declaration(project_name="甲", indicators=(row,)), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    kinds = {cell.data_type for cells in sheet.iter_rows() for cell in cells if cell.value}
    assert kinds == {"s"}
