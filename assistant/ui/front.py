"""Makes Gradio's first page Chinese before any script runs: its own language and the browser's."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio picks the language of its own words from the browser; this page has one language.
SCRIPT: Final = (
    "<script>Object.defineProperty(navigator,'language',{get:()=>'zh-CN'});"
    "Object.defineProperty(navigator,'languages',{get:()=>['zh-CN']});</script>"
)


class ChineseFront:
    """Rewrites the HTML of `/`; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                await _send_chinese(start, body, send)

        await self.app(_uncompressed(scope), receive, collect)


def _uncompressed(scope: Scope) -> Scope:
    kept = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
    return {**scope, "headers": kept}


async def _send_chinese(start: Message, body: bytes, send: Send) -> None:
    if "text/html" in Headers(raw=start["headers"]).get("content-type", ""):
        body = chinese(body.decode()).encode()
        MutableHeaders(scope=start)["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})


def chinese(html: str) -> str:
    """The page with lang="zh-CN" and the browser's language fixed to it."""
    return html.replace('lang="en"', 'lang="zh-CN"', 1).replace("<head>", f"<head>{SCRIPT}", 1)
