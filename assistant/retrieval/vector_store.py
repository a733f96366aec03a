"""Vectors on disk: the one module that imports chromadb.

Embedded client only (no server is started or contacted), always with our own vectors: chroma is
never given text to embed, because it would then try to fetch a model. Everything is opened for one
operation and closed again, so that a rebuilt index can replace an old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assistant.retrieval.entries import Entry, Metadata
from assistant.retrieval.vectors import DIMENSIONS, EMBEDDER, embed

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

    from assistant.retrieval.vectors import Matrix

COLLECTION = "entries-v1"
_BATCH = 2000


class DamagedStoreError(Exception):
    """The files are not a readable store; they are derived and can be built again."""


def chroma_version() -> str:
    """The version of the installed chromadb, without importing it."""
    return metadata.version("chromadb")


def create(folder: Path, entries: Sequence[Entry]) -> None:
    """A new store in an empty folder, holding the entries with their vectors."""
    with _opened(folder, new=True) as collection:
        _upsert(collection, entries)


def replace(folder: Path, declaration_ids: Sequence[str], entries: Sequence[Entry]) -> int:
    """Puts the entries in place of all that is stored for these declarations; returns the total."""
    with _opened(folder) as collection:
        collection.delete(where=cast("Any", {"declaration_id": {"$in": list(declaration_ids)}}))
        _upsert(collection, entries)
        return collection.count()


def load(folder: Path) -> tuple[tuple[Entry, ...], Matrix]:
    """All entries and their vectors, ordered by id. Raises DamagedStoreError."""
    import numpy as np

    with _opened(folder) as collection:
        stored: Mapping[str, Any] = collection.get(include=["documents", "metadatas", "embeddings"])
    vectors = np.asarray(stored["embeddings"], dtype=np.float32).reshape(
        len(stored["ids"]), DIMENSIONS
    )
    order = sorted(range(len(stored["ids"])), key=stored["ids"].__getitem__)
    entries = tuple(
        Entry(
            stored["ids"][i],
            stored["documents"][i],
            cast("Metadata", dict(stored["metadatas"][i])),
        )
        for i in order
    )
    return entries, vectors[order]


def _upsert(collection: Collection, entries: Sequence[Entry]) -> None:
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        collection.upsert(
            ids=[entry.id for entry in batch],
            documents=[entry.text for entry in batch],
            embeddings=cast("Any", embed([entry.text for entry in batch])),
            metadatas=[entry.metadata for entry in batch],
        )


@contextmanager
def _opened(folder: Path, *, new: bool = False) -> Iterator[Collection]:
    """The collection, closed afterwards. Whatever chroma raises becomes DamagedStoreError."""
    import chromadb
    from chromadb.config import Settings

    if not new and not (folder / "chroma.sqlite3").is_file():
        raise DamagedStoreError(f"no store in {folder}")
    client: Any = None
    try:
        client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        yield _created(client) if new else _existing(client)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # the Rust core panics with a BaseException
        raise DamagedStoreError(f"{type(error).__name__}: {error}") from error
    finally:
        if client is not None:
            client.close()


def _created(client: Any) -> Collection:
    collection = client.create_collection(
        COLLECTION,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine"}},
        metadata={"embedder": EMBEDDER, "chromadb": chroma_version()},
    )
    return cast("Collection", collection)


def _existing(client: Any) -> Collection:
    return cast("Collection", client.get_collection(COLLECTION, embedding_function=None))
