"""The addresses beside Gradio's: health, files in, declarations out. Bytes stay in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Final
from urllib.parse import quote, unquote

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from assistant import __version__
from assistant.errors import AssistantError
from assistant.ui.desk import Upload
from assistant.ui.exporting import MEDIA_TYPES, export
from assistant.ui.gate import LOCAL, OWNER
from assistant.ui.session import CRASHED, Session, find_session

log = logging.getLogger(__name__)

MAX_FILE_BYTES: Final = 10 * 1024 * 1024
INSTANCE: Final = token_hex(8)
"""Tells a page whether this is still the process that holds its desk."""
GONE = "这个页面已经失效（服务可能重新启动过）。请先复制需要保留的文字，再刷新页面。"


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
        return await run_in_threadpool(_download, _own(token, request), kind)


async def _receive(token: str, request: Request) -> JSONResponse:
    session = _own(token, request)
    if session is None:
        return _refusal(410, GONE)
    name = unquote(request.headers.get("x-file-name", "")).strip()[-120:] or "未命名文件"
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_FILE_BYTES:
            return _refusal(413, f"“{name}”超过 {MAX_FILE_BYTES // 2**20} MB，没有读取。")
    if not session.receive(Upload(name=name, content=content)):
        return _refusal(413, f"一次拖入的文件太多，“{name}”没有读取；请分几次拖入。")
    return JSONResponse({"received": name})


def _own(token: str, request: Request) -> Session | None:
    """The session of that token, for the user whose it is."""
    session = find_session(token)
    owner = str(request.scope.get(OWNER, LOCAL))
    return session if session and session.belongs_to(owner) else None


def _download(session: Session | None, kind: str) -> Response:
    if session is None or session.desk.declaration is None:
        return _refusal(410, GONE)
    if kind not in MEDIA_TYPES:
        return _refusal(404, f"不能导出为“{kind}”；可用：{'、'.join(MEDIA_TYPES)}。")
    try:
        name, content = export(session.desk, kind)
    except AssistantError as error:
        return _refusal(422, str(error))
    except Exception:
        log.exception("export to %s failed", kind)
        return _refusal(500, CRASHED)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=MEDIA_TYPES[kind], headers=headers)


def _refusal(status: int, text: str) -> JSONResponse:
    return JSONResponse({"error": text}, status_code=status)
