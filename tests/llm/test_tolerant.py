"""The object in whatever a model wraps it in."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnusableAnswer
from assistant.llm.shapes import read_answer, schema_of
from assistant.llm.tolerant import object_in
from assistant.model import Value


class Inner(Value):
    no: int
    name: str = ""


class Outer(Value):
    goal: str
    rows: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "甲，乙：{丙}"}',
        '```json\n{"a": "甲，乙：{丙}"}\n```',
        '好的，结果如下：{"a": "甲，乙：{丙}"}。希望有帮助！',
        '<think>先写 {"a": 1} 试试</think>{"a": "甲，乙：{丙}"}',
        '先想想 {"a": 1}</think>\n{"a": "甲，乙：{丙}"}',
        '{"a": "甲，乙：{丙}",}',
        '｛"a"："甲，乙：{丙}"｝',
        '草稿 {"a": 1} 定稿 {"a": "甲，乙：{丙}"}',
        '【注】{不是 JSON} {"a": "甲，乙：{丙}"}',
    ],
)
def test_the_object_is_found(text) -> None:
    assert object_in(text) == {"a": "甲，乙：{丙}"}


def test_line_breaks_and_quotes_in_texts() -> None:
    assert object_in('{"a": "一\n二\\"三\\"\t四", "b": [1, 2, ], }') == {
        "a": '一\n二"三"\t四', "b": [1, 2],
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "好", "[1]", '{"a": "甲', '{"a": {"b": 1}', '{"a": 1]', "{'a': 1}"]
)
def test_what_is_no_whole_object_is_none(text) -> None:
    with pytest.raises(ValueError, match="没有完整的 JSON 对象"):
        object_in(text)


@given(st.text(max_size=80))
def test_any_text_is_an_object_or_a_value_error(text) -> None:
    with suppress(ValueError):
        assert isinstance(object_in("{" + text), dict)


def test_an_answer_is_validated_and_what_it_adds_is_left_out() -> None:
    text = '{"goal": "甲", "rows": [{"no": "3", "name": "乙", "why": "x"}], "note": "丙"}'
    assert read_answer(Outer, text) == Outer(goal="甲", rows=(Inner(no=3, name="乙"),))


@pytest.mark.parametrize(
    ("text", "said"),
    [("{}", "/goal"), ('{"goal": 1}', "/goal"), ('{"goal": "甲", "rows": [{}]}', "/rows/0/no"),
     ('{"goal": "甲", "rows": {"no": 1}}', "/rows"), ('{"goal": "甲", "rows": [3]}', "/rows/0")],
)  # fmt: skip
def test_what_does_not_fit_is_named(text, said) -> None:
    with pytest.raises(UnusableAnswer, match=said):
        read_answer(Outer, text)


def test_the_schema_is_strict() -> None:
    schema = schema_of(Outer)
    assert schema["required"] == ["goal", "rows"]
    assert schema["additionalProperties"] is False
    inner = schema["properties"]["rows"]["items"]
    assert inner["properties"] == {"no": {"type": "integer"}, "name": {"type": "string"}}
    assert inner["additionalProperties"] is False
