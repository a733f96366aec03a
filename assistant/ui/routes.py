"""The addresses beside Gradio's: health, files in, declarations out. Bytes stay in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Final

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant import __version__
from assistant.errors import AssistantError
from assistant.ui.exporting import MEDIA_TYPES, export
from assistant.ui.gate import LOCAL, OWNER
from assistant.ui.session import CRASHED, Session
from assistant.ui.traffic import attachment, gone, own_session, received, refusal

log = logging.getLogger(__name__)

INSTANCE: Final = token_hex(8)
"""Tells a page whether this is still the process that holds its desk."""
TOO_MANY: Final = "一次拖入的文件太多，“{}”没有读取；请分几次拖入。"


def add_routes(api: FastAPI, index_state: Callable[[], str]) -> None:
    """Adds /health, /files/{token} and /download/{token}/{format}."""

    @api.get("/health")
    def health(request: Request) -> dict[str, str]:
        return {
            "status": "ok",
            "version": __version__,
            "index": index_state(),
            "instance": INSTANCE,
            "login": "ok" if request.scope.get(OWNER, LOCAL) else "needed",
        }

    @api.post("/files/{token}")
    async def receive_file(token: str, request: Request) -> JSONResponse:
        return await _receive(token, request)

    @api.get("/download/{token}/{kind}")
    async def download(token: str, kind: str, request: Request) -> Response:
        return await run_in_threadpool(_download, own_session(token, request), kind)


async def _receive(token: str, request: Request) -> JSONResponse:
    session = own_session(token, request)
    return gone() if session is None else await received(request, session.receive, TOO_MANY)


def _download(session: Session | None, kind: str) -> Response:
    if session is None or session.desk.declaration is None:
        return gone()
    if kind not in MEDIA_TYPES:
        return refusal(404, f"不能导出为“{kind}”；可用：{'、'.join(MEDIA_TYPES)}。")
    try:
        name, content = export(session.desk, kind)
    except AssistantError as error:
        return refusal(422, str(error))
    except Exception:
        log.exception("export to %s failed", kind)
        return refusal(500, CRASHED)
    return attachment(name, content, MEDIA_TYPES[kind])
