"""One complete index in memory: columns for filtering, vectors and lexicons for searching.

Texts stay on disk and are read when a hit is shown. A snapshot never changes: `updated` gives the
next one, sharing what is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.retrieval.columns import KINDS, Columns, Terms, blank, fill
from assistant.retrieval.entries import Entry
from assistant.retrieval.generations import CHROMA, ROWS, VECTORS, Pointer
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.neighbours import Neighbours
from assistant.retrieval.projects import Projects, owner_of
from assistant.retrieval.rows import DamagedStoreError, Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.retrieval.vectors import Matrix

    Column = NDArray[np.int32]
    Mask = NDArray[np.bool_]

_MOST_SEGMENTS = 8
_CHUNK = 4096
"""Rows copied together at a time: what fits into a processor's cache."""


class Segment(NamedTuple):
    """A run of rows that came together (the base, or an addition): their numbers, and what finds
    them. A row removed later keeps its place."""

    numbers: Column
    vectors: Matrix
    lexicon: Lexicon


class Known(NamedTuple):
    """What one reading of the table gave, and the next one goes on from."""

    version: int
    filled: str | None
    segments: tuple[Segment, ...]
    columns: Columns
    alive: Mask
    level2: Terms
    unit: Terms
    projects: Projects


class Snapshot:
    """One state of one index. Positions count its rows from 0, those since removed included."""

    def __init__(self, pointer: Pointer, rows: Rows, neighbours: Neighbours, known: Known) -> None:
        self.pointer = pointer
        self.neighbours = neighbours
        self._rows = rows
        self._known = known
        self.segments, self.columns, self.alive = known.segments, known.columns, known.alive
        self.level2, self.unit, self.projects = known.level2, known.unit, known.projects
        self.count = int(known.alive.sum())

    @classmethod
    def load(cls, pointer: Pointer, folder: Path) -> Snapshot:
        """The index in that folder. Raises DamagedStoreError when it is not all there."""
        import numpy as np

        rows = Rows(folder / ROWS)
        try:
            vectors: Matrix = np.load(folder / VECTORS)
            lexicon = Lexicon.load(folder, rows.base)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedStoreError(f"{type(error).__name__}: {error}") from error
        if vectors.ndim != 2 or len(vectors) != rows.base:
            raise DamagedStoreError(f"{len(vectors)} vectors, not {rows.base}")
        base = Segment(np.arange(rows.base, dtype=np.int32), vectors, lexicon)
        with rows.at_one_moment():
            known = _read(rows, base, None)
        return cls(pointer, rows, Neighbours(folder / CHROMA), known)

    def updated(self) -> Snapshot:
        """This index as it is now; itself when nothing has changed."""
        if self._rows.version() == self._known.version:
            return self
        with self._rows.at_one_moment():
            known = _read(self._rows, self.segments[0], self._known)
        return Snapshot(self.pointer, self._rows, self.neighbours, known)

    def __len__(self) -> int:
        return len(self.alive)

    @property
    def signature(self) -> str | None:
        """The state of the declarations this index was last made equal to."""
        return self._rows.state("signature")

    @property
    def rows(self) -> Rows:
        """The table behind it."""
        return self._rows

    @cached_property
    def wholes(self) -> dict[int, int]:
        """By declaration that is there (its number in `projects`): the position of its whole."""
        import numpy as np

        whole = self.alive & (self.columns.kind == KINDS.index("declaration"))
        positions = np.flatnonzero(whole)
        return dict(zip(self.columns.owner[positions].tolist(), positions.tolist(), strict=True))

    def similarities(self, vector: NDArray[np.float32], positions: Column) -> Matrix:
        """Cosine with the rows at those positions (in ascending order)."""
        import numpy as np

        if 3 * len(positions) > len(self):
            every = np.concatenate([segment.vectors @ vector for segment in self.segments])
            return np.asarray(every[positions])
        found = np.empty(len(positions), dtype=np.float32)
        stops = list(accumulate(len(segment.numbers) for segment in self.segments))
        for segment, stop in zip(self.segments, stops, strict=True):
            start = stop - len(segment.numbers)
            low, high = (int(p) for p in np.searchsorted(positions, (start, stop)))
            found[low:high] = _dot(segment.vectors, positions[low:high] - start, vector)
        return found

    def entries(self, positions: Sequence[int]) -> dict[int, Entry]:
        """By position: the entries there."""
        numbers = {self._number(position): position for position in positions}
        found = self._rows.entries(tuple(numbers))
        return {numbers[number]: entry for number, entry in found.items()}

    def _number(self, position: int) -> int:
        for segment in self.segments:
            if position < len(segment.numbers):
                return int(segment.numbers[position])
            position -= len(segment.numbers)
        raise IndexError(position)


def _dot(vectors: Matrix, places: Column, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Those rows times the vector; without copying them where they stand together, as the rows of
    a category do."""
    import numpy as np

    if len(places) and int(places[-1]) - int(places[0]) == len(places) - 1:
        together: NDArray[np.float32] = vectors[int(places[0]) : int(places[-1]) + 1] @ vector
        return together
    found = np.empty(len(places), dtype=np.float32)
    for start in range(0, len(places), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        found[chunk] = vectors.take(places[chunk], axis=0, mode="clip") @ vector
    return found


def _read(rows: Rows, base: Segment, known: Known | None) -> Known:
    """The table as it is now. Of what is known only the new rows and the removals are read."""
    import numpy as np

    version, filled = rows.version(), rows.state("filled")
    added = known.segments[1:] if known and known.filled == filled else ()
    kept = (base, *(added if len(added) < _MOST_SEGMENTS else ()))
    last = max([rows.base - 1, *(int(segment.numbers[-1]) for segment in kept[1:])])
    new = _segment(rows, last, base.vectors.shape[1])
    segments = (*kept, new) if new else kept
    numbers = np.concatenate([segment.numbers for segment in segments])
    intact = known.alive if known and len(kept) == len(known.segments) else None
    alive = _alive(rows, numbers, intact)
    level2, unit = (known.level2, known.unit) if known else (Terms(), Terms())
    projects = known.projects if known else Projects()
    columns = blank(len(numbers))
    if known:
        size = sum(len(segment.numbers) for segment in kept)
        for column, before in zip(columns, known.columns, strict=True):
            column[:size] = before[:size]
    after = last if known else -1
    for whole in rows.wholes(after):
        projects.add(owner_of(whole))
    fill(columns, rows.after(after), numbers, (level2, unit), projects)
    return Known(version, filled, segments, columns, alive, level2, unit, projects)


def _alive(rows: Rows, numbers: Column, known: Mask | None) -> Mask:
    """Which of the rows with these numbers are in the table; `known` said so of the first of them.

    Counting tells whether any was removed: only then the numbers are read.
    """
    import numpy as np

    before = known if known is not None else np.zeros(0, dtype=np.bool_)
    new = np.ones(len(numbers) - len(before), dtype=np.bool_)
    if int(before.sum()) + len(new) == rows.count():
        return np.concatenate([before, new])
    return np.isin(numbers, np.asarray(rows.numbers(), dtype=np.int32))


def _segment(rows: Rows, after: int, dimensions: int) -> Segment | None:
    """What was added after that row; a row without a vector gets one of zeros."""
    import numpy as np

    found = rows.added(after)
    if not found:
        return None
    vectors = np.zeros((len(found), dimensions), dtype=np.float32)
    for place, (_, _, vector) in enumerate(found):
        if vector is not None:
            vectors[place] = np.frombuffer(vector, dtype=np.float32)
    numbers = np.asarray([number for number, _, _ in found], dtype=np.int32)
    return Segment(numbers, vectors, Lexicon.of([text for _, text, _ in found]))
