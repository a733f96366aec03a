"""The conversation: what was said, with buttons for what can be done next."""

from __future__ import annotations

from assistant.ui.desk import Desk
from assistant.ui.render import render

QUICK = (
    ("检查", "检查"),
    ("修复", "修复"),
    ("还缺什么", "还缺什么"),
    ("改写年度目标", "改写年度目标"),
    ("类似项目", "类似项目怎么写"),
    ("导出", "导出"),
    ("能说什么", "帮助"),
)
SHOWN = 60


def html(desk: Desk) -> str:
    """The last messages, oldest first."""
    return render(
        "chat",
        messages=desk.talk[-SHOWN:],
        first=max(0, len(desk.talk) - SHOWN),
        quick=QUICK if desk.declaration else (),
        troubles=[trouble.text for trouble in desk.troubles if trouble.where == "chat"],
    )
