"""Which entries answer a query, best first: filters, likeness, order, versions of one project.

Likeness is made of two, each 0 to 1: the cosine of the vectors (as much as the embedder's share)
and BM25 (`lexicon.py`, the rest). The evaluation (`make eval`) compares it with either alone. Up to
`EXACT_UP_TO` entries, and whenever a filter is given, every entry that passes is compared; beyond
that the nearest by chroma's index and the best by BM25 are, together with all that was added since
the index was built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.model import Indicator, Precedent
from assistant.retrieval.columns import KINDS
from assistant.retrieval.entries import Entry
from assistant.retrieval.identity import ProjectKey
from assistant.retrieval.lexicon import lexical_scores
from assistant.retrieval.rows import DamagedStoreError
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.vectors import folded, normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int32]
    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.float32]

LONGEST_NAME = 80
EXACT_UP_TO = 20_000
FEWEST_CANDIDATES = 50
_ROW_FIELDS = ("level1", "level2", "name", "value", "unit", "explanation")


@dataclass(frozen=True)
class Filters:
    """What a hit must be. `None`: anything."""

    level2: str | None = None
    unit: str | None = None
    year: int | None = None
    kind: str | None = None
    exclude_project: ProjectKey = (None, None)

    @property
    def narrow(self) -> bool:
        """True when something is asked for, not only left out."""
        return any((self.level2, self.unit, self.year, self.kind))


class Hit(NamedTuple):
    """An entry with its similarity to the query, 0 to 1. `versions`: the years of other forms of
    the same project that say the same."""

    entry: Entry
    score: float
    versions: tuple[int | None, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The hit as `index search --format json` prints it."""
        entry = self.entry
        found: dict[str, Any] = {
            "id": entry.id,
            "kind": entry.kind,
            "project_name": entry.text_of("project_name"),
            "year": entry.number_of("year"),
            "level2": entry.text_of("level2"),
            "text": entry.text,
            "score": self.score,
            "declaration_path": entry.text_of("path"),
        }
        return {**found, "versions": list(self.versions)} if self.versions else found

    def as_precedent(self) -> Precedent:
        """The hit as drafting uses it: a row, or (for goals too) the whole declaration."""
        entry = self.entry
        is_row = entry.kind == "indicator"
        texts = {key: entry.text_of(key) for key in _ROW_FIELDS}
        return Precedent(
            id=entry.id if is_row else entry.declaration_id,
            project_name=entry.text_of("project_name") or "",
            project_code=entry.text_of("project_code"),
            year=entry.number_of("year"),
            unit=entry.text_of("applicant_unit"),
            row=entry.number_of("row"),
            indicator=Indicator().model_copy(update=texts) if is_row else None,
            score=self.score,
        )


class Query(NamedTuple):
    """What is looked for. `vector` None (an endpoint that does not answer): by words alone."""

    text: str
    vector: Numbers | None
    share: float
    """What the vector counts in the likeness."""


class Ranked(NamedTuple):
    """Positions with their likeness, best first; equal ones in order of their positions."""

    positions: Column
    scores: Numbers


def rank(query: Query, snapshot: Snapshot, count: int, filters: Filters) -> Ranked:
    """At least `count` of the most similar entries that pass, if there are as many."""
    import numpy as np

    passing = mask_of(snapshot, filters)
    lexical = lexical_scores(query.text, [segment.lexicon for segment in snapshot.segments])
    positions = _candidates(snapshot, query.vector, lexical, passing, count, filters)
    scores: Numbers = lexical[positions]
    if query.vector is not None:
        cosine = np.clip(snapshot.similarities(query.vector, positions), 0, 1)
        scores = np.float32(1 - query.share) * scores + np.float32(query.share) * cosine
    named = [p for p in _named(query.text, snapshot) if passing[p]]
    missing = np.setdiff1d(np.asarray(named, dtype=positions.dtype), positions)
    positions = np.concatenate([positions, missing])
    scores = np.concatenate([scores, np.zeros(len(missing), dtype=np.float32)])
    scores[np.isin(positions, named)] = 1
    scores = np.round(scores, 6)
    order = np.lexsort((positions, -scores))
    order = order[scores[order] > 0]
    return Ranked(positions[order], scores[order])


def hits_of(ranked: Ranked, snapshot: Snapshot, k: int) -> tuple[Hit, ...]:
    """The k best as hits. Forms of one project that say the same are one hit: the latest."""
    groups: dict[tuple[object, ...], list[Hit]] = {}
    told: Counter[tuple[object, ...]] = Counter()
    step = 2 * k + 10
    for start in range(0, len(ranked.positions), step):
        positions = ranked.positions[start : start + step].tolist()
        entries = snapshot.entries(positions)
        for position, score in zip(positions, ranked.scores[start : start + step], strict=True):
            if position not in entries:
                continue
            hit = Hit(entries[position], round(float(score), 4))
            key = _same(snapshot, position, hit.entry)
            # The second such row of one form is no version of its first.
            told[*key, hit.entry.declaration_id] += 1
            groups.setdefault((*key, told[*key, hit.entry.declaration_id]), []).append(hit)
        if len(groups) >= k:
            break
    return tuple(_latest(versions) for versions in list(groups.values())[: max(k, 0)])


def mask_of(snapshot: Snapshot, filters: Filters) -> Mask:
    """Which positions pass the filters."""
    import numpy as np

    columns, passing = snapshot.columns, snapshot.alive.copy()
    if filters.kind:
        passing &= columns.kind == (KINDS.index(filters.kind) if filters.kind in KINDS else -1)
    if filters.level2:
        number = snapshot.level2.known(plain_category(filters.level2))
        passing &= columns.level2 == (-1 if number is None else number)
    if filters.year is not None:
        passing &= columns.year == filters.year
    if filters.unit:
        passing &= _of_unit(snapshot, normalise(filters.unit))
    if any(filters.exclude_project):
        excluded = snapshot.projects.same(filters.exclude_project, snapshot.wholes)
        if excluded:
            passing &= ~np.isin(columns.owner, excluded)
    return passing


def positions_of(snapshot: Snapshot, filters: Filters) -> list[int]:
    """All positions that pass."""
    import numpy as np

    found: list[int] = np.flatnonzero(mask_of(snapshot, filters)).tolist()
    return found


def plain_category(level2: str) -> str:
    """A second-level category without the asterisk of required ones."""
    return level2.strip().lstrip("*＊")


def _of_unit(snapshot: Snapshot, wanted: str) -> Mask:
    """单位 means both: the applying unit (part of its name), or the unit a row is measured in."""
    import numpy as np

    measured = [n for n, unit in enumerate(snapshot.unit.texts) if normalise(unit or "") == wanted]
    owners = snapshot.projects.owners
    offices = [n for n, o in enumerate(owners) if any(wanted in office for office in o.offices)]
    columns = snapshot.columns
    return np.isin(columns.unit, measured) | np.isin(columns.owner, offices)


def _candidates(
    snapshot: Snapshot, vector: Numbers | None, lexical: Numbers, passing: Mask, count: int,
    filters: Filters,
) -> Column:  # fmt: skip
    """The positions to compare, in ascending order."""
    import numpy as np

    every = np.flatnonzero(passing).astype(np.int32)
    if vector is None or filters.narrow or len(every) <= EXACT_UP_TO:
        return every
    wanted = max(2 * count, FEWEST_CANDIDATES)
    try:
        near = snapshot.neighbours.nearest(vector, wanted)
    except DamagedStoreError:
        return every
    words = np.argpartition(-lexical, wanted)[:wanted]
    added = np.arange(len(snapshot.segments[0].numbers), len(snapshot))
    found = np.unique(np.concatenate([np.asarray(near, dtype=np.int64), words, added]))
    found = found[passing[found]]
    return every if len(found) < count else found.astype(np.int32)


def _named(query: str, snapshot: Snapshot) -> list[int]:
    """A project's code or name finds its declaration."""
    if len(query) > LONGEST_NAME or not query.strip():
        return []
    same = snapshot.projects.same((query, query), snapshot.wholes)
    return [snapshot.wholes[owner] for owner in same]


def _same(snapshot: Snapshot, position: int, entry: Entry) -> tuple[object, ...]:
    """Equal for what successive forms of one project repeat."""
    series = snapshot.projects.series[int(snapshot.columns.owner[position])]
    if entry.kind == "indicator":
        return series, entry.text_of("level2"), folded(entry.text_of("name") or "")
    return series, entry.kind, entry.text_of("path")


def _latest(versions: Sequence[Hit]) -> Hit:
    """The latest of the versions with the score of the best, and the years of the others."""
    first, *others = sorted(versions, key=lambda hit: -(hit.entry.number_of("year") or 0))
    years = tuple(hit.entry.number_of("year") for hit in others)
    return Hit(first.entry, versions[0].score, years)
