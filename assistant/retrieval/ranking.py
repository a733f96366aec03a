"""Which entries answer a query, best first: filters, similarity, order. Pure; nothing is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.model import Indicator, Precedent
from assistant.retrieval.entries import Entry
from assistant.retrieval.identity import ProjectKey, same_project
from assistant.retrieval.vectors import embed, normalise

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

LONGEST_NAME = 80
_ROW_FIELDS = ("level1", "level2", "name", "value", "unit", "explanation")


@dataclass(frozen=True)
class Filters:
    """What a hit must be. `None`: anything."""

    level2: str | None = None
    unit: str | None = None
    year: int | None = None
    kind: str | None = None
    exclude_project: ProjectKey = (None, None)


class Hit(NamedTuple):
    """An entry with its similarity to the query, 0 to 1."""

    entry: Entry
    score: float

    def as_json(self) -> dict[str, Any]:
        """The hit as `index search --format json` prints it."""
        entry = self.entry
        return {
            "id": entry.id,
            "kind": entry.kind,
            "project_name": entry.text_of("project_name"),
            "year": entry.number_of("year"),
            "level2": entry.text_of("level2"),
            "text": entry.text,
            "score": self.score,
            "declaration_path": entry.text_of("path"),
        }

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


def rank(
    query: str, entries: Sequence[Entry], vectors: Matrix, k: int, filters: Filters
) -> tuple[Hit, ...]:
    """The k most similar entries that pass; a project's code or name finds its declaration."""
    import numpy as np

    scores = np.clip(vectors @ embed([query])[0], 0, 1)
    if len(query) <= LONGEST_NAME:
        named = [i for i, entry in enumerate(entries) if _is_named(query, entry)]
        scores[named] = 1
    for test in _tests(entries, filters):
        scores[[not test(entry) for entry in entries]] = 0
    best = np.argsort(-scores, kind="stable")[: max(k, 0)]  # entries are in order of their ids
    return tuple(Hit(entries[i], round(float(scores[i]), 4)) for i in best if scores[i] > 0)


def _tests(entries: Sequence[Entry], filters: Filters) -> Iterator[Callable[[Entry], bool]]:
    if filters.kind:
        yield lambda entry: entry.kind == filters.kind
    if filters.level2:
        level2 = filters.level2.strip().lstrip("*＊")
        yield lambda entry: entry.text_of("level2") == level2
    if filters.year is not None:
        yield lambda entry: entry.number_of("year") == filters.year
    if filters.unit:
        wanted = normalise(filters.unit)
        yield lambda entry: _is_of_unit(entry, wanted)
    if any(filters.exclude_project):
        projects = {project_of(entry) for entry in entries}
        excluded = {key for key in projects if same_project(filters.exclude_project, key)}
        yield lambda entry: project_of(entry) not in excluded


def _is_named(query: str, entry: Entry) -> bool:
    return entry.kind == "declaration" and same_project((query, query), project_of(entry))


def project_of(entry: Entry) -> ProjectKey:
    """Code and name of the project an entry belongs to."""
    return entry.text_of("project_code"), entry.text_of("project_name")


def _is_of_unit(entry: Entry, wanted: str) -> bool:
    """单位 means both: the applying unit (part of its name), or the unit a row is measured in."""
    offices = (entry.text_of("applicant_unit"), entry.text_of("budget_unit"))
    measured_in = normalise(entry.text_of("unit") or "")
    return wanted == measured_in or any(wanted in normalise(office or "") for office in offices)
