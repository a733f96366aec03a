"""Retrieval at 10,000 declarations (100,000 rows, 130,000 entries) against chroma and numpy.

Chroma and numpy get the same vectors in the same run. What is compared is timed in turns, one query
of each after the other, so that a busy machine slows both; the ratio is that of the medians.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.generated import declarations
from eval.timing import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.retrieval import Index

    Vectors = NDArray[np.float32]

DECLARATIONS = 10_000
QUERIES = 300
TOP = 10
BATCH = 2000
_NOBODY = ("440000000012", None)


def lines() -> Iterator[Line]:
    """The measurements, as each is done."""
    from assistant.retrieval.vectors import embed

    with tempfile.TemporaryDirectory(prefix="bench-index-") as folder:
        index, seconds = _built(Path(folder) / "ours")
        vectors = _vectors(index)
        raw, raw_seconds = _raw_chroma(Path(folder) / "raw", vectors)
        ratio = seconds / raw_seconds
        yield Line(
            f"build of {DECLARATIONS:,} declarations / raw chroma ingest of their vectors",
            f"{ratio:.2f}x ({seconds:.0f} s / {raw_seconds:.0f} s)", "<= 1.5x", ratio <= 1.5,
        )  # fmt: skip
        queries = _queries()
        embedded = embed(queries)
        yield _dense(index, raw, embedded)
        yield _recall(index, vectors, embedded)
        yield _whole(index, queries)
        yield from (_filtered(index, level2, vectors, embedded) for level2 in _SOME_CATEGORIES)
        yield _addition(index)


_SOME_CATEGORIES = ("数量指标", "生态效益指标")


def _built(data_dir: Path) -> tuple[Index, float]:
    """The index over generated declarations that are in the store; the seconds its build took."""
    from assistant.retrieval import open_index
    from assistant.retrieval.library import Library

    corpus = data_dir / "no-corpus"
    Library(data_dir, corpus).add(list(declarations(DECLARATIONS)))
    begun = time.perf_counter()
    index = open_index(data_dir, corpus)
    return index, time.perf_counter() - begun


def _vectors(index: Index) -> Vectors:
    import numpy as np

    return np.array(index.snapshot.segments[0].vectors)


def _raw_chroma(folder: Path, vectors: Vectors) -> tuple[Any, float]:
    """A plain collection of the same vectors and nothing else: chroma at its quickest."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    begun = time.perf_counter()
    for start in range(0, len(vectors), BATCH):
        batch = vectors[start : start + BATCH]
        ids = [str(row) for row in range(start, start + len(batch))]
        collection.add(ids=ids, embeddings=batch)
    return collection, time.perf_counter() - begun


def _queries() -> list[str]:
    """Rows as the drafter asks for them, of declarations that are not in the index."""
    some = declarations(QUERIES // 2, seed=2)
    return [f"{row.name} {row.value}" for one in some for row in one.indicators[:2]]


def _dense(index: Index, raw: Any, embedded: Vectors) -> Line:
    """The nearest rows by vector: what searching asks of the index, against chroma asked for 10."""
    from assistant.retrieval.ranking import FEWEST_CANDIDATES

    neighbours = index.snapshot.neighbours
    ours, theirs = _in_turns(
        lambda vector: neighbours.nearest(vector, FEWEST_CANDIDATES),
        lambda vector: raw.query(query_embeddings=[vector], n_results=TOP, include=["distances"]),
        list(embedded),
    )
    return _ratio(
        f"dense query, {len(index.snapshot):,} entries / raw chroma query", ours, theirs, 1.3
    )


def _recall(index: Index, vectors: Vectors, embedded: Vectors) -> Line:
    """Of the ten nearest by exact comparison, how many the index finds (equally near counts)."""
    import numpy as np

    from assistant.retrieval.ranking import FEWEST_CANDIDATES

    found = 0
    for vector in embedded:
        exact = vectors @ vector
        tenth = np.sort(exact)[-TOP]
        near = index.snapshot.neighbours.nearest(vector, FEWEST_CANDIDATES)
        best = sorted((float(exact[row]) for row in near), reverse=True)[:TOP]
        found += sum(score >= tenth - 1e-6 for score in best)
    recall = found / (TOP * len(embedded))
    return Line("recall@10 against exact search", f"{recall:.4f}", ">= 0.99", bool(recall >= 0.99))


def _whole(index: Index, queries: Sequence[str]) -> Line:
    """Vectors, words, fusion, one project left out, entries read: as the drafter calls it."""
    import numpy as np

    seconds = []
    for query in queries:
        begun = time.perf_counter()
        index.search(query, k=6, exclude_project=_NOBODY)
        seconds.append(time.perf_counter() - begun)
    median, late = 1000 * np.percentile(seconds, [50, 95])
    return Line(
        "whole search as the drafter calls it", f"p95 {late:.0f} ms (median {median:.0f} ms)",
        "<= 60 ms", bool(late <= 60),
    )  # fmt: skip


def _filtered(index: Index, level2: str, vectors: Vectors, embedded: Vectors) -> Line:
    """Filter, compare, take the ten best, against numpy with the passing rows already known."""
    import numpy as np

    from assistant.retrieval import Filters
    from assistant.retrieval.ranking import mask_of

    snapshot, filters = index.snapshot, Filters(level2=level2)
    known = np.flatnonzero(mask_of(snapshot, filters))

    def ours(vector: Vectors) -> Any:
        positions = np.flatnonzero(mask_of(snapshot, filters)).astype(np.int32)
        return positions[np.argsort(-snapshot.similarities(vector, positions))[:TOP]]

    def numpy(vector: Vectors) -> Any:
        return known[np.argsort(-(vectors[known] @ vector))[:TOP]]

    mine, theirs = _in_turns(ours, numpy, list(embedded[:100]))
    what = f"filtered dense query ({level2}, {len(known):,} rows) / exact numpy over those rows"
    return _ratio(what, mine, theirs, 1.5)


def _addition(index: Index) -> Line:
    """One declaration added to all those: kept, indexed and searchable."""
    seconds = []
    for one in declarations(5, seed=3):
        begun = time.perf_counter()
        index.add([one])
        index.search(one.project_name or "", k=1)
        seconds.append(time.perf_counter() - begun)
    return Line(
        f"one declaration added to {DECLARATIONS:,} and found (slowest of 5)",
        f"{max(seconds):.2f} s", "<= 0.5 s", max(seconds) <= 0.5,
    )  # fmt: skip


def _in_turns(
    ours: Callable[[Vectors], Any], theirs: Callable[[Vectors], Any], queries: Sequence[Vectors]
) -> tuple[float, float]:
    """Median seconds of each; the first query warms both."""
    import numpy as np

    seconds: list[tuple[float, float]] = []
    for query in queries:
        pair = []
        for work in (ours, theirs):
            begun = time.perf_counter()
            work(query)
            pair.append(time.perf_counter() - begun)
        seconds.append((pair[0], pair[1]))
    first, second = np.median(np.asarray(seconds[1:]), axis=0)
    return float(first), float(second)


def _ratio(what: str, ours: float, theirs: float, limit: float) -> Line:
    ratio = ours / theirs
    shown = f"{ratio:.2f}x ({1000 * ours:.1f} ms / {1000 * theirs:.1f} ms)"
    return Line(what, shown, f"<= {limit}x", ratio <= limit)
