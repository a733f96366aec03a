"""What the user is told when something goes wrong; the traceback of our own mistakes is logged."""

from __future__ import annotations

import time
import traceback
from pathlib import Path

from assistant.errors import AssistantError


def explain(error: Exception) -> str:
    """One sentence: the error's own if it was meant for the user, else where the log is."""
    if isinstance(error, AssistantError):
        return str(error)
    place = _log(error)
    where = f"详情已写入 {place}，请附上它反馈" if place else "详情无法写入日志"
    return f"程序内部错误（{type(error).__name__}），不是文件的问题；{where}。"


def _log(error: Exception) -> Path | None:
    from assistant.settings import default_data_dir, load_settings

    try:
        folder = load_settings().data_dir / "logs"
    except AssistantError:
        folder = default_data_dir() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"error-{time.strftime('%Y%m%d-%H%M%S')}.log"
        with path.open("a", encoding="utf-8") as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return path
