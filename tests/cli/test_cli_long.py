"""A long jsonl is checked in pieces: the reports are the same as if it were held as a whole."""

import json
import zipfile

import docx
import pytest

from assistant import formats
from assistant.cli import lines, reading
from assistant.reports import parted
from assistant.rules import parting
from eval.timing import declarations


def forms():
    plain = [json.loads(path.read_text("utf-8")) for path in declarations()]
    for number, form in enumerate(plain):
        yield form
        if number == 3:  # the next year's form with the same goal: AC026 silences AG004
            yield {**form, "year": form["year"] + 1}
    for year in (2026, 2027):
        units = {"applicant_unit": "东城区水务局", "budget_unit": "东城区水务局"}
        yield {**plain[0], **units, "project_code": "44050122", "year": year}


@pytest.fixture
def long(tmp_path):
    path = tmp_path / "long.jsonl"
    each = [json.dumps(form, ensure_ascii=False) + "\n" for form in forms()]
    path.write_text("".join(each[:5]) + "\n" + "".join(each[5:]), "utf-8")
    return path


@pytest.fixture
def in_pieces(monkeypatch):
    def cut():
        monkeypatch.setattr(reading, "_LARGE", 0)
        monkeypatch.setattr(lines, "PIECE_LINES", 5)

    return cut


@pytest.mark.parametrize("kind", ["json", "text", "sarif", "github", "html", "memo"])
def test_every_report_is_the_same(run, long, in_pieces, kind):
    whole = run("check", long, "--format", kind)
    in_pieces()
    assert run("check", long, "--format", kind, "--jobs", "1") == whole
    assert len(whole.out) > 1000


def test_processes_find_the_same(run, long, in_pieces, tmp_path):
    whole = run("check", long, "--format", "json").json
    in_pieces()
    code = run("check", long, "-o", tmp_path / "out.json", "--jobs", "2").code
    report = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert report == whole
    assert report["across"]
    assert code == 1


def test_own_settings_and_baseline_hold(run, long, in_pieces, tmp_path):
    """Severities stay in this process, suppressions and a baseline mark what is read back."""
    before = run("check", long, "--format", "json").json
    findings = [f for d in before["files"][0]["declarations"] for f in d["findings"]]
    (tmp_path / "base.json").write_text(json.dumps(before), "utf-8")
    (tmp_path / "assistant.toml").write_text(
        f'[severity]\n{findings[0]["code"]} = "info"\n', "utf-8"
    )
    (tmp_path / "suppressions.toml").write_text(
        f'[[suppress]]\nid = "{findings[0]["id"]}"\nreason = "已核对"\n'
        '[[suppress]]\nrule = "ST001"\nproject = "基层党建"\nreason = "已核对，另有说明"\n',
        "utf-8",
    )
    asked = ("check", long, "--format", "json", "--baseline", tmp_path / "base.json")
    whole = run(*asked)
    in_pieces()
    assert run(*asked) == whole
    assert whole.code != 2, whole.err
    assert whole.json["summary"]["suppressed"] >= len(findings)
    assert "豁免未用上" in whole.err


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_long_copy_is_written_in_several_files(run, long, in_pieces, tmp_path, kind, monkeypatch):
    monkeypatch.setattr(parted, "MOST_FORMS", 5)
    in_pieces()
    result = run("check", long, "-o", tmp_path / "copies" / f"批注.{kind}", "--jobs", "1")
    assert result.code == 1, result.err
    written = sorted((tmp_path / "copies").iterdir(), key=lambda path: (len(path.name), path.name))
    assert [path.stem for path in written] == ["批注", "批注(2)", "批注(3)"]
    assert "共14张表，分成3个文件，每个5张" in result.err
    names = [one.declaration.project_name for path in written for one in formats.read(path)]
    assert names == [form["project_name"] for form in forms()]
    for path in written:
        with zipfile.ZipFile(path) as package:
            assert any("comments" in name for name in package.namelist())


def test_long_opinions_are_written_in_several_files(run, long, in_pieces, tmp_path, monkeypatch):
    monkeypatch.setattr(parted, "MOST_FORMS", 5)
    run("check", long, "--format", "memo", "-o", tmp_path / "whole.md")
    in_pieces()
    asked = ("check", long, "--format", "memo", "--jobs", "1", "-o", tmp_path / "意见.docx")
    result = run(*asked)
    assert "共14张表，分成3个文件，每个5张：意见.docx、意见(2).docx……" in result.err
    said = []
    for name in ("意见.docx", "意见(2).docx", "意见(3).docx"):
        document = docx.Document(tmp_path / name)
        said += [p.text for p in document.paragraphs]
    assert said.count("绩效目标审核意见") == 14
    between = [line for line in said if line == "各表之间"]
    assert len(between) == (tmp_path / "whole.md").read_text("utf-8").count("# 各表之间") > 0


def test_a_long_copy_needs_a_name(run, long, in_pieces):
    in_pieces()
    result = run("check", long, "--format", "docx", "--jobs", "1")
    assert result.code == 2
    assert "请用 -o 指定" in result.sentence


def test_a_broken_line_is_named(run, long, in_pieces):
    broken = long.read_text("utf-8").splitlines()
    broken[8] = broken[8][:-20]
    long.write_text("\n".join(broken), "utf-8")
    whole = run("check", long)
    in_pieces()
    result = run("check", long, "--jobs", "1")
    assert (result.code, result.sentence) == (whole.code, whole.sentence)
    assert "第 9 行" in result.sentence


def test_files_beside_it_keep_their_order(run, long, in_pieces, form, tmp_path):
    brief = tmp_path / "one.json"
    brief.write_text(long.read_text("utf-8").splitlines()[0], "utf-8")
    in_pieces()
    report = run("check", form, long, brief, "--format", "json", "--jobs", "1").json
    assert [len(file["declarations"]) for file in report["files"]] == [1, 14, 1]


def test_of_thousands_only_a_unit_s_are_compared(run, long, in_pieces, monkeypatch):
    """More than one batch holds: contradictions inside a unit stay, and the rest is said."""
    whole = run("check", long, "--format", "json").json["across"]
    in_pieces()
    monkeypatch.setattr(parting, "MOST", 12)
    result = run("check", long, "--format", "json", "--jobs", "1").json
    assert 0 < len(result["across"]) <= len(whole)
    assert {f["id"] for f in result["across"]} <= {f["id"] for f in whole}
    said = run("check", long, "--jobs", "1").out
    assert "不同单位之间没有对照" in said
    monkeypatch.setattr(parting, "MOST", 1)
    nothing = run("check", long, "--format", "json", "--jobs", "1").json["across"]
    assert nothing == []
    assert "相互之间没有对照" in run("check", long, "--jobs", "1").out
