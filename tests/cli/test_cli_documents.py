"""Findings as comments in copies of files, and forms filled in place, from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.formats import read, read_bytes, to_bytes


@pytest.fixture
def word(form, tmp_path):
    """A form in Word with an open cell and a sign that can be fixed."""
    plain = json.loads(form.read_text("utf-8"))
    plain["indicators"][0]["value"] = "【待填】"
    plain["indicators"][1]["value"] = "不低于90%"
    path = tmp_path / "表.docx"
    (found,) = read_bytes(json.dumps(plain).encode(), "x.json")
    path.write_bytes(to_bytes(found.declaration, "docx"))
    return path


def test_comments_go_into_a_copy_of_the_file(run, word, tmp_path):
    before = word.read_bytes()
    copy = tmp_path / "批注.docx"
    result = run("check", word, "-o", copy)
    assert (result.code, word.read_bytes()) == (1, before)
    comments = list(docx.Document(copy).comments)
    report = run("check", word, "--format", "json").json
    findings = report["files"][0]["declarations"][0]["findings"]
    said = [c.text.splitlines()[0] for c in comments]
    assert sorted(text[4:] for text in said if text.startswith("【")) == sorted(
        f"{f['code']}（{f['id']}）" for f in findings
    )
    assert sum("规则集" in text for text in said) == 1  # which rules it was checked by
    assert read(copy)[0].declaration == read(word)[0].declaration


def test_many_files_need_a_folder(run, word, form, tmp_path):
    refused = run("check", word, form, "--format", "xlsx", "-o", tmp_path / "一份.xlsx")
    assert refused.code == 2
    assert "文件夹" in refused.sentence
    folder = tmp_path / "批注"
    assert run("check", word, form, "--format", "xlsx", "-o", folder).code == 1
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["表.xlsx", f"{form.stem}.xlsx"]
    )
    for path in folder.iterdir():
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert any(cell.comment for row in sheet for cell in row)
    wrong = run("check", word, "--format", "docx", "-o", tmp_path / "a.xlsx")
    assert "扩展名" in wrong.sentence


def test_standard_input_becomes_a_commented_form(run, form, tmp_path):
    copy = tmp_path / "批注.docx"
    assert run("check", "-", "-o", copy, stdin=form.read_bytes()).code == 0
    assert len(list(docx.Document(copy).comments)) > 0


def test_the_opinion_is_written_in_word(run, word, tmp_path):
    memo = tmp_path / "意见.docx"
    assert run("check", word, "--format", "memo", "-o", memo).code == 1
    texts = [paragraph.text for paragraph in docx.Document(memo).paragraphs]
    assert texts[0] == "绩效目标审核意见"
    assert any("ST001" in text for text in texts)


def test_fix_keeps_the_layout_of_the_file(run, word, tmp_path):
    document = docx.Document(word)
    document.add_paragraph("本表一式两份，盖章有效")
    document.save(word)
    fixed = tmp_path / "改.docx"
    assert run("fix", word, "-o", fixed).code == 1
    assert docx.Document(fixed).paragraphs[-1].text == "本表一式两份，盖章有效"
    assert read(fixed)[0].declaration.indicators[1].value == "≥90%"
    assert run("fix", word, "--in-place").code == 1
    assert docx.Document(word).paragraphs[-1].text == "本表一式两份，盖章有效"
    assert read(word)[0].declaration == read(fixed)[0].declaration


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_template_is_filled_by_convert_and_draft(run, form, tmp_path, kind):
    other = sorted(form.parent.glob("*.json"))[-1]
    template = tmp_path / f"模板.{kind}"
    template.write_bytes(to_bytes(read(other)[0].declaration, kind))
    before = template.read_bytes()
    filled = tmp_path / f"填好.{kind}"
    result = run("convert", form, "-o", filled, "--template", template)
    assert (result.code, template.read_bytes()) == (0, before)
    wanted = read(form)[0].declaration
    found = read(filled)[0].declaration
    assert found.as_json() | {"indicators": None} == wanted.as_json() | {"indicators": None}
    rows = [(r.level2, r.name, r.value, r.unit, r.explanation) for r in wanted.indicators]
    written = [(r.level2, r.name, r.value, r.unit, r.explanation) for r in found.indicators]
    assert [row for row in written if row[1]] == rows
    description = (
        "本项目2026年为全区提供政务热线服务，接听市民来电30000个，满意度不低于95%。预算80万元。"
    )
    drafted = run("draft", "-", "--template", template, "-o", filled, stdin=description.encode())
    assert drafted.code == 0
    assert any("95%" in (row.value or "") for row in read(filled)[0].declaration.indicators)
    assert run("convert", form, "-o", template, "--template", template).code == 2
    assert "模板" in run("convert", form, "-o", tmp_path / "a.pdf", "--template", template).sentence
    assert run("convert", form, "-o", filled, "--template", form).code == 2


def test_what_csv_cannot_hold_is_told(run, form, tmp_path):
    assert "只有指标行" in run("convert", form, "-o", tmp_path / "行.csv").err


def test_a_large_folder_is_read_by_several_processes(run, form, tmp_path):
    folder = tmp_path / "表"
    folder.mkdir()
    content = to_bytes(read(form)[0].declaration, "docx")
    for number in range(40):
        (folder / f"{number:02d}.docx").write_bytes(content)
    (folder / "坏.docx").write_bytes(content[:900])
    result = run("check", folder, "--jobs", "2", "--format", "json")
    assert result.code == 2
    assert "已读 25/41 个文件" in result.err
    report = result.json
    errors = [Path(file["path"]).name for file in report["files"] if file["error"]]
    assert errors == ["坏.docx"]
    assert report["summary"]["declarations"] == 40
    alone = run("check", folder / "00.docx", "--format", "json").json
    assert report["files"][0]["declarations"] == alone["files"][0]["declarations"]
    assert "1 到 64" in run("check", folder, "--jobs", "0").sentence


def test_a_cap_of_the_settings_holds_for_one_command(run, form, tmp_path, monkeypatch):
    sheet = tmp_path / "表.xlsx"
    sheet.write_bytes(to_bytes(read(form)[0].declaration, "xlsx"))
    monkeypatch.setenv("ASSISTANT_MAX_ROWS", "5")
    refused = run("check", sheet)
    assert refused.code == 2
    assert "超过上限 5 行" in refused.sentence
    monkeypatch.delenv("ASSISTANT_MAX_ROWS")
    assert run("check", sheet).code == 0


def test_a_zip_of_forms_is_commented_as_official_forms(run, form, tmp_path):
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("甲.json", form.read_bytes())
    (tmp_path / "全部.zip").write_bytes(buffer.getvalue())
    copy = tmp_path / "批注.docx"
    assert run("check", tmp_path / "全部.zip", "-o", copy).code == 0
    assert len(list(docx.Document(copy).comments)) > 0
