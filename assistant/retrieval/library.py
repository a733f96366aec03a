"""The truth behind the index: the corpus (JSON files) and the declarations a user added (SQLite).

    corpus/declarations/*.json      see `corpus.py`
    <data_dir>/library.sqlite3      what users added; written in transactions, on the disk (fsync)
                                    before `add` returns

An id is the hash of the content, so that adding the same form twice changes nothing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.errors import IndexUnavailable, UsageError
from assistant.model import Declaration
from assistant.retrieval.corpus import Corpus, content_id, first_line, json_files, read

Origin = Literal["corpus", "added"]

_BUSY_SECONDS = 30
_SCHEMA = """
CREATE TABLE IF NOT EXISTS declarations (
  id TEXT PRIMARY KEY, content TEXT NOT NULL, added_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE IF NOT EXISTS state (
  one INTEGER PRIMARY KEY CHECK (one = 1), library TEXT NOT NULL, revision INTEGER NOT NULL);
"""


class StoredDeclaration(NamedTuple):
    """One declaration of the library, as `index list` shows it. `versions` are the years of all
    forms of the same project, itself included, when there is more than one."""

    id: str
    origin: Origin
    project_name: str
    project_code: str | None
    year: int | None
    unit: str | None
    versions: tuple[int | None, ...] = ()


class Library:
    """The declarations of the corpus and those a user added. Safe between processes."""

    def __init__(self, data_dir: Path, corpus_dir: Path) -> None:
        self.corpus = Corpus(corpus_dir / "declarations")
        self.path = data_dir / "library.sqlite3"

    def signature(self) -> str:
        """Changes whenever a declaration is added, removed or edited. Reads no declaration."""
        return f"{self.corpus.signature()}/{self._added_signature()}"

    def ids(self) -> frozenset[str]:
        """The ids of all declarations."""
        return self.corpus_ids() | self._added_ids()

    def problems(self) -> tuple[str, ...]:
        """One sentence for each file of the corpus that could not be read."""
        return self.corpus.problems()

    def read(self, ids: Collection[str]) -> Iterator[tuple[str, Declaration]]:
        """The declarations of those ids, in order of the ids; what is gone is left out."""
        of_corpus = self.corpus.declarations()
        with self._reading() as database:
            for declaration_id in sorted(ids):
                if declaration_id in of_corpus:
                    yield declaration_id, of_corpus[declaration_id]
                elif database and (found := _content(database, declaration_id)):
                    yield declaration_id, found

    def find(self, declaration_id: str) -> Declaration | None:
        """The declaration of that id, None when there is none."""
        return next((found for _, found in self.read([declaration_id])), None)

    def corpus_ids(self) -> frozenset[str]:
        """The ids of the declarations that the corpus holds."""
        return frozenset(self.corpus.declarations())

    def add(self, declarations: Sequence[Declaration]) -> tuple[bool, ...]:
        """Adds all or none. True for each that was not there. On the disk when this returns."""
        known = set(self.corpus_ids())
        is_new: list[bool] = []
        with self._writing() as database:
            for declaration in declarations:
                declaration_id = content_id(declaration)
                is_new.append(declaration_id not in known and _insert(database, declaration))
                known.add(declaration_id)
            if any(is_new):
                database.execute("UPDATE state SET revision = revision + 1")
        return tuple(is_new)

    def delete(self, declaration_id: str) -> None:
        """Removes an added declaration; those of the corpus are removed by deleting their file."""
        if declaration_id in self.corpus_ids():
            raise UsageError(
                f"{declaration_id} 属于随附的语料，不能从检索库移除；"
                f"请改动 {self.corpus.folder} 里的文件。"
            )
        with self._writing() as database:
            database.execute("DELETE FROM declarations WHERE id = ?", (declaration_id,))
            database.execute("UPDATE state SET revision = revision + 1")

    def adopt(self, folder: Path) -> None:
        """Takes over the JSON files in which added declarations were kept before; moves them
        aside."""
        files = json_files(folder)
        found = [d for path in files for d in _read_quietly(path)]
        if found:
            self.add(found)
        for path in files:
            path.rename(path.with_suffix(".json.moved"))

    def _added_ids(self) -> frozenset[str]:
        with self._reading() as database:
            rows = database.execute("SELECT id FROM declarations") if database else ()
            return frozenset(str(row[0]) for row in rows)

    def _added_signature(self) -> str:
        with self._reading() as database:
            row = database.execute("SELECT library, revision FROM state") if database else None
            found = row.fetchone() if row else None
            return "{}:{}".format(*found) if found else "empty"

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The database, None as long as nothing was added."""
        if not self.path.is_file():
            yield None
            return
        with self._connected() as database:
            # Another process may just be making it.
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield database if tables[0] else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.path.parent, error) from error
        with self._connected() as database:
            database.execute("PRAGMA synchronous=FULL")
            database.execute("BEGIN IMMEDIATE")
            for statement in filter(str.strip, _SCHEMA.split(";")):
                database.execute(statement)
            database.execute(
                "INSERT OR IGNORE INTO state VALUES (1, ?, 0)", (uuid.uuid4().hex[:12],)
            )
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            ) as database:
                yield database
        except sqlite3.Error as error:
            raise IndexUnavailable(
                f"存放自己加入的申报表的 {self.path} 不能使用（{first_line(error)}）；"
                "请检查权限和磁盘空间，文件损坏时从备份恢复，或用 ASSISTANT_DATA_DIR 换一个文件夹。"
            ) from error


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that it is either the old one or the new one, even after a power cut."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def unwritable(path: Path, error: OSError) -> IndexUnavailable:
    """The sentence for a data folder that cannot be written."""
    return IndexUnavailable(
        f"不能写入数据文件夹 {path}（{error.strerror or error}）；"
        "请检查权限和磁盘空间，或用 ASSISTANT_DATA_DIR 换一个文件夹。"
    )


def _content(database: sqlite3.Connection, declaration_id: str) -> Declaration | None:
    row = database.execute(
        "SELECT content FROM declarations WHERE id = ?", (declaration_id,)
    ).fetchone()
    return Declaration.model_validate(json.loads(row[0])) if row else None


def _insert(database: sqlite3.Connection, declaration: Declaration) -> bool:
    # Lone surrogates (from a JSON file) cannot be stored as they are; escaped they can.
    content = json.dumps(declaration.as_json())
    inserted = database.execute(
        "INSERT OR IGNORE INTO declarations (id, content) VALUES (?, ?)",
        (content_id(declaration), content),
    )
    return inserted.rowcount == 1


def _read_quietly(path: Path) -> list[Declaration]:
    try:
        return list(read(path))
    except (OSError, ValueError):
        return []
