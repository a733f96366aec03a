"""The addresses of the work that goes on: look at it, answer its question, stop it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.ui.panels import work
from assistant.ui.services import Services
from assistant.ui.traffic import fragment, gone, own_session
from assistant.ui.work import Work
from assistant.ui.working import follow, work_of


def add_work_routes(api: FastAPI, services: Services) -> None:
    """Adds /work/{token}/…"""

    @api.get("/work/{token}")
    def look(token: str, request: Request, earlier: str = "") -> Response:
        session = own_session(token, request)
        if session is not None and earlier:
            follow(session, own_session(earlier, request))
        return _panel(token, request, services)

    @api.post("/work/{token}/cancel")
    def cancel(token: str, request: Request) -> Response:
        return _panel(token, request, services, lambda going_on: going_on.cancel.cancel())

    @api.post("/work/{token}/agree")
    def agree(token: str, request: Request) -> Response:
        return _panel(token, request, services, lambda going_on: going_on.answer(True))

    @api.post("/work/{token}/agree/once")
    def agree_once(token: str, request: Request) -> Response:
        return _panel(token, request, services, lambda going_on: going_on.answer(True, once=True))

    @api.post("/work/{token}/refuse")
    def refuse(token: str, request: Request) -> Response:
        return _panel(token, request, services, lambda going_on: going_on.answer(False))


def _panel(
    token: str, request: Request, services: Services, deed: Callable[[Work], None] | None = None
) -> Response:
    session = own_session(token, request)
    if session is None:
        return gone()
    going_on = work_of(session)
    if deed is not None and going_on is not None:
        deed(going_on)
    return fragment(work.html(going_on, services.profile))
