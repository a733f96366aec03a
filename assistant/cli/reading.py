"""Many files read at once: in processes of their own, with limits, the order kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from assistant.cli.failures import explain
from assistant.cli.sources import ReadFile, Source
from assistant.errors import NoDeclaration
from assistant.model import MEGABYTE, CheckedDeclaration, Imported
from assistant.settings import Settings

_IN_PROCESS = frozenset({".json", ".jsonl", ".txt", ".tsv", ".csv", ".md"})
_LARGE = 2 * MEGABYTE
"""Far more than a form: even a file that was named is then read apart."""
MANY = 40
"""From here on starting the processes costs less than reading plain files one by one."""
_PROGRESS_EVERY = 25
_MOST_WORKERS = 4


class Task(NamedTuple):
    """What to do with each file: how to read it and, for `check`, with what to check it."""

    profile: str | None
    settings: Settings
    jobs: int | None = None
    check: dict[str, Any] | None = None
    lines: Callable[[Source, int], ReadFile | None] | None = None
    """Reads and checks a file too long to be held, in so many processes; None for any other."""

    meanwhile: Callable[[], None] | None = None
    """What is to be done as well while other processes read: loading what is needed afterwards."""

    def long(self, source: Source) -> ReadFile | None:
        """What came out of a file that is too long to be held."""
        jobs = self.jobs or self.settings.workers or _processors()
        return self.lines(source, jobs) if self.lines else None


Outcome = ReadFile | NoDeclaration
Reader = Callable[[Source], Outcome]


def read_all(sources: Sequence[Source], task: Task) -> Iterator[Outcome]:
    """What came out of each file, in order; NoDeclaration for what a folder holds besides."""
    from concurrent.futures import ThreadPoolExecutor

    long = {source: read for source in sources if (read := task.long(source))}
    apart = [s for s in sources if s not in long and _is_apart(s, sources)]
    jobs = min(task.jobs or task.settings.workers or _processors(), max(1, len(apart)))
    with _readers(jobs, task) as read_apart, ThreadPoolExecutor(jobs) as pool:
        begun = {source: pool.submit(read_apart, source) for source in apart}
        if apart and task.meanwhile:
            task.meanwhile()
        for number, source in enumerate(sources, 1):
            if source in long:
                yield long[source]
            elif source in begun:
                yield begun.pop(source).result()
            else:
                yield read_here(source, task)
            if len(sources) >= MANY and (number % _PROGRESS_EVERY == 0 or number == len(sources)):
                print(f"已读 {number}/{len(sources)} 个文件", file=sys.stderr)


def read_here(source: Source, task: Task) -> Outcome:
    """The file read in this process."""
    from assistant import formats

    def read(data: bytes, name: str) -> tuple[tuple[Imported, ...], tuple[Any, ...]]:
        default = task.settings.profile
        return formats.read_bytes(data, name, profile=task.profile, default=default), ()

    return _outcome(source, read)


def _is_apart(source: Source, sources: Sequence[Source]) -> bool:
    """A file found in a folder or among many is not known to be harmless; nor is a huge one."""
    if source.path is None:
        return False
    if len(sources) >= MANY:
        return True
    if source.path.suffix.lower() in _IN_PROCESS:
        return False
    return source.is_walked or is_large(source)


def is_large(source: Source) -> bool:
    """True for a file far beyond any form: it is read apart even when it was named."""
    try:
        return source.path is not None and source.path.stat().st_size > _LARGE
    except OSError:
        return False


def _processors() -> int:
    return min(os.cpu_count() or 1, _MOST_WORKERS)


@contextmanager
def _readers(jobs: int, task: Task) -> Iterator[Reader]:
    """A reader that hands each file to a free process."""
    from queue import SimpleQueue

    from assistant.formats.apart import Child, received

    children = [Child(task.settings.limits, "assistant.cli.worker") for _ in range(jobs)]
    free: SimpleQueue[Child] = SimpleQueue()
    for child in children:
        free.put(child)

    def read(data: bytes, name: str) -> tuple[tuple[Imported, ...], tuple[Any, ...]]:
        child = free.get()
        try:
            asked = {"profile": task.profile, "default": task.settings.profile, "check": task.check}
            answer = child.ask(data, name, **asked)
        finally:
            free.put(child)
        checked = map(CheckedDeclaration.model_validate, answer.get("checked", ()))
        return tuple(map(received, answer["imported"])), tuple(checked)

    try:
        yield lambda source: _outcome(source, read)
    finally:
        for child in children:
            child.close()


def _outcome(
    source: Source,
    read: Callable[[bytes, str], tuple[tuple[Imported, ...], tuple[CheckedDeclaration, ...]]],
) -> Outcome:
    label = source.path.name if source.path else "标准输入"
    try:
        content = source.content()
        found, checked = read(content, label)
    except Exception as error:  # noqa: BLE001 - explained and logged; the other files go on
        if source.is_walked and isinstance(error, NoDeclaration):
            return error
        return ReadFile(source, error=explain(error))
    cut = next((one.cut for one in found if one.cut), None)
    return ReadFile(source, found, cut, checked, b"" if source.path else content)
