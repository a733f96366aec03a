"""Answers of a capable model to the real prompts, recorded once and replayed through the pipeline.

`eval/recorded/<case>.json` holds what was really answered, in order, refusals and all, with the
prompts' versions, a digest of what was asked, who wrote the draft in the end and how the answers
came about (`by`). A recording is never edited; when a prompt changes, it is made again:

    python -m eval.recordings --case 05 --by "…"        (the model of OPENAI_BASE_URL answers)

Several cases are asked about at once, so that somebody who answers by hand sees them together; with
`--untried` the endpoint is taken to answer by schema, and is not tried out first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.errors import ModelUnavailable, UnusableAnswer
from assistant.llm import Asked, Endpoint, Message, Model, Reply, Terms, endpoint_of, load_prompt
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
    return Model(NOBODY, chat=Replay(recorded(case)["answers"]))


def recorded_texts(name: str) -> list[str]:
    """The recorded answers of one case, as they were given."""
    plain = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return [answer["text"] for answer in plain["answers"]]


def is_current(case: Case, prompts: Sequence[str]) -> bool:
    """Whether the recording was made with these versions of the prompts."""
    return set(prompts) <= set(recorded(case)["prompts"])


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
    """Passes questions on and keeps what was answered; `untried`: all but the trying-out."""

    def __init__(self, chat: Asked, *, untried: bool = False) -> None:
        self._chat = chat
        self._untried = untried
        self.answers: list[dict[str, Any]] = []
        self.outage: ModelUnavailable | None = None
        """What kept an answer away that was not the model's own doing."""

    def ask(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        """The model's answer, kept."""
        is_probe = "键为 word" in messages[-1].text
        if is_probe and self._untried:
            return Reply('{"word": "好"}', 0, 0)
        try:
            reply = self._chat.ask(messages, shape, terms)
        except ModelUnavailable as error:
            self.outage = None if isinstance(error, UnusableAnswer) else error
            raise
        if not is_probe:
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


def record(case: Case, endpoint: Endpoint, by: str, *, untried: bool = False) -> None:
    """Drafts one case with the model and writes down its answers, whatever became of them. Raises
    ModelUnavailable when it did not get to answer: then nothing is written."""
    from eval.runner import draft_case, opened_index

    recorder = Recorder(Chat(endpoint), untried=untried)
    with opened_index() as index:
        meta = draft_case(case, index, Model(endpoint, chat=recorder), "auto")["meta"]
    if recorder.outage or not recorder.answers:
        raise recorder.outage or ModelUnavailable("模型没有作答")
    plain = {
        "model": endpoint.model,
        "by": by,
        "recorded": time.strftime("%Y-%m-%d"),
        "prompts": meta["prompts"] or [load_prompt(name).label for name in ("facts", "draft")],
        "engine": meta["engine"],
        "notice": meta.get("notice"),
        "answers": recorder.answers,
    }
    RECORDED.mkdir(exist_ok=True)
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    _path(case).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Records the chosen cases with the configured model."""
    parser = argparse.ArgumentParser(prog="python -m eval.recordings", description=__doc__)
    parser.add_argument("--case", action="append", default=[], metavar="名称")
    parser.add_argument("--by", required=True, metavar="说明", help="回答是谁、怎样作出的")
    parser.add_argument("--untried", action="store_true", help="不试探接口，按 json_schema 提问")
    options = parser.parse_args(arguments)
    endpoint = endpoint_of(load_settings())
    if endpoint is None:
        print("请先设置 OPENAI_BASE_URL 和 OPENAI_MODEL。", file=sys.stderr)
        return 2
    failed = False
    cases = [c for c in load_cases() if any(part in c.name for part in options.case)]
    with ThreadPoolExecutor(max(1, len(cases))) as pool:
        made = [
            pool.submit(record, c, endpoint, options.by, untried=options.untried) for c in cases
        ]
        for case, job in zip(cases, made, strict=True):
            error = job.exception()
            print(f"{case.name}：{error or '已录制'}", file=sys.stderr)
            failed = failed or error is not None
    return int(failed)


def recorded(case: Case) -> dict[str, Any]:
    """The recording of one case as it was written down."""
    plain: dict[str, Any] = json.loads(_path(case).read_text(encoding="utf-8"))
    return plain


def _path(case: Case) -> Path:
    return RECORDED / f"{case.name}.json"


if __name__ == "__main__":
    sys.exit(main())
