"""`draft`: one declaration from descriptions, continued with answers; every format and failure."""

import json

import pytest

BRIEF = """项目名称：社区公园管养
申请单位：某区城市管理局
2026年预算86万元，一年期。
全年管养12个社区公园，苗木成活率不低于95%，市民投诉2个工作日内处理。
"""


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "说明.md"
    path.write_text(BRIEF, "utf-8")
    return path


@pytest.fixture
def draft(run, brief, tmp_path):
    """A draft file to continue from."""
    path = tmp_path / "draft.json"
    run("draft", brief, "-o", path)
    return path


def test_the_json_has_the_contracts_shape(run, brief):
    result = run("draft", brief, "--format", "json")
    assert result.code in (0, 1)
    draft = result.json
    assert list(draft) == [
        "declaration", "findings", "provenance", "questions", "precedents", "meta",
    ]  # fmt: skip
    assert draft["declaration"]["project_name"] == "社区公园管养"
    assert draft["declaration"]["annual_amount"] == 860000
    for entry in draft["provenance"]:
        assert set(entry) == {"path", "kind", "text", "source", "note"}
    for question in draft["questions"]:
        assert set(question) == {"path", "question", "proposal", "because"}
    for precedent in draft["precedents"]:
        assert set(precedent) == {"id", "project_name", "row", "score", "used_for"}
    assert set(draft["meta"]) == {"engine", "model", "prompts", "rounds", "usage", "seconds"}
    assert draft["meta"]["engine"] == "offline"


def test_it_says_who_wrote_the_draft(run, brief):
    for engine in ("auto", "offline"):
        assert "由离线拼装起草" in run("draft", brief, "--engine", engine).err


def test_a_model_that_this_version_lacks_is_one_sentence(run, brief):
    result = run("draft", brief, "--engine", "llm")
    assert (result.code, result.out) == (2, "")
    assert "--engine offline" in result.sentence


@pytest.mark.parametrize("kind", ["json", "docx", "txt", "md"])
def test_a_filled_form_is_no_description(run, form, tmp_path, kind):
    filled = tmp_path / f"申报表.{kind}"
    run("convert", form, "-o", filled)
    result = run("draft", filled)
    assert (result.code, result.out) == (2, "")
    assert "是已经填写的申报表，不是项目说明" in result.sentence


@pytest.mark.parametrize(
    ("assignment", "said"),
    [("本年度项目金额=-5", "要填金额"), ("年度=1800", "要填 2000 到 2100 的整数")],
)
def test_an_impossible_value_is_one_sentence(run, brief, assignment, said):
    result = run("draft", brief, "--set", assignment)
    assert (result.code, result.out) == (2, "")
    assert said in result.sentence


def test_a_bare_number_takes_the_unit_of_its_row(run, tmp_path):
    brief = tmp_path / "说明.md"
    brief.write_text("办公楼物业管理，一年98万", "utf-8")
    draft = tmp_path / "草稿.json"
    run("draft", brief, "-o", draft)
    answered = run(
        "draft", "--continue", draft, "--set", "/indicators/0/value=12000", "--format", "json"
    ).json["declaration"]
    row = answered["indicators"][0]
    assert (row["value"], row["unit"]) == ("12000平方米", "平方米")
    assert "12000平方米" in answered["annual_goal"]


def test_several_files_and_standard_input_are_one_description(run, brief, tmp_path):
    more = tmp_path / "补充.md"
    more.write_text("另外：全年开展公益活动6场。", "utf-8")
    draft = run("draft", brief, more, "--format", "json").json
    sources = {p["source"].split(":")[1] for p in draft["provenance"] if p["kind"] == "brief"}
    assert sources == {"说明.md", "补充.md"}
    piped = run("draft", "-", "--format", "json", stdin=BRIEF.encode()).json
    assert piped["declaration"]["project_name"] == "社区公园管养"


def test_set_in_english_and_in_chinese(run, brief):
    draft = run(
        "draft", brief, "--format", "json", "--set", "项目编码=440304261063100201000",
        "--set", "annual_amount=90万元", "--set", "项目总金额（中期规划，元）=270万元",
        "--year", "2027",
    ).json["declaration"]  # fmt: skip
    assert draft["project_code"] == "440304261063100201000"
    assert (draft["annual_amount"], draft["total_amount"]) == (900000, 2700000)
    assert draft["year"] == 2027
    wrong = run("draft", brief, "--set", "本年度项目金额=很多")
    assert wrong.code == 2
    assert "很多" in wrong.sentence


def test_continue_answers_questions_and_leaves_the_rest(run, draft):
    before = json.loads(draft.read_text("utf-8"))
    after = run(
        "draft", "--continue", draft, "--set", "项目编码=440304261063100201000", "--format", "json"
    ).json
    assert after["declaration"]["project_code"] == "440304261063100201000"
    assert after["declaration"]["indicators"] == before["declaration"]["indicators"]
    open_paths = {q["path"] for q in after["questions"]}
    assert open_paths == {q["path"] for q in before["questions"]} - {"/project_code"}


def test_a_cell_is_answered_by_its_pointer(run, draft):
    answer = ("--set", "/indicators/0/value=13个")
    after = run("draft", "--continue", draft, *answer, "--format", "json").json
    assert after["declaration"]["indicators"][0]["value"] == "13个"
    wrong = run("draft", "--continue", draft, "--set", "/indicators/99/value=1")
    assert wrong.code == 2
    assert "/indicators/99/value" in wrong.sentence
    fresh = run("draft", draft.parent / "说明.md", *answer)
    assert fresh.code == 2
    assert "--continue" in fresh.sentence


def test_a_draft_is_overwritten_only_in_place(run, draft):
    before = draft.read_bytes()
    answer = ("--set", "项目编码=440304261063100201000")
    assert "来源文件" in run("draft", "--continue", draft, *answer, "-o", draft).err
    assert draft.read_bytes() == before
    run("draft", "--continue", draft, *answer, "--in-place")
    assert json.loads(draft.read_text("utf-8"))["declaration"]["project_code"]


def test_not_a_draft(run, form):
    result = run("draft", "--continue", form, "--set", "年度=2027")
    assert result.code == 2
    assert "不是草稿文件" in result.sentence


@pytest.mark.parametrize("name", ["form.docx", "form.txt"])
def test_the_form_can_be_read_back(run, brief, tmp_path, name):
    run("draft", brief, "-o", tmp_path / name)
    back = run("convert", tmp_path / name, "--to", "json").json
    assert back["project_name"] == "社区公园管养"
    assert len(back["indicators"]) >= 10


def test_the_text_on_standard_output_can_be_checked(run, brief):
    shown = run("draft", brief).out
    report = run("check", "-", "--format", "json", stdin=shown.encode()).json
    (checked,) = report["files"][0]["declarations"]
    assert checked["project_name"] == "社区公园管养"
    assert "待确认" not in json.dumps(checked["declaration"], ensure_ascii=False)


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", "字".encode() * 700_000, bytes(range(256)) * 40],
    ids=["empty", "blank", "one 2 MB line", "binary"],
)
def test_broken_descriptions_are_one_sentence(run, tmp_path, content):
    path = tmp_path / "brief.md"
    path.write_bytes(content)
    result = run("draft", path)
    assert (result.code, result.out) == (2, "")
    assert "brief.md" in result.sentence
    assert "程序内部错误" not in result.err


def test_without_an_index_it_still_drafts(run, brief, monkeypatch, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(blocked / "inside"))
    result = run("draft", brief, "--format", "json")
    assert result.json["declaration"]["project_name"] == "社区公园管养"
    assert "不参考历史申报表" in result.err
