"""Keeps complete indexes on disk: a new one is built beside the old, then swapped in by a pointer.

    <data_dir>/index/current.json     names the folder in use, its embedder and how it was made
    <data_dir>/index/g-…/             one complete index: rows.sqlite3, vectors, lexicon, chroma/
    <data_dir>/index/lock             held by the one writer

A reader follows the pointer and so never sees half an index. The pointer is written last: whatever
is interrupted before leaves the old index in use. Changes in place are transactions of
`rows.sqlite3`.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import IndexUnavailable
from assistant.retrieval import neighbours
from assistant.retrieval.entries import ENTRIES_VERSION, Entry
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.library import unwritable, write_whole
from assistant.retrieval.rows import DamagedStoreError, Rows

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

LAYOUT = 2
"""Raise when the files of an index change: every index is then rebuilt."""
ROWS, VECTORS, CHROMA = "rows.sqlite3", "vectors.npy", "chroma"


class LockedError(Exception):
    """Another program is changing the index and did not finish in time."""


class Pointer(NamedTuple):
    """Which folder is in use, whose vectors it holds, how it was made, and (when the wanted
    embedder did not answer) from which moment on it is to be asked again."""

    folder: str
    embedder: str
    made: str
    retry_at: float = 0


class Generations:
    """The index folder of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / "index"

    def pointer(self) -> Pointer | None:
        """The pointer, None when there is none or it is unreadable."""
        try:
            content = json.loads((self.root / "current.json").read_text(encoding="utf-8"))
            folder, embedder, made = (str(content[k]) for k in ("folder", "embedder", "made"))
            return Pointer(folder, embedder, made, float(content.get("retry_at") or 0))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def folder(self, pointer: Pointer) -> Path:
        """Where the files of that index are."""
        return self.root / pointer.folder

    def build(
        self, entries: Sequence[Entry], vectors: Matrix, state: dict[str, str], embedder: str,
        retry_at: float = 0,
    ) -> Pointer:  # fmt: skip
        """A new complete index, swapped in. To be called by the holder of the lock."""
        folder = self.root / f"g-{uuid.uuid4().hex[:12]}"
        self._clear()
        try:
            _write(folder, entries, vectors, state)
        except (OSError, DamagedStoreError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise IndexUnavailable(
                f"不能在 {self.root} 建立检索索引（{_short(error)}）；请检查权限和磁盘空间，"
                "或用 ASSISTANT_DATA_DIR 换一个文件夹。"
            ) from error
        return self.point(Pointer(folder.name, embedder, made_by(), retry_at))

    def point(self, pointer: Pointer) -> Pointer:
        """Puts that index in use. To be called by the holder of the lock."""
        write_whole(self.root / "current.json", json.dumps(pointer._asdict()))
        return pointer

    @contextmanager
    def writing(self, seconds: float) -> Iterator[None]:
        """Holds the lock of the one writer. Raises LockedError, IndexUnavailable."""
        import filelock

        lock = filelock.FileLock(self.root / "lock", timeout=seconds)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except filelock.Timeout as error:
            raise LockedError from error
        except OSError as error:
            raise unwritable(self.root, error) from error
        try:
            yield
        finally:
            lock.release()

    def _clear(self) -> None:
        """Removes folders that are not in use; the one in use stays for those still reading it."""
        current = self.pointer()
        for folder in self.root.glob("g-*"):
            if current is None or folder.name != current.folder:
                shutil.rmtree(folder, ignore_errors=True)


def made_by() -> str:
    """Changes with the way declarations are indexed and with the version of chromadb."""
    return f"{LAYOUT}/{ENTRIES_VERSION}/{neighbours.chroma_version()}"


def _write(folder: Path, entries: Sequence[Entry], vectors: Matrix, state: dict[str, str]) -> None:
    import numpy as np

    folder.mkdir(parents=True)
    np.save(folder / VECTORS, vectors)
    Lexicon.of([entry.text for entry in entries]).save(folder)
    if len(vectors):
        alike = sorted(range(len(entries)), key=lambda row: entries[row].text)
        neighbours.create(folder / CHROMA, folder / VECTORS, alike)
    Rows.create(folder / ROWS, entries, state).close()


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
