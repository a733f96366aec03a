"""What a heading alone leaves open, settled by the rows under it.

Which of two columns holds the sign; whether a value stands in parts under one heading; which column
without a heading of its own holds the categories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.formats.base import Row
from assistant.formats.form.heading import Heading
from assistant.formats.form.labels import Labels, plain
from assistant.formats.form.shifted import filled_at
from assistant.formats.form.target_cell import is_kind, is_symbol, parts_of

_SAMPLE = 60
_MOST_PARTS = 3


def settled(heading: Heading, below: Sequence[Row], labels: Labels) -> Heading:
    """The heading with its open columns named."""
    rows = below[:_SAMPLE]
    heading = _with_levels(heading, rows, labels)
    heading = _with_sign(heading, rows, labels)
    return _with_parts(heading, rows)


def _with_levels(heading: Heading, rows: Sequence[Row], labels: Labels) -> Heading:
    """Categories under a heading that does not say so, or under none."""
    if heading.midterm or {"level1", "level2"} <= heading.columns.keys():
        return heading
    columns = dict(heading.columns)
    taken = {*columns.values(), *heading.projects.values()} - {columns.get("name")}
    last = max(_span(heading, columns["name"])) if "name" in columns else -1
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("level1", lambda text: labels.is_level1(text) and not labels.level1_of(text)),
        ("level2", labels.is_level2),
    )
    for field, is_category in tests:
        free = (c for c in range(last + 1) if c not in taken and field not in columns)
        found = next((c for c in free if _mostly(c, rows, is_category)), None)
        if found is not None:
            columns[field] = found
            taken.add(found)
    if columns.get("name") in taken:
        rest = [c for c in _span(heading, heading.columns["name"]) if c not in taken]
        if not rest:
            return heading
        columns["name"] = rest[-1]
    others = {c: text for c, text in heading.others.items() if c not in columns.values()}
    return replace(heading, columns=columns, others=others)


def _with_sign(heading: Heading, rows: Sequence[Row], labels: Labels) -> Heading:
    """Of 指标性质（定量） and 指标方向（大于等于） the sign is in the one that says signs."""
    named = [i for i, text in heading.texts.items() if "sign" in dict(labels.columns(text))]
    wanted = max(named, key=lambda i: _count(i, rows, is_symbol), default=None)
    own = heading.columns.get("sign")
    if own is not None and _count(own, rows, is_kind) and not _any_symbol(named, rows):
        return _without_sign(heading, own)
    if own is None or wanted is None or wanted == own or not _count(wanted, rows, is_symbol):
        return heading
    if _count(own, rows, is_symbol) or wanted in heading.columns.values():
        return heading
    others = {i: text for i, text in heading.others.items() if i != wanted}
    others[own] = heading.texts[own].strip()
    return replace(heading, columns={**heading.columns, "sign": wanted}, others=others)


def _any_symbol(columns: Sequence[int], rows: Sequence[Row]) -> bool:
    return any(_count(column, rows, is_symbol) for column in columns)


def _without_sign(heading: Heading, column: int) -> Heading:
    """A column that only says 定量 or 定性 holds no signs; what it says is kept as it is."""
    columns = {name: at for name, at in heading.columns.items() if name != "sign"}
    others = {**heading.others, column: heading.texts[column].strip()}
    return replace(heading, columns=columns, others=others)


def _with_parts(heading: Heading, rows: Sequence[Row]) -> Heading:
    """Sign, number and unit side by side under one 指标值."""
    if "sign" in heading.columns or "value" not in heading.columns or heading.midterm:
        return heading
    span = _span(heading, heading.columns["value"])[:_MOST_PARTS]
    if len(span) < 2:
        return heading
    cells = ([c for i in span if (c := filled_at(row, i))] for row in rows)
    apart = any(len(each) > 1 and len(parts_of(each)) == len(each) for each in cells)
    return replace(heading, value_parts=tuple(span)) if apart else heading


def _span(heading: Heading, column: int) -> list[int]:
    """The column and those after it that have no heading of their own."""
    after = [i for i in heading.texts if i > column]
    return list(range(column, min(after) if after else column + _MOST_PARTS))


def _mostly(column: int, rows: Sequence[Row], test: Callable[[str], bool]) -> bool:
    texts = list(_texts(column, rows))
    return bool(texts) and sum(map(test, texts)) * 3 >= len(texts) * 2


def _count(column: int, rows: Sequence[Row], test: Callable[[str], bool]) -> int:
    return sum(map(test, _texts(column, rows)))


def _texts(column: int, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        cell = filled_at(row, column)
        if cell and plain(cell.text):
            yield cell.text
