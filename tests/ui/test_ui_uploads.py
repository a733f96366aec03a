"""A file that takes long is given up as soon as its user says so, and nobody else's."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import formats
from assistant.errors import Cancelled
from assistant.model import Declaration, Limits
from assistant.progress import Cancel
from assistant.ui.uploads import SMALL, UploadReader

FORM = Declaration(project_name="社区公园绿化管养")


@pytest.fixture
def word(tmp_path: Path) -> bytes:
    path = tmp_path / "表.docx"
    formats.write(FORM, path)
    return path.read_bytes()


@pytest.fixture
def reader() -> Iterator[UploadReader]:
    opened = UploadReader(Limits())
    yield opened
    opened.close()


def in_thread(read: Callable[[], object], outcome: list[object]) -> threading.Thread:
    """Reads beside the test; what came of it is put into `outcome`."""

    def run() -> None:
        try:
            outcome.append(read())
        except Cancelled as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_file_in_the_middle_of_reading_is_given_up(reader: UploadReader, word: bytes) -> None:
    reader.read(word, "表.docx")
    child = reader._child._process
    assert child
    os.kill(child.pid, signal.SIGSTOP)  # a file that never comes to its end
    stop, other = Cancel(), Cancel()
    first: list[object] = []
    second: list[object] = []
    going_on = in_thread(lambda: reader.read(word, "表.docx", cancel=stop), first)
    waiting = in_thread(lambda: reader.read(word, "表.docx", cancel=other), second)
    time.sleep(0.3)
    assert (first, second) == ([], [])
    stop.cancel()
    going_on.join(20)
    waiting.join(60)
    ended = [*first, *second]
    assert sum(isinstance(one, Cancelled) for one in ended) == 1
    read = next(one for one in ended if not isinstance(one, Cancelled))
    assert isinstance(read, tuple)
    assert read[0].declaration.project_name == FORM.project_name


def test_who_waits_for_another_file_gives_up_at_once(reader: UploadReader, word: bytes) -> None:
    stop = Cancel()
    with reader._alone(Cancel()):
        outcome: list[object] = []
        waiting = in_thread(lambda: reader.text_of(word, "表.docx", cancel=stop), outcome)
        stop.cancel()
        waiting.join(10)
        assert isinstance(outcome[0], Cancelled)
    assert reader.read(word, "表.docx")[0].declaration.project_name == FORM.project_name


def test_a_long_text_is_read_where_it_can_be_stopped(reader: UploadReader) -> None:
    assert reader.text_of("说明。".encode(), "说明.txt") == "说明。"
    assert reader._child._process is None
    assert "说明" in reader.text_of(("说明。\n" * SMALL).encode()[: SMALL + 1], "说明.txt")
    assert reader._child._process is not None
