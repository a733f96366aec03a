"""Files read in a process of its own: the same answers, or one sentence when it takes too much."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.errors import BrokenFile, RefusedFile
from assistant.formats import read, read_bytes, text_of, to_bytes
from assistant.formats.apart import Child
from assistant.model import MEGABYTE, Limits
from corpus.build import CORPUS

(SOURCE,) = (CORPUS / "sources").iterdir()
FORM = to_bytes(read(SOURCE)[2].declaration, "docx")


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child(Limits())
    yield child
    child.close()


def test_the_same_answers_from_one_process(child: Child) -> None:
    assert child.read(FORM, "一份.docx") == read_bytes(FORM, "一份.docx")
    assert child.text_of(FORM, "一份.docx") == text_of(FORM, "一份.docx")
    assert child.read(SOURCE.read_bytes(), SOURCE.name) == read(SOURCE)


def test_errors_come_through_and_the_next_file_is_read(child: Child) -> None:
    with pytest.raises(BrokenFile, match="截断"):
        child.read(FORM[:1000], "半.docx")
    assert child.read(FORM, "一份.docx")


def test_time_is_limited() -> None:
    child = Child(Limits(seconds=0))
    with pytest.raises(RefusedFile, match="秒还没有读完"):
        child.read(FORM, "一份.docx")
    child.close()


def test_memory_is_limited_and_a_new_process_reads_on() -> None:
    child = Child(Limits(memory_bytes=150 * MEGABYTE))
    cells = b"<td>x</td>" * 200_000
    with pytest.raises(RefusedFile, match="超出内存上限"):
        child.read(b"<table>" + (b"<tr>" + cells + b"</tr>") * 5 + b"</table>", "大.html")
    assert child.read(FORM, "一份.docx")
    child.close()
