"""A list with a row per project and a column per category: each cell holds indicators as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.formats.base import Row, at
from assistant.formats.form.blocks import category_or_level1, items_in
from assistant.formats.form.collect import Collected
from assistant.formats.form.entry import Entry, source_of
from assistant.formats.form.heading import IDENTITY, Heading, project_columns_of, spread
from assistant.formats.form.labels import Labels
from assistant.formats.form.shifted import filled_at
from assistant.formats.form.table import Table
from assistant.formats.form.values import money_unit
from assistant.model import SourceCell

_FEWEST = 2

Levels = Mapping[str, str]


def category_columns(row: Row, below: Row | None, labels: Labels) -> AcrossTable | None:
    """The table that begins in this row, when its columns are categories; else None."""
    for heading, rows in ((below, 2), (row, 1)):
        if heading is None:
            continue
        texts = {i: c.text for each in (row, heading) for i, c in each.filled()}
        categories: dict[int, Levels] = {
            i: found for i, text in texts.items() if (found := category_or_level1(text, labels))
        }
        if rows > 1:
            categories = _under(spread(row), categories, heading, labels)
        projects = project_columns_of(texts, labels)
        if _is_list(categories, projects):
            taken = {*categories, *projects.values()}
            numbers = (i for i, text in texts.items() if "number" in dict(labels.columns(text)))
            columns = {"name": min(categories), **dict(zip(("number",), numbers, strict=False))}
            others = {
                i: text.strip() for i, text in texts.items() if i not in {*taken, *columns.values()}
            }
            known = Heading(columns, {}, others, rows, texts, projects)
            return AcrossTable(known, labels, dict(sorted(categories.items())))
    return None


def _under(
    tops: Sequence[str], categories: Mapping[int, Levels], below: Row, labels: Labels
) -> dict[int, Levels]:
    """Categories of the lower row with the 一级指标 that stands above them."""
    own = {i for i, _ in below.filled()}
    found: dict[int, Levels] = {}
    for i, levels in categories.items():
        above = tops[i].strip() if i < len(tops) else ""
        if i in own and labels.is_level1(above):
            found[i] = {**levels, "level1": above}
        else:
            found[i] = levels
    return found


def _is_list(categories: Mapping[int, Levels], projects: Mapping[str, int]) -> bool:
    """Projects on the left; at least two different categories beside each other on the right."""
    different = {levels.get("level2", levels.get("level1")) for levels in categories.values()}
    named = [projects[name] for name in IDENTITY & projects.keys()]
    same_rank = len({"level2" in levels for levels in categories.values()}) == 1
    few = len(different) < _FEWEST or len(different) < len(categories)
    return bool(named) and not few and max(named) < min(categories) and same_rank


class AcrossTable(Table):
    """Reads each row as one project."""

    def __init__(self, heading: Heading, labels: Labels, categories: Mapping[int, Levels]) -> None:
        super().__init__(heading, labels)
        self._categories = categories

    def read(self, row: Row) -> bool:
        """Take the row as a project with its indicators. False: it names none."""
        if self._is_total(row):
            return True
        if not any(filled_at(row, self.heading.projects[n]) for n in self._named):
            return False
        self._continue_project(row)
        held = tuple(self._holders(row))
        for column, levels in self._categories.items():
            cell = filled_at(row, column)
            for texts in items_in(cell.text, levels, self._labels) if cell else ():
                source: SourceCell = source_of(cell) if cell else SourceCell(place="", text="")
                self.entries.append(
                    Entry(
                        texts=texts,
                        cells=dict.fromkeys(texts, source),
                        place=row.place,
                        project=dict(self._projects.own),
                        aside=dict(self._projects.aside),
                        headings=self._printed,
                        running=held,
                    )
                )
        return True

    def offer(self, row: Row, into: Collected) -> None:
        """Point the fields of a project at the cells of a blank row, and its categories too."""
        for name, column in self.heading.projects.items():
            if blank := at(row.cells, column):
                unit = money_unit(self._printed.get(name, "")) or into.factor or 1
                into.remember(f"/{name}", blank, self._labels.label_of(name), scale=int(unit))
        into.running.extend(self._holders(row))

    def _holders(self, row: Row) -> Iterator[SourceCell]:
        """The cell of each category; none where columns stand for several categories each."""
        if all("level2" in levels for levels in self._categories.values()):
            for column, levels in self._categories.items():
                if cell := at(row.cells, column):
                    yield SourceCell(
                        place=cell.place, text=cell.text, at=cell.place, label=levels["level2"]
                    )

    def fits(self, row: Row) -> bool:
        """Never: a list that was left is left."""
        return False

    def extend(self, row: Row) -> bool:
        """Never: what a page break cut off cannot be told apart."""
        return False

    @property
    def _named(self) -> set[str]:
        return self.heading.projects.keys() & IDENTITY
