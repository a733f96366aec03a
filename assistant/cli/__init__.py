"""The command line: `python -m assistant <verb>`. One verb, one module with `configure` and `run`.

Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 findings
remain, 2 the call, a file or a setting is unusable. Only the module of the verb that was called is
imported, and each imports what it needs when it needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.model import Limits

VERBS = {
    "draft": "由项目说明起草一份申报表",
    "check": "检查申报表，列出问题",
    "fix": "改正可以自动改正的问题，显示改动",
    "rollover": "由上年的申报表结转出下一年度的表",
    "rewrite": "改写年度目标或长期目标，数和名称不变",
    "convert": "在各种文件格式之间转换",
    "index": "管理和查询历史申报表检索库",
    "rules": "查看检查规则",
    "serve": "打开网页（同 python app.py）",
    "users": "管理网页的登录用户",
    "doctor": "查看设置是否正确、各项服务是否可用",
}
PROGRAM = "python -m assistant"
OK, FINDINGS_REMAIN, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code. Never raises for a user's mistake."""
    _speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a person is waiting; the traceback is logged
        from assistant.cli.failures import explain

        print(explain(error), file=sys.stderr)
        return UNUSABLE
    return code


def _dispatch(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else ""
    if verb in VERBS:
        return _run_verb(verb, arguments[1:])
    if verb in ("-h", "--help", "help"):
        print(usage())
        return OK
    if verb == "--version":
        from assistant import __version__

        print(__version__)
        return OK
    print(_unknown(verb) if verb else usage(), file=sys.stderr)
    return UNUSABLE


def _run_verb(verb: str, arguments: list[str]) -> int:
    from assistant.cli.failures import logging_to_file
    from assistant.cli.parser import ChineseParser
    from assistant.settings import load_settings

    module = import_module(f"assistant.cli.{verb}")
    parser = ChineseParser(prog=f"{PROGRAM} {verb}", description=VERBS[verb])
    module.configure(parser)
    options = parser.parse(arguments)
    if options is None:
        return OK
    settings = load_settings()
    # The server logs to its console; the index and the model come with libraries that log.
    at_once = verb in ("draft", "rewrite", "index", "doctor")
    log = nullcontext() if verb == "serve" else logging_to_file(at_once=at_once)
    with _within(settings.limits), log:
        code: int = module.run(options, settings)
    return code


@contextmanager
def _within(limits: Limits) -> Iterator[None]:
    """The caps on reading files, for the time of one command."""
    from assistant.model import Limits

    if limits == Limits():
        yield
        return
    from assistant.formats import guard

    before = guard.limits()
    guard.limit(limits)
    try:
        yield
    finally:
        guard.limit(before)


def usage() -> str:
    """The list of verbs."""
    verbs = "\n".join(f"  {verb:<10}{text}" for verb, text in VERBS.items())
    return (
        f"绩效目标填报助手：起草和检查项目支出绩效目标申报表。\n\n用法：{PROGRAM} <命令> [参数]\n\n"
        f"命令：\n{verbs}\n\n{PROGRAM} <命令> --help 查看一个命令的全部参数。"
    )


def _unknown(verb: str) -> str:
    return f"没有“{verb}”这个命令；可用：{'、'.join(VERBS)}。用法见 {PROGRAM} --help。"


def _speak_utf8() -> None:
    """UTF-8 whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """The reader went away (`| head`): nothing more may be written, not even at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
