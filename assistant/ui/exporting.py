"""The form on the desk as a file: its name, and its bytes from the formats layer."""

from __future__ import annotations

import re
from typing import Final

from assistant import formats
from assistant.errors import UsageError
from assistant.ui.desk import Desk
from assistant.ui.sentences import open_count

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FORMAT_WORDS: Final = {"docx": "Word", "xlsx": "Excel", "json": "JSON"}


def export(desk: Desk, kind: str) -> tuple[str, bytes]:
    """File name and content. Raises UsageError when there is no form yet."""
    if desk.declaration is None:
        raise UsageError("还没有可以导出的申报表：请先起草，或拖入一份已有的申报表。")
    return file_name(desk, kind), formats.to_bytes((desk.declaration,), kind)


def file_name(desk: Desk, kind: str) -> str:
    """`社区公园管养项目绩效目标申报表（含3处待填）.docx`."""
    name = (desk.declaration and desk.declaration.project_name) or ""
    safe = re.sub(r'[\\/:*?"<>|\s]+', "", name)[:60]
    count = open_count(desk)
    return f"{safe}绩效目标申报表{f'（含{count}处待填）' if count else ''}.{kind}"
