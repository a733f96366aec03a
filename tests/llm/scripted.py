"""A server that speaks the OpenAI protocol as badly as it is told to. Every request is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore, Thread
from typing import Any

_PATIENCE = 60


@dataclass(frozen=True)
class Says:
    """An answer: streamed in pieces, whole unless told otherwise."""

    text: str
    finish: str | None = "stop"
    usage: bool = True
    as_tool: bool = False
    gap: float = 0.0
    cut_after: int | None = None
    piece: int = 40


@dataclass(frozen=True)
class Fails:
    """An HTTP error."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    message: str = "no"


@dataclass(frozen=True)
class Raw:
    """A body of any kind with status 200."""

    body: bytes
    kind: str = "text/event-stream"


@dataclass(frozen=True)
class Hangs:
    """Begins an answer (nothing of it when `text` is None) and then waits until it is left."""

    text: str | None = None


@dataclass(frozen=True)
class Paced:
    """An answer in these pieces, each but the first only when `go` was released once more."""

    pieces: tuple[str, ...]
    go: Semaphore
    usage: bool = False


Turn = Says | Fails | Raw | Hangs | Paced
Script = Callable[[dict[str, Any], int], Turn]


class Server:
    """The running server: its address and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hanging = Semaphore(0)
        """Released when a connection begins to hang."""
        self.left = Semaphore(0)
        """Released when a hanging connection was closed from the other side."""

    @property
    def asked(self) -> list[dict[str, Any]]:
        """Requests other than the trying-out of the ladder."""
        return [r for r in self.requests if not is_probe(r)]


def is_probe(request: dict[str, Any]) -> bool:
    """True for the harmless question that shows what a server can do."""
    return "键为 word" in request["messages"][-1]["content"]


def obedient(then: Script) -> Script:
    """A server that enforces JSON schemas; everything but the probe goes to `then`."""
    counted = iter(range(10_000))

    def script(request: dict[str, Any], number: int) -> Turn:
        return Says('{"word": "好"}') if is_probe(request) else then(request, next(counted))

    return script


def in_turn(*turns: Turn) -> Script:
    """The turns one after the other, the last one for ever."""
    return lambda request, number: turns[min(number, len(turns) - 1)]


class _Handler(BaseHTTPRequestHandler):
    """One request; `asked` and `script` are set on a subclass for each server."""

    asked: Server
    script: Script
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self._json(200, {"data": [{"id": "scripted"}]})

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        number = len(self.asked.requests)
        self.asked.requests.append(request)
        self.asked.headers.append(dict(self.headers.items()))
        turn = type(self).script(request, number)
        try:
            self._answer(turn)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, turn: Turn) -> None:
        if isinstance(turn, Fails):
            self._json(turn.status, {"error": {"message": turn.message}}, turn.headers)
        elif isinstance(turn, Raw):
            self._head(200, {"content-type": turn.kind})
            self.wfile.write(turn.body)
        elif isinstance(turn, Hangs):
            self._hang(turn)
        elif isinstance(turn, Paced):
            self._pace(turn)
        else:
            self._stream(turn)

    def _json(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        raw = json.dumps(body).encode()
        self._head(status, {"content-type": "application/json", **(headers or {})}, len(raw))
        self.wfile.write(raw)

    def _head(self, status: int, headers: dict[str, str], length: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("connection", "close")
            self.close_connection = True
        else:
            self.send_header("content-length", str(length))
        self.end_headers()

    def _stream(self, turn: Says) -> None:
        self._head(200, {"content-type": "text/event-stream"})
        for count, at in enumerate(range(0, len(turn.text), turn.piece)):
            if turn.cut_after is not None and count >= turn.cut_after:
                return
            self._event({"delta": _delta(turn, turn.text[at : at + turn.piece], count)})
            time.sleep(turn.gap)
        if turn.finish:
            self._event({"delta": {}, "finish_reason": turn.finish}, usage=turn.usage)
        self.wfile.write(b"data: [DONE]\n\n")

    def _pace(self, turn: Paced) -> None:
        self._head(200, {"content-type": "text/event-stream"})
        for number, piece in enumerate(turn.pieces):
            if number and not turn.go.acquire(timeout=_PATIENCE):
                return  # the answer stays cut
            self._event({"delta": {"role": "assistant", "content": piece}})
        self._event({"delta": {}, "finish_reason": "stop"}, usage=turn.usage)
        self.wfile.write(b"data: [DONE]\n\n")

    def _hang(self, turn: Hangs) -> None:
        if turn.text is not None:
            self._head(200, {"content-type": "text/event-stream"})
            self._event({"delta": {"role": "assistant", "content": turn.text}})
        self.asked.hanging.release()
        try:
            while self.connection.recv(1024):
                pass
        except ConnectionResetError:
            pass
        self.close_connection = True
        self.asked.left.release()

    def _event(self, choice: dict[str, Any], usage: bool = False) -> None:
        event: dict[str, Any] = {
            "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted",
            "choices": [{"index": 0, "finish_reason": None, **choice}],
        }  # fmt: skip
        if usage:
            event["usage"] = {
                "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120
            }  # fmt: skip
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """Runs a server on loopback for as long as the block lasts."""
    server = Server("")
    handler = type("Handler", (_Handler,), {"asked": server, "script": staticmethod(script)})
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.url = f"http://127.0.0.1:{web.server_port}/v1"
    Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()


def _delta(turn: Says, piece: str, count: int) -> dict[str, Any]:
    if not turn.as_tool:
        return {"role": "assistant", "content": piece}
    name = {"id": "c1", "type": "function"} if count == 0 else {}
    function = {"arguments": piece, **({"name": "answer"} if count == 0 else {})}
    return {"role": "assistant", "tool_calls": [{"index": 0, **name, "function": function}]}
