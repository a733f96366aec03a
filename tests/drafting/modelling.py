"""A model that says what a test wants, in place of an endpoint."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assistant.errors import ModelUnavailable
from assistant.llm import Endpoint, Model, Reply
from assistant.settings import Secret

NOWHERE = Endpoint(
    base_url="http://127.0.0.1:9/v1", model="scripted", key=Secret("sk-canary-4242"), prices={}
)
Answer = Callable[[str, str], Any]
"""(prompt name, user's part) → what to answer: a value for JSON, a text, or an error to raise."""


class Actor:
    """Answers by prompt; keeps what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[tuple[str, str]] = []

    def ask(self, messages, shape, terms) -> Reply:
        if "键为 word" in messages[-1].text:
            return Reply('{"word": "好"}', 0, 0)
        name = prompt_of([m.text for m in messages])
        self.asked.append((name, "\n".join(m.text for m in messages)))
        said = self._answer(name, messages[-1].text)
        if isinstance(said, Exception):
            raise said
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        hear = terms.listener()
        for at in range(0, len(text), 20):
            hear(text[at : at + 20])
        return Reply(text, 900, 90)


def prompt_of(texts: list[str]) -> str:
    """Which prompt a conversation began with, `again` for its second turn."""
    if len(texts) > 2:
        return "again"
    marks = {
        "facts": "<已读事项>",
        "mend": "<要改正的>",
        "draft": "<目标初稿>",
        "cell": "<其他行的名称>",
        "rewrite": "<不能动>",
    }
    return next(name for name, mark in marks.items() if mark in texts[-1])


def acting(answer: Answer, folder=None) -> tuple[Model, Actor]:
    """A model and the actor behind it."""
    actor = Actor(answer)
    return Model(NOWHERE, folder, chat=actor), actor


def down(name: str, text: str) -> Exception:
    """An endpoint that does not answer."""
    return ModelUnavailable("连不上模型接口 127.0.0.1:9（ConnectError）")
