"""Which row of a draft answers an expected row: shared by the three scorers of rows."""

from __future__ import annotations

from eval.cases import Case, ExpectedRow
from eval.drafts import DraftView, Row
from eval.text import holds_any
from eval.values import agrees, read_value


def named(expected: ExpectedRow, row: Row) -> bool:
    """Whether the row's name holds a word of every group."""
    return row.state != "na" and all(holds_any(row.name, group) for group in expected.about)


def valued(expected: ExpectedRow, row: Row) -> bool:
    """Whether the row's value is one of those accepted."""
    actual = read_value(row.value, row.unit)
    return any(agrees(value, actual) for value in expected.values)


def best_row(expected: ExpectedRow, draft: DraftView) -> Row | None:
    """The row about the same thing that agrees most; None when no row is about it in an accepted
    category or with an accepted value.

    An expectation that may stay open is answered by any open row of its category.
    """
    about = [
        row
        for row in draft.rows
        if named(expected, row) and (row.kind in expected.kinds or valued(expected, row))
    ]
    if not about and any(value.sign == "open" for value in expected.values):
        about = [row for row in draft.rows if row.kind in expected.kinds and row.state == "open"]
    ranked = sorted(about, key=lambda row: (_agreement(expected, row), -row.index))
    return ranked[-1] if ranked else None


def pairs(case: Case, draft: DraftView) -> tuple[tuple[ExpectedRow, Row | None], ...]:
    """Each expected row with the draft's row for it."""
    return tuple((expected, best_row(expected, draft)) for expected in case.rows)


def _agreement(expected: ExpectedRow, row: Row) -> int:
    return 2 * valued(expected, row) + (row.kind in expected.kinds)
