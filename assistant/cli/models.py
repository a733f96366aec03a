"""Which model a verb may use: configured, and allowed to be sent what the user gave."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import ModelUnavailable, UsageError
from assistant.model import DraftMeta
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm import Model, Outgoing


class Chosen(NamedTuple):
    """The model to use; without one, the sentence that says why."""

    model: Model | None
    why_not: str


def add_engine(parser: argparse.ArgumentParser, verb: str) -> None:
    """`--engine` and `--send`."""
    parser.add_argument(
        "--engine", choices=("auto", "offline", "llm"), default="auto",
        help=f"由谁{verb}：auto 有模型用模型否则离线，offline 离线，llm 语言模型",
    )  # fmt: skip
    parser.add_argument(
        "--send", action="store_true", help="同意把内容发送给外部（非本机、非内网）的语言模型"
    )


def chosen_model(
    options: argparse.Namespace, settings: Settings, text: str, what: str = "项目说明"
) -> Chosen:
    """What `--engine` comes to. Raises ModelUnavailable or UsageError where `llm` cannot be had."""
    if options.engine == "offline":
        return Chosen(None, "")
    if not settings.has_model:
        if options.engine == "llm":
            raise ModelUnavailable("没有配置语言模型：请设置 OPENAI_MODEL，或用 --engine offline。")
        return Chosen(None, "没有配置语言模型")
    from assistant.llm import open_model, outgoing

    model = open_model(settings)
    assert model
    leaving = outgoing(model.endpoint, text, agreed=options.send, what=what)
    _show(leaving)
    if leaving.refusal and not _agrees(leaving):
        if options.engine == "llm":
            raise UsageError(f"{leaving.refusal}；同意发送请加 --send，或用 --engine offline。")
        return Chosen(None, leaving.refusal)
    return Chosen(model, "")


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


def _show(leaving: Outgoing) -> None:
    """What leaves the own network is said before it does."""
    for line in filter(None, (leaving.notice, *(f"请注意：{w}。" for w in leaving.warnings))):
        print(line, file=sys.stderr)


def _agrees(leaving: Outgoing) -> bool:
    """Asks at a terminal; anywhere else nobody could answer."""
    if leaving.is_forbidden or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print("同意发送吗？[y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是", "同意")
