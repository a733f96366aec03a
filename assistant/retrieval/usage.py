"""The indicator library (指标库): which rows past forms use, with which values, how often, by whom.

Rows of the same category whose names say the same (numbers, punctuation and blanks aside) are one
indicator. A project counts once, however many years it has used the row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.model import Indicator, Precedent
from assistant.retrieval.entries import Entry
from assistant.retrieval.ranking import Filters, Query, Ranked, positions_of, rank
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.vectors import folded

OWN_KIND = 0.9
"""What a row's form being about the kind of work counts, compared with the row saying so itself."""
_LIKE_THE_BEST = 0.5
_ABOUT_IT = 0.2
"""Likeness below which an entry shares no more with a kind of work than a few characters."""
_MOST_VALUES = 5
_MOST_ROWS = 1000
"""Rows and forms that are looked at for a kind of work."""
_LIKE_A_ROW = 200
"""Rows that are looked at for one row of a draft."""

Tally = tuple[tuple[str, int], ...]


class Use(NamedTuple):
    """One project's use of an indicator: the row of its latest form."""

    id: str
    project_name: str
    unit: str | None
    year: int | None
    value: str | None
    measured_in: str | None = None


class UsedIndicator(NamedTuple):
    """One indicator of the library. Values and units with the number of projects, most first."""

    level2: str | None
    name: str
    score: float
    values: Tally
    units: Tally
    explanation: str | None
    uses: tuple[Use, ...]

    def precedents(self) -> tuple[Precedent, ...]:
        """One precedent per project: its row, under the indicator's usual name."""
        return tuple(
            Precedent(
                id=use.id,
                project_name=use.project_name,
                year=use.year,
                unit=use.unit,
                row=_row_number(use.id),
                indicator=Indicator(
                    level2=self.level2, name=self.name, value=use.value, unit=use.measured_in,
                    explanation=self.explanation,
                ),
                score=self.score,
            )
            for use in self.uses
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The indicator as `index rows --format json` prints it."""
        return {
            "level2": self.level2,
            "name": self.name,
            "score": self.score,
            "projects": len(self.uses),
            "values": [{"value": value, "projects": count} for value, count in self.values],
            "units": [{"unit": unit, "projects": count} for unit, count in self.units],
            "explanation": self.explanation,
            "used_by": [use._asdict() for use in self.uses],
        }


def of_work(
    query: Query | None, snapshot: Snapshot, k: int, filters: Filters
) -> list[UsedIndicator]:
    """What past forms use for a kind of work, the nearest and most used first; none where no form
    is about it. No query: for any work."""
    every = positions_of(snapshot, filters)
    if query is None:
        return used_indicators(dict.fromkeys(every, 1.0), snapshot, k)
    rows = rank(query, snapshot, _MOST_ROWS, filters)
    about = Filters(unit=filters.unit, year=filters.year, kind="declaration")
    forms = rank(query, snapshot, _MOST_ROWS, about)
    return used_indicators(relevance(rows, forms, every, snapshot), snapshot, k)


def like_row(query: Query, snapshot: Snapshot, k: int, filters: Filters) -> list[UsedIndicator]:
    """What past forms use where a row is to be written."""
    rows = rank(query, snapshot, _LIKE_A_ROW, filters)
    return used_indicators(nearest(rows), snapshot, k)


def nearest(rows: Ranked, least: float = 0.0) -> dict[int, float]:
    """By position, how near the rows are that are at least half as near as the nearest."""
    best = max(rows.scores.tolist(), default=0)
    pairs = zip(rows.positions.tolist(), rows.scores.tolist(), strict=True)
    return {p: score for p, score in pairs if score >= max(_LIKE_THE_BEST * best, least)}


def relevance(
    rows: Ranked, forms: Ranked, passing: Iterable[int], snapshot: Snapshot
) -> dict[int, float]:
    """By position, how near each passing row is to a kind of work: by its own words, or because
    its form is about it (its name, goals and rows together). Empty where nothing is about it."""
    near = nearest(rows, _ABOUT_IT)
    owners = snapshot.columns.owner
    about: dict[int, float] = {}
    for position, score in zip(forms.positions.tolist(), forms.scores.tolist(), strict=True):
        if score >= max(_LIKE_THE_BEST * float(forms.scores[0]), _ABOUT_IT):
            about.setdefault(int(owners[position]), score)
    for position in passing:
        if score := about.get(int(owners[position]), 0):
            near[position] = max(near.get(position, 0), OWN_KIND * score)
    return near


def used_indicators(scores: Mapping[int, float], snapshot: Snapshot, k: int) -> list[UsedIndicator]:
    """The k indicators that count most: by how near their rows are and how many projects have
    them."""
    positions = sorted(scores, key=lambda position: (-scores[position], position))
    entries = snapshot.entries(positions)
    groups: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for position in positions:
        if position in entries:
            groups[_key(entries[position])].append(position)
    found = [_indicator(group, entries, scores, snapshot) for group in groups.values()]
    found.sort(key=lambda item: (-item.score * (1 + len(item.uses)), item.level2 or "", item.name))
    return found[: max(k, 0)]


def _key(entry: Entry) -> tuple[str | None, str]:
    name = folded(entry.text_of("name") or "").replace(" ", "")
    return entry.text_of("level2"), "".join(c for c in name if c.isalnum()) or name


def _indicator(
    positions: Sequence[int], entries: Mapping[int, Entry], scores: Mapping[int, float],
    snapshot: Snapshot,
) -> UsedIndicator:  # fmt: skip
    latest = list(_latest_of_each_project(positions, entries, snapshot))
    rows = [entries[position] for position in latest]
    names = Counter(row.text_of("name") or "" for row in rows)
    told = Counter(row.text_of("explanation") for row in rows if row.text_of("explanation"))
    return UsedIndicator(
        level2=rows[0].text_of("level2"),
        name=names.most_common(1)[0][0],
        score=round(max(scores[position] for position in positions), 4),
        values=_tally(row.text_of("value") for row in rows),
        units=_tally(row.text_of("unit") for row in rows),
        explanation=told.most_common(1)[0][0] if told else None,
        uses=tuple(_use(row) for row in rows),
    )


def _latest_of_each_project(
    positions: Sequence[int], entries: Mapping[int, Entry], snapshot: Snapshot
) -> Iterator[int]:
    """One position per project, the nearest projects first."""
    latest: dict[int, int] = {}
    for position in positions:
        project = snapshot.projects.series[int(snapshot.columns.owner[position])]
        known = latest.setdefault(project, position)
        if _year(entries[position]) > _year(entries[known]):
            latest[project] = position
    yield from latest.values()


def _use(row: Entry) -> Use:
    return Use(
        row.id, row.text_of("project_name") or "", row.text_of("applicant_unit"),
        row.number_of("year"), row.text_of("value"), row.text_of("unit"),
    )  # fmt: skip


def _row_number(entry_id: str) -> int | None:
    number = entry_id.rpartition("/")[2]
    return int(number) if number.isdigit() else None


def _tally(texts: Iterable[str | None]) -> Tally:
    return tuple(Counter(text for text in texts if text).most_common(_MOST_VALUES))


def _year(entry: Entry) -> int:
    return entry.number_of("year") or 0
