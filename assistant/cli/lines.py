"""A long jsonl: checked in pieces by several processes, what they find kept on disk, not in memory.

A piece is some lines of the file; it goes to the next free process, and what comes back is written
to a temporary file in the order of the lines. Reports read it one declaration at a time.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self, overload

from assistant.cli.examining import Examining, asked_of_workers, checked_alone
from assistant.cli.failures import explain
from assistant.cli.sources import ReadFile, Source
from assistant.errors import AssistantError, RefusedFile
from assistant.formats import guard
from assistant.model import CheckedDeclaration, Limits

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

PIECE_LINES = 40
PROGRESS_EVERY = 1000
"""Declarations between two lines of progress on standard error."""
Change = Callable[[int, CheckedDeclaration], CheckedDeclaration]


class Piece(NamedTuple):
    """Some whole lines of a file: which file, the first line's number, and their bytes."""

    name: str
    line: int
    data: bytes


class Kept(Sequence[CheckedDeclaration]):
    """Checked declarations on disk, read back one at a time; `changed` ones are changed then."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this
        self._starts: list[int] = []
        self._changes: tuple[Change, ...] = ()

    def keep(self, packed: bytes) -> None:
        """Adds one declaration, as a worker packed it."""
        self._starts.append(self._file.seek(0, 2))
        self._file.write(packed)

    def changed(self, change: Change) -> Self:
        """The same declarations, each changed when it is read."""
        again = object.__new__(type(self))
        again.__dict__.update(self.__dict__, _changes=(*self._changes, change))
        return again

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, number: int) -> CheckedDeclaration: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[CheckedDeclaration]: ...
    def __getitem__(self, number: int | slice) -> CheckedDeclaration | Sequence[CheckedDeclaration]:
        if isinstance(number, slice):
            return tuple(self[n] for n in range(*number.indices(len(self))))
        self._file.seek(self._starts[number])
        one: CheckedDeclaration = pickle.load(self._file)  # noqa: S301 - our own, unnamed file
        for change in self._changes:
            one = change(number, one)
        return one

    def __iter__(self) -> Iterator[CheckedDeclaration]:
        return (self[number] for number in range(len(self)))


def is_long(source: Source) -> bool:
    """True for a jsonl of many declarations that can be cut at its line ends."""
    from assistant.cli.reading import is_large

    if source.path is None or source.path.suffix.lower() != ".jsonl" or not is_large(source):
        return False
    with source.path.open("rb") as file:
        return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def checked_lines(source: Source, how: Examining, jobs: int) -> ReadFile:
    """The file's declarations, checked; or the sentence about its first line that is unusable."""
    if source.path is None:
        raise ValueError(source)
    kept = Kept()
    try:
        with _checker(jobs, how) as check:
            for packed in check(_pieces(source.path)):
                if isinstance(packed, str):
                    return ReadFile(source, error=packed)
                for one in packed:
                    kept.keep(one)
                    if len(kept) % PROGRESS_EVERY == 0:
                        print(f"已检查 {len(kept)} 张表", file=sys.stderr)
    except (OSError, AssistantError) as error:
        return ReadFile(source, error=explain(error))
    return ReadFile(source, checked=kept)


def _pieces(path: Path) -> Iterator[Piece]:
    most = guard.limits().file_bytes
    with path.open("rb") as file:
        lines: list[bytes] = []
        for number, line in enumerate(iter(partial(file.readline, most + 1), b""), 1):
            if len(line) > most:
                raise RefusedFile(
                    f"“{path.name}”第 {number} 行超过 {most >> 20} MB，不像一份申报表；请检查文件。"
                )
            lines.append(line)
            if len(lines) == PIECE_LINES:
                yield Piece(path.name, number - len(lines) + 1, b"".join(lines))
                lines = []
        if lines:
            yield Piece(path.name, number - len(lines) + 1, b"".join(lines))


Packed = list[bytes] | str
Checker = Callable[[Iterable[Piece]], Iterable[Packed]]


@contextmanager
def _checker(jobs: int, how: Examining) -> Iterator[Checker]:
    """Checks pieces in order, in processes where what a unit decided can be told to them."""
    if jobs == 1 or asked_of_workers(how) is None:
        yield partial(map, partial(_checked, how))
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        jobs, get_context("spawn"), initializer=_begin, initargs=(how, guard.limits())
    ) as pool:
        yield partial(_in_order, pool, ahead=4 * jobs)


def _in_order(pool: Executor, pieces: Iterable[Piece], *, ahead: int) -> Iterator[Packed]:
    """The answers in order; only so many pieces are read ahead of them."""
    waiting: deque[Future[Packed]] = deque()
    try:
        for piece in pieces:
            waiting.append(pool.submit(_checked_there, piece))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


_task: list[Examining] = []


def _begin(how: Examining, limits: Limits) -> None:
    guard.limit(limits)
    _task[:] = [how]


def _checked_there(piece: Piece) -> Packed:
    return _checked(_task[0], piece)


def _checked(how: Examining, piece: Piece) -> Packed:
    from assistant.formats.json import load_lines
    from assistant.vocabulary.profile import load_profile

    profile = load_profile(how.options.profile) if how.options.profile else None
    try:
        found = load_lines(piece.data, piece.name, profile, piece.line)
        return [pickle.dumps(checked_alone(one, how), pickle.HIGHEST_PROTOCOL) for one in found]
    except Exception as error:  # noqa: BLE001 - explained and logged; the other files go on
        return explain(error)
