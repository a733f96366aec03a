"""What the panels' own addresses share: files received, fragments and attachments answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.errors import AssistantError
from assistant.ui.desk import Upload
from assistant.ui.gate import LOCAL, OWNER
from assistant.ui.session import CRASHED, Session, find_session

log = logging.getLogger(__name__)

MAX_FILE_BYTES: Final = 10 * 1024 * 1024
GONE: Final = "这个页面已经失效（服务可能重新启动过）。请先复制需要保留的文字，再刷新页面。"
FRESH: Final = {"cache-control": "no-store"}


async def received(request: Request, take: Callable[[Upload], bool], full: str) -> JSONResponse:
    """Takes the file that the request brings; `full` is said when there is no room for it."""
    name = unquote(request.headers.get("x-file-name", "")).strip()[-120:] or "未命名文件"
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_FILE_BYTES:
            return refusal(413, f"“{name}”超过 {MAX_FILE_BYTES // 2**20} MB，没有读取。")
    if not take(Upload(name=name, content=content)):
        return refusal(413, full.format(name))
    return JSONResponse({"received": name})


def own_session(token: str, request: Request) -> Session | None:
    """The session of that token, for the user whose it is."""
    session = find_session(token)
    owner = str(request.scope.get(OWNER, LOCAL))
    return session if session and session.belongs_to(owner) else None


def guarded(deed: Callable[[], object]) -> str:
    """Does it; the sentence to show when it could not be done, else nothing."""
    try:
        deed()
    except AssistantError as error:
        return str(error)
    except Exception:
        log.exception("a deed of a panel failed")
        return CRASHED
    return ""


def fragment(html: str) -> HTMLResponse:
    """A piece of the page."""
    return HTMLResponse(html, headers=FRESH)


def attachment(name: str, content: bytes, media_type: str) -> Response:
    """A file to save under that name."""
    said = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers={**FRESH, **said})


def refusal(status: int, text: str) -> JSONResponse:
    """The sentence that says why not."""
    return JSONResponse({"error": text}, status_code=status)


def gone() -> JSONResponse:
    """The answer to a page whose session is no more."""
    return refusal(410, GONE)
