"""Cuts a grid into forms: a file, a sheet or a page run may hold several declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.formats.base import Row
from assistant.formats.form.header import fields_of
from assistant.formats.form.heading import IDENTITY, Heading, heading_of
from assistant.formats.form.labels import Labels, line_pattern, plain, split_inline

_LONGEST_TITLE = 60
_UNIT_REMARK = r"\(?(?:金额)?单位(?:人民币)?(?:百万|万|亿)?元\)?"
_SUBTITLE = re.compile(
    rf"^\(?(?:预算年度|申报年度)?20\d\d年?度?\)?(?:{_UNIT_REMARK})?$|^含\d+处待填"
)
_MONEY_REMARK = re.compile(r"[（(]\s*(?:金额)?单位\s*[:：][^（()）]*[)）]\s*$")


def is_title(row: Row) -> bool:
    """True for a line that names the form (项目支出绩效目标申报表)."""
    filled = row.filled()
    if len(filled) != 1 or len(filled[0][1].text) > _LONGEST_TITLE:
        return False
    text = _MONEY_REMARK.sub("", filled[0][1].text)
    return bool(line_pattern("title").search(plain(text))) and not split_inline(text)


def is_subtitle(row: Row) -> bool:
    """True for the line under a title that holds the year, beside it perhaps the money's unit, or
    the count of open cells."""
    first, *others = [plain(cell.text) for _, cell in row.filled()] or [""]
    return bool(_SUBTITLE.match(first)) and all(re.fullmatch(_UNIT_REMARK, t) for t in others)


def split_forms(rows: Sequence[Row], labels: Labels) -> tuple[tuple[Row, ...], ...]:
    """The rows of each form, titles included. A repeated title or heading stays inside."""
    return tuple(
        form for part in _side_by_side(rows, labels) for form in _one_below_another(part, labels)
    )


def _side_by_side(rows: Sequence[Row], labels: Labels) -> Iterator[Sequence[Row]]:
    """Forms beside each other on one sheet, each with its own 项目名称 and its own table."""
    cut = _second_form(rows, labels)
    if cut is None:
        yield rows
        return
    yield [row if is_title(row) else Row(row.cells[:cut], row.place) for row in rows]
    right = [row if is_title(row) else Row(row.cells[cut:], row.place) for row in rows]
    yield from _side_by_side(right, labels)


def _second_form(rows: Sequence[Row], labels: Labels) -> int | None:
    """The column where a second form begins: its identity, then a heading as complete."""
    starts = (
        twice[1]
        for row in rows
        for field in sorted(IDENTITY)
        if len(twice := [i for i, c in row.filled() if labels.field(c.text) == field]) > 1
    )
    for cut in sorted(set(starts)):
        parts = ((Row(r.cells[:cut], r.place), Row(r.cells[cut:], r.place)) for r in rows)
        if any(heading_of(a, None, labels) and heading_of(b, None, labels) for a, b in parts):
            return cut
    return None


def _one_below_another(rows: Sequence[Row], labels: Labels) -> tuple[tuple[Row, ...], ...]:
    starts: list[int] = []
    seen: set[str] = set()
    table: Heading | None = None
    title: int | None = None
    for number, row in enumerate(rows):
        if is_title(row):
            title = number if title is None else title
            continue
        heading = heading_of(row, None, labels)
        if heading:
            table, title = heading, None
            continue
        named = opening_fields(row, labels, table) if table else fields_of(row, labels)
        if named & seen and (table or named & seen & IDENTITY):
            starts.append(number if title is None else title)
            seen, table = set(), None
        seen |= named
        if named or len(row.filled()) > 1:
            title = None
    return tuple(tuple(rows[a:b]) for a, b in zip([0, *starts], [*starts, len(rows)], strict=True))


def opening_fields(row: Row, labels: Labels, table: Heading) -> set[str]:
    """The labels of a row that ends the table: it begins with one where only categories stand.

    An indicator may be named like a label; left of the names there is no room for one.
    """
    fields = fields_of(row, labels)
    first = labels.field_of_cell(row.filled()[0][1].text) if fields else None
    column = row.filled()[0][0] if fields else 0
    ends = first and (column < table.columns.get("name", 0) or (column == 0 and first in IDENTITY))
    return fields if ends else set()


def closes_table(row: Row, labels: Labels, table: Heading) -> bool:
    """True for a row of labelled cells under a table (填表人 | 张三 | 联系电话 | …)."""
    if opening_fields(row, labels, table):
        return True
    filled = row.filled()
    if not filled or filled[0][0] >= table.columns.get("name", 0):
        return False
    text = filled[0][1].text
    parts = split_inline(text)
    return labels.is_label(parts[0] if parts else text)
