"""The addresses of 批量检查: files in, the panel, copies and opinions out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant.errors import AssistantError, UsageError
from assistant.model import CheckedFile
from assistant.reports.run import Run
from assistant.ui.batch import parcels
from assistant.ui.batch.checking import BatchFile
from assistant.ui.batch.parcels import Parcel
from assistant.ui.batch.table import Table, table_of
from assistant.ui.exporting import MEDIA_TYPES
from assistant.ui.panels import batch
from assistant.ui.services import Services
from assistant.ui.traffic import attachment, fragment, gone, guarded, own_session, received, refusal

FULL: Final = "“{}”没有读取：这一批放不下了（共 60 MB）；请先下载结果，再点“清空这一批”。"
NOT_READY: Final = "这一批还没有检查完，或已经清空；请回到“批量检查”看一眼再下载。"
MEDIA: Final = {**MEDIA_TYPES, "zip": "application/zip", "xlsx": MEDIA_TYPES["docx"].replace(
    "wordprocessingml.document", "spreadsheetml.sheet"
)}  # fmt: skip


def add_batch_routes(api: FastAPI, services: Services) -> None:
    """Adds /batch/{token}/…"""

    @api.get("/batch/{token}")
    async def show(token: str, request: Request, earlier: str = "") -> Response:
        return await _panel(token, request, earlier=earlier)

    @api.post("/batch/{token}/files")
    async def receive(token: str, request: Request) -> JSONResponse:
        session = own_session(token, request)
        if session is None:
            return gone()
        return await received(request, table_of(session).receive, FULL)

    @api.post("/batch/{token}/read")
    async def check(token: str, request: Request) -> Response:
        return await _panel(token, request, lambda table: table.check(services))

    @api.post("/batch/{token}/cancel")
    async def cancel(token: str, request: Request) -> Response:
        return await _panel(token, request, Table.stop)

    @api.post("/batch/{token}/clear")
    async def clear(token: str, request: Request) -> Response:
        return await _panel(token, request, Table.clear)

    @api.get("/batch/{token}/all.zip")
    async def everything(token: str, request: Request) -> Response:
        return await _parcel(token, request, lambda table: parcels.everything(*_checked(table)))

    @api.get("/batch/{token}/opinions")
    async def opinion(token: str, request: Request) -> Response:
        return await _parcel(token, request, lambda table: parcels.opinion(_checked(table)[1]))

    @api.get("/batch/{token}/opinion/{number}")
    async def opinion_on(token: str, request: Request, number: int) -> Response:
        return await _parcel(token, request, lambda table: _opinion(table, number))

    @api.get("/batch/{token}/copy/{number}")
    async def copy(token: str, request: Request, number: int) -> Response:
        return await _parcel(token, request, lambda table: _copy(table, number))


async def _panel(
    token: str, request: Request, deed: Callable[[Table], object] | None = None, earlier: str = ""
) -> Response:
    """The panel after the deed; what the deed could not do is said in it."""

    def shown() -> Response:
        session = own_session(token, request)
        if session is None:
            return gone()
        table = table_of(session, own_session(earlier, request) if earlier else None)
        trouble = guarded(lambda: deed and deed(table))
        goes_on = bool(table.job and table.job.is_going_on)
        files, run = table.contents()
        return fragment(batch.html(files, run, table.job, token, trouble, goes_on))

    return await run_in_threadpool(shown)


async def _parcel(token: str, request: Request, make: Callable[[Table], Parcel]) -> Response:
    def made() -> Response:
        session = own_session(token, request)
        if session is None:
            return gone()
        try:
            name, content = make(table_of(session))
        except AssistantError as error:
            return refusal(422, str(error))
        return attachment(name, content, MEDIA[name.rpartition(".")[2]])

    return await run_in_threadpool(made)


def _checked(table: Table) -> tuple[tuple[BatchFile, ...], Run]:
    files, run = table.contents()
    if run is None:
        raise UsageError(NOT_READY)
    return files, run


def _copy(table: Table, number: int) -> Parcel:
    return parcels.copy_of(*_one(table, number))


def _opinion(table: Table, number: int) -> Parcel:
    _, checked, run = _one(table, number)
    return parcels.opinion_on(checked, run)


def _one(table: Table, number: int) -> tuple[BatchFile, CheckedFile, Run]:
    files, run = _checked(table)
    if not 0 <= number < len(files) or not files[number].imported:
        raise UsageError(NOT_READY)
    return files[number], run.files[number], run
