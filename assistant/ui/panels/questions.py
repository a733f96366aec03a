"""What is open: questions of an experienced colleague, each with a proposal or a box to fill."""

from __future__ import annotations

from assistant.ui.cells import place_name, text_at
from assistant.ui.desk import Desk
from assistant.ui.panels.form import question_id
from assistant.ui.render import render
from assistant.vocabulary.profile import Profile


def html(desk: Desk, profile: Profile) -> str:
    """The open questions in the order of the draft."""
    declaration = desk.declaration
    if declaration is None:
        return ""
    troubles = {trouble.at: trouble.text for trouble in desk.troubles}
    return render(
        "questions",
        questions=[
            {
                "id": question_id(question.path),
                "at": question.path,
                "place": place_name(question.path, declaration, profile),
                "row": text_at(declaration, question.path.rpartition("/")[0] + "/name"),
                "text": question.question,
                "proposal": question.proposal or "",
                "because": question.because or "",
                "trouble": troubles.get(question.path, ""),
            }
            for question in desk.questions
        ],
        was_drafted=desk.meta is not None,
    )
