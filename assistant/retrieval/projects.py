"""The declarations of an index by project: which belong together, found without looking at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
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
    """Looks declarations up by project. Numbers are positions in `owners`."""

    def __init__(self, owners: Sequence[Owner], present: Collection[int] | None = None) -> None:
        self.owners = owners
        self._present = range(len(owners)) if present is None else sorted(present)

    def same(self, key: ProjectKey) -> list[int]:
        """The declarations of a project, as `identity.same_project` has it."""
        code, name = plain_code(key[0]), plain_name(key[1])
        maybe = set(self._by_code.get(code, ()))
        maybe.update(*(self._by_name.get(part, ()) for part in (name, *_cut(name))))
        maybe.update(self._by_cut_name.get(name, ()))
        return sorted(n for n in maybe if same_project(key, self.owners[n].project))

    @cached_property
    def series(self) -> list[int]:
        """For each declaration the number of the project it is a version of.

        The same code, or the same name at the same office: other offices have projects of the
        same name that are no versions of this one.
        """
        found = list(range(len(self.owners)))
        first: dict[tuple[str, ...], int] = {}
        for number in self._present:
            for key in _series_keys(self.owners[number]):
                other = _root(found, first.setdefault(key, number))
                found[_root(found, number)] = other
        return [_root(found, number) for number in range(len(found))]

    def versions(self, number: int) -> tuple[int | None, ...]:
        """The years of all forms of the same project, the latest first."""
        return self._versions[self.series[number]]

    @cached_property
    def _versions(self) -> dict[int, tuple[int | None, ...]]:
        years: dict[int, list[int | None]] = defaultdict(list)
        for number in self._present:
            years[self.series[number]].append(self.owners[number].year)
        return {
            series: tuple(sorted(found, key=lambda year: -(year or 0)))
            for series, found in years.items()
        }

    @cached_property
    def _by_code(self) -> dict[str, list[int]]:
        return _grouped((plain_code(self.owners[n].code), n) for n in self._present)

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return _grouped((plain_name(self.owners[n].name), n) for n in self._present)

    @cached_property
    def _by_cut_name(self) -> dict[str, list[int]]:
        """By the name without its last characters, as exports cut it."""
        names = ((plain_name(self.owners[n].name), n) for n in self._present)
        return _grouped((cut, n) for name, n in names for cut in _cut(name))


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


def _root(found: list[int], number: int) -> int:
    while found[number] != number:
        found[number] = found[found[number]]
        number = found[number]
    return number


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        if key:
            found[key].append(number)
    return found
