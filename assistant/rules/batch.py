"""Several declarations set side by side: which are one unit's, and which are one project's.

What belongs here: how forms are grouped, and the readings of names and texts that several rules
between forms share. Grouping goes by keys, never form against form, so that a batch of ten thousand
takes time in proportion to its size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from assistant.model import Declaration, SourceCell, Value
from assistant.rules.form import Form
from assistant.rules.places import place_of
from assistant.rules.text import shorten
from assistant.vocabulary.profile import Profile

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Entry:
    """One declaration of a batch: where it was read, and its form."""

    def __init__(
        self,
        file: str,
        number: int,
        form: Form,
        cells: Mapping[str, SourceCell] | None = None,
    ) -> None:
        self.file = file
        self.number = number
        self.form = form
        self.cells = cells or {}

    @property
    def declaration(self) -> Declaration:
        """The declaration itself."""
        return self.form.declaration

    @property
    def profile(self) -> Profile:
        """Its profile."""
        return self.form.profile

    @property
    def year(self) -> int | None:
        """The budget year, None when unknown."""
        return self.form.year

    @cached_property
    def name(self) -> str:
        """The project's name as written."""
        return self.form.text("project_name")

    @cached_property
    def code(self) -> str:
        """The project's code without blanks."""
        return plain(self.form.text("project_code"))

    @cached_property
    def unit(self) -> str:
        """Who applies, in one spelling; "" when unknown."""
        return unit_key(self.form.text("applicant_unit") or self.form.text("budget_unit"))

    @cached_property
    def project(self) -> str:
        """What tells this project from others: its code, else its unit and name."""
        return self.code or f"{self.unit}/{plain(self.name)}"

    @property
    def title(self) -> str:
        """The project in words: “基层党建”, else its code or file."""
        if self.name:
            return f"“{shorten(self.name, 30)}”"
        return f"项目{self.code}" if self.code else f"{self.file}第{self.number + 1}张表"

    def place(self, path: str) -> str:
        """Where the path stands: `“基层党建” 年度目标`."""
        return f"{self.title} {place_of(path, self.form, self.cells)}"


class Spot(Value, kw_only=False):
    """A place in one declaration of the batch."""

    entry: Entry
    path: str


class Batch:
    """All declarations of one call. Versions of one form (same project, same year) count once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._done: dict[Callable[[Batch], Any], Any] = {}

    def once(self, work: Callable[[Batch], T]) -> T:
        """What `work` makes of this batch, worked out once however many rules ask."""
        if work not in self._done:
            self._done[work] = work(self)
        done: T = self._done[work]
        return done

    @cached_property
    def projects(self) -> tuple[Entry, ...]:
        """One entry per project and year: the first."""
        found: dict[tuple[str, str, int | None], Entry] = {}
        for entry in self.entries:
            found.setdefault((entry.code, plain(entry.name), entry.year), entry)
        return tuple(found.values())

    @cached_property
    def peers(self) -> tuple[tuple[Entry, ...], ...]:
        """The projects of one unit and one year, for every unit and year with at least two."""
        groups = grouped(self.projects, lambda entry: (entry.unit, entry.year))
        return tuple(group for (unit, _), group in groups.items() if unit and len(group) > 1)

    @cached_property
    def years(self) -> tuple[tuple[Entry, Entry], ...]:
        """The same project in two years, earlier first, each year with the next one there is."""
        return tuple(pair for history in self.histories for pair in pairwise(history))

    @cached_property
    def histories(self) -> tuple[tuple[Entry, ...], ...]:
        """The years of each project of which there are several, in order."""
        dated = [entry for entry in self.projects if entry.year is not None]
        by_code = grouped((e for e in dated if e.code), lambda entry: entry.code)
        found = [_by_year(group) for group in by_code.values()]
        joined = {id(entry) for history in found if len(history) > 1 for entry in history}
        rest = (entry for entry in dated if id(entry) not in joined and entry.name and entry.unit)
        by_name = grouped(rest, lambda entry: (entry.unit, plain(entry.name)))
        found += [_by_year(group) for group in by_name.values()]
        return tuple(history for history in found if len(history) > 1)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """The items by key, in the order in which they come."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {key: tuple(group) for key, group in groups.items()}


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first entry of every project."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.project, entry)
    return tuple(found.values())


def shared(
    peers: Iterable[Entry], keys: Callable[[Entry], Iterable[tuple[K, str]]]
) -> Iterator[tuple[K, tuple[Spot, ...]]]:
    """Each key that two or more projects have, with one spot per project.

    `keys` gives the keys of one declaration, each with its path.
    """
    found: dict[K, dict[str, Spot]] = {}
    for entry in peers:
        for key, path in keys(entry):
            found.setdefault(key, {}).setdefault(entry.project, Spot(entry, path))
    for key, spots in found.items():
        if len(spots) > 1:
            yield key, tuple(spots.values())


def plain(text: str) -> str:
    """The text in one width, without blanks and punctuation: for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def unit_key(name: str) -> str:
    """A unit's name for comparing: widths, blanks and （本级） do not tell units apart."""
    return plain(name).removesuffix("本级")


def titles_of(spots: Iterable[Spot]) -> str:
    """“甲”、“乙”等3个项目."""
    titles = list(dict.fromkeys(spot.entry.title for spot in spots))
    shown = "、".join(titles[:4])
    return f"{shown}等{len(titles)}个项目" if len(titles) > 4 else shown


def _by_year(group: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry per year, in order."""
    years: dict[int, Entry] = {}
    for entry in group:
        years.setdefault(entry.year or 0, entry)
    return tuple(years[year] for year in sorted(years))
