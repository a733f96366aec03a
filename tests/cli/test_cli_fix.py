"""`fix`: the diff, where the result goes, what may be overwritten."""

import json

import pytest


@pytest.fixture
def faulty(form, tmp_path):
    """A form with a value that a safe fix rewrites."""
    plain = json.loads(form.read_text("utf-8"))
    plain["indicators"][1]["value"] = "不低于90%"
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    return path


def value(path):
    return json.loads(path.read_text("utf-8"))["indicators"][1]["value"]


def test_the_diff_is_printed_and_nothing_written(run, faulty):
    result = run("fix", faulty)
    assert result.code == 0
    assert "-不低于90%\n+≥90%\n" in result.out
    assert "/indicators/1/value" in result.out
    assert value(faulty) == "不低于90%"


def test_into_another_file(run, faulty, tmp_path):
    assert run("fix", faulty, "-o", tmp_path / "fixed.json").code == 0
    assert value(tmp_path / "fixed.json") == "≥90%"
    assert value(faulty) == "不低于90%"


def test_a_source_is_overwritten_only_in_place(run, faulty):
    assert "来源文件" in run("fix", faulty, "-o", faulty).err
    assert value(faulty) == "不低于90%"
    run("fix", faulty, "--in-place", "--diff")
    assert value(faulty) == "不低于90%"
    assert run("fix", faulty, "--in-place").code == 0
    assert value(faulty) == "≥90%"
    again = run("fix", faulty, "--in-place")
    assert (again.code, again.out) == (0, "")


def test_errors_that_remain_give_1_and_broken_files_2(run, faulty, tmp_path):
    plain = json.loads(faulty.read_text("utf-8"))
    plain["annual_goal"] = "【待填】"
    open_cell = tmp_path / "open.json"
    open_cell.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    result = run("fix", open_cell)
    assert result.code == 1
    assert "1 份申报表还有要人改的错误" in result.err
    (tmp_path / "empty.json").write_text("")
    result = run("fix", tmp_path / "empty.json", faulty)
    assert result.code == 2
    assert "+≥90%" in result.out


def test_several_files_become_one(run, faulty, form, tmp_path):
    run("fix", faulty, form, "-o", tmp_path / "both.json")
    assert len(json.loads((tmp_path / "both.json").read_text("utf-8"))) == 2
