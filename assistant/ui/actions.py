"""Which function answers which deed of the user: one line each. Pages send kind, at and text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.errors import UsageError
from assistant.model import Value
from assistant.ui import (
    accepting,
    adding,
    changes,
    correcting,
    files,
    handlers,
    history,
    proposals,
    rows,
    stepping,
    talk,
)
from assistant.ui.batch.table import table_of
from assistant.ui.desk import Desk, Where
from assistant.ui.row_keys import pointer_now
from assistant.ui.services import Services
from assistant.ui.session import Session

# These need nothing of an earlier desk: they work even after the server was started anew.
BEGINNINGS: Final = ("draft", "redraft", "example", "resume", "describe", "open_draft", "new_draft")
ANOTHER: Final = ("open", "open_stored", "example")
"""What makes another draft: the one before stays as it is, in the history."""
LONGEST_TEXT: Final = 200_000


class Act(Value):
    """One deed: what (`kind`), where (`at`: a pointer or an id), with which text. `row` is the
    name of the row that `at` pointed to in the page."""

    kind: str
    at: str = ""
    text: str = ""
    row: str = ""


def perform(session: Session, act: Act, description: str, services: Services) -> Desk:
    """Carries out one deed on the session's desk; troubles are on the desk that comes back."""
    where, deed = ACTIONS.get(act.kind, ("chat", _unknown))

    def handler(desk: Desk) -> Desk:
        if max(len(act.text), len(description)) > LONGEST_TEXT:
            raise UsageError(f"文字超过 {LONGEST_TEXT // 10000} 万字，没有处理；请分成几段。")
        desk = desk.model_copy(update={"description": description})
        meant = act.model_copy(update={"at": pointer_now(desk, act.at, act.row, act.text)})
        return deed(desk, meant, services)

    if act.kind in history.DEEDS:
        return history.perform(session, act.kind, act.at, act.text, services)
    what = history.label(act.kind, act.at, act.text, session.desk, services)
    if act.kind == "files":
        return session.apply(
            "files", lambda desk: _take(session, desk, description, services), what,
            opens_another=True,
        )  # fmt: skip
    if act.kind == "open_checked":
        form = table_of(session).form(act.at)
        return session.apply(
            "files", lambda desk: files.opened(desk, form, services), what, opens_another=True
        )
    return session.apply(where, handler, what, opens_another=act.kind in ANOTHER)


def _take(session: Session, desk: Desk, description: str, services: Services) -> Desk:
    desk = desk.model_copy(update={"description": description})
    return files.take_files(desk, session.take_uploads(), services)


def _unknown(desk: Desk, act: Act, services: Services) -> Desk:
    raise UsageError("页面与服务的版本不一致，请刷新页面。")


def _add_said(desk: Desk, act: Act, services: Services) -> Desk:
    name, _, value = act.text.partition("\t")
    return adding.add_said(desk, name, value, services)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 4 else 0


ACTIONS: Final[dict[str, tuple[Where, Callable[[Desk, Act, Services], Desk]]]] = {
    "describe": ("intake", lambda desk, act, s: desk),
    "draft": ("intake", lambda desk, act, s: handlers.start_draft(desk, desk.description, s)),
    "redraft": ("intake", lambda desk, act, s: handlers.start_draft(desk, act.text, s)),
    "example": ("intake", lambda desk, act, s: handlers.start_draft(desk, act.text, s)),
    "edit": ("form", lambda desk, act, s: handlers.edit_cell(desk, act.at, act.text, s)),
    "answer": ("form", lambda desk, act, s: handlers.answer(desk, act.at, act.text, s)),
    "change": ("chat", lambda desk, act, s: changes.change_to(desk, act.at, act.text, s)),
    "add_row": ("form", lambda desk, act, s: rows.add_row(desk, act.at, s)),
    "remove_row": ("form", lambda desk, act, s: rows.remove_row(desk, act.at, s)),
    "not_applicable": ("form", lambda desk, act, s: rows.not_applicable(desk, act.at, s)),
    "fix": ("chat", lambda desk, act, s: handlers.fix_safe(desk, s)),
    "fix_one": ("chat", lambda desk, act, s: handlers.fix_one(desk, act.at, s)),
    "duplicate_row": ("form", lambda desk, act, s: rows.duplicate_row(desk, act.at, s)),
    "row_up": ("form", lambda desk, act, s: rows.move_row(desk, act.at, -1, s)),
    "row_down": ("form", lambda desk, act, s: rows.move_row(desk, act.at, 1, s)),
    "add_said": ("form", lambda desk, act, s: _add_said(desk, act, s)),
    "add_to": ("form", lambda desk, act, s: adding.add_to(desk, act.at, act.text, s)),
    "suppress": ("form", lambda desk, act, s: accepting.suppress(desk, act.at, act.text, s)),
    "unwaive": ("form", lambda desk, act, s: accepting.restore(desk, act.at, s)),
    "accept": (
        "chat",
        lambda desk, act, s: proposals.decide(desk, _number(act.at), True, s, act.text),
    ),
    "reject": (
        "chat",
        lambda desk, act, s: proposals.decide(desk, _number(act.at), False, s, act.text),
    ),
    "another": ("chat", lambda desk, act, s: proposals.another(desk, s)),
    "rewrite": ("chat", lambda desk, act, s: proposals.propose(desk, act.at, act.text, s)),
    "undo": ("chat", lambda desk, act, s: stepping.undo(desk)),
    "redo": ("chat", lambda desk, act, s: stepping.redo(desk)),
    "fact": ("form", lambda desk, act, s: correcting.correct(desk, act.at, act.text, s)),
    "open": ("files", lambda desk, act, s: files.open_form(desk, int(act.text), s)),
    "do": ("chat", lambda desk, act, s: talk.do(desk, act.text, s)),
    "open_stored": ("files", lambda desk, act, s: files.open_stored(desk, act.at, s)),
    "say": ("chat", lambda desk, act, s: talk.say(desk, act.text, s)),
}
