"""Cuts a grid into forms: a file, a sheet or a page run may hold several declarations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.formats.base import Row
from assistant.formats.form.header import fields_of
from assistant.formats.form.heading import Heading, heading_of
from assistant.formats.form.labels import Labels, plain, split_inline, title_words

IDENTITY = frozenset({"project_code", "project_name"})
_LONGEST_TITLE = 60
_SUBTITLE = re.compile(r"^\(?20\d\d年度?\)?$|^含\d+处待填")


def is_title(row: Row) -> bool:
    """True for a line that names the form (项目支出绩效目标申报表)."""
    filled = row.filled()
    if len(filled) != 1 or len(filled[0][1].text) > _LONGEST_TITLE:
        return False
    text = plain(filled[0][1].text)
    return bool(title_words()[0].search(text)) and not split_inline(filled[0][1].text)


def is_subtitle(row: Row) -> bool:
    """True for the line under a title that holds the year or the count of open cells."""
    filled = row.filled()
    return len(filled) == 1 and bool(_SUBTITLE.match(plain(filled[0][1].text)))


def split_forms(rows: Sequence[Row], labels: Labels) -> tuple[tuple[Row, ...], ...]:
    """The rows of each form, titles included. A repeated title or heading stays inside."""
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
