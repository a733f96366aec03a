"""Stopped at any point: at once, with the connection closed and nothing half done."""

from __future__ import annotations

import time
from threading import Thread

import pytest
from scripted import Fails, Hangs, Says, in_turn, is_probe, obedient

from assistant import pipeline
from assistant.errors import Cancelled
from assistant.llm import Message, Terms
from assistant.progress import Cancel, StageFinished, StageStarted, Waiting, Watch

ASKED = [Message("user", "问题")]
BRIEF = "2026年法律顾问服务，预算30万元，审查合同不少于100份，审查意见合格率不低于90%。"
NOTHING = Says('{"missed": [], "effects": []}')
# 远长于任何测试：等完了就说明没有真正停下。
FOREVER = 3600.0


def stopping(stop: Cancel, server) -> Thread:
    """Stops the work as soon as the server hangs."""

    def wait_and_stop() -> None:
        server.hanging.acquire()
        stop.cancel()

    thread = Thread(target=wait_and_stop, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("turn", [Hangs(), Hangs("{"), Hangs("")], ids=["silent", "begun", "head"])
def test_a_hanging_connection_is_closed(connect, turn) -> None:
    stop = Cancel()
    with connect(obedient(in_turn(turn)), seconds=FOREVER) as (server, model):
        stopping(stop, server)
        with pytest.raises(Cancelled):
            model.put(ASKED, {}, Terms(time.monotonic() + FOREVER, Watch(cancel=stop)))
        assert server.left.acquire(timeout=30)
    assert len(server.asked) == 1


def test_while_it_is_tried_out(connect) -> None:
    stop = Cancel()
    with connect(in_turn(Hangs()), seconds=FOREVER) as (server, model):
        stopping(stop, server)
        with pytest.raises(Cancelled):
            model.put(ASKED, {}, Terms(time.monotonic() + FOREVER, Watch(cancel=stop)))
    assert len(server.requests) == 1


def test_while_a_busy_endpoint_is_waited_for(connect) -> None:
    stop = Cancel()
    told = []

    def on_event(event) -> None:
        told.append(event)
        stop.cancel()

    script = obedient(in_turn(Fails(429, {"retry-after": "1800"})))
    with connect(script, seconds=FOREVER) as (_, model), pytest.raises(Cancelled):
        model.put(ASKED, {}, Terms(time.monotonic() + FOREVER, Watch(on_event, cancel=stop)))
    (waiting,) = told
    assert isinstance(waiting, Waiting)
    assert waiting.seconds == 1800


def test_before_anything_is_asked(connect) -> None:
    stop = Cancel()
    stop.cancel()
    stop.cancel()
    with connect(obedient(in_turn(NOTHING))) as (server, model):
        draft = pipeline.draft(pipeline.source_text({"a": BRIEF}), model=model, cancel=stop)
        assert server.requests == []
    assert draft.meta.engine == "offline"


@pytest.mark.parametrize("turns", [(Hangs("{"),), (NOTHING, Hangs('{"annual_goal": "本'))])
def test_the_offline_draft_remains(connect, turns) -> None:
    stop, events = Cancel(), []
    source = pipeline.source_text({"说明.md": BRIEF})
    with connect(obedient(in_turn(*turns)), seconds=FOREVER) as (server, model):
        stopping(stop, server)
        draft = pipeline.draft(source, model=model, on_event=events.append, cancel=stop)
        assert server.left.acquire(timeout=30)
    assert draft.declaration == pipeline.draft(source).declaration
    assert draft.meta.notice == "已按要求停止，没有等模型写完，由离线拼装起草。"
    begun = [e.stage for e in events if isinstance(e, StageStarted)]
    assert begun == [e.stage for e in events if isinstance(e, StageFinished)]
    assert begun[:5] == ["understand", "retrieve", "compose", "check", "facts"]


def test_by_name_it_is_told_apart_from_an_outage(connect) -> None:
    stop = Cancel()
    with connect(obedient(in_turn(Hangs())), seconds=FOREVER) as (server, model):
        stopping(stop, server)
        with pytest.raises(Cancelled):
            source = pipeline.source_text({"说明.md": BRIEF})
            pipeline.draft(source, model=model, engine="llm", cancel=stop)


def test_a_rewrite_that_is_stopped_changes_nothing(connect) -> None:
    stop = Cancel()
    form = pipeline.draft(pipeline.source_text({"说明.md": BRIEF})).declaration
    with connect(obedient(in_turn(Hangs("{"))), seconds=FOREVER) as (server, model):
        stopping(stop, server)
        with pytest.raises(Cancelled):
            pipeline.rewrite(form, "annual_goal", model=model, cancel=stop)


def test_one_stop_leaves_other_work_alone(connect) -> None:
    stop = Cancel()

    def script(request, number):
        if is_probe(request):
            return Says('{"word": "好"}')
        return Hangs() if "停" in request["messages"][-1]["content"] else Says("好")

    with connect(script, seconds=FOREVER) as (server, model):
        stopping(stop, server)
        with pytest.raises(Cancelled):
            terms = Terms(time.monotonic() + FOREVER, Watch(cancel=stop))
            model.put([Message("user", "停")], {}, terms)
        assert model.put(ASKED, {}, Terms(time.monotonic() + 30)).text == "好"
