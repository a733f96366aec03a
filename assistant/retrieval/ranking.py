"""Which entries answer a query, best first: filters, similarity, order. Pure; nothing is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.model import Indicator, Precedent
from assistant.retrieval.entries import Entry
from assistant.retrieval.identity import ProjectKey, same_project
from assistant.retrieval.vectors import embed, normalise

if TYPE_CHECKING:
    from assistant.retrieval.vectors import Matrix

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
        row = Indicator(**{key: entry.text_of(key) for key in _ROW_FIELDS}) if is_row else None
        return Precedent(
            id=entry.id if is_row else entry.declaration_id,
            project_name=entry.text_of("project_name") or "",
            project_code=entry.text_of("project_code"),
            year=entry.number_of("year"),
            unit=entry.text_of("applicant_unit"),
            row=entry.number_of("row"),
            indicator=row,
            score=self.score,
        )


def rank(
    query: str, entries: Sequence[Entry], vectors: Matrix, k: int, filters: Filters
) -> tuple[Hit, ...]:
    """The k most similar entries that pass; a project's code or name finds its declaration."""
    allowed = [i for i, entry in enumerate(entries) if all(t(entry) for t in _tests(filters))]
    if not allowed or k < 1:
        return ()
    scores = vectors[allowed] @ embed([query])[0]
    found = []
    for i, cosine in zip(allowed, scores.tolist(), strict=True):
        score = 1.0 if _is_named(query, entries[i]) else min(max(cosine, 0.0), 1.0)
        if score > 0:
            found.append(Hit(entries[i], round(score, 4)))
    found.sort(key=lambda hit: (-hit.score, hit.entry.id))
    return tuple(found[:k])


def _tests(filters: Filters) -> list[Callable[[Entry], bool]]:
    tests: list[Callable[[Entry], bool]] = []
    if filters.kind:
        tests.append(lambda entry: entry.kind == filters.kind)
    if filters.level2:
        level2 = filters.level2.strip().lstrip("*＊")
        tests.append(lambda entry: entry.text_of("level2") == level2)
    if filters.year is not None:
        tests.append(lambda entry: entry.number_of("year") == filters.year)
    if filters.unit:
        wanted = normalise(filters.unit)
        tests.append(lambda entry: _is_of_unit(entry, wanted))
    if any(filters.exclude_project):
        tests.append(lambda entry: not same_project(filters.exclude_project, project_of(entry)))
    return tests


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
