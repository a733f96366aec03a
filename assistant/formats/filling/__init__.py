"""A declaration written into an existing form (docx, xlsx), filled or blank: changed cells only.

texts.py     what a header cell should say        rows.py     which row takes which indicator
verify.py    the filled form read again and compared
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant import formats
from assistant.errors import UnsupportedFormat, UsageError
from assistant.formats import guard
from assistant.formats.filling.rows import fill_rows
from assistant.formats.filling.texts import fill_header
from assistant.formats.filling.verify import differences
from assistant.formats.layout import count_open
from assistant.formats.patch import KINDS, Patched, opened
from assistant.model import Declaration, Imported
from assistant.vocabulary.profile import load_profile

_OPEN_LINE = re.compile(r"\s*含\s*\d+\s*处待填\s*")


class Filled(NamedTuple):
    """The filled file, its kind (docx or xlsx), and what a person should know about it."""

    content: bytes
    kind: str
    said: tuple[str, ...]


def fill(
    data: bytes, name: str, declarations: Sequence[Declaration], *, profile: str | None = None
) -> Filled:
    """The form of that name with these declarations in it.

    Raises FileError for a file that is no form, UsageError when it has not as many forms.
    """
    kind = guard.kind_of(data, name)
    if kind not in KINDS:
        raise UnsupportedFormat(
            f"“{name}”不能当模板：只能填写 Word（.docx）或 Excel（.xlsx）的申报表；"
            "请用原软件另存为其中一种再试。"
        )
    templates = formats.read_bytes(data, name, profile=profile)
    pairs = paired(templates, declarations, name)
    file = opened(data, kind)
    said: list[str] = []
    for template, declaration in pairs:
        labels = load_profile(template.declaration.profile or load_profile().name)
        told = [
            *fill_header(file, template, declaration, labels),
            *fill_rows(file, template, declaration, labels),
        ]
        said += [_about(sentence, declaration, pairs) for sentence in told]
    _count_open(file, data, name, kind, pairs)
    content = file.content()
    again = formats.read_bytes(content, f"-.{kind}", profile=profile)
    written = paired(again, declarations, name)
    for (template, _), (found, declaration) in zip(pairs, written, strict=True):
        said += differences(template, found.declaration, declaration)
    return Filled(content, kind, tuple(dict.fromkeys(said)))


def paired(
    templates: Sequence[Imported], declarations: Sequence[Declaration], name: str
) -> list[tuple[Imported, Declaration]]:
    """Each declaration with the form that is its own: by code, by name, else by order."""
    if len(declarations) > len(templates):
        raise UsageError(
            f"“{name}”里只有 {len(templates)} 份申报表，写不下 {len(declarations)} 份；"
            "请一份一份地写。"
        )
    if len(declarations) == len(templates):
        return list(zip(templates, declarations, strict=True))
    free = list(templates)
    pairs = []
    for declaration in declarations:
        own = next((t for t in free if _same_project(t.declaration, declaration)), free[0])
        free.remove(own)
        pairs.append((own, declaration))
    return pairs


def _same_project(one: Declaration, other: Declaration) -> bool:
    if one.project_code and other.project_code:
        return one.project_code == other.project_code
    return bool(one.project_name) and one.project_name == other.project_name


def _about(
    sentence: str, declaration: Declaration, pairs: Sequence[tuple[Imported, Declaration]]
) -> str:
    several = len(pairs) > 1
    return f"{declaration.project_name or '申报表'}：{sentence}" if several else sentence


def _count_open(
    file: Patched,
    data: bytes,
    name: str,
    kind: str,
    pairs: Sequence[tuple[Imported, Declaration]],
) -> None:
    """The line 含 N 处待填 of our own exports says what is open now."""
    if len(pairs) != 1:
        return
    opened_cells = count_open(pairs[0][1])
    for grid in formats.grids(data, name, kind):
        for row in grid.rows:
            for cell in row.cells:
                if not cell.covered and _OPEN_LINE.fullmatch(cell.text):
                    said = f"含 {opened_cells} 处待填" if opened_cells else ""
                    file.write(cell.place, cell.text, said)
