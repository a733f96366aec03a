"""The index over past declarations: open, search, add, remove. Rebuilds itself when it has to."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from assistant.errors import UsageError
from assistant.model import Declaration, Precedent
from assistant.retrieval import ranking
from assistant.retrieval.entries import Entry, entries_of
from assistant.retrieval.generations import Generations, Snapshot, fingerprint_of
from assistant.retrieval.identity import ProjectKey, same_code, same_project
from assistant.retrieval.library import Library, StoredDeclaration, content_id
from assistant.retrieval.vector_store import DamagedStoreError
from assistant.retrieval.vectors import EMBEDDER

DAMAGED = "检索索引已损坏，已根据申报表原文重新建立。"


class Added(NamedTuple):
    """What became of one declaration that was to be added."""

    id: str
    project_name: str
    is_new: bool


class IndexStats(NamedTuple):
    """How much the index holds, and with which vectors."""

    declarations: int
    corpus: int
    added: int
    indicators: int
    goals: int
    embedder: str
    location: Path


def open_index(data_dir: Path, corpus_dir: Path) -> Index:
    """The index of a data directory, built or rebuilt first when missing, stale or damaged.

    Raises IndexUnavailable when it can be neither opened nor built.
    """
    index = Index(Library(data_dir, corpus_dir), Generations(data_dir))
    index.refresh()
    return index


class Index:
    """Past declarations and their rows, searchable. Safe to share between threads.

    `notices` are sentences for the user about what happened while opening (a repair, a file that
    was skipped).
    """

    def __init__(self, library: Library, generations: Generations) -> None:
        self._library = library
        self._generations = generations
        self._snapshot: Snapshot | None = None
        self._loading = threading.Lock()
        self.notices: tuple[str, ...] = ()

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        level2: str | None = None,
        unit: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        exclude_project: ProjectKey = (None, None),
    ) -> tuple[Precedent, ...]:
        """The k most similar precedents, best first: rows (`row` set) and whole declarations.

        `exclude_project` leaves out everything of a project, given by (code, name). `kind` limits
        the search to "indicator", "goal" or "declaration".
        """
        filters = ranking.Filters(level2, unit, year, kind, exclude_project)
        found: dict[str, Precedent] = {}
        for hit in self.hits(text, k=k * 3, filters=filters):
            precedent = hit.as_precedent()
            found.setdefault(precedent.id, precedent)
        return tuple(found.values())[:k]

    def hits(
        self, text: str, *, k: int = 10, filters: ranking.Filters | None = None
    ) -> tuple[ranking.Hit, ...]:
        """The k most similar entries, best first, with the text that was found."""
        snapshot = self._current()
        filters = filters or ranking.Filters()
        return ranking.rank(text, snapshot.entries, snapshot.vectors, k, filters)

    def same_project(self, code: str | None, name: str | None) -> Precedent | None:
        """The latest declaration of the same project (same code before same name), or None."""
        same = [e for e in self._whole() if same_project((code, name), ranking.project_of(e))]
        if not same:
            return None
        best = max(same, key=lambda e: (same_code(code, e.text_of("project_code")), _year(e), e.id))
        precedent = ranking.Hit(best, 1.0).as_precedent()
        return precedent.model_copy(update={"same_project": True})

    def declaration(self, precedent_id: str) -> Declaration:
        """The whole declaration behind a precedent's id (that of a row or of the declaration)."""
        declaration_id = precedent_id.partition("/")[0]
        found = self._library.find(declaration_id)
        if found is None:
            raise UsageError(_unknown(declaration_id))
        return found

    def list(self) -> tuple[StoredDeclaration, ...]:
        """What the index holds, by project name and year."""
        stored = (self._stored(entry) for entry in self._whole())
        return tuple(sorted(stored, key=lambda s: (s.project_name, s.year or 0, s.id)))

    def stats(self) -> IndexStats:
        """Counts for `index stats`."""
        kinds = [entry.kind for entry in self._current().entries]
        added = sum(stored.origin == "added" for stored in self.list())
        return IndexStats(
            declarations=kinds.count("declaration"),
            corpus=kinds.count("declaration") - added,
            added=added,
            indicators=kinds.count("indicator"),
            goals=kinds.count("goal"),
            embedder=EMBEDDER,
            location=self._generations.root,
        )

    def add(self, declarations: Iterable[Declaration]) -> tuple[Added, ...]:
        """Adds declarations for good; those already there (same content) stay as they are."""
        known = {entry.declaration_id for entry in self._whole()}
        results: list[Added] = []
        new: dict[str, Declaration] = {}
        for declaration in declarations:
            declaration_id = content_id(declaration)
            is_new = declaration_id not in known and declaration_id not in new
            name = declaration.project_name or "（未填项目名称）"
            results.append(Added(declaration_id, name, is_new))
            if is_new:
                new[declaration_id] = declaration
        if new:
            with self._generations.writing(), self._updating(new):
                for declaration in new.values():
                    self._library.write(declaration)
            self.refresh()
        return tuple(results)

    def remove(self, declaration_id: str) -> StoredDeclaration:
        """Removes a declaration that was added. Raises UsageError for one of the corpus."""
        entry = next((e for e in self._whole() if e.declaration_id == declaration_id), None)
        if entry is None:
            raise UsageError(_unknown(declaration_id))
        stored = self._stored(entry)
        with self._generations.writing(), self._updating({declaration_id: None}):
            self._library.delete(declaration_id)
        self.refresh()
        return stored

    def rebuild(self) -> IndexStats:
        """Builds everything anew from the declarations and swaps it in."""
        with self._generations.writing():
            self._build()
        self.refresh()
        return self.stats()

    def refresh(self) -> None:
        """Makes what is in memory equal to the declarations on disk, rebuilding if necessary."""
        with self._loading:
            wanted = fingerprint_of(self._library.fingerprint())
            known = self._snapshot.pointer if self._snapshot else None
            if known and known.fingerprint == wanted and known == self._generations.pointer():
                return
            self._snapshot = self._loaded(wanted) or self._rebuilt(wanted)

    def _current(self) -> Snapshot:
        """The snapshot in memory; re-read when another process has swapped the index."""
        if self._snapshot is None or self._generations.pointer() != self._snapshot.pointer:
            self.refresh()
        if self._snapshot is None:
            raise AssertionError("refresh() leaves a snapshot or raises")
        return self._snapshot

    def _loaded(self, fingerprint: str) -> Snapshot | None:
        pointer = self._generations.pointer()
        if pointer is None or pointer.fingerprint != fingerprint:
            return None
        try:
            return self._generations.load(pointer)
        except DamagedStoreError:
            return None

    def _rebuilt(self, fingerprint: str) -> Snapshot:
        """Waits for the lock; somebody else may have done the work by then."""
        with self._generations.writing():
            before = self._generations.pointer()
            snapshot = self._loaded(fingerprint)
            if snapshot is None:
                if before is not None and before.fingerprint == fingerprint:
                    self.notices = (*self.notices, DAMAGED)
                self._build()
                pointer = self._generations.pointer()
                snapshot = self._generations.load(pointer) if pointer else None
        if snapshot is None:
            raise AssertionError("a build leaves a pointer or raises")
        return snapshot

    def _build(self) -> None:
        fingerprint = fingerprint_of(self._library.fingerprint())
        declarations, problems = self._library.read()
        self.notices = (*self.notices, *(p for p in problems if p not in self.notices))
        entries = [e for key, value in declarations.items() for e in entries_of(key, value)]
        self._generations.build(entries, fingerprint)

    @contextmanager
    def _updating(self, changed: Mapping[str, Declaration | None]) -> Iterator[None]:
        """The library changes inside; the index follows, in place if it was fresh before."""
        pointer = self._generations.pointer()
        before = fingerprint_of(self._library.fingerprint())
        yield
        entries = [e for key, value in changed.items() if value for e in entries_of(key, value)]
        after = fingerprint_of(self._library.fingerprint())
        try:
            if pointer is None or pointer.fingerprint != before:
                raise DamagedStoreError("stale before the change")
            self._generations.replace(tuple(changed), entries, after)
        except DamagedStoreError:
            self._build()

    def _whole(self) -> tuple[Entry, ...]:
        return tuple(e for e in self._current().entries if e.kind == "declaration")

    def _stored(self, entry: Entry) -> StoredDeclaration:
        return StoredDeclaration(
            id=entry.declaration_id,
            origin=self._library.origin_of(entry.declaration_id),
            project_name=entry.text_of("project_name") or "",
            project_code=entry.text_of("project_code"),
            year=entry.number_of("year"),
            unit=entry.text_of("applicant_unit"),
        )


def _year(entry: Entry) -> int:
    return entry.number_of("year") or 0


def _unknown(declaration_id: str) -> str:
    return f"检索库里没有编号为“{declaration_id}”的申报表；用 index list 查看全部编号。"
