"""What leaves the own network: shown first, asked about, and never sent against a no."""

from __future__ import annotations

import pytest
from modelling import Actor
from test_by_model import GOAL, NOTHING
from test_injections import DESCRIPTION

from assistant import pipeline
from assistant.errors import SendingRefused
from assistant.llm import Endpoint, Model
from assistant.progress import Composed, Outgoing, StageStarted

SOURCE = pipeline.source_text({"说明.md": DESCRIPTION})


def outside(sending="ask") -> tuple[Model, Actor]:
    actor = Actor(lambda name, text: NOTHING if name == "facts" else {"annual_goal": GOAL})
    endpoint = Endpoint(base_url="https://llm.example.cn/v1", model="m", sending=sending, prices={})
    return Model(endpoint, chat=actor), actor


def drafted(model, answer=None, source=SOURCE, **options):
    """(draft, what was asked of the user, events)."""
    asked: list[Outgoing] = []
    events: list = []

    def agree(leaving: Outgoing) -> bool:
        assert not any(isinstance(e, StageStarted) and e.stage == "facts" for e in events)
        asked.append(leaving)
        return bool(answer)

    draft = pipeline.draft(source, model=model, agree=agree, on_event=events.append, **options)
    return draft, asked, events


def test_a_yes_sends_what_was_shown() -> None:
    model, actor = outside()
    draft, (leaving,), events = drafted(model, answer=True)
    assert (leaving.host, leaving.model) == ("llm.example.cn", "m")
    assert leaving.text == SOURCE.text
    assert draft.meta.engine == "llm"
    assert all(SOURCE.text.strip() in text for _, text in actor.asked)
    assert [e for e in events if isinstance(e, Outgoing)] == [leaving]


def test_a_no_is_the_offline_draft_and_says_so() -> None:
    model, actor = outside()
    draft, asked, events = drafted(model, answer=False)
    assert len(asked) == 1
    assert actor.asked == []
    assert draft.meta.engine == "offline"
    assert "未得到同意" in draft.meta.notice
    assert [e for e in events if isinstance(e, Composed)][-1].draft.declaration == draft.declaration


def test_by_name_a_no_is_an_error_that_may_be_mended() -> None:
    model, _ = outside()
    with pytest.raises(SendingRefused) as caught:
        drafted(model, answer=False, engine="llm")
    assert caught.value.may_be_agreed


def test_what_the_administrator_forbids_is_not_even_asked() -> None:
    model, actor = outside("forbid")
    draft, asked, _ = drafted(model, answer=True)
    assert (asked, actor.asked) == ([], [])
    assert "管理员设置不允许" in draft.meta.notice
    with pytest.raises(SendingRefused) as caught:
        drafted(model, answer=True, engine="llm")
    assert not caught.value.may_be_agreed


def test_what_is_allowed_for_good_is_told_and_not_asked() -> None:
    model, actor = outside("allow")
    _, asked, events = drafted(model)
    assert asked == []
    assert len([e for e in events if isinstance(e, Outgoing)]) == 1
    assert actor.asked


def test_sensitive_marks_are_asked_about_even_then() -> None:
    model, actor = outside("allow")
    source = pipeline.source_text({"说明.md": f"{DESCRIPTION}联系人电话13812345678。"})
    _, (leaving,), _ = drafted(model, answer=False, source=source)
    assert leaving.warnings == ("疑似手机号（138…）",)
    assert actor.asked == []


def test_the_own_network_is_used_as_configured() -> None:
    actor = Actor(lambda name, text: NOTHING if name == "facts" else {"annual_goal": GOAL})
    endpoint = Endpoint(base_url="http://10.1.2.3:8000/v1", model="m", prices={})
    draft, asked, events = drafted(Model(endpoint, chat=actor))
    assert asked == []
    assert not [e for e in events if isinstance(e, Outgoing)]
    assert draft.meta.engine == "llm"
