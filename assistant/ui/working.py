"""Work that takes long enough to be watched: its stages, the cells as they are proved, the question
before anything leaves the own network, and the way to stop it.

A deed with a model behind it goes on in a thread of its own: the page's queue is free meanwhile,
and the page asks for the result when the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Semaphore
from typing import Any, Final
from weakref import WeakKeyDictionary

from assistant.errors import Cancelled
from assistant.model import Draft, Imported, SourceText
from assistant.progress import Cancel
from assistant.ui.actions import Act, perform
from assistant.ui.desk import Desk
from assistant.ui.jobs import begin
from assistant.ui.services import Services
from assistant.ui.session import Session
from assistant.ui.work import NOT_READ, Work

AT_ONCE: Final = 8
PATIENCE: Final = 1.0
"""Seconds that a deed may take before the page is answered without its result."""
BY_MODEL: Final = frozenset({"draft", "redraft", "example", "say", "do", "rewrite"})
"""Deeds that may ask a model."""
NEW_DRAFTS: Final = frozenset({"draft", "redraft", "example"})
"""What was settled about sending the draft before does not hold for these."""
WATCHED: Final = BY_MODEL | {"files"}
STOPPED: Final = "已停止，申报表没有改动。"
BUSY: Final = "上一步还在进行：请等它完成，或点“停止”。"

_works: WeakKeyDictionary[Session, Work] = WeakKeyDictionary()
_followed: WeakKeyDictionary[Session, Session] = WeakKeyDictionary()
_places: Final = Semaphore(AT_ONCE)


def work_of(session: Session) -> Work | None:
    """What goes on at that tab, or went on last."""
    return _works.get(session)


def is_awaited(session: Session) -> bool:
    """True while something goes on there, or its result is still to be fetched."""
    work = work_of(session)
    return work is not None and (not work.is_over or work.is_late)


def follow(session: Session, earlier: Session | None) -> None:
    """A reloaded page goes on watching what its tab was at, and gets the result when it is done."""
    going_on = work_of(earlier) if earlier is not None and earlier is not session else None
    if earlier is None or going_on is None or session in _works:
        return
    if going_on.is_over and not (going_on.is_late and _is_same_draft(session, earlier)):
        return
    going_on.is_late = True
    _works[session] = going_on
    _followed[session] = earlier


def _is_same_draft(session: Session, earlier: Session) -> bool:
    return session.standing.draft in ("", earlier.standing.draft)


def perform_watched(
    session: Session, act: Act, description: str, services: Services, *, is_left: bool = False
) -> Desk:
    """As `actions.perform`, with the work to be watched. With a model the desk comes back as it
    was when the deed takes longer than the page may wait. `is_left`: the page is gone and cannot
    send the deed again, so it is carried out after the work that goes on."""
    going_on = work_of(session)
    if going_on is not None and not going_on.is_over:
        watched = _watched(services, going_on, had_form=session.desk.declaration is not None)
        if is_left and going_on.then(lambda: perform(session, act, description, watched)):
            return session.desk
        if not going_on.is_over:
            return _meanwhile(session, act, description)
    if going_on is not None and act.kind == "look":
        going_on.is_late = False
        earlier = _followed.pop(session, None)
        if earlier is not None:
            session.take_over(earlier)
    if act.kind not in WATCHED:
        return perform(session, act, description, services)
    if act.kind in NEW_DRAFTS:
        session.consents.clear()
    work = _works[session] = Work(session.consents, act.kind)
    work.said = act.text if act.kind == "say" else ""
    watched = _watched(services, work, had_form=session.desk.declaration is not None)

    def deed() -> None:
        try:
            perform(session, act, description, watched)
        finally:
            work.end()

    if not services.has_model or act.kind not in BY_MODEL:
        deed()
        return session.desk
    begin(lambda: _in_turn(deed)).join(PATIENCE)
    work.is_late = not work.is_over
    return _as_it_is(session, description) if work.is_late else session.desk


def _in_turn(deed: Callable[[], None]) -> None:
    with _places:
        deed()


def _meanwhile(session: Session, act: Act, description: str) -> Desk:
    """Looking is possible while work goes on; changing what it works on is not."""
    typed = act.text if act.kind == "resume" and act.text.strip() else description
    desk = _as_it_is(session, typed)
    return desk if act.kind in ("look", "resume", "describe") else desk.failed("form", BUSY)


def _as_it_is(session: Session, description: str) -> Desk:
    """The desk unchanged but for what stands in the box; the page counts the turn and so knows
    that it was answered."""
    session.turn += 1
    return session.desk.model_copy(update={"description": description})


def _watched(services: Services, work: Work, *, had_form: bool) -> Services:
    """The services, with the work told of everything that takes long."""
    watch: dict[str, Any] = {
        "on_event": work.on_event, "agree": work.agree, "cancel": work.cancel,
    }  # fmt: skip

    def reading(data: bytes, name: str, /, *, cancel: Cancel | None = None) -> tuple[Imported, ...]:
        work.read_next(name)
        with _not_read():
            return services.read(data, name, cancel=work.cancel)

    def text_of(data: bytes, name: str, /, *, cancel: Cancel | None = None) -> str:
        with _not_read():
            return services.text_of(data, name, cancel=work.cancel)

    return replace(
        services,
        draft=partial(_drafted, services, work, had_form),
        rewrite=partial(services.rewrite, **watch),
        read_message=partial(services.read_message, **watch),
        read=reading,
        text_of=text_of,
    )


@contextmanager
def _not_read() -> Iterator[None]:
    """Says of a stopped reading that the files were not read."""
    try:
        yield
    except Cancelled as error:
        raise Cancelled(NOT_READ) from error


def _drafted(
    services: Services,
    work: Work,
    had_form: bool,
    source: SourceText,
    stated: Mapping[str, str],
    /,
    **_: object,
) -> Draft:
    """The draft, watched; who stops it keeps the form that was there."""
    draft = services.draft(
        source, stated, on_event=work.on_event, agree=work.agree, cancel=work.cancel
    )
    if work.cancel.is_cancelled and had_form:
        raise Cancelled(STOPPED)
    return draft
