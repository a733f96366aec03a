"""A file read in a process of its own: the same answer, or one sentence when it takes too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BrokenFile, RefusedFile
from assistant.formats import read, write
from assistant.formats.apart import read_apart
from corpus.build import CORPUS


def test_the_same_answer(tmp_path: Path) -> None:
    (source,) = (CORPUS / "sources").iterdir()
    form = tmp_path / "一份.docx"
    write(read(source)[2].declaration, form)
    assert read_apart(form) == read(form)


def test_errors_come_through(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="找不到文件"):
        read_apart(tmp_path / "无.docx")


def test_time_and_memory_are_limited(tmp_path: Path) -> None:
    form = tmp_path / "甲.txt"
    form.write_text("项目名称\t甲\n实施期限\t3\n" + "x" * 9_000_000, "utf-8")
    with pytest.raises(RefusedFile, match="秒还没有读完"):
        read_apart(form, seconds=0.01)
    with pytest.raises(RefusedFile, match="超出内存上限"):
        read_apart(form, megabytes=30)
