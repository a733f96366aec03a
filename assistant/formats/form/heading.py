"""The heading of an indicator table: which column holds what, by labels, over one row or two.

Side by side sets of columns (中期 left, 年度 right) are told apart by their group heading, else the
left one is the mid-term set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.formats.base import Row
from assistant.formats.form.labels import Labels, plain

Columns = Mapping[str, int]

_LEVELS = frozenset({"level1", "level2", "name"})
_VALUES = frozenset({"value", "unit", "midterm_value", "sign", "actual", "baseline", "explanation"})
_MIDTERM = re.compile(r"中期|长期|实施期|项目总|总体")
_GROUP = re.compile(r"指标|目标|绩效|中期|年度|长期|实施期")
_LONGEST_GROUP = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """Field → column; the same for a second set of mid-term columns; headings no field holds."""

    columns: Columns
    midterm: Columns = field(default_factory=dict)
    others: Mapping[int, str] = field(default_factory=dict)
    rows: int = 1

    @property
    def first(self) -> int:
        """The leftmost column that holds a category or a name."""
        return min(column for name, column in self.columns.items() if name in _LEVELS)


def heading_of(row: Row, below: Row | None, labels: Labels) -> Heading | None:
    """The heading that begins in this row, else None."""
    tops = _spread(row)
    if below and _is_group_row(row, labels) and _is_sub_heading(below, tops, labels):
        return _heading(_combined(below, tops, labels), tops, 2, labels)
    return _heading({i: cell.text for i, cell in row.filled()}, tops, 1, labels)


def _heading(
    texts: Mapping[int, str], tops: Sequence[str], rows: int, labels: Labels
) -> Heading | None:
    if len(texts) < 2:
        return None
    split = _second_set(texts, labels)
    left = {i: text for i, text in texts.items() if split is None or i < split}
    right = {i: text for i, text in texts.items() if split is not None and i >= split}
    columns, second = _assigned(left, labels), _assigned(right, labels)
    if not _is_enough(columns):
        return None
    taken = {*columns.values(), *second.values()}
    others = {i: text.strip() for i, text in texts.items() if i not in taken}
    if not second:
        return Heading(columns, {}, others, rows)
    left_is_annual = split is not None and _MIDTERM.search(_top(tops, split)) is not None
    annual, midterm = (columns, second) if left_is_annual else (second, columns)
    shared = {name: column for name, column in columns.items() if name in ("level1", "level2")}
    return Heading({**shared, **annual}, {**shared, **midterm}, others, rows)


def _is_enough(columns: Columns) -> bool:
    names, values = columns.keys() & _LEVELS, columns.keys() & _VALUES
    return bool(names and values - {"explanation"}) and len(names) + len(values) >= 3


def _second_set(texts: Mapping[int, str], labels: Labels) -> int | None:
    """The column where a second set with its own names begins."""
    names = [i for i, text in sorted(texts.items()) if "name" in dict(labels.columns(text))]
    twins = [i for i in names[1:] if plain(texts[i]) == plain(texts[names[0]])]
    if not twins:
        return None
    before = {plain(text) for i, text in texts.items() if i <= names[0]}
    return min(i for i, text in texts.items() if i > names[0] and plain(text) in before)


def _assigned(texts: Mapping[int, str], labels: Labels) -> dict[str, int]:
    """Each field to the column whose heading names it best; each column to one field."""
    wishes = sorted(
        (rank, column, name)
        for column, text in texts.items()
        for name, rank in labels.columns(text)
    )
    found: dict[str, int] = {}
    for _, column, name in wishes:
        if name not in found and column not in found.values():
            found[name] = column
    return found


def _combined(below: Row, tops: Sequence[str], labels: Labels) -> dict[int, str]:
    """The heading of each column from both rows."""
    texts: dict[int, str] = {}
    own = dict(below.filled())
    for column in range(max(len(tops), len(below.cells))):
        top = _top(tops, column)
        sub = own[column].text if column in own else ""
        text = next((t for t in (sub, sub + top, top + sub) if labels.columns(t)), sub)
        if sub or (top and (column == 0 or top is not _top(tops, column - 1))):
            texts[column] = text or top
    return texts


def _is_group_row(row: Row, labels: Labels) -> bool:
    """True when every cell is a heading or groups headings (绩效指标, 年度指标).

    A label with its value beside it (年度目标 | 完成…) groups nothing.
    """
    cells = [cell.text for _, cell in row.filled()]
    fields = [labels.field_of_cell(text) for text in cells]
    if fields and fields[0] and not any(fields[1:]):
        return False
    return bool(cells) and all(
        labels.columns(text) or (len(plain(text)) <= _LONGEST_GROUP and _GROUP.search(text))
        for text in cells
    )


def _is_sub_heading(below: Row, tops: Sequence[str], labels: Labels) -> bool:
    filled = below.filled()
    return len(filled) > 1 and all(
        _any_column((cell.text, cell.text + _top(tops, i), _top(tops, i) + cell.text), labels)
        for i, cell in filled
    )


def _any_column(texts: Iterable[str], labels: Labels) -> bool:
    return any(labels.columns(text) for text in texts)


def _spread(row: Row) -> list[str]:
    """The heading above each column: a merged or blank cell continues the one to its left."""
    texts: list[str] = []
    for cell in row.cells:
        own = cell.text.strip() and cell.covered != "left"
        texts.append(cell.text if own or not texts else texts[-1])
    return texts


def _top(tops: Sequence[str], column: int) -> str:
    return tops[column] if column < len(tops) else ""
