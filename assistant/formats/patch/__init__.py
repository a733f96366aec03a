"""The user's own Word and Excel files changed in place: comments, notes, values, added rows.

package.py   the parts of a package: what is not changed stays byte for byte
word.py      word_text.py word_rows.py word_comments.py     a Word document by its grid's places
excel.py     excel_cells.py excel_rows.py excel_heights.py
             excel_notes.py    a workbook by its grid's places
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

KINDS = ("docx", "xlsx")
AUTHOR, INITIALS = "绩效目标填报助手", "助手"


class Patched(Protocol):
    """A file opened for changes. Places are those of its grid (`表1 第3行 第4列`, `Sheet1!C5`)."""

    def has(self, at: str) -> bool:
        """True when there is such a cell."""

    def same_cell(self, one: str, other: str) -> bool:
        """True when both places are one merged cell."""

    def write(self, at: str, old: str | None, new: str) -> None:
        """Put `new` where `old` stands in the cell; after the label where `old` is empty; None:
        in place of all that stands there."""

    def add_row(self, name_at: str, texts: Mapping[str, str], levels: Collection[str]) -> None:
        """A copy of the row of that name below it with these texts, its merged cells extended.

        `texts`: place of a cell in the copied row → what its copy says; `levels`: places of the
        category cells, which cover the new row even where they were not merged.
        """

    def comment(self, at: str, text: str) -> None:
        """A native comment on the cell, below those it has; at the top when there is no such."""

    def content(self) -> bytes:
        """The whole file."""


def opened(data: bytes, kind: str) -> Patched:
    """The file of that kind (docx or xlsx), which `guard` and a reader have accepted."""
    if kind == "docx":
        from assistant.formats.patch.word import WordFile

        return WordFile(data)
    from assistant.formats.patch.excel import ExcelFile

    return ExcelFile(data)


def replaced(text: str, old: str | None, new: str) -> str:
    """The cell's text with the value in it exchanged; the label it may share the cell with stays.

    >>> replaced("项目名称：甲", "甲", "乙"), replaced("项目名称：", "", "乙")
    ('项目名称：乙', '项目名称：乙')
    """
    before, inner = text.strip(), (text if old is None else old).strip()
    if not before or before == inner:
        return new
    if not inner:
        return text.rstrip("\n") + new
    head, found, tail = text.rpartition(inner)
    return head + new + tail if found else new
