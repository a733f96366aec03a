"""The indicator rows of a form, in the order of the file, each with its cells and repairs.

Blank and merged category cells are filled down; a row that lost its first cells and slid to the
left is put back, with a note. What the rows add up to is decided in `finish.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.formats.base import Cell, Row, at, joined, lines_of
from assistant.formats.form.collect import named_place
from assistant.formats.form.heading import Columns, Heading
from assistant.formats.form.labels import Labels, plain
from assistant.formats.form.target_cell import compose, is_sign
from assistant.model import ExtraCell, SourceCell

LEVELS = ("level1", "level2")
ROW_TEXTS = (
    "name", "value", "unit", "explanation", "baseline", "actual", "weight", "midterm_value",
)  # fmt: skip
PROJECT_FIELDS = ("project_code", "project_name", "applicant_unit", "annual_amount", "annual_goal")
_KEPT_ASIDE = ("score", "remark")
_VALUE_LIKE = re.compile(r"[\d≥≤<>=＝〉《》]|不适用|显著|明显")
_REMARKS = re.compile(r"[（(][^（）()]*(?:必填|选填|必选|可选)[^（）()]*[）)]")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]+[）)])")
_LEVEL_PAIR = re.compile(r"^([^-—–－/、:：]+)[-—–－/、:：]+(.+)$")
_MIDTERM = re.compile(r"(?:中期|长期|实施期|项目总体?).{0,4}(?:指标|目标)")


@dataclass
class Entry:
    """One row as read: texts by field, where they stood, what was repaired, whose project it is."""

    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, SourceCell] = field(default_factory=dict)
    extra: list[ExtraCell] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    project: dict[str, Cell] = field(default_factory=dict)
    midterm: bool = False
    place: str = ""
    """The place of its row."""
    spare: list[dict[str, str]] = field(default_factory=list)
    """The blank rows that follow in the file: field → place of the cell."""


class Table:
    """Reads indicator rows one after the other; remembers the categories that blanks continue."""

    def __init__(self, heading: Heading, labels: Labels) -> None:
        self.heading = heading
        self.entries: list[Entry] = []
        self._labels = labels
        self._levels: dict[str, Cell] = {}
        self._project: dict[str, Cell] = {}
        self._side_is_midterm = False

    def read(self, row: Row) -> bool:
        """Take the row as an indicator (two, where sets stand side by side). False: it is none."""
        columns = self.heading.columns
        row, moved = self._put_back(row)
        annual = _own(row, columns)
        if not annual.keys() & {*ROW_TEXTS, "level2"}:
            return False
        self._continue_project(annual)
        if self.heading.midterm:
            other = _own(row, self.heading.midterm)
            if other.keys() & {"name", "value"}:
                self._add(other, row, midterm=True)
                if not annual.keys() & {"name", "value"}:
                    return True
        entry = self._add(annual, row, midterm=self._is_midterm(row))
        entry.notes.extend([(moved, row.place)] if moved else [])
        return True

    def extend(self, row: Row) -> bool:
        """Append the rest of a row that a page break cut. False when the row stands for itself."""
        own = _own(row, self.heading.columns)
        if not self.entries or any(cell.covered for cell in own.values()) or not own:
            return False
        texts = self.entries[-1].texts
        if own.keys() & set(LEVELS) or ("value" in own and "value" in texts):
            return False
        for name in ROW_TEXTS:
            if name in own:
                texts[name] = joined([texts.get(name, ""), own[name].text])
        return True

    def _add(self, own: dict[str, Cell], row: Row, *, midterm: bool) -> Entry:
        self._continue_levels(own)
        entry = Entry(project=dict(self._project), midterm=midterm, place=row.place)
        levels = {**self._levels}
        blank = _blank(row, self.heading.midterm if midterm else self.heading.columns)
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
        if "sign" not in self.heading.columns or value is None:
            return
        if sign and not is_sign(sign.text):
            entry.notes.append((f"没有看懂符号“{sign.text.strip()}”，指标值照原文读入", sign.place))
            entry.extra.append(_extra("指标性质", sign))
            return
        unit = own["unit"].text if "unit" in own else ""
        entry.texts["value"] = compose(sign.text if sign else "", value.text, unit)
        parts = [cell.text.strip() for cell in (sign, value, own.get("unit")) if cell]
        entry.cells["value"] = entry.cells["value"].model_copy(update={"text": " ".join(parts)})

    def _split_levels(self, entry: Entry) -> None:
        """产出指标-数量指标 in one cell; a category in the only column there is for one."""
        level1 = entry.texts.get("level1")
        pair = _LEVEL_PAIR.match(level1 or "")
        labels = self._labels
        if pair and labels.is_level1(pair.group(1)) and labels.is_level2(pair.group(2)):
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
                entry.extra.append(_extra("得分" if name == "score" else "偏差原因", own[name]))
        for column, label in self.heading.others.items():
            cell = _filled_at(row, column)
            if cell and not cell.covered and column > self.heading.first:
                entry.extra.append(_extra(label, cell))

    def _is_midterm(self, row: Row) -> bool:
        """True when a heading at the side of the row says 长期指标 or 中期指标."""
        beside = [c.text for c in row.cells[: self.heading.first] if c.text.strip()]
        if beside:
            self._side_is_midterm = any(_MIDTERM.search(plain(text)) for text in beside)
        return self._side_is_midterm

    def _continue_project(self, own: dict[str, Cell]) -> None:
        """In a list of many projects a blank project cell repeats the one above."""
        named = {name: cell for name, cell in own.items() if name in PROJECT_FIELDS}
        if named.keys() & {"project_name", "project_code"}:
            same = all(
                name in self._project and plain(self._project[name].text) == plain(cell.text)
                for name, cell in named.items()
                if name in ("project_name", "project_code")
            )
            if not same:
                self._levels = {}
            self._project = {**self._project, **named} if same else named

    def _continue_levels(self, own: dict[str, Cell]) -> None:
        """Blank category cells repeat the row above; a new level1 does not keep the old level2."""
        level1, level2 = own.get("level1"), own.get("level2")
        if level1 and not _same(level1, self._levels.get("level1")):
            self._levels = {"level1": level1}
        if level2:
            self._levels["level2"] = level2

    def _put_back(self, row: Row) -> tuple[Row, str]:
        """The row with its cells under their headings, and what to say about it."""
        missing = self._lost_cells(row)
        if not missing:
            return row, ""
        first, cell = row.filled()[0]
        moved = [Cell("", row.place)] * missing + list(row.cells[first:])
        said = f"这一行左移了{missing}格（首格“{cell.text.strip()}”站在左边一栏），已按列对齐"
        return Row((*row.cells[:first], *moved), row.place), said

    def _lost_cells(self, row: Row) -> int:
        """How many columns the row slid to the left: 0 unless its first text proves it."""
        filled = row.filled()
        columns = self.heading.columns
        if not filled or self.heading.midterm or any(cell.covered for cell in row.cells):
            return 0
        first, cell = filled[0]
        last = max(columns.values())
        for name in ("level2", "name"):
            slid = columns.get(name, first) - first
            free = all(not _filled_at(row, c) for c in range(last - slid + 1, last + 1))
            if slid > 0 and free and self._belongs(name, cell, row, slid):
                return slid
        return 0

    def _belongs(self, name: str, first: Cell, row: Row, slid: int) -> bool:
        labels, columns = self._labels, self.heading.columns
        if name == "level2":
            here = _filled_at(row, columns["level2"])
            return labels.is_level2(first.text) and bool(here and not labels.is_level2(here.text))
        if labels.is_level1(first.text) or labels.is_level2(first.text) or "value" not in columns:
            return False
        now = _filled_at(row, columns["value"])
        moved = _filled_at(row, columns["value"] - slid)
        return bool(moved and _VALUE_LIKE.search(moved.text)) and not (
            now and _VALUE_LIKE.search(now.text)
        )


def category_text(text: str) -> str:
    """A category as the model holds it: no star, no blanks inside, no （必填）, no numbering."""
    return _NUMBERED.sub("", _REMARKS.sub("", "".join(text.split()))).strip("*＊:：")


def _own(row: Row, columns: Columns) -> dict[str, Cell]:
    return {name: cell for name, at in columns.items() if (cell := _filled_at(row, at))}


def _blank(row: Row, columns: Columns) -> dict[str, Cell]:
    """The cells of the row's columns in which nothing stands."""
    cells = {name: at(row.cells, column) for name, column in columns.items()}
    return {n: c for n, c in cells.items() if c and not c.text.strip() and c.covered != "left"}


def _same(one: Cell, other: Cell | None) -> bool:
    return other is not None and plain(one.text) == plain(other.text)


def _extra(label: str, cell: Cell) -> ExtraCell:
    return ExtraCell(label=label, value=lines_of(cell.text), place=cell.place)


def _filled_at(row: Row, column: int) -> Cell | None:
    cell = at(row.cells, column)
    return cell if cell and cell.text.strip() and cell.covered != "left" else None
