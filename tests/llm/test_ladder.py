"""What an endpoint can do is found out once, and remembered."""

from __future__ import annotations

import time

import pytest
from scripted import Fails, Says, in_turn, is_probe, obedient

from assistant.errors import ModelUnavailable
from assistant.llm import Message, Terms

GOOD = '{"word": "好"}'


def kind(request) -> str:
    if "tools" in request:
        return "tool"
    return request.get("response_format", {}).get("type", "plain")


def taking(*kinds, refusal=None, ignored=()):
    """A server that takes some kinds of request; it refuses the others or ignores what they ask."""

    def script(request, number):
        this = kind(request)
        if this in kinds or this == "plain":
            return Says(
                GOOD if this != "plain" else f"好的：\n```json\n{GOOD}\n```", as_tool=this == "tool"
            )
        return Says("你好！") if this in ignored else (refusal or Fails(400))

    return script


@pytest.mark.parametrize(
    ("script", "rung"),
    [
        (taking("json_schema", "tool", "json_object"), "json_schema"),
        (taking("tool", "json_object"), "tool"),
        (taking("json_object"), "json_object"),
        (taking(), "plain"),
        (taking("json_object", ignored=("json_schema", "tool")), "json_object"),
        (taking("tool", refusal=Fails(422)), "tool"),
        (taking("json_object", refusal=Fails(404)), "json_object"),
    ],
)
def test_the_best_rung_that_bears(connect, script, rung) -> None:
    with connect(script) as (_, model):
        assert model.abilities().rung == rung


def test_a_server_that_crashes_on_a_schema(connect) -> None:
    crash = Fails(500, {"retry-after": "0"})
    with connect(taking("json_object", refusal=crash)) as (_, model):
        assert model.abilities().rung == "json_object"


def test_options_a_server_does_not_know_are_left_out(connect) -> None:
    def script(request, number):
        unknown = "temperature" in request or "stream_options" in request
        return Fails(400) if unknown else taking()(request, number)

    with connect(script) as (_, model):
        abilities = model.abilities()
    assert (abilities.tells_usage, abilities.takes_temperature) == (False, False)


def test_it_is_tried_out_once_per_endpoint(connect, tmp_path) -> None:
    with connect(taking("tool"), tmp_path) as (server, model):
        model.abilities()
        tried = len(server.requests)
        model.abilities()
        from assistant.llm import Model

        assert Model(model.endpoint, tmp_path).abilities().rung == "tool"
        assert len(server.requests) == tried
        Model(model.endpoint, tmp_path).abilities(anew=True)
        assert len(server.requests) == 2 * tried


@pytest.mark.parametrize("noted", ["", "[]", "{", '{"x": 1}', '{"127.0.0.1:1 scripted": 4}'])
def test_damaged_notes_are_no_trouble(connect, tmp_path, noted) -> None:
    (tmp_path / "abilities.json").write_text(noted, encoding="utf-8")
    with connect(taking("tool"), tmp_path) as (_, model):
        assert model.abilities().rung == "tool"


def test_an_endpoint_that_changed_is_tried_out_anew(connect, tmp_path) -> None:
    can_schema = True

    def script(request, number):
        if kind(request) == "json_schema" and not can_schema:
            return Fails(400)
        return Says(GOOD if is_probe(request) else "{}", as_tool="tools" in request)

    with connect(script, tmp_path) as (_, model):
        assert model.abilities().rung == "json_schema"
        can_schema = False
        assert model.put([Message("user", "x")], {}, Terms(time.monotonic() + 9)).text == "{}"
        assert model.abilities().rung == "tool"


def test_an_endpoint_that_can_nothing(connect) -> None:
    with connect(in_turn(Fails(400))) as (_, model), pytest.raises(ModelUnavailable):
        model.abilities()


def test_a_kept_answer_is_not_asked_again(connect, tmp_path) -> None:
    with connect(obedient(in_turn(Says("{}"))), tmp_path) as (server, model):
        first = model.put([Message("user", "x")], {}, Terms(time.monotonic() + 9))
        assert not first.kept
        model.keep(first)
        assert model.put([Message("user", "x")], {}, Terms(time.monotonic() + 9)).kept
        assert not model.put([Message("user", "y")], {}, Terms(time.monotonic() + 9)).kept
        assert len(server.asked) == 2
    kept = list((tmp_path / "answers").iterdir())
    assert [path.name for path in kept] == [f"{first.key}.json"]


def test_without_a_cache_nothing_is_kept(connect, tmp_path) -> None:
    script = obedient(in_turn(Says("{}")))
    with connect(script, tmp_path, cache=False) as (server, model):
        for _ in range(2):
            model.keep(model.put([Message("user", "x")], {}, Terms(time.monotonic() + 9)))
        assert len(server.asked) == 2
    assert not (tmp_path / "answers").exists()


def test_what_it_took_adds_up(connect, tmp_path) -> None:
    script = obedient(in_turn(Says("{}")))
    with connect(script, tmp_path, prices={"*": (1000.0, 2000.0)}) as (_, model):
        for text in "xy":
            model.put([Message("user", text)], {}, Terms(time.monotonic() + 9))
        assert model.total() == (2, 200, 40, pytest.approx(0.28))
