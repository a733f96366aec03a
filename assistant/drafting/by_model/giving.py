"""Gives out the model's cells while it is still writing, each one complete, admitted and proved.

A cell passes here through the same judgement as the whole answer later; what does not pass now is
not given out, and may still come with the whole. What is given out is the form's own text after
proof and safe fixes, not the model's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.drafting.by_model.judging import Judge
from assistant.drafting.by_model.wording import admitted
from assistant.drafting.offline.compose import Composed
from assistant.llm import Grounds
from assistant.model import Declaration, Draft
from assistant.progress import CellProved, Watch


class Giving:
    """What was given out of one draft so far."""

    def __init__(self, judge: Judge, grounds: Grounds, watch: Watch) -> None:
        self._judge = judge
        self._composed = judge.base
        self._grounds = grounds
        self._watch = watch
        self._waiting: dict[str, str] = {}
        self._shown = dict(_cells(judge.plain.declaration))

    def begin(self, composed: Composed) -> None:
        """A further round starts from this form."""
        self._composed = composed
        self._waiting.clear()

    def take(self, parts: list[tuple[str, Any]]) -> None:
        """The parts of the answer that are complete now."""
        if not self._watch.is_watched:
            return
        tried = self._composed
        for field, part in parts:
            tried = self._tried(tried, field, part)
        for field, goal in tuple(self._waiting.items()):
            tried = self._tried(tried, field, goal)
        if tried is self._composed:
            return
        draft = self._judge.assembled(tried)
        wrong = self._judge.spoilt(draft)
        if wrong:
            tried = tried.with_cells_of(self._judge.base, wrong)
            draft = self._judge.assembled(tried)
        if not self._judge.spoilt(draft):
            self._composed = tried
            self.show(draft)

    def _tried(self, composed: Composed, field: str, part: Any) -> Composed:
        """The form with the part. A goal that does not hold yet may do so once the rows that the
        model is still writing have the names it uses."""
        refused: list[str] = []
        tried = admitted(composed, field, part, self._judge.material, self._grounds, refused)
        if isinstance(part, str):
            self._waiting.pop(field, None)
            if refused:
                self._waiting[field] = part
        return tried

    def show(self, draft: Draft) -> None:
        """Tells the cells that differ from what was told before."""
        for path, text in _cells(draft.declaration):
            if self._shown.get(path) != text:
                self._shown[path] = text
                self._watch.tell(CellProved(path=path, text=text))


def _cells(declaration: Declaration) -> Iterator[tuple[str, str]]:
    yield "/annual_goal", declaration.annual_goal or ""
    yield "/long_term_goal", declaration.long_term_goal or ""
    for number, row in enumerate(declaration.indicators):
        yield f"/indicators/{number}/name", row.name or ""
        yield f"/indicators/{number}/explanation", row.explanation or ""
