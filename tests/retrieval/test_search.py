"""Searching: what is found, in which order, what the filters leave out."""

import pytest

from assistant.retrieval import Filters


def names(precedents):
    return [p.indicator.name if p.indicator else p.project_name for p in precedents]


def test_the_nearest_row_comes_first_with_its_place(index):
    best = index.search("公园苗木成活率", kind="indicator")[0]
    assert (best.indicator.name, best.indicator.value, best.row) == ("苗木成活率", "≥95%", 1)
    assert (best.project_name, best.project_code, best.year) == ("社区公园管养", "440301", 2025)
    assert best.unit == "某区城管局"
    assert 0 < best.score <= 1


def test_without_a_kind_whole_declarations_are_found_once(index):
    found = index.search("管养社区公园，确保苗木成活", k=20)
    whole = [p for p in found if p.row is None and p.project_name == "社区公园管养"]
    assert len(whole) == 1


def test_k_limits_and_scores_fall(index):
    scores = [p.score for p in index.search("满意度", k=3)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_rows_answered_not_applicable_or_open_are_not_indexed(index):
    texts = [hit.entry.text for hit in index.hits("不适用 待填 质量指标", k=50)]
    assert not [text for text in texts if "不适用" in text or "【待填】" in text]


def test_filters(index):
    assert names(index.search("满意度", level2="*服务对象满意度指标", year=2025)) == ["市民满意度"]
    assert names(index.search("数量", unit="卫健局", level2="数量指标")) == ["适龄儿童接种人数"]
    assert names(index.search("长度", unit="公里")) == ["新建污水管网长度"]
    assert index.search("满意度", level2="生态效益指标") == ()


def test_a_project_is_left_out_by_code_or_by_name(index):
    for project in (("440301", None), (None, "2026年社区公园管养项目")):
        found = index.search("社区公园管养 苗木成活率", k=50, exclude_project=project)
        assert found
        assert "社区公园管养" not in {p.project_name for p in found}


@pytest.mark.parametrize("query", ["440303", "雨污分流改造项目"])
def test_a_project_code_or_name_finds_its_declaration(index, query):
    hit = index.hits(query)[0]
    assert (hit.entry.kind, hit.entry.text_of("project_name"), hit.score) == (
        "declaration",
        "雨污分流改造",
        1,
    )


def test_a_query_without_characters_finds_nothing(index):
    assert index.search("  ") == ()
    assert index.search("满意度", k=0) == ()


def test_same_project_offers_the_latest_declaration(index):
    later = index.declaration(index.same_project("440301", None).id).model_copy(
        update={"year": 2026}
    )
    index.add([later])
    found = index.same_project(None, "社区公园管养经费")
    assert (found.year, found.row, found.same_project) == (2026, None, True)
    assert index.same_project("999999", "没有的项目") is None


def test_a_hit_has_the_contracts_fields(index):
    hit = index.hits("苗木成活率", filters=Filters(kind="indicator"))[0].as_json()
    assert hit["id"].endswith("/indicators/1")
    assert hit | {"id": "", "score": 0} == {
        "id": "", "kind": "indicator", "project_name": "社区公园管养", "year": 2025,
        "level2": "质量指标", "text": "苗木成活率 ≥95%", "score": 0,
        "declaration_path": "/indicators/1",
    }  # fmt: skip


def test_the_declaration_behind_a_row(index):
    row = index.search("接种人数", kind="indicator")[0]
    assert index.declaration(row.id).project_name == "疫苗接种"
