"""What goes on: stages with their time, the question before sending, cells as they are proved."""

from __future__ import annotations

from assistant.progress import UsageTold
from assistant.ui.cells import place_name
from assistant.ui.panels import form
from assistant.ui.render import render
from assistant.ui.sentences import spent
from assistant.ui.work import Work
from assistant.vocabulary.profile import Profile


def html(work: Work | None, profile: Profile) -> str:
    """The work that goes on; when nothing does, only whether its result is still to be fetched."""
    is_over = work is None or work.is_over
    preview = None if work is None or is_over else work.preview()
    return render(
        "work",
        is_over=is_over,
        is_late=work is not None and work.is_late,
        work=work,
        steps=work.steps if work else (),
        usage=_told(work.usage) if work and work.usage else "",
        proved=len(work.proved) if work else 0,
        live=_live(work, profile) if work and not is_over else None,
        preview=form.html(preview, profile) if preview else "",
    )


def _live(work: Work, profile: Profile) -> dict[str, object]:
    """What stands in the talk while the answer is on its way: the stages gone through, each cell of
    the model once it is proved, how much of the next has come."""
    composed = work.composed.declaration if work.composed else None
    cells = [
        (place_name(path, composed, profile), text)
        for path, text in tuple(work.proved.items())
        if composed is not None
    ]
    return {"said": work.said, "cells": cells, "characters": work.characters}


def _told(usage: UsageTold) -> str:
    return spent(usage.calls, usage.input_tokens, usage.output_tokens, usage.cached, usage.cost)
