"""Two states of one form side by side: which cells differ, which rows came and went."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from assistant.model import Declaration, Indicator
from assistant.reports.differences import changes


class Difference(NamedTuple):
    """One difference. `path` points into the later form, for a removed row into the earlier one."""

    kind: Literal["changed", "added", "removed"]
    path: str
    before: str
    after: str


def compared(before: Declaration, after: Declaration) -> tuple[Difference, ...]:
    """What differs, in the order of the form. A row that moved down because another was put in
    above it has not changed."""
    blank: dict[str, object] = {"indicators": ()}
    cells = changes(before.model_copy(update=blank), after.model_copy(update=blank))
    found = [Difference("changed", cell.path, cell.before, cell.after) for cell in cells]
    for old, new in paired(before.indicators, after.indicators):
        found += _row(before, old, after, new)
    return tuple(found)


def paired(
    before: tuple[Indicator, ...], after: tuple[Indicator, ...]
) -> Iterator[tuple[int | None, int | None]]:
    """Which row of the one is which row of the other; None where it has no counterpart."""
    matcher = SequenceMatcher(None, [_key(r) for r in before], [_key(r) for r in after], False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _within(before, range(i1, i2), after, range(j1, j2))


def _within(
    before: tuple[Indicator, ...], old: range, after: tuple[Indicator, ...], new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of a stretch that was rewritten: by category and name, else by category."""
    counterpart: dict[int, int] = {}
    for same in (_named, _category):
        for j in new:
            free = (i for i in old if i not in counterpart.values())
            match = next((i for i in free if same(before[i]) == same(after[j])), None)
            if j not in counterpart and match is not None:
                counterpart[j] = match
    yield from ((i, None) for i in old if i not in counterpart.values())
    yield from ((counterpart.get(j), j) for j in new)


def _row(
    before: Declaration, old: int | None, after: Declaration, new: int | None
) -> Iterator[Difference]:
    if old is None and new is not None:
        yield Difference("added", f"/indicators/{new}", "", _line(after.indicators[new]))
    elif new is None and old is not None:
        yield Difference("removed", f"/indicators/{old}", _line(before.indicators[old]), "")
    elif old is not None and new is not None:
        cells = changes(
            Declaration(indicators=(before.indicators[old],)),
            Declaration(indicators=(after.indicators[new],)),
        )
        for cell in cells:
            path = cell.path.replace("/indicators/0", f"/indicators/{new}")
            yield Difference("changed", path, cell.before, cell.after)


def _key(row: Indicator) -> tuple[str | None, ...]:
    return (row.level2, row.name, row.value, row.unit, row.explanation)


def _named(row: Indicator) -> tuple[str | None, ...]:
    return (row.level2, row.name)


def _category(row: Indicator) -> tuple[str | None, ...]:
    return (row.level2,)


def _line(row: Indicator) -> str:
    return "｜".join(cell for cell in (row.name, row.value, row.unit) if cell)
