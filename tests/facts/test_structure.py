"""How a description is laid out: what is only proposed, where figures start, what is asked back."""

from __future__ import annotations

import pytest

from assistant.drafting.offline.compose import compose
from assistant.facts import understand
from assistant.facts.clean import cleaned
from assistant.model import OPEN
from assistant.vocabulary.profile import load_profile
from assistant.vocabulary.works import open_row, work_in, work_of
from tests.facts.notation import cases, source


@pytest.mark.parametrize("case", cases("structure"))
def test_structure(case: dict) -> None:
    facts = understand(source(case))
    said = {fact.field: fact.value for fact in facts.suggested}
    for field, value in case.get("suggested", {}).items():
        assert said.get(field) == value
    for field in case.get("open", []):
        assert facts.header_value(field) is None
    for written in case.get("baseline", []):
        words, start = written.split(" ")
        hits = [r for r in facts.requirements if words in r.name]
        assert [r.baseline for r in hits] == [start], facts.requirements
    questions = "".join(c.question for c in facts.contradictions)
    for words in case.get("asked", []):
        assert words in questions
    for words in case.get("no_names", []):
        assert not any(words in r.name for r in facts.requirements)


@pytest.mark.parametrize("case", cases("structure"))
def test_what_is_proposed_stands_with_its_question(case: dict) -> None:
    facts = understand(source(case))
    composed = compose(facts, case["text"], load_profile())
    proposals = {q.path: q.proposal for q in composed.questions}
    for field, value in case.get("suggested", {}).items():
        assert proposals[f"/{field}"] == str(value)
    starts = {row.indicator.baseline for row in composed.rows}
    assert {b.split(" ")[1] for b in case.get("baseline", [])} <= starts


@pytest.mark.parametrize(
    "case", [*cases("structure"), *cases("header"), *cases("requirements", sound=True)]
)
def test_cleaning_keeps_every_place(case: dict) -> None:
    text = source(case).text
    left = cleaned(text).text
    assert len(left) == len(text)
    assert left.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("古村落白蚁防治", None),
        ("口岸卫生处理与病媒监测", "监测检测"),
        ("血吸虫病防治", "医疗卫生"),
        ("松材线虫病疫木除治", "林业植保"),
        ("美国白蛾综合防治", "林业植保"),
        ("招商引资工作经费", "招商引资"),
        ("人力资源活动室改造", "工程"),
        ("区管河道保洁", "养护保洁"),
        ("办公楼保洁", "物业管理"),
        ("地质灾害防治", None),
        ("送戏下乡", "文化活动"),
        ("社区足球联赛", "体育活动"),
        ("农机购置补贴", "补助奖励"),
    ],
)
def test_a_kind_of_work_is_told_by_a_word_of_its_own(name: str, work: str | None) -> None:
    assert work_of(name) == work


@pytest.mark.parametrize(
    ("name", "unit", "social", "satisfaction"),
    [
        ("理化生实验室改造", "县第三中学", "教育教学条件改善程度", "师生满意度"),
        ("门诊楼改造工程", "县医院", "患者就医条件改善程度", "患者满意度"),
        ("老旧小区改造", "县住建局", "周边居民生活条件改善程度", "受益居民满意度"),
        ("办案中心装修工程", "县公安局", OPEN, "服务对象满意度"),
        ("监舍维修", "市监狱", OPEN, "服务对象满意度"),
        ("库房改造", "县档案馆", OPEN, "服务对象满意度"),
        ("研发补助", "市科技局", OPEN, "补助对象满意度"),
        ("困难学生资助", "县教育局", "补助对象负担减轻程度", "补助对象满意度"),
    ],
)
def test_a_row_of_one_field_is_not_put_to_another(
    name: str, unit: str, social: str, satisfaction: str
) -> None:
    work, about = work_of(name, unit), name + unit
    assert open_row("social", work, about).name == social
    assert open_row("served_satisfaction", work, about).name == satisfaction


def test_a_description_without_a_name_needs_several_words_of_one_kind() -> None:
    assert work_in("对文物做一轮白蚁防治，请人做设计。") is None
    assert work_in("培训教师400人，办研修班8期。") == "培训"
    assert work_in("培训20人。") is None
