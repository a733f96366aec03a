"""What an index holds: its declarations, its categories, how much of each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assistant.retrieval.columns import KINDS
from assistant.retrieval.library import StoredDeclaration
from assistant.retrieval.snapshot import Snapshot


class IndexStats(NamedTuple):
    """How much the index holds, and with which vectors."""

    declarations: int
    corpus: int
    added: int
    indicators: int
    goals: int
    embedder: str
    location: Path


def stored(snapshot: Snapshot, of_corpus: frozenset[str]) -> tuple[StoredDeclaration, ...]:
    """The declarations, by project name and year. `of_corpus`: the ids that were not added."""
    found = (_stored(snapshot, owner, of_corpus) for owner in snapshot.wholes)
    return tuple(sorted(found, key=lambda one: (one.project_name, one.year or 0, one.id)))


def categories(snapshot: Snapshot) -> dict[str, int]:
    """The second-level categories of the rows, with how many rows each has, most first."""
    import numpy as np

    counts = np.bincount(snapshot.columns.level2[snapshot.alive]).tolist()
    found = {snapshot.level2.texts[n] or "": count for n, count in enumerate(counts) if count}
    found.pop("", None)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def stats(snapshot: Snapshot, of_corpus: frozenset[str], location: Path) -> IndexStats:
    """The counts; `location` is where the index is on disk."""
    import numpy as np

    kinds = np.bincount(snapshot.columns.kind[snapshot.alive], minlength=len(KINDS)).tolist()
    declarations, goals, indicators = kinds
    owners = snapshot.projects.owners
    added = sum(owners[owner].id not in of_corpus for owner in snapshot.wholes)
    return IndexStats(
        declarations=declarations,
        corpus=declarations - added,
        added=added,
        indicators=indicators,
        goals=goals,
        embedder=snapshot.pointer.embedder,
        location=location,
    )


def _stored(snapshot: Snapshot, owner: int, of_corpus: frozenset[str]) -> StoredDeclaration:
    found = snapshot.projects.owners[owner]
    versions = snapshot.projects.versions(owner, snapshot.wholes)
    return StoredDeclaration(
        id=found.id,
        origin="corpus" if found.id in of_corpus else "added",
        project_name=found.name or "",
        project_code=found.code,
        year=found.year,
        unit=found.office,
        versions=versions if len(versions) > 1 else (),
    )
