"""三级指标 are names of measures: whole, short, without value or claim, each said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eval.cases import Case
from eval.drafts import DraftView, Row
from eval.numbers import find_numbers
from eval.scorers.base import Score, share
from eval.text import PLACEHOLDER
from eval.wording import faults

_MAX_NAME = 30


def score(case: Case, draft: DraftView) -> Score:
    """The share of names without any fault, and of names that stand once in their category."""
    rows = [row for row in draft.rows if row.state != "na"]
    counts = Counter((row.kind, row.name) for row in rows if PLACEHOLDER not in row.name)
    repeated = [f"名称重复：{name}" for (_, name), times in counts.items() if times > 1]
    return share([*(_verdict(row) for row in rows), *repeated])


def _verdict(row: Row) -> str | None:
    found = next((fault for fault in _faults(row) if fault), None)
    return f"名称{found}：{row.name}" if found else None


def _faults(row: Row) -> Iterator[str | None]:
    name = row.name.replace(PLACEHOLDER, "")
    yield "过长" if len(name) > _MAX_NAME else None
    yield from faults(name, "name") if name else ()
    values = {number.value for number in find_numbers(row.value)}
    carried = [number for number in find_numbers(name) if number.value in values and number.unit]
    yield "带数值" if carried else None
