"""Answers of a capable model to the real prompts, recorded once and replayed through the pipeline.

`eval/recorded/<case>.json` holds what was really answered, in order, with the prompts' versions and
a digest of what was asked. A recording is never edited; when a prompt changes, it is made again:

    python -m eval.recordings --case 05        (the model of OPENAI_BASE_URL answers)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import ModelUnavailable
from assistant.llm import Asked, Endpoint, Message, Model, Reply, Terms, endpoint_of
from assistant.llm.chat import Chat
from assistant.settings import load_settings
from eval.cases import FOLDER, Case, load_cases

RECORDED = FOLDER / "recorded"
NOBODY = Endpoint(base_url="http://127.0.0.1:9/v1", model="recorded", seconds=600, prices={})


def has_recording(case: Case) -> bool:
    """Whether answers for the case were recorded."""
    return _path(case).is_file()


def recorded_model(case: Case) -> Model:
    """A model that gives the recorded answers of one case in their order."""
    plain = json.loads(_path(case).read_text(encoding="utf-8"))
    return Model(NOBODY, chat=Replay(plain["answers"]))


def recorded_texts(name: str) -> list[str]:
    """The recorded answers of one case, as they were given."""
    plain = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return [answer["text"] for answer in plain["answers"]]


def is_current(case: Case, prompts: Sequence[str]) -> bool:
    """Whether the recording was made with these versions of the prompts."""
    return set(prompts) <= set(json.loads(_path(case).read_text(encoding="utf-8"))["prompts"])


class Replay:
    """Answers in the order they were given; asking for more is an outage."""

    def __init__(self, answers: list[dict[str, Any]]) -> None:
        self._answers = list(answers)

    def ask(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        """The next answer; the trying-out of the endpoint is answered as one that takes schemas."""
        if "键为 word" in messages[-1].text:
            return Reply('{"word": "好"}', 0, 0)
        asked = digest(messages)
        same = [a for a in self._answers if a["asked"] == asked] or self._answers[:1]
        if not same:
            raise ModelUnavailable("没有更多录制的回答")
        self._answers.remove(same[0])
        terms.listener()(same[0]["text"])
        return Reply(same[0]["text"], tokens(messages), tokens([Message("", same[0]["text"])]))


class Recorder:
    """Passes questions on and keeps what was answered."""

    def __init__(self, chat: Asked) -> None:
        self._chat = chat
        self.answers: list[dict[str, Any]] = []

    def ask(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        """The model's answer, kept."""
        reply = self._chat.ask(messages, shape, terms)
        if "键为 word" not in messages[-1].text:
            self.answers.append({"asked": digest(messages), "text": reply.text})
        return reply


def digest(messages: Sequence[Message]) -> str:
    """What was asked, as a short digest."""
    plain = json.dumps([list(m) for m in messages], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def tokens(messages: Sequence[Message]) -> int:
    """An upper estimate of the tokens: every Chinese character one, four other signs one."""
    text = "".join(m.text for m in messages)
    wide = sum(ord(char) > 0x2E7F for char in text)
    return wide + (len(text) - wide + 3) // 4


def record(case: Case, endpoint: Endpoint) -> None:
    """Drafts one case with the model and writes down its answers."""
    from eval.runner import draft_case, opened_index

    recorder = Recorder(Chat(endpoint))
    with opened_index() as index:
        draft = draft_case(case, index, Model(endpoint, chat=recorder), "llm")
    meta = draft["meta"]
    plain = {
        "model": meta["model"],
        "recorded": time.strftime("%Y-%m-%d"),
        "prompts": meta["prompts"],
        "answers": recorder.answers,
    }
    RECORDED.mkdir(exist_ok=True)
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    _path(case).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Records the chosen cases with the configured model."""
    parser = argparse.ArgumentParser(prog="python -m eval.recordings", description=__doc__)
    parser.add_argument("--case", action="append", default=[], metavar="名称")
    chosen = parser.parse_args(arguments).case
    endpoint = endpoint_of(load_settings())
    if endpoint is None:
        print("请先设置 OPENAI_BASE_URL 和 OPENAI_MODEL。", file=sys.stderr)
        return 2
    for case in load_cases():
        if any(part in case.name for part in chosen):
            record(case, endpoint)
            print(f"已录制 {case.name}", file=sys.stderr)
    return 0


def _path(case: Case) -> Path:
    return RECORDED / f"{case.name}.json"


if __name__ == "__main__":
    sys.exit(main())
