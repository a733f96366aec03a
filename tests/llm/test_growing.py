"""Parts of an answer while it is being written: each when it is whole, none before, none cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.growing import Growing
from assistant.llm.shapes import part_of
from assistant.llm.tolerant import object_in
from assistant.model import Value


class Row(Value):
    no: int
    name: str = ""
    note: str = ""


class Answer(Value):
    goal: str
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()


ANSWER = {
    "goal": '写“甲”和\n"乙"：{丙}，[丁]',
    "rows": [{"no": 1, "name": "一", "note": "{一}"}, {"no": 2, "name": "二\\"}],
    "texts": ["子", "丑]"],
}


def parts_of(text: str, size: int) -> list[tuple[str, object]]:
    growing = Growing()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [part for piece in pieces for part in growing.feed(piece)]


def whole(parts: list) -> dict:
    """The answer put together again from its parts."""
    found: dict = {"rows": {}, "texts": []}
    for field, part in parts:
        if field == "goal":
            found["goal"] = part
        elif field == "rows":
            found["rows"][part["no"]] = part
        else:
            found["texts"].append(part)
    return {**found, "rows": list(found["rows"].values())}


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    "dress",
    ["{}", "```json\n{}\n```", '<think>先写 {{"goal": "错"}} 再说</think>\n{}', "结果：{}。"],
)
def test_all_parts_come_however_the_answer_is_cut_and_dressed(size, dress) -> None:
    text = dress.format(json.dumps(ANSWER, ensure_ascii=False))
    assert whole(parts_of(text, size)) == ANSWER
    assert parts_of(text, 1)[0] == ("goal", ANSWER["goal"])


def test_full_width_signs_and_commas_too_many() -> None:
    text = '｛"goal"："甲"，"rows"：［｛"no"：1，"name"："一"，｝，］，"texts"：["子",],｝'
    assert whole(parts_of(text, 3)) == {
        "goal": "甲", "rows": [{"no": 1, "name": "一"}], "texts": ["子"],
    }  # fmt: skip


def test_nothing_is_given_before_its_last_sign() -> None:
    growing = Growing()
    assert list(growing.feed('{"goal": "甲乙')) == []
    assert list(growing.feed('丙"')) == [("goal", "甲乙丙")]
    assert list(growing.feed(', "rows": [{"no": 1, "name": "一')) == []
    assert list(growing.feed('"')) == [("rows", {"no": 1, "name": "一"})]
    assert list(growing.feed(', "note": "长')) == []
    assert list(growing.feed('"}')) == [("rows", {"no": 1, "name": "一", "note": "长"})] * 2


@pytest.mark.parametrize("text", ["", "好的", '<think>{"goal": "甲"}', '["甲"]', "}]}", '"甲"'])
def test_where_no_object_begins_there_are_no_parts(text) -> None:
    assert parts_of(text, 1) == []


@pytest.mark.parametrize(
    ("field", "plain", "part"),
    [
        ("goal", "甲", "甲"), ("goal", 3, None), ("goal", {"a": 1}, None), ("other", "甲", None),
        ("texts", "甲", "甲"), ("texts", 3, None), ("rows", "甲", None), ("rows", {}, None),
        ("rows", {"no": "一"}, None), ("rows", {"no": 1, "more": 2}, Row(no=1)), ([], "甲", None),
    ],
)  # fmt: skip
def test_a_part_that_fits_nowhere_is_none(field, plain, part) -> None:
    assert part_of(Answer, field, plain) == part


@given(st.text(max_size=80), st.integers(1, 9))
def test_any_text_is_taken(text, size) -> None:
    for field, part in parts_of(text, size):
        assert isinstance(field, str)
        assert part_of(Answer, field, part) is None or isinstance(part, str | dict)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.integers(), max_size=5))
def test_what_is_given_is_what_the_whole_answer_says(plain) -> None:
    text = json.dumps(plain, ensure_ascii=False)
    found = dict(parts_of(text, 3))
    assert found == {k: v for k, v in object_in(text).items() if isinstance(v, str)}
