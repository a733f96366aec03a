"""`convert`: every format to every other, into a file, a folder or standard output."""

import json

import pytest

from assistant.formats import WRITERS, read
from assistant.vocabulary.profile import DEFAULT_PROFILE, profile_names


def declaration(path):
    return read(path)[0].declaration


@pytest.mark.parametrize("kind", WRITERS)
def test_there_and_back(run, form, tmp_path, kind):
    there = tmp_path / f"form.{kind}"
    assert run("convert", form, "-o", there).code == 0
    back = run("convert", there, "--to", "json")
    assert back.json["indicators"] == json.loads(form.read_text("utf-8"))["indicators"]


def test_standard_input_to_standard_output(run, form):
    result = run("convert", "-", "--to", "json", stdin=form.read_bytes())
    assert (result.code, result.err) == (0, "")
    assert result.json == json.loads(form.read_text("utf-8"))


def test_a_folder_becomes_one_file_or_many(run, form, tmp_path):
    run("convert", form.parent, "-o", tmp_path / "all.jsonl")
    assert len(read(tmp_path / "all.jsonl")) == 11
    run("convert", form.parent, "--to", "txt", "-o", tmp_path)
    assert len(list(tmp_path.glob("*.txt"))) == 11


def test_a_year_fills_only_what_is_unknown(run, form):
    plain = json.loads(form.read_text("utf-8"))
    no_year = json.dumps(plain | {"year": None}).encode()
    assert run("convert", "-", "--to", "json", "--year", "2031", stdin=no_year).json["year"] == 2031
    assert run("convert", form, "--to", "json", "--year", "2031").json["year"] == plain["year"]


def test_a_source_is_never_overwritten(run, form, tmp_path):
    copy = tmp_path / "form.json"
    copy.write_bytes(form.read_bytes())
    for output in (copy, tmp_path):
        result = run("convert", copy, "--to", "json", "-o", output)
        assert result.code == 2
        assert "来源文件" in result.sentence
    assert copy.read_bytes() == form.read_bytes()


def test_the_readable_files_are_converted_and_the_code_is_2(run, form, tmp_path):
    empty = tmp_path / "empty.json"
    empty.write_text("")
    result = run("convert", empty, form, "--to", "json")
    assert result.code == 2
    assert result.json["project_name"]
    assert "empty.json" in result.sentence


def test_the_profile_is_recognised_else_told_else_the_setting(run, form, tmp_path, monkeypatch):
    other = next(name for name in profile_names() if name != DEFAULT_PROFILE)
    there = tmp_path / "form.docx"
    run("convert", form, "-o", there)
    assert run("convert", there, "--to", "json").json["profile"] == DEFAULT_PROFILE
    told = run("convert", there, "--to", "json", "--profile", other)
    assert told.json["profile"] == other

    plain = json.dumps(json.loads(form.read_text("utf-8")) | {"profile": None}).encode()
    monkeypatch.setenv("ASSISTANT_PROFILE", other)
    report = run("check", "-", "--format", "json", stdin=plain).json
    assert report["tool"]["profile"] == other


@pytest.mark.parametrize("share", [0.3, 0.45, 0.6, 0.75])
def test_half_a_form_is_told_and_kept(run, form, tmp_path, share):
    whole = tmp_path / "whole.txt"
    run("convert", form, "-o", whole)
    text = whole.read_text("utf-8")
    for name, half in (
        ("half.txt", text[: int(len(text) * share)]),
        ("rows.txt", text[: text.rindex("\n", 0, int(len(text) * share)) + 1]),
    ):
        cut = tmp_path / name
        cut.write_text(half, "utf-8")
        kept = run("convert", cut, "--to", "json")
        assert (kept.code, kept.err.count("不完整：")) == (2, 1)
        assert kept.json["project_name"] == declaration(form).project_name
        found = run("check", cut, "--format", "json")
        assert found.code == 2
        assert "不完整：" in found.json["files"][0]["error"]
        assert found.json["files"][0]["declarations"][0]["findings"]
        assert run("index", "add", cut).code == 2
