"""What the user does in the page: one address for all deeds, answered with the panels as they are
now. A deed has a number: one that is sent again, because its answer was lost, is not done twice.
"""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import Final

from anyio import CapacityLimiter, sleep
from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from assistant.model import InvalidValue, Value
from assistant.ui import history as drafts
from assistant.ui.actions import BEGINNINGS, Act
from assistant.ui.desk import Desk
from assistant.ui.gate import LOCAL, OWNER
from assistant.ui.panels import (
    bar,
    chat,
    evidence,
    facts,
    findings,
    form,
    history,
    intake,
    questions,
    standing,
    tabs,
)
from assistant.ui.render import render
from assistant.ui.services import Services
from assistant.ui.session import CRASHED, Session, session_of
from assistant.ui.traffic import FRESH, GONE, own_session, refusal
from assistant.ui.traffic import gone as nobodys
from assistant.ui.working import is_awaited, perform_watched

log = logging.getLogger(__name__)

LISTS: Final = ("questions", "findings", "facts", "evidence", "history")
"""What stands beside the form."""
PARALLEL: Final = 4
WAITING: Final = 200
MOST_LEFT: Final = 50
PATIENCE: Final = 20.0
STEP: Final = 0.05
FULL: Final = "服务正忙，前面还有很多操作在排队；页面会自动再试。"
UNREADABLE: Final = "页面与服务的版本不一致，请刷新页面。"

Answer = dict[str, object]


class Deed(Act):
    """A deed as the page sends it, with what it was looking at."""

    number: str = ""
    draft: str = ""
    revision: str = ""
    description: str = ""


class Left(Value):
    """What a page had in hand when it was left, in order."""

    description: str = ""
    deeds: tuple[Deed, ...]


class Queue:
    """A few deeds at once; the others wait their turn, and not too many of them."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(PARALLEL)
        self._waiting = 0

    async def answer(
        self, deed: Deed, token: str, owner: str, services: Services, *, is_left: bool = False
    ) -> Response:
        """The answer to one deed; 503 when too many wait."""
        if self._waiting >= WAITING:
            return refusal(503, FULL)
        self._waiting += 1
        try:
            done = partial(carry_out, deed, token, owner, services, is_left=is_left)
            said = await run_sync(done, limiter=self._limiter)
        finally:
            self._waiting -= 1
        return JSONResponse(said, headers=FRESH)


def add_deed_routes(api: FastAPI, services: Services) -> None:
    """Adds /act/{token} and, for what a page had not sent when it was left, /act/{token}/left."""
    queue = Queue()

    @api.post("/act/{token}")
    async def act(token: str, request: Request) -> Response:
        try:
            deed = Deed.model_validate(json.loads(await request.body()))
        except (InvalidValue, ValueError):
            return refusal(422, UNREADABLE)
        return await queue.answer(deed, token, owner_of(request), services)

    @api.post("/act/{token}/left")
    async def left(token: str, request: Request) -> Response:
        session = own_session(token, request)
        if session is None:
            return nobodys()
        try:
            given = Left.model_validate(json.loads(await request.body()))
        except (InvalidValue, ValueError):
            return refusal(422, UNREADABLE)
        for deed in given.deeds[:MOST_LEFT]:
            meant = deed.model_copy(update={"description": given.description})
            answer = await queue.answer(meant, token, owner_of(request), services, is_left=True)
            if answer.status_code != 200 or not await _is_done(session, deed.number):
                return refusal(503, FULL)
        return JSONResponse({"taken": len(given.deeds)})


async def _is_done(session: Session, number: str) -> bool:
    """Waits for a deed that was sent before and may still go on; False: the page asks again."""
    for _ in range(int(PATIENCE / STEP)):
        if session.is_done(number):
            return True
        await sleep(STEP)
    return False


def owner_of(request: Request) -> str:
    """Who uses the page; `Gate` has settled it before the request came here."""
    return str(request.scope.get(OWNER, LOCAL))


def beginning(services: Services) -> dict[str, str]:
    """The panels of a page that nobody has used yet, by name: they come with the page."""
    empty = Session()
    empty.token = ""  # each page chooses its own
    return panels_of(empty, empty.desk, services)


def carry_out(
    deed: Deed, token: str, owner: str, services: Services, *, is_left: bool = False
) -> Answer:
    """Does it, once, and shows what is there then: `panels` by name; `is_pending` instead while
    the same deed, sent before, still goes on; `put`: the description, when the page has another.
    `is_left`: no page waits for it."""
    session, is_new = session_of(token, owner, services.drafts)
    if session is None:
        return _only_said(GONE)
    if not session.begins(deed.number):
        is_done = session.is_done(deed.number)
        return _shown(session, session.desk, services) if is_done else {"is_pending": True}
    try:
        if is_new and not _taken_up(session, deed):
            is_there = session.standing.draft == deed.draft
            return _shown(session, session.desk, services) if is_there else _only_said(GONE)
        return _done(session, deed, services, is_left=is_left)
    except Exception:
        log.exception("page could not be shown after %s", deed.kind)
        return _only_said(CRASHED, session.token)
    finally:
        session.ended(deed.number)


def _taken_up(session: Session, deed: Deed) -> bool:
    """The draft that a page of an earlier process shows; False when nothing is to be done to it."""
    if not deed.draft or deed.kind in drafts.DEEDS.keys() & set(BEGINNINGS):
        return True
    is_open = drafts.reattach(session, deed.kind, deed.draft, deed.revision, deed.number)
    return is_open or (deed.kind in BEGINNINGS and not session.standing.draft)


def _done(session: Session, deed: Deed, services: Services, *, is_left: bool) -> Answer:
    act = Act(kind=deed.kind, at=deed.at, text=deed.text, row=deed.row)
    if not is_awaited(session):  # looking leaves the draft as it is
        session.doing = "" if deed.kind in (*drafts.DEEDS, "describe") else deed.number
    desk = perform_watched(session, act, deed.description, services, is_left=is_left)
    answer = _shown(session, desk, services)
    if desk.description != deed.description:
        answer["put"] = desk.description
    return answer


def _shown(session: Session, desk: Desk, services: Services) -> Answer:
    return {"panels": panels_of(session, desk, services)}


def panels_of(session: Session, desk: Desk, services: Services) -> dict[str, str]:
    """Every panel of the desk as HTML, by name."""
    profile = services.profile
    return {
        "bar": bar.html(desk, profile, session.token, session.turn, is_working=is_awaited(session)),
        "standing": standing.html(session),
        "chat": chat.html(desk),
        "form": form.html(desk, profile),
        "questions": questions.html(desk, profile),
        "findings": findings.html(desk, profile),
        "facts": facts.html(desk, services),
        "evidence": evidence.html(desk, profile),
        "history": history.html(session, profile),
        "intake": intake.html(desk),
        "tabs": tabs.html(desk),
    }


def _only_said(text: str, token: str = "") -> Answer:
    """One sentence in the bar; everything else stays as the page shows it."""
    return {"panels": {"bar": render("gone", text=text, token=token)}}
