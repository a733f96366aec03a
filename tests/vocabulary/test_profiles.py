"""Profiles and word lists: they load, agree with each other, and answer by meaning."""

from __future__ import annotations

import pytest
import yaml

from assistant.errors import UsageError
from assistant.model import HEADER_FIELDS, ROW_FIELDS, TEXT_FIELDS, Declaration
from assistant.vocabulary import description
from assistant.vocabulary.loading import ROOT, load
from assistant.vocabulary.profile import load_profile, profile_names
from assistant.vocabulary.works import formula_for, header_question, open_row, rate_formula, work_of

PROFILES = [load_profile(name) for name in profile_names()]
WORKS = [work["name"] for work in load("works")["works"]]


FILES = [pytest.param(path, id=path.stem) for path in sorted(ROOT.rglob("*.yaml"))]


@pytest.mark.parametrize("path", FILES)
def test_a_file_loads_and_names_no_key_twice(path) -> None:
    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader, node, deep=False):
        keys = [loader.construct_object(key, deep=deep) for key, _ in node.value]
        doubled = {key for key in keys if keys.count(key) > 1}
        assert not doubled, f"{path.name}: {doubled}"
        return yaml.SafeLoader.construct_mapping(loader, node, deep)

    Strict.add_constructor("tag:yaml.org,2002:map", mapping)
    assert yaml.load(path.read_text(encoding="utf-8"), Loader=Strict)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
class TestProfile:
    def test_its_fields_are_the_models(self, profile) -> None:
        assert {label.field for label in profile.header} <= set(Declaration.model_fields)
        assert {label.field for label in profile.texts} <= set(TEXT_FIELDS)
        assert {label.field for label in profile.columns} >= {"level2", *ROW_FIELDS}

    def test_a_spelling_means_one_thing(self, profile) -> None:
        for labels in (profile.header, profile.texts, profile.columns):
            spellings = [s for label in labels for s in (label.label, *label.variants)]
            assert len(spellings) == len(set(spellings))
        names = [n for c in profile.categories for n in (c.level2, *c.variants)]
        assert len(names) == len(set(names))

    def test_a_category_is_found_by_meaning_and_by_name(self, profile) -> None:
        for category in profile.categories:
            assert profile.category(category.kind).kind == category.kind
            for name in (category.level2, *category.variants, f"*{category.level2}"):
                assert profile.category_named(name) == category
        assert profile.category_named("没有的指标") is None
        assert profile.category_named(None) is None

    def test_the_level_scale_has_a_band_for_each_word(self, profile) -> None:
        levels = profile.conventions.levels
        assert len(levels.words) == len(levels.bands)
        assert levels.bands[0][1] == 100
        assert levels.bands[-1][0] == 0
        for word, (low, high) in zip(levels.words, levels.bands, strict=True):
            assert word in levels.sentence
            assert f"{low}%-{high}%" in levels.sentence

    def test_it_says_its_labels(self, profile) -> None:
        for label in (*profile.header, *profile.texts, *profile.columns):
            assert profile.label_of(label.field) == label.label
        assert profile.label_of("没有的栏") == "没有的栏"


def test_the_futian_form_has_ten_categories_six_required() -> None:
    categories = load_profile("futian-2026").categories
    assert len(categories) == 10
    required = {c.level2 for c in categories if c.required}
    assert required == {
        "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标",
    }  # fmt: skip


def test_an_unknown_profile_is_one_sentence_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="futian-2026") as caught:
        load_profile("没有")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["../secrets", "futian-2026/..", ""])
def test_a_profile_name_is_no_path(name: str) -> None:
    with pytest.raises(UsageError):
        load_profile(name)


@pytest.mark.parametrize("field", HEADER_FIELDS)
def test_every_header_cell_has_a_question(field: str) -> None:
    assert header_question(field).endswith(("？", "。"))


@pytest.mark.parametrize("work", [None, *WORKS])
def test_every_category_has_an_open_row_without_a_value(work: str | None) -> None:
    for category in load_profile().categories:
        row = open_row(category.kind, work)
        assert row.question.rstrip("。”").endswith(("？", "不适用"))
        assert not any(char.isdigit() for char in row.name + row.unit + row.question)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("办公楼物业管理", "物业管理"),
        ("某系统运维项目", "运行维护"),
        ("雨污分流改造工程", "工程"),
        ("教师培训", "培训"),
        ("惠企补贴", "补助奖励"),
        ("星星", None),
    ],
)
def test_kinds_of_work(text: str, work: str | None) -> None:
    assert work_of(text) == work


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("设备验收合格率", "验收合格的数量/提交验收的总数量×100%"),
        ("群众满意度", "满意和基本满意的人数/接受调查的总人数×100%"),
        ("公园数量", None),
    ],
)
def test_formulas(name: str, formula: str | None) -> None:
    assert formula_for(name) == formula


@pytest.mark.parametrize("name", ["材料备案率", "账册合规率", "党员参加活动比例"])
def test_a_rate_without_a_formula_gets_a_fraction(name: str) -> None:
    fraction = rate_formula(name).removesuffix("×100%")
    upper, lower = fraction.split("/")
    assert upper != lower


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("项目名称", "project_name"), ("*项目编码", "project_code"), ("实施单位", "applicant_unit"),
        ("2026年度预算", "annual_amount"), ("总投资（万元）", "total_amount"), ("期限", "period"),
        ("内容", None), ("", None),
    ],
)  # fmt: skip
def test_labels_of_a_description(label: str, field: str | None) -> None:
    assert description.header_field(label) == field


@pytest.mark.parametrize(
    ("verb", "formal"), [("办", "举办"), ("买", "购置"), ("巡查", "巡查"), ("没有", "没有")]
)
def test_spoken_verbs_are_written_formally(verb: str, formal: str) -> None:
    assert description.formal(verb) == formal


def test_words_come_longest_first() -> None:
    verbs = description.action_words()
    assert list(map(len, verbs)) == sorted(map(len, verbs), reverse=True)
