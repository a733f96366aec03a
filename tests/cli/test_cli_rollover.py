"""`rollover`: formats, the diff, what is asked, and going on with `draft --continue`."""

import json

import pytest


@pytest.fixture
def project(tmp_path, form):
    """A form of the corpus, as a file of the user's."""
    path = tmp_path / "去年.json"
    path.write_bytes(form.read_bytes())
    return path


def test_text_shows_the_form_the_diff_the_questions_and_what_to_confirm(run, project):
    result = run("rollover", project, "--year", "2027")
    assert result.code in (0, 1)
    for part in ("本项目2027年度将", "-≥3次\n+【待填】", "待确认 3 项", "请核对", "检查发现"):
        assert part in result.out
    assert result.err == ""
    assert "2026年度为 8,000.00 元" in result.out


def test_json_can_be_continued_with_answers(run, project, tmp_path):
    output = tmp_path / "明年.json"
    result = run("rollover", project, "--year", "2027", "-o", output)
    assert f"--continue {output}" in result.err
    plain = json.loads(output.read_text("utf-8"))
    assert [change["path"] for change in plain["changes"]][:2] == ["/year", "/annual_amount"]
    assert plain["confirm"]
    assert plain["declaration"]["annual_amount"] is None
    answered = run(
        "draft", "--continue", output, "--set", "annual_amount=1万元",
        "--set", "/indicators/0/value=≥4次", "--format", "json",
    ).json  # fmt: skip
    assert answered["declaration"]["annual_amount"] == 10000
    assert answered["declaration"]["indicators"][0]["value"] == "≥4次"
    assert "/annual_amount" not in {question["path"] for question in answered["questions"]}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_office_files_are_written_and_read_back(run, project, tmp_path, suffix):
    output = tmp_path / f"明年.{suffix}"
    result = run("rollover", project, "--year", "2027", "-o", output)
    assert "待确认" in result.err
    back = run("convert", output, "--to", "json").json
    back = back[0] if isinstance(back, list) else back
    assert back["year"] == 2027
    assert back["indicators"][0]["value"] == "【待填】"


def test_numbers_may_be_kept(run, project):
    kept = run("rollover", project, "--year", "2027", "--keep-numbers", "--format", "json").json
    assert kept["declaration"]["indicators"][0]["value"] == "≥3次"
    assert kept["declaration"]["annual_amount"] is None, "money never is"


def test_several_forms_in_one_file(run, tmp_path, form):
    plain = json.loads(form.read_text("utf-8"))
    file = tmp_path / "两份.json"
    file.write_text(json.dumps([plain, plain | {"project_name": "另一个"}]), "utf-8")
    found = run("rollover", file, "--year", "2027", "--format", "json").json
    assert [one["declaration"]["project_name"] for one in found] == ["基层党建", "另一个"]


def test_mistakes_are_one_sentence(run, project, tmp_path):
    assert "已经是 2026 年度" in run("rollover", project, "--year", "2026").sentence
    assert "--year" in run("rollover", project).sentence
    assert run("rollover", tmp_path / "没有.json", "--year", "2027").code == 2
    refused = run("rollover", project, "--year", "2027", "--format", "json", "-o", project)
    assert "不会被覆盖" in refused.sentence
