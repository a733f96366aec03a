"""The indicator table of a form: which column holds what, and each row as an Indicator.

Blank and merged category cells are filled down; a row that lost its first cells and slid to the
left is put back, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.formats.base import Cell, Row, at, joined, lines_of
from assistant.formats.form.collect import Collected
from assistant.formats.form.labels import Labels, plain
from assistant.model import Indicator

Columns = Mapping[str, int]

ROW_TEXTS = (
    "name", "value", "unit", "explanation", "baseline", "actual", "weight", "midterm_value",
)  # fmt: skip
_VALUE_LIKE = re.compile(r"[\d≥≤<>=＝〉《》]|不适用|显著|明显")
_REMARKS = re.compile(r"[（(][^（）()]*(?:必填|选填|必选|可选)[^（）()]*[）)]")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]+[）)])")


def columns_of(row: Row, labels: Labels) -> Columns | None:
    """The meaning of each column when the row is an indicator heading, else None."""
    found: dict[str, int] = {}
    for column, cell in row.filled():
        field = labels.column(cell.text)
        if field:
            found.setdefault(field, column)
    names = found.keys() & {"level1", "level2", "name"}
    values = found.keys() & {"value", "unit", "midterm_value", "sign"}
    return found if names and values and len(names) + len(values) >= 3 else None


class Table:
    """Reads indicator rows one after the other; remembers the categories that blanks continue."""

    def __init__(self, columns: Columns, labels: Labels, into: Collected) -> None:
        self.columns = columns
        self.rows: list[Indicator] = []
        self._labels = labels
        self._into = into
        self._levels: dict[str, Cell] = {}

    def read(self, row: Row) -> bool:
        """Take the row as an indicator. False when nothing in it is one."""
        row = self._put_back(row)
        own = {f: c for f, column in self.columns.items() if (c := _filled_at(row, column))}
        if not own.keys() & {*ROW_TEXTS, "level2"}:
            return False
        self._continue_levels(own)
        pointer = f"/indicators/{len(self.rows)}"
        for field, cell in (*own.items(), *self._levels.items()):
            self._into.remember(f"{pointer}/{field}", cell, self._labels.profile.label_of(field))
        texts = {f: lines_of(own[f].text) for f in ROW_TEXTS if f in own}
        levels = {f: category_text(cell.text) for f, cell in self._levels.items()}
        self.rows.append(Indicator.model_validate({**levels, **texts}))
        return True

    def extend(self, row: Row) -> bool:
        """Append the rest of a row that a page break cut. False when the row stands for itself."""
        own = {f: c for f, column in self.columns.items() if (c := _filled_at(row, column))}
        if not self.rows or any(cell.covered for cell in own.values()) or not own:
            return False
        last = self.rows[-1]
        if own.keys() & {"level1", "level2"} or ("value" in own and last.value):
            return False
        more = {f: joined([getattr(last, f) or "", own[f].text]) for f in ROW_TEXTS if f in own}
        self.rows[-1] = last.model_copy(update=more)
        return True

    def _continue_levels(self, own: dict[str, Cell]) -> None:
        """Blank category cells repeat the row above; a new level1 does not keep the old level2."""
        level1, level2 = own.get("level1"), own.get("level2")
        if level1 and not _same(level1, self._levels.get("level1")):
            self._levels = {"level1": level1}
        if level2:
            self._levels["level2"] = level2

    def _put_back(self, row: Row) -> Row:
        missing = self._lost_cells(row)
        if not missing:
            return row
        filled = row.filled()
        first = filled[0][0]
        moved = [Cell("", row.place)] * missing + list(row.cells[first:])
        place = row.place
        self._into.note(
            f"这一行左移了{missing}格（首格“{filled[0][1].text.strip()}”站在左边一栏），已按列对齐",
            place,
            f"/indicators/{len(self.rows)}",
        )
        return Row((*row.cells[:first], *moved), place)

    def _lost_cells(self, row: Row) -> int:
        """How many columns the row slid to the left: 0 unless its first text proves it."""
        filled = row.filled()
        if not filled or any(cell.covered for cell in row.cells):
            return 0
        first, cell = filled[0]
        last = max(self.columns.values())
        for field in ("level2", "name"):
            home = self.columns.get(field, first)
            slid = home - first
            free = all(not _filled_at(row, c) for c in range(last - slid + 1, last + 1))
            if slid > 0 and free and self._belongs(field, cell, row, slid):
                return slid
        return 0

    def _belongs(self, field: str, first: Cell, row: Row, slid: int) -> bool:
        labels = self._labels
        if field == "level2":
            here = _filled_at(row, self.columns["level2"])
            return labels.is_level2(first.text) and not (here and labels.is_level2(here.text))
        if (
            labels.is_level1(first.text)
            or labels.is_level2(first.text)
            or "value" not in self.columns
        ):
            return False
        now = _filled_at(row, self.columns["value"])
        moved = _filled_at(row, self.columns["value"] - slid)
        return bool(moved and _VALUE_LIKE.search(moved.text)) and not (
            now and _VALUE_LIKE.search(now.text)
        )


def category_text(text: str) -> str:
    """A category as the model holds it: no star, no blanks inside, no （必填）, no numbering."""
    return _NUMBERED.sub("", _REMARKS.sub("", "".join(text.split()))).strip("*＊:：")


def _same(one: Cell, other: Cell | None) -> bool:
    return other is not None and plain(one.text) == plain(other.text)


def _filled_at(row: Row, column: int) -> Cell | None:
    cell = at(row.cells, column)
    return cell if cell and cell.text.strip() and cell.covered != "left" else None
