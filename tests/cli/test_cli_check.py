"""`check`: reports, exit codes, selection, baseline, and files that cannot be read."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def faulty(form, tmp_path):
    """A form with an open cell, which is an error, and a sign that can be fixed safely."""
    plain = json.loads(form.read_text("utf-8"))
    plain["indicators"][0]["value"] = "【待填】"
    plain["indicators"][1]["value"] = "不低于90%"
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    return path


def test_the_json_has_the_contracts_shape(run, faulty):
    result = run("check", faulty, "--format", "json")
    report = result.json
    assert list(report) == ["tool", "files", "across", "summary"]
    assert set(report["tool"]) == {"name", "version", "profile", "ruleset"}
    assert report["tool"]["ruleset"].startswith("sha256:")
    assert list(report["summary"]) == ["declarations", "error", "warning", "info", "suppressed"]
    (file,) = report["files"]
    assert (file["path"], file["error"]) == (str(faulty), None)
    (checked,) = file["declarations"]
    assert checked["declaration"]["indicators"][0]["value"] == "【待填】"
    assert {"project_name", "declaration", "notes", "findings"} <= set(checked)
    for finding in checked["findings"]:
        assert set(finding) == {
            "id", "code", "name", "severity", "path", "related", "place", "excerpt", "message",
            "suggestion", "source", "fix", "suppressed",
        }  # fmt: skip


def test_exit_code_follows_fail_on(run, form, faulty):
    assert run("check", faulty).code == 1
    assert run("check", form).code == 0
    assert run("check", form, "--fail-on", "info").code == 1


def test_select_and_ignore(run, faulty):
    def codes(*options):
        report = run("check", faulty, "--format", "json", *options).json
        return {f["code"] for d in report["files"][0]["declarations"] for f in d["findings"]}

    every = codes()
    some = next(iter(sorted(every)))
    assert codes("--select", some) == {some}
    assert some not in codes("--ignore", some)
    assert codes("--select", some[:2].lower()) == {c for c in every if c.startswith(some[:2])}
    wrong = run("check", faulty, "--select", "QQ")
    assert wrong.code == 2
    assert "QQ" in wrong.sentence


def test_a_baseline_hides_what_was_known(run, faulty, tmp_path):
    before = tmp_path / "before.json"
    run("check", faulty, "-o", before)
    result = run("check", faulty, "--baseline", before, "--format", "json", "--fail-on", "info")
    assert result.code == 0
    summary = result.json["summary"]
    assert summary["suppressed"] > 0 == summary["error"] + summary["warning"] + summary["info"]
    wrong = run("check", faulty, "--baseline", faulty)
    assert wrong.code == 2
    assert "--baseline" in wrong.sentence


def test_one_broken_file_does_not_stop_the_others(run, form, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"not a word file")
    result = run("check", broken, form, "--format", "json")
    assert result.code == 2
    first, second = result.json["files"]
    assert "broken.docx" in first["error"]
    assert first["declarations"] == []
    assert second["error"] is None
    assert second["declarations"]
    assert result.sentence == first["error"]


def test_a_folder_is_walked_and_standard_input_read(run, form, tmp_path):
    assert run("check", form.parent, "--format", "json").json["summary"]["declarations"] == 11
    piped = run("check", "-", "--format", "json", stdin=form.read_bytes()).json
    assert piped["files"][0]["path"] == "-"
    assert piped["summary"]["declarations"] == 1
    (tmp_path / "说明.md").write_text("这是说明，不是申报表。", "utf-8")
    (tmp_path / "form.json").write_bytes(form.read_bytes())
    mixed = run("check", tmp_path, "--format", "json")
    assert [Path(file["path"]).name for file in mixed.json["files"]] == ["form.json"]
    assert mixed.code == 0
    assert "跳过" in mixed.sentence
    (tmp_path / "empty").mkdir()
    nothing = run("check", tmp_path / "empty")
    assert nothing.code == 2
    assert "没有申报表文件" in nothing.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"x" * 2_000_000,
        bytes(range(256)) * 40,
        b'{"project_name": "\xe5',
        b"[]",
        b"42",
    ],
    ids=["empty", "blank", "one 2 MB line", "binary", "cut", "no declaration", "a number"],
)
@pytest.mark.parametrize("name", ["form.json", "form.txt", "form.docx"])
def test_broken_input_is_one_sentence(run, tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("check", path)
    assert result.code == 2
    assert name in result.sentence
    assert "程序内部错误" not in result.err
    assert path.read_bytes() == content


def test_the_year_is_taken_from_the_call(run, form):
    plain = json.dumps(json.loads(form.read_text("utf-8")) | {"year": None}).encode()
    unknown = run("check", "-", "--format", "json", stdin=plain).json
    known = run("check", "-", "--format", "json", "--year", "2026", stdin=plain).json

    def unchecked(report):
        return [s for s in report["files"][0]["declarations"][0]["unchecked"] if "年度" in s]

    assert unchecked(unknown)
    assert not unchecked(known)


def test_the_report_goes_into_a_file_but_never_onto_a_source(run, faulty, tmp_path):
    result = run("check", faulty, "-o", tmp_path / "report.txt")
    assert (result.code, result.out) == (1, "")
    assert "共1张表" in (tmp_path / "report.txt").read_text("utf-8")
    before = faulty.read_bytes()
    assert run("check", faulty, "-o", faulty).code == 2
    assert faulty.read_bytes() == before
