"""Tables inside cells: those that hold a part of the form are read row by row, others are text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.formats.base import Inner, Row
from assistant.formats.form.header import fields_of
from assistant.formats.form.heading import heading_of
from assistant.formats.form.labels import Labels

_FEWEST_FIELDS = 2


def unfolded(rows: Sequence[Row], labels: Labels) -> Sequence[Row]:
    """The rows, each followed by those of the tables inside it that are a part of the form."""
    if not any(row.inner for row in rows):
        return rows
    return tuple(one for row in rows for one in _unfolded(row, labels))


def _unfolded(row: Row, labels: Labels) -> Iterator[Row]:
    columns = {inner.column for inner in row.inner if _is_form(inner, labels)}
    own = [inner for inner in row.inner if inner.column in columns]
    cells = list(row.cells)
    for inner in own:
        cells[inner.column] = cells[inner.column].model_copy(update={"text": inner.around})
    yield row.model_copy(update={"cells": tuple(cells), "inner": ()})
    for inner in own:
        yield from unfolded(inner.rows, labels)


def _is_form(inner: Inner, labels: Labels) -> bool:
    """True where headings of indicators or several labels of the form stand in it."""
    pairs = zip(inner.rows, (*inner.rows[1:], None), strict=True)
    named: set[str] = set()
    for row, below in pairs:
        named |= fields_of(row, labels)
        if heading_of(row, below, labels) or any(_is_form(each, labels) for each in row.inner):
            return True
    return len(named) >= _FEWEST_FIELDS
