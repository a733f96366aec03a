"""What the browser may load and what may be asked of the server: headers and open doors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio evaluates its templates, hence 'unsafe-eval'; nothing may be loaded from another machine.
CSP: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}

# The page needs these; everything else Gradio serves (uploads, proxy, file access, docs …) is shut.
OPEN_PATHS: Final = frozenset(
    {
        "/", "/health", "/help", "/config", "/theme.css", "/favicon.ico", "/manifest.json",
        "/gradio_api/startup-events", "/gradio_api/info", "/gradio_api/theme.css",
    }
)  # fmt: skip
OPEN_PREFIXES: Final = (
    "/assets/", "/static/", "/act/", "/files/", "/download/", "/batch/", "/library/", "/help/",
    "/work/",
)  # fmt: skip


class Doors:
    """Answers 404 for every path that the page does not need, and adds the headers to the rest."""

    def __init__(self, app: ASGIApp, also: Collection[str] = ()) -> None:
        self.app = app
        self._also = frozenset(also)
        """Paths that are open because of a setting."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "websocket":  # the page uses none
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not is_open(scope["path"]) and scope["path"] not in self._also:
            closed = PlainTextResponse("没有这个地址。", status_code=404)
            await closed(scope, receive, with_headers)
        elif is_foreign(scope):
            refused = PlainTextResponse("别的网站不能操作这个页面。", status_code=403)
            await refused(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


def is_foreign(scope: Scope) -> bool:
    """True when a page of another site makes a browser ask for a change here."""
    if scope["method"] in ("GET", "HEAD"):
        return False
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def is_open(path: str) -> bool:
    """True when the page needs that path."""
    return path in OPEN_PATHS or path.startswith(OPEN_PREFIXES)
