"""In the page one question has one box and one answer: header cells that a draft asks for together
are asked for one by one here. An answer meant for several cells would be written into the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.model import Declaration, Question
from assistant.vocabulary.works import header_groups, header_question


def singly(questions: Iterable[Question], declaration: Declaration) -> tuple[Question, ...]:
    """The questions, each for one cell."""
    return tuple(each for question in questions for each in _parts(question, declaration))


def _parts(question: Question, declaration: Declaration) -> Iterator[Question]:
    field = question.path.removeprefix("/")
    group = next((g for g in header_groups() if field in g.fields), None)
    if (
        group is None
        or question.proposal is not None
        or question.question == header_question(field)
    ):
        yield question
        return
    for each in group.fields:
        if getattr(declaration, each) is None:
            yield question.model_copy(
                update={"path": f"/{each}", "question": header_question(each)}
            )
