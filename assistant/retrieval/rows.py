"""The entries of one index on disk: text and metadata of each, in a table of SQLite.

A row number is given once and never again. Rows from 0 up to `base` were there when the index was
built (their vectors are in one file); those after were added in place and carry their own vector,
or none while an embedding endpoint did not answer. All changes are transactions.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.retrieval.entries import Entry

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

_BUSY_SECONDS = 30
_CHUNK = 500
_SCHEMA = """
CREATE TABLE entries (
  row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, declaration TEXT NOT NULL,
  kind TEXT NOT NULL, level2 TEXT, year INTEGER, unit TEXT,
  text TEXT NOT NULL, metadata TEXT NOT NULL, vector BLOB);
CREATE INDEX entries_of ON entries (declaration);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_INSERT = (
    "INSERT INTO entries (row, id, declaration, kind, level2, year, unit, text, metadata, vector)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class DamagedStoreError(Exception):
    """The files are not a readable index; they are derived and can be built again."""


class Row(NamedTuple):
    """What is kept in memory of an entry."""

    row: int
    declaration: str
    kind: str
    level2: str | None
    year: int | None
    unit: str | None


class Rows:
    """The table. One connection, shared between threads one at a time."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DamagedStoreError(f"no table at {path}")
        self._lock = threading.RLock()
        with _told():
            self._database = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self.base = int(self.state("base") or 0)

    @classmethod
    def create(cls, path: Path, entries: Iterable[Entry], state: dict[str, str]) -> Rows:
        """A new table holding the entries as its base, numbered from 0."""
        with _told():
            database = sqlite3.connect(path, isolation_level=None)
            database.executescript(_SCHEMA)
            database.execute("BEGIN")
            database.executemany(_INSERT, (_cells(e, row, None) for row, e in enumerate(entries)))
            (base,) = database.execute("SELECT count(*) FROM entries").fetchone()
            values = {**state, "base": str(base)}
            database.executemany("INSERT INTO state VALUES (?, ?)", values.items())
            database.execute("COMMIT")
            database.close()
        return cls(path)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What is read inside belongs together, whatever is written meanwhile."""
        with self._reading() as database:
            database.execute("BEGIN")
            try:
                yield
            finally:
                database.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._database.close()

    def version(self) -> int:
        """Changes when another connection has changed the table."""
        with self._reading() as database:
            return int(database.execute("PRAGMA data_version").fetchone()[0])

    def state(self, key: str) -> str | None:
        """What was noted about the index, None when nothing was."""
        with self._reading() as database:
            row = database.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
            return str(row[0]) if row else None

    def after(self, row: int) -> list[Row]:
        """The rows with a higher number than this, in order."""
        query = "SELECT row, declaration, kind, level2, year, unit FROM entries WHERE row > ?"
        with self._reading() as database:
            return [Row(*cells) for cells in database.execute(f"{query} ORDER BY row", (row,))]

    def numbers(self) -> list[int]:
        """The numbers of all rows there are."""
        with self._reading() as database:
            return [number for (number,) in database.execute("SELECT row FROM entries")]

    def count(self) -> int:
        """How many rows there are."""
        with self._reading() as database:
            return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])

    def count_added(self) -> int:
        """How many rows were added in place."""
        with self._reading() as database:
            query = "SELECT count(*) FROM entries WHERE row >= ?"
            return int(database.execute(query, (self.base,)).fetchone()[0])

    def declarations(self) -> frozenset[str]:
        """The ids of the declarations that are in."""
        with self._reading() as database:
            found = database.execute("SELECT DISTINCT declaration FROM entries")
            return frozenset(str(cell) for (cell,) in found)

    def added(self, after: int) -> list[tuple[int, str, bytes | None]]:
        """Number, text and vector of the rows with a higher number than this, in order."""
        query = "SELECT row, text, vector FROM entries WHERE row > ? ORDER BY row"
        with self._reading() as database:
            return database.execute(query, (after,)).fetchall()

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """The entries of those rows; what was removed meanwhile is left out."""
        found: dict[int, Entry] = {}
        for start in range(0, len(numbers), _CHUNK):
            chunk = [int(number) for number in numbers[start : start + _CHUNK]]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT row, id, text, metadata FROM entries WHERE row IN ({marks})"  # noqa: S608 - only question marks
            with self._reading() as database:
                for row, entry_id, text, metadata in database.execute(query, chunk):
                    found[row] = Entry(entry_id, text, json.loads(metadata))
        return found

    def wholes(self, after: int) -> list[Entry]:
        """The entries of whole declarations, of the rows with a higher number than this."""
        query = "SELECT id, text, metadata FROM entries WHERE kind = 'declaration' AND row > ?"
        with self._reading() as database:
            found = database.execute(f"{query} ORDER BY row", (after,))
            return [Entry(entry_id, text, json.loads(cells)) for entry_id, text, cells in found]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _told():
            yield self._database

    def without_vector(self) -> list[tuple[int, str]]:
        """Number and text of the added rows whose vector is still to be made."""
        query = "SELECT row, text FROM entries WHERE row >= ? AND vector IS NULL ORDER BY row"
        with self._reading() as database:
            return database.execute(query, (self.base,)).fetchall()


def change(
    path: Path,
    removed: Iterable[str],
    entries: Sequence[Entry],
    vectors: Matrix | None,
    state: dict[str, str],
) -> None:
    """Takes declarations out, puts entries in and notes the state: all of it, or nothing."""
    with _transaction(path) as database:
        database.executemany("DELETE FROM entries WHERE declaration = ?", ((i,) for i in removed))
        for place, entry in enumerate(entries):
            vector = None if vectors is None else vectors[place].tobytes()
            database.execute(_INSERT, _cells(entry, None, vector))
        _note(database, state)


def set_vectors(path: Path, numbers: Sequence[int], vectors: Matrix) -> None:
    """The vectors of rows that had none."""
    with _transaction(path) as database:
        for number, vector in zip(numbers, vectors, strict=True):
            database.execute(
                "UPDATE entries SET vector = ? WHERE row = ?", (vector.tobytes(), number)
            )
        _note(database, {"filled": str(max(numbers, default=0))})


def _note(database: sqlite3.Connection, state: dict[str, str]) -> None:
    database.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())


def _cells(entry: Entry, row: int | None, vector: bytes | None) -> tuple[object, ...]:
    metadata = json.dumps(entry.metadata)
    text = entry.text.encode("utf-8", "replace").decode()
    return (
        row, entry.id, entry.declaration_id, entry.kind, entry.text_of("level2"),
        entry.number_of("year"), entry.text_of("unit"), text, metadata, vector,
    )  # fmt: skip


@contextmanager
def _transaction(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise DamagedStoreError(f"no table at {path}")
    with _told():
        database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")
        finally:
            database.close()


@contextmanager
def _told() -> Iterator[None]:
    """Whatever SQLite raises becomes DamagedStoreError: the table can be built again."""
    try:
        yield
    except (sqlite3.Error, ValueError, UnicodeError) as error:
        raise DamagedStoreError(f"{type(error).__name__}: {error}") from error
