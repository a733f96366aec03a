"""The past rows and forms that a draft may ask about: from the index, never from its own project.

For each open row the indicator library is asked by name, unit and category, for a row without name
by the kind of work; for what is filled the nearest rows are shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, Declaration, Indicator, Precedent, ProjectFacts

if TYPE_CHECKING:
    from assistant.retrieval import Index

    Key = tuple[str | None, str | None]

_FORMS = 6
_ROWS_SHOWN = 6
_OF_EACH = 2
_INDICATORS = 12


def gathered(
    facts: ProjectFacts, rows: Sequence[Row], index: Index | None, *, same_project: bool
) -> tuple[tuple[Precedent, ...], Declaration | None]:
    """Similar rows and forms, the nearest first in each kind; and the project's own latest form,
    where it may be seen."""
    if index is None:
        return (), None
    code, name = facts.header_value("project_code"), facts.header_value("project_name")
    key = (str(code) if code else None, str(name) if name else None)
    found: dict[str, Precedent] = {}
    for precedent in _similar(rows, key, index):
        known = found.get(precedent.id)
        if known is None or known.score < precedent.score:
            found[precedent.id] = precedent
    earlier = index.same_project(*key) if same_project else None
    if earlier is None:
        return tuple(found.values()), None
    return (earlier, *found.values()), index.declaration(earlier.id)


def _similar(rows: Sequence[Row], key: Key, index: Index) -> Iterator[Precedent]:
    name = key[1]
    if name:
        yield from index.search(name, k=_FORMS, exclude_project=key)
    for row in rows:
        if row.open:
            yield from _of_the_library(row.indicator, name, key, index)
    stated = [row.indicator for row in rows if row.requirement and not row.open]
    for indicator in stated[:_ROWS_SHOWN]:
        yield from index.search(
            _as_searched(indicator), k=_OF_EACH, level2=indicator.level2, kind="indicator",
            exclude_project=key,
        )  # fmt: skip


def _of_the_library(
    row: Indicator, work: str | None, key: Key, index: Index
) -> Iterator[Precedent]:
    unnamed = row.name in (None, OPEN)
    if unnamed and not work:
        return
    find = index.indicators if unnamed else index.indicators_like
    text = (work or "") if unnamed else _as_searched(row)
    for used in find(text, k=_INDICATORS, level2=row.level2, exclude_project=key):
        yield from used.precedents()


def _as_searched(row: Indicator) -> str:
    """Name, value and unit: what tells rows apart."""
    parts = (row.name, row.value, row.unit)
    return " ".join(part for part in parts if part and OPEN not in part)
