"""The declarations of an index by project: which belong together, found without looking at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import NamedTuple

from assistant.retrieval.entries import Entry
from assistant.retrieval.identity import (
    LONGEST_LOSS,
    SHORTEST_CUT_NAME,
    ProjectKey,
    plain_code,
    plain_name,
    same_project,
)
from assistant.retrieval.vectors import normalise


class Owner(NamedTuple):
    """A declaration as searching sees it."""

    id: str
    code: str | None
    name: str | None
    offices: tuple[str, ...]
    """The names of the applying and the budget unit, normalised."""
    year: int | None
    office: str | None = None
    """The applying unit as written."""

    @property
    def project(self) -> ProjectKey:
        """Code and name."""
        return self.code, self.name


def owner_of(whole: Entry) -> Owner:
    """The declaration behind its entry as a whole."""
    offices = (whole.text_of("applicant_unit"), whole.text_of("budget_unit"))
    return Owner(
        whole.declaration_id,
        whole.text_of("project_code"),
        whole.text_of("project_name"),
        tuple(dict.fromkeys(normalise(office) for office in offices if office)),
        whole.number_of("year"),
        whole.text_of("applicant_unit"),
    )


class Projects:
    """Looks declarations up by project. Numbers are given in the order of adding and stay.

    Only ever added to, so that the snapshots of one index share it; `present` of a snapshot says
    which declarations are (still) there.
    """

    def __init__(self) -> None:
        self.owners: list[Owner] = []
        self._numbers: dict[str, int] = {}
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_cut_name: dict[str, list[int]] = defaultdict(list)
        """By the name without its last characters, as exports cut it."""
        self._series_of: dict[tuple[str, ...], int] = {}
        self._members: list[list[int]] = []
        self.series: list[int] = []
        """For each declaration the project it is a version of: one with the same code, or the same
        name at the same office (other offices have projects of the same name that are none)."""

    def add(self, owner: Owner) -> int:
        """The number of the declaration, a new one if it is new."""
        number = self._numbers.setdefault(owner.id, len(self.owners))
        if number < len(self.owners):
            return number
        self.owners.append(owner)
        name = plain_name(owner.name)
        _file(self._by_code, plain_code(owner.code), number)
        _file(self._by_name, name, number)
        for cut in _cut(name):
            _file(self._by_cut_name, cut, number)
        self._join_series(number, owner)
        return number

    def number(self, declaration_id: str) -> int:
        """The number of a declaration that was added."""
        return self._numbers[declaration_id]

    def same(self, key: ProjectKey, present: Container[int]) -> list[int]:
        """The declarations of a project that are there, as `identity.same_project` has it."""
        code, name = plain_code(key[0]), plain_name(key[1])
        maybe = set(self._by_code.get(code, ()))
        maybe.update(*(self._by_name.get(part, ()) for part in (name, *_cut(name))))
        maybe.update(self._by_cut_name.get(name, ()))
        alike = (n for n in maybe if same_project(key, self.owners[n].project))
        return sorted(n for n in alike if n in present)

    def versions(self, number: int, present: Container[int]) -> tuple[int | None, ...]:
        """The years of all forms of the same project that are there, the latest first."""
        members = (n for n in self._members[self.series[number]] if n in present)
        return tuple(sorted((self.owners[n].year for n in members), key=lambda y: -(y or 0)))

    def _join_series(self, number: int, owner: Owner) -> None:
        keys = _series_keys(owner)
        joined = sorted({self._series_of[key] for key in keys if key in self._series_of})
        if joined:
            series, *others = joined
        else:
            series, others = len(self._members), []
            self._members.append([])
        self._members[series].append(number)
        self.series.append(series)
        for other in others:  # this form shows that two series are one
            for member in self._members[other]:
                self.series[member] = series
            self._members[series] += self._members[other]
            self._series_of.update(
                {key: series for key, found in self._series_of.items() if found == other}
            )
        self._series_of.update(dict.fromkeys(keys, series))


def _cut(name: str) -> list[str]:
    shorter = (name[: len(name) - lost] for lost in range(1, LONGEST_LOSS + 1))
    return [cut for cut in shorter if len(cut) >= SHORTEST_CUT_NAME]


def _series_keys(owner: Owner) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if owner.code:
        keys.append(("code", plain_code(owner.code)))
    if owner.name:
        keys.append(("name", plain_name(owner.name), *owner.offices[:1]))
    return keys


def _file(where: dict[str, list[int]], key: str, number: int) -> None:
    if key:
        where[key].append(number)
