"""Description files → named texts, and a draft file → the draft to continue."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.cli.sources import STDIN, Source
from assistant.errors import AssistantError, BrokenFile, RefusedFile, UsageError
from assistant.model import Draft

LONGEST = 500_000
"""Characters of all descriptions together; some 500 pages. More is not a project description."""

FORM_ROWS = 3
"""A description may hold a short table of targets; more rows of a form are a form."""


def read_briefs(names: Sequence[str]) -> dict[str, str]:
    """File name → text, in the order given. Raises FileError or UsageError."""
    texts: dict[str, str] = {}
    for name in names:
        source = Source(name, None if name == STDIN else Path(name))
        texts[_label(source, texts)] = _text_of(source)
    length = sum(map(len, texts.values()))
    if length > LONGEST:
        raise RefusedFile(
            f"项目说明（{'、'.join(texts)}）共 {length} 字，超过上限 {LONGEST} 字；"
            "请只保留与本项目有关的部分。"
        )
    return texts


def read_draft(path: Path) -> Draft:
    """The draft that `draft` or `rollover` wrote as JSON. Raises FileError."""
    from assistant.formats import guard

    try:
        content = json.loads(guard.decode(guard.load(path), path.name))
        known = {key: content[key] for key in Draft.model_fields if key in content}
        return Draft.model_validate(known)
    except (ValueError, RecursionError, TypeError) as error:
        raise BrokenFile(
            f"“{path}”不是草稿文件；--continue 要给 draft --format json 写出的文件。"
        ) from error


def _text_of(source: Source) -> str:
    from assistant import formats

    label = source.path.name if source.path else "标准输入"
    content = source.content()
    text = formats.text_of(content, label)
    if not text.strip():
        raise BrokenFile(f"“{label}”里没有文字，无法据此起草；请提供项目说明。")
    if _is_form(content, label):
        raise RefusedFile(
            f"“{label}”是已经填写的申报表，不是项目说明；检查用 check，转换用 convert，"
            "回答草稿的问题用 draft --continue 草稿.json。"
        )
    return text


def _is_form(content: bytes, label: str) -> bool:
    """True for a declaration with its rows: its labels and conventions are no description."""
    from assistant import formats

    try:
        found = formats.read_bytes(content, label)
    except AssistantError:
        return False
    return any(
        len([row for row in one.declaration.indicators if row.level2 and row.value]) > FORM_ROWS
        for one in found
    )


def _label(source: Source, taken: Mapping[str, str]) -> str:
    """The file's name; its whole path when another part has the same name."""
    if source.path is None:
        return "标准输入"
    if source.path.name not in taken:
        return source.path.name
    if str(source.path) in taken:
        raise UsageError(f"“{source.path}”给了两次；同一份说明只需给一次。")
    return str(source.path)
