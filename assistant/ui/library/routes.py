"""The addresses of 往年库: files in, the view and its parts out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.errors import AssistantError, UsageError
from assistant.retrieval import Filters
from assistant.ui.library.distribution import distribution
from assistant.ui.library.tray import Tray, index_of, tray_of
from assistant.ui.panels import library
from assistant.ui.services import Services
from assistant.ui.traffic import fragment, gone, guarded, own_session, received, refusal
from assistant.vocabulary.profile import load_profile, profile_names

FULL: Final = "“{}”没有读取：一次最多 60 MB；请分几次导入。"
LONGEST_QUERY: Final = 500
ROWS: Final = 30
CHARTED: Final = 200
USUAL: Final = 12
LIKE_THE_BEST: Final = 0.5


def add_library_routes(api: FastAPI, services: Services) -> None:
    """Adds /library/{token}/…"""
    _add_view_routes(api, services)
    _add_part_routes(api, services)


def _add_view_routes(api: FastAPI, services: Services) -> None:
    """The whole view, and what changes it."""

    @api.get("/library/{token}")
    async def show(token: str, request: Request, earlier: str = "") -> Response:
        return await _view(token, request, services, earlier=earlier)

    @api.post("/library/{token}/files")
    async def receive(token: str, request: Request) -> JSONResponse:
        session = own_session(token, request)
        if session is None:
            return gone()
        return await received(request, tray_of(session).receive, FULL)

    @api.post("/library/{token}/read")
    async def read(token: str, request: Request) -> Response:
        return await _view(token, request, services, lambda tray: tray.read(services))

    @api.post("/library/{token}/add")
    async def add(token: str, request: Request) -> Response:
        said = parse_qs((await request.body()).decode("utf-8", "replace"))
        picked = {int(number) for number in said.get("pick", ()) if number.isdecimal()}
        return await _view(token, request, services, lambda tray: tray.add(picked, services))

    @api.post("/library/{token}/cancel")
    async def cancel(token: str, request: Request) -> Response:
        return await _view(token, request, services, Tray.stop)

    @api.post("/library/{token}/clear")
    async def clear(token: str, request: Request) -> Response:
        return await _view(token, request, services, Tray.clear)

    @api.post("/library/{token}/remove/{declaration_id}")
    async def remove(token: str, request: Request, declaration_id: str) -> Response:
        return await _view(
            token, request, services, lambda tray: _remove(tray, declaration_id, services)
        )


def _add_part_routes(api: FastAPI, services: Services) -> None:
    """Parts of the view: lists, rows found, one form."""

    @api.get("/library/{token}/list")
    async def listed(token: str, request: Request, find: str = "", start: int = 0) -> Response:
        words = find[:LONGEST_QUERY]
        return await _part(
            token, request, lambda: library.listed(index_of(services).list(), words, max(0, start))
        )

    @api.get("/library/{token}/search")
    async def search(
        token: str, request: Request, q: str = "", level2: str = "", unit: str = "", year: str = ""
    ) -> Response:
        return await _part(token, request, lambda: _search(q, level2, unit, year, services))

    @api.get("/library/{token}/form/{declaration_id}")
    async def form(token: str, request: Request, declaration_id: str) -> Response:
        return await _part(token, request, lambda: _form(declaration_id, services))


async def _view(
    token: str,
    request: Request,
    services: Services,
    deed: Callable[[Tray], object] | None = None,
    earlier: str = "",
) -> Response:
    """The view after the deed; what the deed could not do is said in it."""

    def shown() -> Response:
        session = own_session(token, request)
        if session is None:
            return gone()
        tray = tray_of(session, own_session(earlier, request) if earlier else None)
        trouble = guarded(lambda: deed and deed(tray))
        return fragment(_shown(tray, services, trouble))

    return await run_in_threadpool(shown)


def _shown(tray: Tray, services: Services, trouble: str) -> str:
    """The index is not waited for: while it is being opened the view says so and asks again."""
    state = services.index.state()
    if state != "ready":
        return library.html(tray, None, (), state, trouble)
    index = index_of(services)
    return library.html(tray, index.stats(), tuple(index.categories()), state, trouble)


async def _part(token: str, request: Request, make: Callable[[], str]) -> Response:
    def made() -> Response:
        if own_session(token, request) is None:
            return gone()
        try:
            return fragment(make())
        except AssistantError as error:
            return refusal(422, str(error))

    return await run_in_threadpool(made)


def _remove(tray: Tray, declaration_id: str, services: Services) -> None:
    removed = index_of(services).remove(declaration_id)
    tray.said = f"已从往年库移除“{removed.project_name}”，检索和起草不再用到它。"


def _search(query: str, level2: str, unit: str, year: str, services: Services) -> str:
    query = query.strip()[:LONGEST_QUERY]
    if not query:
        raise UsageError("请先写要找什么，例如“满意度”“巡检次数”“信息化运维”。")
    index = index_of(services)
    number = int(year) if year.isdecimal() else None
    filters = Filters(level2 or None, unit.strip() or None, number, "indicator")
    hits = index.hits(query, k=CHARTED, filters=filters)
    near = [hit for hit in hits if hit.score >= LIKE_THE_BEST * hits[0].score]
    used = index.indicators(
        query, k=USUAL, level2=filters.level2, unit=filters.unit, year=filters.year
    )
    chart = distribution((h.entry.text_of("value"), h.entry.text_of("unit")) for h in near)
    return library.found(query, hits[:ROWS], used, chart)


def _form(declaration_id: str, services: Services) -> str:
    index = index_of(services)
    stored = next((one for one in index.list() if one.id == declaration_id), None)
    if stored is None:
        raise UsageError("往年库里没有这份申报表了，可能刚被移除；请刷新列表。")
    declaration = index.declaration(declaration_id)
    own = declaration.profile
    profile = load_profile(own) if own in profile_names() else services.profile
    return library.form(stored, declaration, profile)
