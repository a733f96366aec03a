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

IDENTITY = frozenset({"project_code", "project_name"})
_LEVELS = frozenset({"level1", "level2", "name"})
_VALUES = frozenset({"value", "unit", "midterm_value", "sign", "actual", "baseline", "explanation"})
_MIDTERM = re.compile(r"中期|长期|实施期|项目总|总体")
_GROUP = re.compile(r"指标|目标|绩效|中期|年度|长期|实施期")
_LONGEST_GROUP = 14
_FEWEST_COUNTED = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """Field → column; the same for a second set of mid-term columns; headings no field holds."""

    columns: Columns
    midterm: Columns = field(default_factory=dict)
    others: Mapping[int, str] = field(default_factory=dict)
    rows: int = 1
    texts: Mapping[int, str] = field(default_factory=dict)
    """Column → its heading as printed."""
    projects: Columns = field(default_factory=dict)
    """In a list of projects: field of the project → column."""
    value_parts: tuple[int, ...] = ()
    """The columns under one heading 指标值 in which its sign, number and unit stand apart."""

    @property
    def first(self) -> int:
        """The leftmost column that holds a category or a name."""
        return min(column for name, column in self.columns.items() if name in _LEVELS)


def heading_of(row: Row, below: Row | None, labels: Labels) -> Heading | None:
    """The heading that begins in this row, else None."""
    tops = spread(row)
    if below and _are_one_heading(row, below, tops, labels):
        both = _heading(_combined(below, tops, labels), tops, 2, labels)
        if both:
            return both
    return _heading({i: cell.text for i, cell in row.filled()}, tops, 1, labels)


def counts_columns(row: Row) -> bool:
    """1 | 2 | 3 | 4 under the headings: the numbers of the columns."""
    texts = [plain(cell.text).strip("()") for _, cell in row.filled()]
    if len(texts) < _FEWEST_COUNTED or not all(text.isdecimal() for text in texts):
        return False
    first = int(texts[0])
    return [int(text) for text in texts] == list(range(first, first + len(texts)))


def _heading(
    texts: Mapping[int, str], tops: Sequence[str], rows: int, labels: Labels
) -> Heading | None:
    if len(texts) < 2:
        return None
    split = _second_set(texts, labels)
    projects = project_columns_of(texts, labels)
    own = {i: text for i, text in texts.items() if i not in projects.values()}
    left = {i: text for i, text in own.items() if split is None or i < split}
    right = {i: text for i, text in own.items() if split is not None and i >= split}
    columns, second = _assigned(left, labels), _assigned(right, labels)
    if not _is_enough(columns):
        return None
    taken = {*columns.values(), *second.values(), *projects.values()}
    others = {i: text.strip() for i, text in texts.items() if i not in taken}
    midterm: Columns = {}
    if second:
        left_is_annual = split is not None and _MIDTERM.search(_top(tops, split)) is not None
        shared = {name: column for name, column in columns.items() if name in ("level1", "level2")}
        annual, midterm = (columns, second) if left_is_annual else (second, columns)
        columns, midterm = {**shared, **annual}, {**shared, **midterm}
    return Heading(columns, midterm, others, rows, texts, projects)


def project_columns_of(texts: Mapping[int, str], labels: Labels) -> dict[str, int]:
    """The columns of a list that hold what is the project's; none where no column names it."""
    found = _best({i: labels.project_columns(text) for i, text in texts.items()})
    return found if found.keys() & IDENTITY else {}


def _is_enough(columns: Columns) -> bool:
    names, values = columns.keys() & _LEVELS, columns.keys() & _VALUES
    return bool(names and values - {"explanation"}) and len(names) + len(values) >= 3


def _second_set(texts: Mapping[int, str], labels: Labels) -> int | None:
    """The column where a second set with its own names begins."""
    names = [i for i, text in sorted(texts.items()) if "name" in dict(labels.columns(text))]
    spelled = [plain(texts[i]) for i in names]
    first = next((i for i, text in zip(names, spelled, strict=True) if spelled.count(text) > 1), -1)
    if first < 0:
        return None
    before = {plain(text) for i, text in texts.items() if i <= first}
    return min(i for i, text in texts.items() if i > first and plain(text) in before)


def _assigned(texts: Mapping[int, str], labels: Labels) -> dict[str, int]:
    """Each field to the column whose heading names it best; each column to one field."""
    return _best({column: labels.columns(text) for column, text in texts.items()})


def _best(named: Mapping[int, Iterable[tuple[str, int]]]) -> dict[str, int]:
    wishes = sorted((rank, column, name) for column, ranks in named.items() for name, rank in ranks)
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


def _are_one_heading(row: Row, below: Row, tops: Sequence[str], labels: Labels) -> bool:
    """True when the row groups the headings of the one below it."""
    if _is_merged_onto(row, below):
        return any(labels.columns(cell.text) for _, cell in below.filled())
    return _is_group_row(row, labels) and _is_sub_heading(below, tops, labels)


def _is_merged_onto(row: Row, below: Row) -> bool:
    """True where all that `below` says of its own stands under cells that span several columns."""
    own = below.filled()
    wide = {i for i in range(len(row.cells)) if _is_wide(row, i)}
    reaches = any(cell.covered == "above" for cell in below.cells)
    return len(own) > 1 and reaches and all(i in wide for i, _ in own)


def _is_wide(row: Row, column: int) -> bool:
    here, after = row.cells[column], row.cells[column + 1 : column + 2]
    return here.covered == "left" or bool(after and after[0].covered == "left")


def _is_group_row(row: Row, labels: Labels) -> bool:
    """True when every cell is a heading or groups headings (绩效指标, 年度指标).

    A label with its value beside it (年度目标 | 完成…) groups nothing.
    """
    cells = [cell.text for _, cell in row.filled()]
    fields = [labels.field_of_cell(text) for text in cells]
    if fields and fields[0] and not any(fields[1:]):
        return False
    return bool(cells) and all(
        labels.is_heading(text) or (len(plain(text)) <= _LONGEST_GROUP and _GROUP.search(text))
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


def spread(row: Row) -> list[str]:
    """The heading above each column: a merged or blank cell continues the one to its left."""
    texts: list[str] = []
    for cell in row.cells:
        own = cell.text.strip() and cell.covered != "left"
        texts.append(cell.text if own or not texts else texts[-1])
    return texts


def _top(tops: Sequence[str], column: int) -> str:
    return tops[column] if column < len(tops) else ""
