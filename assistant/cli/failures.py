"""What the user is told when something goes wrong; tracebacks of our own mistakes go into a log."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path

from assistant import logs
from assistant.errors import AssistantError


class LogFile:
    """The log of the day as a stream; its folder is not touched before there is something."""

    def write(self, text: str) -> None:
        """Appends the text."""
        _append(text)

    def flush(self) -> None:
        """Nothing is held back."""


def logging_to_file(*, at_once: bool) -> AbstractContextManager[None]:
    """Sends what the product logs into the log file: standard error is for the user."""
    return logs.sent_to(LogFile(), at_once=at_once)


def explain(error: Exception) -> str:
    """One sentence: the error's own if it was meant for the user, else where the log is."""
    if isinstance(error, AssistantError):
        return str(error)
    import traceback

    place = _append("".join(traceback.format_exception(error)))
    where = f"详情已写入 {place}，请附上它反馈" if place else "详情无法写入日志"
    return f"程序内部错误（{type(error).__name__}），不是文件的问题；{where}。"


def _append(text: str) -> Path | None:
    """The file the text was written to, None when it could not be."""
    from assistant.settings import default_data_dir, load_settings

    try:
        folder = load_settings().data_dir / "logs"
    except AssistantError:
        folder = default_data_dir() / "logs"
    path = folder / f"{time.strftime('%Y-%m-%d')}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{time.strftime('%H:%M:%S')} {text}")
    except OSError:
        return None
    return path
