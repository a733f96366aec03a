"""Questions are few, lead somewhere, ask for what is open, and ask what a colleague would ask."""

from __future__ import annotations

from collections.abc import Iterator

from eval.cases import Case, Words
from eval.drafts import DraftView, Question
from eval.scorers.base import Score, share
from eval.text import PLACEHOLDER, holds_any, level

_MOST = 8


def score(case: Case, draft: DraftView) -> Score:
    """The share of promises about the questions that hold."""
    return share(
        [
            None if len(draft.questions) <= _MOST else f"问题过多：{len(draft.questions)} 个",
            *(_well_formed(draft, question) for question in draft.questions),
            *(_asked(draft, group) for group in case.questions),
            *_open_cells(draft),
            *_repeated(draft),
        ]
    )


def _well_formed(draft: DraftView, question: Question) -> str | None:
    if not draft.resolves(question.path):
        return f"问题指向不存在的位置 {question.path}"
    if "？" not in level(question.question).replace("?", "？"):
        return f"不是问句：{question.question}"
    return None


def _asked(draft: DraftView, group: Words) -> str | None:
    asked = any(holds_any(f"{q.question}{q.path}{q.because}", group) for q in draft.questions)
    return None if asked else f"没有问：{group[0]}"


def _open_cells(draft: DraftView) -> Iterator[str | None]:
    paths = [question.path for question in draft.questions]
    for row in draft.rows:
        if any(PLACEHOLDER in cell for cell in row.cells):
            asked = any(path.startswith(f"/indicators/{row.index}") for path in paths)
            # Several open rows may share one question when eight are not enough.
            yield None if asked or len(paths) >= _MOST else f"待填的行没有问题：{row.name}"


def _repeated(draft: DraftView) -> Iterator[str | None]:
    seen: set[str] = set()
    for question in draft.questions:
        yield f"问题重复：{question.question}" if question.question in seen else None
        seen.add(question.question)
