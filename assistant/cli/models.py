"""Which model a verb may use: configured, and allowed to be sent what the user gave."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable, SendingRefused, UsageError
from assistant.model import DraftMeta
from assistant.progress import Agree, Event, Outgoing, Waiting
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm import Model

_LONG_WAIT = 2.0


def add_engine(parser: argparse.ArgumentParser, verb: str) -> None:
    """`--engine` and `--send`."""
    parser.add_argument(
        "--engine", choices=("auto", "offline", "llm"), default="auto",
        help=f"由谁{verb}：auto 有模型用模型否则离线，offline 离线，llm 语言模型",
    )  # fmt: skip
    parser.add_argument(
        "--send", action="store_true", help="同意把内容发送给外部（非本机、非内网）的语言模型"
    )


def chosen_model(options: argparse.Namespace, settings: Settings) -> Model | None:
    """What `--engine` comes to. Raises ModelUnavailable where `llm` cannot be had."""
    if options.engine == "offline":
        return None
    if not settings.has_model:
        if options.engine == "llm":
            raise ModelUnavailable("没有配置语言模型：请设置 OPENAI_MODEL，或用 --engine offline。")
        return None
    from assistant.llm import open_model

    return open_model(settings)


@contextmanager
def ways_out_told() -> Iterator[None]:
    """Says what to do where the text was not sent and nothing else may be done instead."""
    try:
        yield
    except SendingRefused as error:
        way = "同意发送请加 --send，或用 --engine offline"
        raise UsageError(
            f"{error}；{way if error.may_be_agreed else '请用 --engine offline'}。"
        ) from None


def show(event: Event) -> None:
    """Says what leaves the own network before it does, and that a busy endpoint is awaited."""
    if isinstance(event, Outgoing):
        for line in filter(None, (event.notice, *(f"请注意：{w}。" for w in event.warnings))):
            print(line, file=sys.stderr)
    elif isinstance(event, Waiting) and event.seconds >= _LONG_WAIT:
        print(f"{event.sentence}，{event.seconds:.0f} 秒后再试。", file=sys.stderr)


def agreeing(options: argparse.Namespace) -> Agree:
    """The user's yes: `--send`, or the answer at a terminal; anywhere else nobody could answer."""

    def agrees(leaving: Outgoing) -> bool:
        if options.send:
            return True
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        print("同意发送吗？[y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes", "是", "同意")

    return agrees


def author_sentence(meta: DraftMeta, verb: str) -> str:
    """Who did it, with what: for standard error."""
    if meta.engine == "offline":
        return meta.notice or f"由离线拼装{verb}。"
    usage = meta.usage or {}
    tokens = f"{usage.get('input_tokens', 0)}+{usage.get('output_tokens', 0)} token"
    cost = f"，约 {meta.cost:.4f} 元" if meta.cost is not None else ""
    cached = f"，另有 {usage['cached']} 次取自缓存" if usage.get("cached") else ""
    return (
        f"由模型 {meta.model}（{meta.endpoint}）{verb}，提示词 {'、'.join(meta.prompts)}，"
        f"提问 {usage.get('calls', 0)} 次{cached}，{tokens}{cost}。"
    )
