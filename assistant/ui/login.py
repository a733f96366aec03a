"""/login and /logout: a page of its own, without scripts."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.store.logins import HOURS
from assistant.ui.gate import COOKIE, Doorkeeper, address_of, cookie_of, set_cookie
from assistant.ui.render import render

LOGIN_PATHS: Final = ("/login", "/logout")
LONGEST_FORM: Final = 4096


def add_login(api: FastAPI, keeper: Doorkeeper) -> None:
    """Adds the two addresses."""

    @api.get("/login")
    def ask(request: Request) -> Response:
        return _page(request.query_params.get("next", ""))

    @api.post("/login")
    async def enter(request: Request) -> Response:
        body = (await request.body())[:LONGEST_FORM]
        given = {k: v[0] for k, v in parse_qs(body.decode("utf-8", "replace")).items()}
        name, following = given.get("name", "").strip(), given.get("next", "")
        password, address = given.get("password", ""), address_of(request.scope)
        try:
            await run_in_threadpool(keeper.enter, name, password, address)
            cookie = await run_in_threadpool(keeper.logins.begin, name)
        except AssistantError as error:
            return _page(following, name, str(error))
        answer = RedirectResponse(own_path(following), 303)
        answer.headers["set-cookie"] = set_cookie(COOKIE, cookie, HOURS * 3600, request.url.scheme)
        return answer

    @api.post("/logout")
    async def leave(request: Request) -> Response:
        await run_in_threadpool(keeper.leave, cookie_of(request.headers, COOKIE))
        answer = RedirectResponse("/login", 303)
        answer.headers["set-cookie"] = set_cookie(COOKIE, "", 0, request.url.scheme)
        return answer


def own_path(following: str) -> str:
    """Where to go after the login: within this page only."""
    is_own = following == "/" or following.startswith("/?")
    return following if is_own and following.isascii() and following.isprintable() else "/"


def _page(following: str, name: str = "", trouble: str = "") -> HTMLResponse:
    html = render("login", following=own_path(following), name=name[:80], trouble=trouble)
    return HTMLResponse(html, 401 if trouble else 200, {"cache-control": "no-store"})
