"""The form is complete: ten categories in order, rows whole, the cost row as convention has it."""

from __future__ import annotations

from collections.abc import Iterator

from eval.cases import Case
from eval.drafts import CATEGORIES, LEVEL1_OF, DraftView, Row
from eval.scorers.base import Score, share
from eval.text import NOT_APPLICABLE, squeeze


def score(case: Case, draft: DraftView) -> Score:
    """The share of promises about the form's shape that hold."""
    return share([_order(draft), *map(_row, draft.rows), *_mixed(draft), *_cost(case, draft)])


def _order(draft: DraftView) -> str | None:
    kinds = list(dict.fromkeys(row.kind for row in draft.rows))
    wanted = [kind for kind, _, _, _ in CATEGORIES]
    if kinds != wanted:
        return f"类别不全或顺序不对：{kinds}"
    places = [wanted.index(row.kind) for row in draft.rows]
    return None if places == sorted(places) else "同类别的行不相连"


def _row(row: Row) -> str | None:
    if row.level1 != LEVEL1_OF.get(row.kind):
        return f"第{row.index + 1}行一级指标为 {row.level1}"
    empty = [cell for cell in row.cells if not cell.strip()]
    if empty:
        return f"第{row.index + 1}行（{row.name}）有空格"
    na = [cell.strip() == NOT_APPLICABLE for cell in row.cells]
    return f"第{row.index + 1}行不适用未写满四格" if any(na) and not all(na) else None


def _mixed(draft: DraftView) -> Iterator[str | None]:
    for kind in dict.fromkeys(row.kind for row in draft.rows):
        states = [row.state for row in draft.rows if row.kind == kind]
        mixed = "na" in states and len(states) > 1
        yield f"{kind} 既有不适用又有其他行" if mixed else None


def _cost(case: Case, draft: DraftView) -> Iterator[str | None]:
    if any("cost" in row.kinds for row in case.rows):
        return
    rows = [row for row in draft.rows if row.kind == "cost"]
    plain = [(row.name, squeeze(row.value), row.unit) for row in rows]
    yield None if ("成本控制率", "90%-100%", "%") in plain else f"成本行不合惯例：{plain}"
