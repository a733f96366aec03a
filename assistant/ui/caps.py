"""No request is larger than what it is for: bodies are read within a cap first."""

from __future__ import annotations

from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 2 * MEGABYTE
"""Deeds of the page: a long description fits ten times."""
LARGEST_OF: Final = {"/api/": 16 * MEGABYTE, "/mcp": 16 * MEGABYTE, "/login": 4096}
STREAMED: Final = "/files/"
"""Counts its bytes itself, with a sentence that names the file."""


class Caps:
    """Answers 413 for a body above the cap of its path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"].startswith(STREAMED):
            await self.app(scope, receive, send)
            return
        body = await _body(receive, cap_of(scope["path"]))
        if body is None:
            text = f"送来的内容超过 {cap_of(scope['path']) // 1024} KB，没有处理。"
            await JSONResponse({"error": text}, 413)(scope, receive, send)
            return
        whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replayed() -> Message:
            return whole.pop() if whole else await receive()

        await self.app(scope, replayed, send)


def cap_of(path: str) -> int:
    """How many bytes may be sent to that path."""
    return next((most for start, most in LARGEST_OF.items() if path.startswith(start)), LARGEST)


async def _body(receive: Receive, most: int) -> bytes | None:
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body"):
            return body
