"""Searching: what is found, in which order, what the filters leave out."""

import pytest

from assistant.retrieval import Filters, open_index, ranking
from assistant.retrieval.rows import DamagedStoreError
from eval import generated
from tests.retrieval.forms import declaration


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


def test_forms_of_one_project_in_successive_years_are_one_hit_with_its_versions(index):
    park = index.declaration(index.same_project("440301", None).id)
    index.add([park.model_copy(update={"year": year}) for year in (2024, 2026)])
    hits = [h for h in index.hits("苗木成活率", k=20) if h.entry.text_of("name") == "苗木成活率"]
    assert [(hit.entry.number_of("year"), hit.versions) for hit in hits] == [(2026, (2025, 2024))]
    assert hits[0].as_json()["versions"] == [2025, 2024]
    only = index.hits("苗木成活率", filters=Filters(year=2024, level2="质量指标"))
    assert [(hit.entry.number_of("year"), hit.versions) for hit in only] == [(2024, ())]
    listed = {one.year: one.versions for one in index.list() if one.project_name == "社区公园管养"}
    assert listed == dict.fromkeys((2024, 2025, 2026), (2026, 2025, 2024))


def test_a_project_of_the_same_name_at_another_office_is_no_version(index):
    park = index.declaration(index.same_project("440301", None).id)
    other = {"project_code": "990001", "applicant_unit": "另一区园林局", "year": 2026}
    index.add([park.model_copy(update=other)])
    hits = [h for h in index.hits("苗木成活率", k=20) if h.entry.text_of("name") == "苗木成活率"]
    assert [hit.versions for hit in hits] == [(), ()]


def test_rows_of_one_form_that_read_alike_are_both_found(index):
    twice = declaration(
        "双行", "440399", 2026, "某局",
        ("数量指标", "巡查次数", "≥4次", "次"), ("数量指标", "巡查次数", "≥12次", "次"),
    )  # fmt: skip
    index.add([twice])
    found = index.search("巡查次数", kind="indicator", k=5)
    assert {p.indicator.value for p in found if p.project_name == "双行"} == {"≥4次", "≥12次"}


def test_words_decide_between_equally_near_vectors(index):
    """Numbers are folded in both; what was typed in full comes first."""
    assert index.hits("家长满意度 ≥95%")[0].entry.text == "家长满意度 ≥95%"


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Three hundred generated declarations: 3,900 entries."""
    folder = tmp_path_factory.mktemp("many")
    index = open_index(folder / "data", folder / "corpus")
    index.add(generated.declarations(300))
    return index


def test_beyond_the_threshold_the_same_is_found_in_the_same_shape(many, monkeypatch):
    queries = [row.name for one in generated.declarations(20, seed=5) for row in one.indicators[:2]]
    exact = [many.hits(query, k=10) for query in queries]
    monkeypatch.setattr(ranking, "EXACT_UP_TO", 100)
    near = [many.hits(query, k=10) for query in queries]
    assert many.snapshot.neighbours._collection is not None, "chroma was asked"
    pairs = list(zip(exact, near, strict=True))
    kept = sum(len({h.entry.id for h in a} & {h.entry.id for h in b}) for a, b in pairs)
    assert kept >= 0.97 * sum(map(len, exact))
    for one, other in pairs:
        scores = {hit.entry.id: hit.score for hit in one}
        assert all(scores.get(hit.entry.id, hit.score) == hit.score for hit in other)


def test_beyond_the_threshold_what_was_added_since_is_found_and_what_was_removed_is_not(
    many, monkeypatch
):
    monkeypatch.setattr(ranking, "EXACT_UP_TO", 100)
    (added,) = many.add(
        [
            declaration(
                "独一无二", "990009", 2026, "某局", ("数量指标", "钟楼鸣钟次数", "≥8次", "次")
            )
        ]
    )
    assert many.search("钟楼鸣钟次数", k=1)[0].project_name == "独一无二"
    many.remove(added.id)
    assert "独一无二" not in {p.project_name for p in many.search("钟楼鸣钟次数", k=10)}


def test_a_damaged_collection_costs_nothing_but_time(many, monkeypatch):
    monkeypatch.setattr(ranking, "EXACT_UP_TO", 100)

    def broken(vector, count):
        raise DamagedStoreError("no collection")

    query = next(generated.declarations(1, seed=6)).indicators[0].name
    before = many.hits(query)
    monkeypatch.setattr(many.snapshot.neighbours, "nearest", broken)
    assert many.hits(query)[0] == before[0]


def test_the_library_says_what_a_kind_of_work_uses_with_which_values_and_by_whom(index):
    index.add(
        [
            declaration(
                "湿地公园管养", "440320", 2026, "某镇", ("质量指标", "苗木成活率", "≥98%", "%")
            ),
            declaration(
                "社区公园管养", "440301", 2026, "某区城管局",
                ("质量指标", "苗木成活率", "≥96%", "%"),
            ),
        ]
    )  # fmt: skip
    best = index.indicators("公园管养", level2="质量指标")[0]
    assert (best.name, best.units) == ("苗木成活率", (("%", 2),))
    assert dict(best.values) == {"≥96%": 1, "≥98%": 1}, "a project counts once, with its latest"
    assert {(use.project_name, use.unit, use.year) for use in best.uses} == {
        ("社区公园管养", "某区城管局", 2026), ("湿地公园管养", "某镇", 2026),
    }  # fmt: skip


def test_a_form_about_the_work_lends_all_its_rows_to_the_library(index):
    names = {one.name for one in index.indicators("社区公园管养")}
    assert {"管养公园数量", "苗木成活率", "市民满意度"} <= names
    assert "新建污水管网长度" not in names


def test_the_library_without_a_query_lists_what_is_used_most(index):
    rows = index.indicators(level2="数量指标", k=2)
    assert len(rows) == 2
    assert {row.level2 for row in rows} == {"数量指标"}
    assert index.indicators("满意度", k=0) == ()


def test_categories_are_counted(index):
    assert index.categories() == {"数量指标": 3, "质量指标": 2, "服务对象满意度指标": 2}


def test_a_kind_of_work_that_no_form_is_about_has_no_rows(index):
    assert index.indicators("法律援助案件") == ()
    assert index.indicators("天文观测", level2="数量指标") == ()


def test_the_library_leaves_a_project_out(index):
    own = ("440301", "社区公园管养")
    names = {one.name for one in index.indicators("社区公园管养", exclude_project=own)}
    assert not names & {"管养公园数量", "苗木成活率", "市民满意度"}
    like = index.indicators_like("市民满意度 %", exclude_project=own)
    assert "市民满意度" not in {one.name for one in like}


def test_rows_like_one_are_found_by_name_unit_and_category(index):
    (first, *_) = index.indicators_like("居民满意度 %", level2="服务对象满意度指标")
    assert first.name.endswith("满意度")
    (precedent, *_) = first.precedents()
    assert precedent.row is not None
    assert precedent.indicator
    assert (precedent.indicator.unit, precedent.indicator.level2) == ("%", "服务对象满意度指标")
    assert index.declaration(precedent.id).indicators[precedent.row].name == first.name
