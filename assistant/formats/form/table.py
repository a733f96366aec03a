"""The indicator rows of a form, in the order of the file, each with its cells and repairs.

Blank and merged category cells are filled down; a row that lost its first cells and slid to the
left is put back, with a note. What the rows add up to is decided in `finish.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from assistant.formats.base import Cell, Row, at, joined, lines_of
from assistant.formats.form.collect import named_place
from assistant.formats.form.entry import LEVELS, ROW_TEXTS, Entry, category_text, extra_of
from assistant.formats.form.heading import Columns, Heading, counts_columns
from assistant.formats.form.labels import Labels, line_pattern, plain
from assistant.formats.form.listed import Projects, cells_in, is_same
from assistant.formats.form.shifted import filled_at, put_back
from assistant.formats.form.target_cell import compose, is_sign, parts_of
from assistant.model import SourceCell

_KEPT_ASIDE = ("score", "remark")
_LEVEL_PAIR = re.compile(r"^([^-—–－/、:：]+)[-—–－/、:：]+(.+)$")
_MIDTERM = re.compile(r"(?:中期|长期|实施期|项目总体?).{0,4}(?:指标|目标)")


class Table:
    """Reads indicator rows one after the other; remembers the categories that blanks continue."""

    def __init__(self, heading: Heading, labels: Labels) -> None:
        self.heading = heading
        self.entries: list[Entry] = []
        self._labels = labels
        self._levels: dict[str, Cell] = {}
        self._projects = Projects(heading)
        self._side_is_midterm = _says_midterm(self._beside(heading.texts))
        self.notes: list[tuple[str, str]] = []
        self.place = ""
        """The place of the heading's last row."""

    def read(self, row: Row) -> bool:
        """Take the row as an indicator (two, where sets stand side by side). False: it is none."""
        if counts_columns(row) or self._is_band(row) or self._is_total(row):
            return True
        row, moved = put_back(row, self.heading, self._labels)
        annual = self._own_cells(row)
        if annual.keys() == {"number"} or self._is_unit(row, annual):
            return True  # a blank row that is numbered, or a unit above its projects
        if not self._is_indicator(annual):
            return False
        self._continue_project(row)
        if self.heading.midterm:
            other = cells_in(row, self.heading.midterm)
            if other.keys() & {"name", "value"}:
                self._add(other, row, midterm=True)
                if not annual.keys() & {"name", "value"}:
                    return True
        entry = self._add(annual, row, midterm=self._is_midterm(row))
        entry.notes.extend([(moved, row.place)] if moved else [])
        return True

    def _is_indicator(self, own: Mapping[str, Cell]) -> bool:
        """True for a row that says something of an indicator, be it only its category."""
        if own.keys() & set(ROW_TEXTS) or self._is_pair(own.get("level1")):
            return True
        levels = [own[name] for name in LEVELS if name in own]
        return "level2" in own and any(
            cell.covered == "above" or self._is_category(category_text(cell.text))
            for cell in levels
        )

    def fits(self, row: Row) -> bool:
        """True for a row that is an indicator beyond doubt, also after lines that are none."""
        own = self._own_cells(row)
        levels = [own[name] for name in LEVELS if name in own]
        return {"name", "value"} <= own.keys() and any(
            cell.covered == "above" or self._is_category(cell.text) for cell in levels
        )

    def extend(self, row: Row) -> bool:
        """Append the rest of a row that a page break cut. False when the row stands for itself."""
        own = self._own_cells(row)
        named = cells_in(row, self.heading.projects)
        both = [*own.values(), *named.values()]
        if not self.entries or any(cell.covered for cell in both) or not both:
            return False
        texts = self.entries[-1].texts
        if own.keys() & set(LEVELS) or ("value" in own and "value" in texts):
            return False
        self._projects.complete(row)
        self._take_completed()
        for name in ROW_TEXTS:
            if name in own:
                texts[name] = joined([texts.get(name, ""), own[name].text])
        return True

    def _add(self, own: dict[str, Cell], row: Row, *, midterm: bool) -> Entry:
        self._continue_levels(own, page_top=row.page_top)
        entry = Entry(
            project=dict(self._projects.own), midterm=midterm, place=row.place,
            aside=dict(self._projects.aside), headings=self._printed,
        )  # fmt: skip
        levels = {**self._levels}
        blank = _blank(row, self.heading.midterm if midterm else self.columns)
        for name, cell in (*blank.items(), *levels.items(), *own.items()):
            if name in (*LEVELS, *ROW_TEXTS, "sign"):
                entry.cells[name] = self._source(name, cell)
        entry.texts.update({name: category_text(cell.text) for name, cell in levels.items()})
        entry.texts.update({n: lines_of(own[n].text) for n in ROW_TEXTS if n in own})
        self._compose_value(entry, own)
        self._split_levels(entry)
        self._keep_aside(entry, own, row)
        self.entries.append(entry)
        return entry

    def _source(self, name: str, cell: Cell) -> SourceCell:
        place = named_place(cell.place, self._labels.label_of(name))
        return SourceCell(place=place, text=cell.text, at=cell.place)

    def _compose_value(self, entry: Entry, own: dict[str, Cell]) -> None:
        """Where the sign has a column of its own, the value is sign, number and unit together."""
        sign, value = own.get("sign"), own.get("value")
        if not ("sign" in self.heading.columns or self.heading.value_parts) or value is None:
            return
        if sign and not is_sign(sign.text):
            entry.notes.append((f"没有看懂符号“{sign.text.strip()}”，指标值照原文读入", sign.place))
            label = self.heading.texts.get(self.heading.columns["sign"], "指标性质")
            entry.extra.append(extra_of(label.strip(), sign))
            return
        unit = own["unit"].text if "unit" in own else ""
        entry.texts["value"] = compose(sign.text if sign else "", value.text, unit)
        parts = [cell.text.strip() for cell in (sign, value, own.get("unit")) if cell]
        entry.cells["value"] = entry.cells["value"].model_copy(update={"text": " ".join(parts)})

    def _is_pair(self, cell: Cell | None) -> bool:
        """产出指标-数量指标 in the one column there is for categories."""
        pair = _LEVEL_PAIR.match(cell.text) if cell else None
        labels = self._labels
        return bool(pair and labels.is_level1(pair.group(1)) and labels.is_level2(pair.group(2)))

    def _split_levels(self, entry: Entry) -> None:
        """产出指标-数量指标 in one cell; a category in the only column there is for one."""
        level1 = entry.texts.get("level1")
        pair = _LEVEL_PAIR.match(level1 or "")
        labels = self._labels
        if pair and self._is_pair(Cell(level1 or "", "")):
            entry.texts["level1"], entry.texts["level2"] = pair.group(1), pair.group(2)
        elif level1 and "level2" not in self.heading.columns and labels.level1_of(level1):
            entry.texts["level2"] = level1
        level2 = entry.texts.get("level2")
        above = labels.level1_of(level2) if level2 else None
        if (
            above
            and entry.texts.get("level1") in (None, level2)
            and not labels.is_level1(level2 or "")
        ):
            entry.texts["level1"] = above

    def _keep_aside(self, entry: Entry, own: dict[str, Cell], row: Row) -> None:
        """Cells under headings that no field holds."""
        for name in _KEPT_ASIDE:
            if name in own:
                entry.extra.append(extra_of("得分" if name == "score" else "偏差原因", own[name]))
        for column, label in self.heading.others.items():
            cell = filled_at(row, column)
            if cell and not cell.covered and column > self.heading.first:
                entry.extra.append(extra_of(label, cell))

    def _own_cells(self, row: Row) -> dict[str, Cell]:
        """Field → cell with text; the parts of a value by what they say."""
        own = cells_in(row, self.heading.columns)
        parts = [c for i in self.heading.value_parts if (c := filled_at(row, i))]
        return {**own, **parts_of(parts)} if len(parts) > 1 else own

    @cached_property
    def columns(self) -> Columns:
        """Field → column, with those a value is written into piece by piece."""
        parts = self.heading.value_parts
        names = ("sign", "value", "unit") if len(parts) > 2 else ("value", "unit")
        return {**dict(zip(names, parts, strict=False)), **self.heading.columns} | dict(
            zip(names, parts, strict=False)
        )

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        heading = self.heading
        return {name: heading.texts[column] for name, column in heading.projects.items()}

    def _is_category(self, text: str) -> bool:
        return self._labels.is_level1(text) or self._labels.is_level2(text)

    def _is_band(self, row: Row) -> bool:
        """A category across the table stands above its rows."""
        filled = row.filled()
        if len(filled) != 1:
            return False
        column, cell = filled[0]
        if self._labels.is_level1(cell.text) and not self._labels.level1_of(cell.text):
            self._levels = {"level1": cell}
            return True
        name = at(row.cells, self.heading.columns.get("name"))
        across = column < self.heading.columns.get("name", 0) and bool(name and name.covered)
        if self._labels.is_level2(cell.text) and (
            across or ("level2" not in self.heading.columns and column != self.heading.first)
        ):
            self._levels["level2"] = cell
            return True
        return False

    def _is_total(self, row: Row) -> bool:
        """合计, 总分: the sum of a column is no indicator."""
        first = next(iter(row.filled()), None)
        if first is None or not line_pattern("total").match(plain(first[1].text)):
            return False
        name = filled_at(row, self.heading.columns.get("name", 0))
        if name is None or name.covered or name is first[1]:
            self.notes.append((f"“{first[1].text.strip()}”一行是合计，不作为指标读入", row.place))
            return True
        return False

    def _is_unit(self, row: Row, own: Mapping[str, Cell]) -> bool:
        """In a list of projects: a unit alone, perhaps with its sum, stands above its projects."""
        if own.keys() & {*LEVELS, *ROW_TEXTS} or not (unit := self._projects.unit_above(row)):
            return False
        if len(row.filled()) > 1:
            said = f"“{unit.text.strip()}”一行是单位的合计，没有写项目和指标，未读入"
            self.notes.append((said, row.place))
        return True

    def _is_midterm(self, row: Row) -> bool:
        """True when a heading at the side of the row says 长期指标 or 中期指标."""
        beside = self._beside({i: c.text for i, c in enumerate(row.cells) if c.text.strip()})
        if beside:
            self._side_is_midterm = _says_midterm(beside)
        return self._side_is_midterm

    def _beside(self, texts: Mapping[int, str]) -> list[str]:
        """What stands left of the categories and is not the project's."""
        own = self.heading.projects.values()
        return [text for i, text in texts.items() if i < self.heading.first and i not in own]

    def _continue_project(self, row: Row) -> None:
        if self._projects.begins(row):
            self._levels = {}
        self._take_completed()

    def _take_completed(self) -> None:
        """Rows that were read before a page break cut their project's cells get the whole."""
        for entry in self.entries if self._projects.completed else ():
            for name, cell in entry.project.items():
                whole = self._projects.completed.get(cell.text, cell.text)
                entry.project[name] = cell.model_copy(update={"text": whole})
        self._projects.completed.clear()

    def _continue_levels(self, own: dict[str, Cell], *, page_top: bool) -> None:
        """Blank category cells repeat the row above; a new level1 does not keep the old level2."""
        for name in LEVELS:
            if page_top and name in own and (whole := self._cut_category(name, own[name])):
                own[name] = whole
        level1, level2 = own.get("level1"), own.get("level2")
        if level1 and not is_same(level1, self._levels.get("level1")):
            self._levels = {"level1": level1}
        if level2:
            self._levels["level2"] = level2

    def _cut_category(self, name: str, rest: Cell) -> Cell | None:
        """The whole of a category of which a page break left only the end (…满意 | 度指标)."""
        begun = self._levels.get(name)
        text = joined([begun.text, rest.text]) if begun else ""
        if begun is None or self._is_category(rest.text) or not self._is_category(text):
            return None
        for entry in self.entries:
            if entry.texts.get(name) == category_text(begun.text):
                entry.texts[name] = category_text(text)
        return Cell(text, begun.place)


def _says_midterm(texts: Iterable[str]) -> bool:
    return any(_MIDTERM.search(plain(text)) for text in texts)


def _blank(row: Row, columns: Columns) -> dict[str, Cell]:
    """The cells of the row's columns in which nothing stands."""
    cells = {name: at(row.cells, column) for name, column in columns.items()}
    return {n: c for n, c in cells.items() if c and not c.text.strip() and c.covered != "left"}
