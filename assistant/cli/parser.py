"""argparse in Chinese: mistakes become UsageError, titles and messages are translated."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from assistant.errors import UsageError

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"one of the arguments (.+) is required", r"缺少参数，要有其中之一：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要跟一个值"),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        r"\1 没有“\2”这个选项；可用：\3",
    ),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 要填整数，不能是“\2”"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能和 \2 一起用"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不跟值，多了“\2”"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不完整，可能是：\2"),
    (r"argument (.+?): (要填.+)", r"\1 \2"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)  # fmt: skip


class _Chinese(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        # Left to itself argparse loads the archive libraries at every call, to learn the width.
        super().__init__(prog, width=_width() - 2)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser for one verb. `parse` is the way in; options and files may stand in any order."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description + "。",
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Chinese,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="store_true", help="显示本说明")

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace | None:
        """The options, or None after help was asked for and printed. Raises UsageError."""
        if any(argument in ("-h", "--help") for argument in arguments):
            print(self.format_help(), end="")
            return None
        return self.parse_intermixed_args(list(arguments))

    def error(self, message: str) -> NoReturn:
        """Called by argparse with its English message."""
        raise UsageError(f"{_translated(message)}。用法见 {self.prog} --help。")


def _width() -> int:
    try:
        return max(os.get_terminal_size().columns, 40)
    except (OSError, ValueError):
        return 80


def _translated(message: str) -> str:
    for pattern, chinese in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return match.expand(chinese).replace("'", "")
    return message
