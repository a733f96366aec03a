"""Makes the index on disk equal to the declarations: in place where little changed, else anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import IndexUnavailable
from assistant.retrieval import rows as table
from assistant.retrieval.entries import Entry, entries_of
from assistant.retrieval.generations import (
    ROWS,
    Generations,
    LockedError,
    Pointer,
    made_by,
)
from assistant.retrieval.library import Library
from assistant.retrieval.ranking import EXACT_UP_TO
from assistant.retrieval.rows import DamagedStoreError
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.vectors import BuiltIn, Embedder, EmbeddingUnavailable

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

DAMAGED = "检索索引已损坏，已根据申报表原文重新建立。"
BUSY = "另一个程序正在更新检索索引，本次用更新前的内容检索。"
LOCK_SECONDS = 120.0
PATIENT_SECONDS = 2.0
"""How long somebody waits for the lock who could go on with the index as it was."""
RETRY_SECONDS = 600
FEWEST_ADDED = 2_000
_FEWEST_ENTRIES = 5
"""Of a usual declaration, to know without reading that many are too many."""


def most_added(base: int) -> int:
    """Rows that may gather beside the base before everything is built anew: so many that building
    stays rare, so few that searching them one by one stays quick."""
    return min(max(FEWEST_ADDED, base // 4), EXACT_UP_TO)


class Upkeep:
    """Brings the index up to date. `tell` takes sentences for the user."""

    def __init__(
        self, library: Library, generations: Generations, wanted: Embedder,
        tell: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._library = library
        self._generations = generations
        self._wanted = wanted
        self._tell = tell
        self._retry_at = 0.0
        self._built_in = BuiltIn()

    def embedder(self, pointer: Pointer) -> Embedder:
        """The one that made the vectors of this index."""
        return self._wanted if pointer.embedder == self._wanted.name else self._built_in

    def current(self, known: Snapshot | None) -> Snapshot:
        """The index, equal to the declarations on disk. Raises IndexUnavailable.

        Where another program holds the lock and an index can be used as it was, that is what
        comes back.
        """
        snapshot, _ = self._loaded(known)
        if snapshot is not None and self._is_fresh(snapshot):
            return snapshot
        patience = LOCK_SECONDS if snapshot is None else PATIENT_SECONDS
        try:
            with self._generations.writing(patience):
                return self._brought_up(known)
        except LockedError:
            if snapshot is None:
                raise self._timed_out() from None
            self._tell(BUSY)
            return snapshot

    def rebuilt(self) -> Snapshot:
        """The index, built anew whatever there was. Raises IndexUnavailable."""
        self._retry_at = 0
        try:
            with self._generations.writing(LOCK_SECONDS):
                return self._build(anew=True)
        except LockedError:
            raise self._timed_out() from None

    def _loaded(self, known: Snapshot | None) -> tuple[Snapshot | None, bool]:
        """The index on disk, None when there is none of use; and whether that is for damage."""
        pointer = self._generations.pointer()
        if pointer is None or not self._is_wanted(pointer):
            return None, False
        try:
            if known is not None and known.pointer == pointer:
                return known.updated(), False
            return Snapshot.load(pointer, self._generations.folder(pointer)), False
        except DamagedStoreError:
            # Another program may have swapped in a new index and cleared this one meanwhile.
            is_damaged = self._generations.pointer() == pointer
            return (None, True) if is_damaged else self._loaded(known)

    def _is_wanted(self, pointer: Pointer) -> bool:
        """Made as this program makes it, with the wanted vectors (or the built-in ones, while the
        wanted are not to be had)."""
        if pointer.made != made_by():
            return False
        waits = pointer.embedder == BuiltIn.name and pointer.retry_at > time.time()
        return pointer.embedder == self._wanted.name or waits

    def _is_fresh(self, snapshot: Snapshot) -> bool:
        pending = snapshot.rows.without_vector() if time.time() >= self._retry_at else ()
        return snapshot.signature == self._library.signature() and not pending

    def _brought_up(self, known: Snapshot | None) -> Snapshot:
        """By the holder of the lock; somebody else may have done the work by then."""
        snapshot, damaged = self._loaded(known)
        if damaged:
            self._tell(DAMAGED)
        if snapshot is None:
            return self._build()
        if self._is_fresh(snapshot):
            return snapshot
        try:
            done = self._change(snapshot)
            return snapshot.updated() if done else self._build()
        except DamagedStoreError:
            self._tell(DAMAGED)
            return self._build()

    def _change(self, snapshot: Snapshot) -> bool:
        """In place, in one transaction; False when so much has changed that building is better."""
        signature, wanted = self._library.signature(), self._library.ids()
        there = snapshot.rows.declarations()
        path = self._generations.folder(snapshot.pointer) / ROWS
        room = most_added(snapshot.rows.base) - snapshot.rows.count_added()
        if _FEWEST_ENTRIES * len(wanted - there) > room:
            return False
        new = [e for key, one in self._library.read(wanted - there) for e in entries_of(key, one)]
        if len(new) > room:
            return False
        for problem in self._library.problems():
            self._tell(problem)
        vectors = self._vectors(snapshot.pointer, new)
        table.change(path, there - wanted, new, vectors, {"signature": signature})
        self._fill(snapshot)
        return True

    def _vectors(self, pointer: Pointer, entries: list[Entry]) -> Matrix | None:
        """None when the endpoint does not answer: such rows are found by their words meanwhile."""
        if not entries:
            return BuiltIn().embed([])
        if time.time() < self._retry_at:
            return None
        try:
            return self.embedder(pointer).embed([entry.text for entry in entries])
        except EmbeddingUnavailable as error:
            self._retry_at = time.time() + RETRY_SECONDS
            self._tell(f"{error}，新加入的内容暂时只能按文字检索；接口恢复后自动补上向量。")
            return None

    def _fill(self, snapshot: Snapshot) -> None:
        """The vectors that could not be made before."""
        pending = snapshot.rows.without_vector()
        if not pending or time.time() < self._retry_at:
            return
        try:
            vectors = self.embedder(snapshot.pointer).embed([text for _, text in pending])
        except EmbeddingUnavailable:
            self._retry_at = time.time() + RETRY_SECONDS
            return
        target = self._generations.folder(snapshot.pointer) / ROWS
        table.set_vectors(target, [number for number, _ in pending], vectors)

    def _build(self, *, anew: bool = False) -> Snapshot:
        """Everything anew, beside what there was. When the endpoint does not answer, an index with
        the built-in vectors that is there already is kept (unless `anew`)."""
        signature, ids = self._library.signature(), self._library.ids()
        entries = [e for key, found in self._library.read(ids) for e in entries_of(key, found)]
        entries.sort(key=lambda entry: (entry.kind, entry.text_of("level2") or ""))
        for problem in self._library.problems():
            self._tell(problem)
        texts = [entry.text for entry in entries]
        embedder, retry_at = self._wanted, 0.0
        try:
            vectors = embedder.embed(texts)
        except EmbeddingUnavailable as error:
            embedder, retry_at = self._built_in, time.time() + RETRY_SECONDS
            self._tell(
                f"{error}，检索改用内置的字符向量；接口恢复后，十分钟后再打开"
                "或 index rebuild 即换回。"
            )
            if not anew and (kept := self._kept(retry_at)):
                return kept
            vectors = embedder.embed(texts)
        state = {"signature": signature}
        pointer = self._generations.build(entries, vectors, state, embedder.name, retry_at)
        return Snapshot.load(pointer, self._generations.folder(pointer))

    def _kept(self, retry_at: float) -> Snapshot | None:
        """The index with built-in vectors, if that is what there is, brought up to date."""
        pointer = self._generations.pointer()
        if pointer is None or pointer[1:3] != (self._built_in.name, made_by()):
            return None
        self._generations.point(pointer._replace(retry_at=retry_at))
        snapshot, _ = self._loaded(None)
        if snapshot is None or self._is_fresh(snapshot):
            return snapshot
        return snapshot.updated() if self._change(snapshot) else None

    def _timed_out(self) -> IndexUnavailable:
        return IndexUnavailable(
            f"另一个程序正在更新检索索引（{self._generations.root}），等待超时；请稍后再试。"
        )
