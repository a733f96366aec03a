"""Keeps one complete index on disk: built beside the old one, then swapped in by a pointer file.

    <data_dir>/index/current.json     names the folder in use and what it was built from
    <data_dir>/index/g-…/             one complete chroma store
    <data_dir>/index/lock             held by the one writer

A reader follows the pointer and so never sees half an index. The pointer is written last: whatever
is interrupted before leaves the old index in use, or one that is seen to be stale and rebuilt.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import IndexUnavailable
from assistant.retrieval import vector_store
from assistant.retrieval.entries import ENTRIES_VERSION, Entry
from assistant.retrieval.library import unwritable, write_whole
from assistant.retrieval.vectors import EMBEDDER

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

_LOCK_SECONDS = 120


class Pointer(NamedTuple):
    """Which folder is in use, what it was built from, and how many entries it must hold."""

    folder: str
    fingerprint: str
    entries: int


class Snapshot(NamedTuple):
    """One complete index in memory."""

    pointer: Pointer
    entries: tuple[Entry, ...]
    vectors: Matrix


class Generations:
    """The index folder of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / "index"

    def pointer(self) -> Pointer | None:
        """The pointer, None when there is none or it is unreadable."""
        try:
            content = json.loads((self.root / "current.json").read_text(encoding="utf-8"))
            return Pointer(
                str(content["folder"]), str(content["fingerprint"]), int(content["entries"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def load(self, pointer: Pointer) -> Snapshot:
        """What the pointer points at. Raises DamagedStoreError when it is not all there."""
        entries, vectors = vector_store.load(self.root / pointer.folder)
        if len(entries) != pointer.entries:
            raise vector_store.DamagedStoreError(f"{len(entries)} entries, not {pointer.entries}")
        return Snapshot(pointer, entries, vectors)

    def build(self, entries: Sequence[Entry], fingerprint: str) -> Pointer:
        """A new complete store, swapped in. To be called by the holder of the lock."""
        folder = f"g-{uuid.uuid4().hex[:12]}"
        self._clear()
        try:
            vector_store.create(self.root / folder, entries)
        except vector_store.DamagedStoreError as error:
            raise IndexUnavailable(
                f"不能在 {self.root} 建立检索索引（{_short(error)}）；请检查权限和磁盘空间，"
                "或用 ASSISTANT_DATA_DIR 换一个文件夹。"
            ) from error
        return self._point(Pointer(folder, fingerprint, len(entries)))

    def replace(
        self, declaration_ids: Sequence[str], entries: Sequence[Entry], fingerprint: str
    ) -> None:
        """Exchanges some declarations' entries in place. To be called by the holder of the lock."""
        pointer = self.pointer()
        if pointer is None:
            raise vector_store.DamagedStoreError("no index to change")
        total = vector_store.replace(self.root / pointer.folder, declaration_ids, entries)
        self._point(Pointer(pointer.folder, fingerprint, total))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock of the one writer."""
        import filelock

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self.root / "lock", timeout=_LOCK_SECONDS):
                yield
        except filelock.Timeout as error:
            raise IndexUnavailable(
                f"另一个程序正在更新检索索引（{self.root}），等待超时；请稍后再试。"
            ) from error
        except OSError as error:
            raise unwritable(self.root, error) from error

    def _point(self, pointer: Pointer) -> Pointer:
        write_whole(self.root / "current.json", json.dumps(pointer._asdict()))
        return pointer

    def _clear(self) -> None:
        """Removes folders that are not in use; the one in use stays for those still reading it."""
        current = self.pointer()
        for folder in self.root.glob("g-*"):
            if current is None or folder.name != current.folder:
                shutil.rmtree(folder, ignore_errors=True)


def fingerprint_of(library_fingerprint: str) -> str:
    """Changes with the declarations, the way they are indexed, and the version of chromadb."""
    parts = (library_fingerprint, EMBEDDER, str(ENTRIES_VERSION), vector_store.chroma_version())
    return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
