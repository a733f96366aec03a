"""The HTTP connection under the chat: closed when the work is stopped, and patient with servers
that answer in one piece where a stream was asked for.

Every question has a connection of its own, so that stopping one closes nothing else.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx2

from assistant.errors import UnusableAnswer
from assistant.progress import Cancel

LARGEST = 2_000_000
"""Bytes of an answer in one piece; twice what the longest answer takes with every sign escaped."""
_CONNECT_SECONDS = 10
_cut: ContextVar[_Cut | None] = ContextVar("cut", default=None)


def http_client(seconds: float, *, inside: bool) -> httpx2.Client:
    """A client that follows no redirect; proxies of the environment are for outside hosts only."""
    return httpx2.Client(
        follow_redirects=False,
        trust_env=not inside,
        verify=_tls(),
        timeout=httpx2.Timeout(seconds, connect=_CONNECT_SECONDS),
        limits=httpx2.Limits(max_keepalive_connections=0),
        headers={"accept-encoding": "identity"},
        event_hooks={"request": [_watch_connection], "response": [_accept_one_piece]},
    )


@cache
def _tls() -> SSLContext:
    """Loading the certificates takes a tenth of a second: once is enough."""
    return httpx2.create_ssl_context()


@contextmanager
def cut_by(cancel: Cancel) -> Iterator[None]:
    """Connections opened in this block (and thread) are closed by the token."""
    cut = _Cut(cancel)
    cancel.on_cancel(cut.close)
    before = _cut.set(cut)
    try:
        yield
    finally:
        _cut.reset(before)
        cancel.forget(cut.close)


class _Cut:
    """The connections of one question."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel
        self._opened: list[socket.socket] = []

    def add(self, opened: socket.socket) -> None:
        """One more connection; closed at once when the work was stopped meanwhile."""
        self._opened.append(opened)
        if self._cancel.is_cancelled:
            self.close()

    def close(self) -> None:
        """Wakes whoever is reading: closing alone would leave it waiting. The plain socket is shut
        even under TLS, whose own closing another thread must not touch."""
        for opened in tuple(self._opened):
            with suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _watch_connection(request: httpx2.Request) -> None:
    cut = _cut.get()
    if cut is None:
        return

    def trace(name: str, info: dict[str, Any]) -> None:
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            cut.add(info["return_value"].get_extra_info("socket"))

    request.extensions["trace"] = trace


def _accept_one_piece(response: httpx2.Response) -> None:
    """Some servers ignore `stream: true`. What they send is told by its first sign, not by its
    header, which is often wrong as well."""
    if response.status_code == 200 and "content-encoding" not in response.headers:
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _AsEvents(response.stream)


class _AsEvents(httpx2.SyncByteStream):
    """A body as server-sent events: as it comes, or made of one JSON object."""

    def __init__(self, body: httpx2.SyncByteStream) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._body)
        head = b""
        for piece in pieces:
            head += piece
            if head.strip():
                break
        if not head.lstrip().startswith(b"{"):
            yield head
            yield from pieces
            return
        for piece in pieces:
            head += piece
            if len(head) > LARGEST:
                raise UnusableAnswer(f"模型的回答过长，超过 {LARGEST} 字节，已放弃")
        yield _event(head)

    def close(self) -> None:
        self._body.close()


def _event(body: bytes) -> bytes:
    """A whole answer as the one event of a stream; what is none stays as it is, and fails there."""
    try:
        plain = json.loads(body)
    except (ValueError, RecursionError):
        return body
    choices = plain.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        plain = {**plain, "object": "chat.completion.chunk", "choices": [_delta(choices[0])]}
    return b"data: %s\n\ndata: [DONE]\n\n" % json.dumps(plain).encode()


def _delta(choice: dict[str, Any]) -> dict[str, Any]:
    """`message` as `delta`. A body that parses is whole, so silence about its end means the end."""
    message = choice.get("message")
    delta = dict(message) if isinstance(message, dict) else {}
    calls = delta.get("tool_calls")
    if isinstance(calls, list):
        delta["tool_calls"] = [{"index": at, **call} for at, call in enumerate(calls)]
    if isinstance(delta.get("content"), list):
        parts = [part.get("text", "") for part in delta["content"] if isinstance(part, dict)]
        delta["content"] = "".join(map(str, parts))
    return {"index": 0, "delta": delta, "finish_reason": choice.get("finish_reason") or "stop"}
