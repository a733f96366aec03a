"""What filters look at: one number per entry and column, texts as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.retrieval.projects import Projects
from assistant.retrieval.rows import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int32]

KINDS = ("declaration", "goal", "indicator")
_UNKNOWN_YEAR = 0


class Columns(NamedTuple):
    """What filters look at, one number per position; texts as places in `Terms`."""

    kind: Column
    level2: Column
    year: Column
    unit: Column
    owner: Column


class Terms:
    """Texts by number, the numbers in order of appearance. 0 is no text."""

    def __init__(self) -> None:
        self.texts: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: 0}

    def number(self, text: str | None) -> int:
        """The number of a text, a new one if it is new."""
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found

    def known(self, text: str | None) -> int | None:
        """The number of a text, None if it never appeared."""
        return self._numbers.get(text)


def blank(size: int) -> Columns:
    """Columns for that many entries, all zero."""
    import numpy as np

    return Columns(*(np.zeros(size, dtype=np.int32) for _ in Columns._fields))


def fill(
    columns: Columns, found: Sequence[Row], numbers: Column, terms: tuple[Terms, Terms],
    projects: Projects,
) -> None:  # fmt: skip
    """Writes the rows found where their numbers are; `terms` of categories and of units."""
    import numpy as np

    if not found:
        return
    level2, unit = terms
    at = np.searchsorted(numbers, np.fromiter((row.row for row in found), np.int32, len(found)))
    columns.kind[at] = [KINDS.index(row.kind) for row in found]
    columns.level2[at] = [level2.number(row.level2) for row in found]
    columns.year[at] = [row.year or _UNKNOWN_YEAR for row in found]
    columns.unit[at] = [unit.number(row.unit) for row in found]
    columns.owner[at] = [projects.number(row.declaration) for row in found]
