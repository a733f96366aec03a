"""The index over past declarations: open, search, add, remove. Rebuilds itself when it has to."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import AssistantError, UsageError
from assistant.model import Declaration, Precedent
from assistant.retrieval import contents, ranking
from assistant.retrieval.contents import IndexStats
from assistant.retrieval.corpus import content_id
from assistant.retrieval.generations import Generations
from assistant.retrieval.identity import ProjectKey, same_code
from assistant.retrieval.library import Library, StoredDeclaration
from assistant.retrieval.querying import Querying
from assistant.retrieval.rows import DamagedStoreError
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.upkeep import Upkeep
from assistant.retrieval.vectors import BuiltIn, Embedder

if TYPE_CHECKING:
    from assistant.retrieval.usage import UsedIndicator
    from assistant.settings import EmbeddingEndpoint


class Added(NamedTuple):
    """What became of one declaration that was to be added."""

    id: str
    project_name: str
    is_new: bool


def open_index(
    data_dir: Path, corpus_dir: Path, endpoint: EmbeddingEndpoint | None = None
) -> Index:
    """The index of a data directory, built or rebuilt first when missing, stale or damaged.

    `endpoint`: whose vectors to use instead of the built-in ones. Raises IndexUnavailable when the
    index can be neither opened nor built.
    """
    wanted: Embedder = BuiltIn()
    if endpoint is not None:
        from assistant.retrieval.endpoint import Endpoint

        wanted = Endpoint(endpoint)
    library = Library(data_dir, corpus_dir)
    library.adopt(data_dir / "declarations")
    return Index(library, Generations(data_dir), wanted)


class Index:
    """Past declarations and their rows, searchable. Safe to share between threads.

    `notices` are sentences for the user about what happened (a repair, a file that was skipped, an
    endpoint that does not answer).
    """

    def __init__(self, library: Library, generations: Generations, wanted: Embedder) -> None:
        self.notices: tuple[str, ...] = ()
        self._library = library
        self._generations = generations
        self._upkeep = Upkeep(library, generations, wanted, self._tell)
        self._loading = threading.Lock()
        self._querying = Querying(self._tell)
        self._snapshot = self._upkeep.current(None)

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
        """The k most similar entries, best first, with the text that was found.

        Successive forms of one project that say the same are one hit, the latest.
        """
        if k < 1 or not text.strip():
            return ()
        filters = filters or ranking.Filters()
        try:
            return self._found(self._current(), text, k, filters)
        except DamagedStoreError:  # since it was opened
            self.refresh()
            return self._found(self._snapshot, text, k, filters)

    def indicators(
        self,
        work: str = "",
        *,
        k: int = 20,
        level2: str | None = None,
        unit: str | None = None,
        year: int | None = None,
        exclude_project: ProjectKey = (None, None),
    ) -> tuple[UsedIndicator, ...]:
        """The indicator library: what past forms use for a kind of work (blank: for any), the
        nearest and most used first; none where no form is about it. See `usage`."""
        from assistant.retrieval import usage

        snapshot = self._current()
        filters = ranking.Filters(level2, unit, year, "indicator", exclude_project)
        query = self._query(work, snapshot) if work.strip() else None
        return tuple(usage.of_work(query, snapshot, k, filters))

    def indicators_like(
        self,
        row: str,
        *,
        k: int = 20,
        level2: str | None = None,
        exclude_project: ProjectKey = (None, None),
    ) -> tuple[UsedIndicator, ...]:
        """What past forms use where a row is to be written: `row` is its name, with value and unit
        as far as they are known."""
        from assistant.retrieval import usage

        snapshot = self._current()
        filters = ranking.Filters(level2, kind="indicator", exclude_project=exclude_project)
        return tuple(usage.like_row(self._query(row, snapshot), snapshot, k, filters))

    @property
    def snapshot(self) -> Snapshot:
        """The index as it is in memory now: for measuring."""
        return self._current()

    def same_project(self, code: str | None, name: str | None) -> Precedent | None:
        """The latest declaration of the same project (same code before same name), or None."""
        snapshot = self._current()
        owners = snapshot.projects.owners
        same = snapshot.projects.same((code, name), snapshot.wholes)
        if not same:
            return None
        best = max(same, key=lambda n: (same_code(code, owners[n].code), owners[n].year or 0, n))
        position = snapshot.wholes[best]
        precedent = ranking.Hit(snapshot.entries([position])[position], 1.0).as_precedent()
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
        return contents.stored(self._current(), self._library.corpus_ids())

    def categories(self) -> dict[str, int]:
        """The second-level categories of the rows, with how many rows each has, most first."""
        return contents.categories(self._current())

    def stats(self) -> IndexStats:
        """Counts for `index stats`."""
        of_corpus, location = self._library.corpus_ids(), self._generations.root
        return contents.stats(self._current(), of_corpus, location)

    def add(self, declarations: Iterable[Declaration]) -> tuple[Added, ...]:
        """Adds declarations for good; those already there (same content) stay as they are.

        They are kept when this returns, even if the index could not be brought up to date (then
        a notice says so, and it is made up for at the next opening).
        """
        wanted = list(declarations)
        is_new = self._library.add(wanted)
        if any(is_new):
            self._follow()
        return tuple(
            Added(content_id(declaration), declaration.project_name or "（未填项目名称）", new)
            for declaration, new in zip(wanted, is_new, strict=True)
        )

    def remove(self, declaration_id: str) -> StoredDeclaration:
        """Removes a declaration that was added. Raises UsageError for one of the corpus."""
        stored = next((one for one in self.list() if one.id == declaration_id), None)
        if stored is None:
            raise UsageError(_unknown(declaration_id))
        self._library.delete(declaration_id)
        self._follow()
        return stored

    def rebuild(self) -> IndexStats:
        """Builds everything anew from the declarations and swaps it in."""
        with self._loading:
            self._snapshot = self._upkeep.rebuilt()
        return self.stats()

    def refresh(self) -> None:
        """Makes what is in memory equal to the declarations on disk, rebuilding if necessary."""
        with self._loading:
            self._snapshot = self._upkeep.current(self._snapshot)

    def _found(
        self, snapshot: Snapshot, text: str, k: int, filters: ranking.Filters
    ) -> tuple[ranking.Hit, ...]:
        query = self._query(text, snapshot)
        return ranking.hits_of(ranking.rank(query, snapshot, k, filters), snapshot, k)

    def _follow(self) -> None:
        """The index after a change of the declarations, which are safe already."""
        try:
            self.refresh()
        except AssistantError as error:
            self._tell(f"改动已经保存，但检索索引还没有更新：{error}")

    def _current(self) -> Snapshot:
        """The snapshot in memory; read again when another process has changed the index."""
        with self._loading:
            try:
                if self._generations.pointer() == self._snapshot.pointer:
                    self._snapshot = self._snapshot.updated()
                    return self._snapshot
            except DamagedStoreError:
                pass  # brought up to date, or built anew
            self._snapshot = self._upkeep.current(self._snapshot)
            return self._snapshot

    def _query(self, text: str, snapshot: Snapshot) -> ranking.Query:
        return self._querying.query(text, self._upkeep.embedder(snapshot.pointer))

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices = (*self.notices, notice)


def _unknown(declaration_id: str) -> str:
    return f"检索库里没有编号为“{declaration_id}”的申报表；用 index list 查看全部编号。"
