"""Approximate nearest neighbours of a large index: the one module that imports chromadb.

Embedded client only (no server is started or contacted), always with our own vectors: chroma is
never given text to embed, because it would then try to fetch a model. A collection is written once,
when an index is built, and only read afterwards, so that no process can see another one's half.

It is written by a process of its own, which knows nothing but the vectors: chroma's files also hold
what stood before in memory that it did not fill, which in ours may be a key or somebody's text.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assistant.retrieval.rows import DamagedStoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


COLLECTION = "entries-v2"
_BATCH = 5000
"""Vectors given to chroma at once, near the most it takes: after each batch it writes the whole
list of ids."""
_SCATTERED = 20
"""One of so many goes in before the others."""
_PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV"),
    *("PYTHONHOME", "PYTHONPATH", "PYTHONUTF8"),
    *("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
)
"""Of the environment, what Python needs to run: everything else stays with us."""
_WRITE = f"from {__name__} import write; write()"
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 64}}
"""A row is compared with fewer before it is put in than chroma's 100: a third less work. Searching
takes many more candidates than are shown and compares them exactly; `make bench-index` says what
is found of what exact search finds."""


def chroma_version() -> str:
    """The version of the installed chromadb, without importing it."""
    return metadata.version("chromadb")


def create(folder: Path, vectors: Path, alike: Sequence[int]) -> None:
    """A collection of the vectors in that file (.npy), each under its row number.

    `alike` are all rows in an order in which similar ones stand together. They go in like that:
    what a row is compared with is then still in the processor's cache. But first go a few taken
    at random (always the same), because a graph that is given one kind after the other finds its
    way between them less well. Raises DamagedStoreError.
    """
    done = subprocess.run(  # noqa: S603 - a module of ours
        [sys.executable, "-c", _WRITE, str(folder.resolve()), str(vectors.resolve())],
        cwd=Path(__file__).resolve().parents[2],
        env={name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON},
        input=_scattered_first(alike).tobytes(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DamagedStoreError(said[-1] if said else f"exit code {done.returncode}")


def write() -> None:
    """The work of the process that `create` starts: folder and vectors are its arguments, the order
    of the rows (64-bit integers) its input."""
    import numpy as np

    folder, vectors = map(Path, sys.argv[1:])
    matrix = np.load(vectors, mmap_mode="r")
    order = np.frombuffer(sys.stdin.buffer.read(), np.int64)
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration=cast("Any", _CONFIGURATION)
        )
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            ids = [str(row) for row in rows.tolist()]
            collection.add(ids=ids, embeddings=cast("Any", matrix[rows]))
    finally:
        client.close()


def _scattered_first(alike: Sequence[int]) -> NDArray[np.int64]:
    """All rows: a share of them taken at random, then the others as in `alike`."""
    import numpy as np

    count = len(alike)
    scattered = np.random.default_rng(1).permutation(count)[: count // _SCATTERED]
    others = np.asarray(alike, dtype=np.int64)
    return np.concatenate([scattered, others[~np.isin(others, scattered)]])


class Neighbours:
    """The collection of one index, opened when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._collection: Any = None

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[int]:
        """The rows nearest to the vector, nearest first. Raises DamagedStoreError."""
        with _told():
            if self._collection is None:
                if not (self._folder / "chroma.sqlite3").is_file():
                    raise DamagedStoreError(f"no collection in {self._folder}")
                client = _client(self._folder)
                self._collection = client.get_collection(COLLECTION, embedding_function=None)
            found = self._collection.query(
                query_embeddings=vector[None, :], n_results=count, include=[]
            )
            return [int(row) for row in found["ids"][0]]


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))


@contextmanager
def _told() -> Iterator[None]:
    """Whatever chroma raises becomes DamagedStoreError."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, DamagedStoreError):
        raise
    except BaseException as error:  # the Rust core panics with a BaseException
        raise DamagedStoreError(f"{type(error).__name__}: {error}") from error
