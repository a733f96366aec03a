"""`index`: search as the contract has it; add, list, remove."""

import json

import pytest


@pytest.fixture
def data_dir(tmp_path):
    """These tests change the library, so each has its own."""
    return tmp_path / "data"


def test_search_gives_the_contracts_json(run):
    result = run(
        "index",
        "search",
        "群众满意度",
        "--level2",
        "*服务对象满意度指标",
        "-k",
        "3",
        "--format",
        "json",
    )
    found = result.json
    assert found["query"] == "群众满意度"
    assert len(found["hits"]) == 3
    keys = ["id", "kind", "project_name", "year", "level2", "text", "score", "declaration_path"]
    for hit in found["hits"]:
        assert list(hit) == keys
        assert (hit["kind"], hit["level2"], hit["year"]) == (
            "indicator",
            "服务对象满意度指标",
            2026,
        )
    assert "群众满意度" in found["hits"][0]["text"]


def test_search_as_text_and_with_filters_that_leave_nothing(run):
    assert "满意度" in run("index", "search", "群众", "满意度").out
    nothing = run("index", "search", "群众满意度", "--year", "2099")
    assert (nothing.code, nothing.out.strip()) == (0, "没有找到相近的内容。")


def test_add_list_remove(run, tmp_path, form):
    plain = json.loads(form.read_text("utf-8"))
    plain |= {"project_name": "城市书房运营", "project_code": None}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")

    added_id, name, state = run("index", "add", file).out.split()
    assert (name, state) == ("城市书房运营", "已加入")
    assert "库中已有" in run("index", "add", file).out
    assert run("index", "stats", "--format", "json").json["added"] == 1
    listed = {entry["id"]: entry for entry in run("index", "list", "--format", "json").json}
    assert listed[added_id]["origin"] == "added"
    assert run("index", "search", "城市书房运营", "-k", "1").out.startswith("1.00  城市书房运营")

    assert "已移除" in run("index", "remove", added_id).out
    again = run("index", "remove", added_id)
    assert again.code == 2
    assert "没有编号" in again.sentence


def test_one_broken_file_does_not_stop_the_others(run, tmp_path, form):
    (tmp_path / "broken.json").write_text("{")
    result = run("index", "add", tmp_path / "broken.json", form)
    assert result.code == 2
    assert "broken.json" in result.err
    assert "库中已有" in result.out


def test_rebuild(run):
    assert "申报表 11 份" in run("index", "rebuild").out


def test_an_unknown_category_is_named_with_those_there_are(run):
    for action in ("search", "rows"):
        result = run("index", action, "满意度", "--level2", "乱写")
        assert result.code == 2
        assert "没有“乱写”这个二级指标" in result.sentence
        assert "服务对象满意度指标（6条）" in result.sentence


def test_a_category_may_be_shortened_and_one_without_rows_is_no_mistake(run):
    found = run("index", "search", "群众", "--level2", "满意度", "--format", "json").json["hits"]
    assert {hit["level2"] for hit in found} == {"服务对象满意度指标"}
    assert run("index", "search", "能耗", "--level2", "生态效益指标").code == 0


def test_rows_shows_the_indicator_library(run):
    cost = run("index", "rows", "--level2", "成本指标").out.splitlines()
    assert cost[0] == "成本指标：成本控制率  11 个项目"
    assert cost[1].strip() == "值 90%-100%（11）；单位 %"
    assert cost[2].endswith("等 11 个项目")
    found = run("index", "rows", "基层党建", "--format", "json").json
    assert found["query"] == "基层党建"
    assert {"主题党日活动开展次数", "党员活动参与率"} <= {
        row["name"] for row in found["indicators"]
    }
    row = found["indicators"][0]
    assert list(row) == [
        "level2", "name", "score", "projects", "values", "units", "explanation", "used_by"
    ]  # fmt: skip
    assert row["projects"] == len(row["used_by"])


def test_list_names_the_versions_of_a_project(run, tmp_path, form):
    plain = json.loads(form.read_text("utf-8")) | {"year": 2025}
    file = tmp_path / "last-year.json"
    file.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    run("index", "add", file)
    lines = [line for line in run("index", "list").out.splitlines() if "基层党建" in line]
    assert len(lines) == 2
    assert all("同一项目共有 2026、2025 年度" in line for line in lines)
    found = run("index", "search", "主题党日活动开展次数", "-k", "1").out
    assert "另有 2025 年度" in found
