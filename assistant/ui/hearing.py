"""A message that no phrasing knows is read by the model, with the form it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.conversation import Reading
from assistant.conversation.phrasing import read
from assistant.progress import Agree, Cancel, OnEvent, Watch
from assistant.ui.asking import may_be_answer
from assistant.ui.desk import Desk

if TYPE_CHECKING:
    from assistant.llm import Model
    from assistant.ui.services import Listener


def listener(open_model: Callable[[], Model | None]) -> Listener:
    """The reader of messages. The model is asked only where there is a form to change, and never
    about what may be the answer to the question just asked."""

    def listen(
        text: str,
        desk: Desk,
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Reading:
        if desk.declaration is None or may_be_answer(desk, text):
            return read(text)
        from assistant.conversation.by_model import Context, read_intent

        rows = tuple(row.name or "" for row in desk.declaration.indicators)
        context = Context(rows=rows, profile=desk.declaration.profile or "futian-2026")
        return read_intent(text, context, open_model(), Watch(on_event, agree, cancel))

    return listen
