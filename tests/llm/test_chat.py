"""Every fault of a server is one sentence, and none is ever an answer."""

from __future__ import annotations

import json
import time

import pytest
from scripted import Fails, Raw, Says, in_turn, obedient

from assistant.errors import ModelUnavailable, UnusableAnswer
from assistant.llm import Endpoint, Message, Model, Reply, Terms, load_prompt
from assistant.llm.chat import Chat
from assistant.model import Value

ASKED = [Message("system", "你好"), Message("user", "问题")]
HTML = Raw(b"<html>login</html>", "text/html")


def in_one_piece(choice: dict, kind: str = "application/json", **more) -> Raw:
    """What a server sends that ignores `stream: true`."""
    return Raw(json.dumps({"choices": [choice], **more}).encode(), kind)


def put(model, seconds=10.0):
    return model.put(ASKED, {}, Terms(time.monotonic() + seconds))


def test_an_answer_with_its_usage(connect) -> None:
    with connect(obedient(in_turn(Says("好" * 100)))) as (server, model):
        answer = put(model)
    assert (answer.text, answer.tokens_in, answer.tokens_out) == ("好" * 100, 100, 20)
    (asked,) = server.asked
    assert [m["content"] for m in asked["messages"]] == ["你好", "问题"]
    assert asked["stream"] is True


@pytest.mark.parametrize(
    ("turn", "error", "said"),
    [
        (Fails(401), ModelUnavailable, "拒绝了密钥（401）"),
        (Fails(403), ModelUnavailable, "拒绝了密钥（403）"),
        (Fails(404), ModelUnavailable, "没有这个模型或地址"),
        (Fails(302, {"location": "http://127.0.0.1:1/v1"}), ModelUnavailable, "转到别的地址"),
        (Fails(307, {"location": "http://127.0.0.1:1/v1"}), ModelUnavailable, "转到别的地址"),
        (Says("x" * 200, cut_after=3), UnusableAnswer, "没有说完就中断了"),
        (Says("x" * 200, finish=None), UnusableAnswer, "没有说完就中断了"),
        (Says("x" * 200, finish="length"), UnusableAnswer, "长度上限截断"),
        (Says("x", finish="content_filter"), UnusableAnswer, "内容过滤"),
        (Says(""), UnusableAnswer, "是空的"),
        (Says(" \n"), UnusableAnswer, "是空的"),
        (Says("x" * 90_000, piece=9000), UnusableAnswer, "过长"),
        (HTML, UnusableAnswer, "不合接口格式"),
        (in_one_piece({"message": {"content": "x"}, "finish_reason": "length"}), UnusableAnswer,
         "长度上限截断"),
        (in_one_piece({"message": {"content": ""}}), UnusableAnswer, "是空的"),
        (in_one_piece({"message": {"content": "x" * 2_100_000}}), UnusableAnswer, "过长"),
        (in_one_piece({}), UnusableAnswer, "是空的"),
        (Raw(b'{"choices": [{"message": {"content"', "application/json"), UnusableAnswer,
         "不合接口格式"),
        (Raw(b'{"error": {"message": "sk-canary-4242"}}', "application/json"), UnusableAnswer,
         "无法读取"),
        (Raw(b"data: {bad\n\n"), UnusableAnswer, "不合接口格式"),
        (Raw(b""), UnusableAnswer, "不合接口格式"),
    ],
)  # fmt: skip
def test_a_fault_is_a_sentence(connect, turn, error, said) -> None:
    with connect(obedient(in_turn(turn))) as (_, model), pytest.raises(error) as caught:
        put(model)
    assert said in str(caught.value)
    assert "sk-canary" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "turn",
    [
        in_one_piece({"message": {"role": "assistant", "content": "好"}, "finish_reason": "stop"}),
        in_one_piece({"message": {"content": "好"}}, "text/event-stream"),
        in_one_piece({"message": {"content": [{"type": "text", "text": "好"}]}}, "text/plain"),
        in_one_piece(
            {"message": {"content": None, "tool_calls": [
                {"id": "1", "type": "function", "function": {"name": "answer", "arguments": "好"}}
            ]}, "finish_reason": "tool_calls"}
        ),
    ],
)  # fmt: skip
def test_an_answer_in_one_piece_is_an_answer(connect, turn) -> None:
    with connect(obedient(in_turn(turn))) as (_, model):
        assert put(model).text == "好"


def test_an_answer_in_one_piece_tells_its_usage(connect) -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    turn = in_one_piece({"message": {"content": "好"}}, usage=usage)
    with connect(obedient(in_turn(turn))) as (_, model):
        answer = put(model)
    assert (answer.tokens_in, answer.tokens_out) == (7, 3)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_passing_trouble_is_tried_again(connect, status) -> None:
    turns = in_turn(Fails(status, {"retry-after": "0"}), Says("好"))
    with connect(obedient(turns)) as (server, model):
        assert put(model).text == "好"
    assert len(server.asked) == 2


def test_a_time_to_come_back_may_be_a_date(connect) -> None:
    turns = in_turn(Fails(503, {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}), Says("好"))
    with connect(obedient(turns)) as (server, model):
        assert put(model).text == "好"
    assert len(server.asked) == 2


def test_three_attempts_and_no_more(connect) -> None:
    script = obedient(in_turn(Fails(429, {"retry-after": "0"})))
    told = pytest.raises(ModelUnavailable, match="请求过多（429）")
    with connect(script) as (server, model), told:
        put(model)
    assert len(server.asked) == 3


def test_it_is_not_waited_longer_than_there_is_time(connect) -> None:
    script = obedient(in_turn(Fails(429, {"retry-after": "3600"})))
    told = pytest.raises(ModelUnavailable, match="429")
    with connect(script) as (server, model), told:
        put(model)
    assert len(server.asked) == 1


def test_a_slow_answer_ends_with_the_time(connect) -> None:
    script = obedient(in_turn(Says("x" * 4000, gap=0.2)))
    with connect(script) as (_, model), pytest.raises(ModelUnavailable, match="限定时间"):
        model.abilities()
        put(model, seconds=1.5)


def test_nobody_there(connect) -> None:
    with connect(obedient(in_turn(Says("好")))) as (_, model):
        model.abilities()
    with pytest.raises(ModelUnavailable, match="连不上模型接口"):
        put(model, seconds=3)


def test_the_key_goes_to_its_host_and_nothing_of_the_environment(connect, monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    with connect(obedient(in_turn(Says("好")))) as (server, model):
        put(model)
    for headers in server.headers:
        low = {name.lower(): value for name, value in headers.items()}
        assert low["authorization"] == "Bearer sk-canary-4242"
        assert "org-of-another" not in str(low)


def test_no_second_server_is_called_on_a_redirect(connect) -> None:
    with connect(obedient(in_turn(Says("偷到了")))) as (other, _):
        turn = Fails(302, {"location": f"{other.url}/chat/completions"})
        with connect(obedient(in_turn(turn))) as (_, model), pytest.raises(ModelUnavailable):
            put(model)
        assert other.requests == []


def test_loading_the_library_is_not_the_endpoints_time(monkeypatch) -> None:
    """On a slow machine the import takes longer than many an answer."""
    now = [1_000.0]
    monkeypatch.setattr("assistant.llm.model.time.monotonic", lambda: now[0])
    asked: list[float] = []

    class Slow(Chat):
        def open(self):
            now[0] = 1_500.0

        def ask(self, messages, shape, terms):
            asked.append(terms.deadline - now[0])
            return Reply('{"word": "好"}', 0, 0)

    endpoint = Endpoint(base_url="http://127.0.0.1:9/v1", model="x", seconds=60, prices={})
    talk = Model(endpoint, chat=Slow(endpoint)).conversation()
    talk.ask(load_prompt("again"), Word, trouble="x")
    assert asked[-1] == 60.0


class Word(Value):
    """What the slow one answers."""

    word: str
