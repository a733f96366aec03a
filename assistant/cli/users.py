"""users: who may log in to the page (ASSISTANT_LOGIN=on), and whose drafts are whose."""

from __future__ import annotations

import argparse
import getpass
import sys

from assistant.errors import UsageError
from assistant.settings import Settings

DEEDS = ("add", "passwd", "remove", "list", "adopt")
NOBODY = "local"
"""The owner of drafts made without login, as the page names it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `users`."""
    parser.add_argument(
        "deed", choices=DEEDS, metavar="DEED",
        help="add 新建，passwd 换密码，remove 移除，list 列出，adopt 把不登录时的草稿归给某人",
    )  # fmt: skip
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="用户名")
    parser.add_argument(
        "--password-stdin", action="store_true", help="密码从标准输入读一行，不在屏幕上询问"
    )
    parser.add_argument(
        "--from", dest="source", default=NOBODY, metavar="NAME",
        help="adopt 时草稿原来归谁；不写就是不登录时做的草稿",
    )  # fmt: skip
    parser.epilog = "没有预设的用户和密码；用户文件里只有密码的散列值。"


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0; a mistake is raised as AssistantError."""
    from assistant.store import Users

    users = Users(settings.data_dir)
    if options.deed == "list":
        print("\n".join(users.names()))
        return 0
    if not options.name:
        raise UsageError(f"缺少用户名：users {options.deed} 用户名。")
    if options.deed == "adopt":
        return _adopt(options, settings, users.names())
    if options.deed == "remove":
        users.remove(options.name)
        print(f"已移除用户“{options.name}”；其草稿还在，可用 users adopt 归给别人。")
    elif options.deed == "add":
        users.add(options.name, _password(options))
        print(f"已建立用户“{options.name}”。")
        if not settings.login:
            print("要让网页要求登录，请设 ASSISTANT_LOGIN=on 后重新启动。", file=sys.stderr)
    else:
        users.change(options.name, _password(options))
        print(f"已换用户“{options.name}”的密码；已登录的页面要重新登录。")
    return 0


def _adopt(options: argparse.Namespace, settings: Settings, known: tuple[str, ...]) -> int:
    from assistant.store import DraftStore, open_engine

    if options.name not in known:
        raise UsageError(f"没有用户“{options.name}”；请先用 users add 建立。")
    if options.source in known:
        raise UsageError(f"“{options.source}”还能登录，草稿归其本人；请先用 users remove 移除。")
    count = DraftStore(open_engine(settings.data_dir)).give(options.source, options.name)
    print(f"已把 {count} 份草稿归给“{options.name}”。")
    return 0


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("这里不能询问密码：请在终端里运行，或加 --password-stdin 从标准输入给出。")
    first = getpass.getpass("密码（至少 10 个字，输入时不显示）：")
    if first != getpass.getpass("再输一次："):
        raise UsageError("两次输入的密码不一样，没有建立；请重新运行。")
    return first
