"""What a model's draft costs besides the model, and how soon a finished cell is given out.

A server on loopback streams recorded answers in small pieces, as a model would, and notes when each
piece left. The draft's time without the server's is ours; a cell's delay runs from the piece with
its last sign to the event that gives it out.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from assistant import pipeline
from assistant.llm import Endpoint, Model
from assistant.progress import CellProved, Event
from eval.recordings import recorded_texts
from eval.timing import ROOT, Line

CASE = "10-信息化运维"
PIECE, GAP = 6, 0.02
"""Signs and seconds: 300 signs a second, faster than most services."""
RUNS = 5
_OVERHEAD, _DELAY = 0.3, 0.3


def measurements() -> tuple[Callable[[], Line], ...]:
    """Overhead per draft, and the longest wait for a cell."""
    return (overhead, longest_wait)


def overhead() -> Line:
    """A draft's time without the server's."""
    seconds = statistics.median(run.overhead for run in _runs())
    return Line(
        "draft by a model, time outside it, warm", f"{seconds:.3f} s", f"<= {_OVERHEAD} s",
        seconds <= _OVERHEAD,
    )  # fmt: skip


def longest_wait() -> Line:
    """From a cell's last token to its event, the slowest cell of a draft."""
    seconds = statistics.median(max(run.delays) for run in _runs())
    cells, ahead = len(_runs()[0].delays), min(run.ahead for run in _runs())
    return Line(
        f"last token to cell given out, slowest of {cells} ({ahead} while the model was writing)",
        f"{seconds:.3f} s", f"<= {_DELAY} s", seconds <= _DELAY,
    )  # fmt: skip


@cache
def _runs() -> list[_Run]:
    return [_run() for _ in range(RUNS)][1:]


class _Run:
    """One draft: what it took besides the server, and the delays of its cells."""

    def __init__(self, seconds: float, server: _Server, events: list[tuple[float, Event]]) -> None:
        self.overhead = seconds - server.busy
        self.delays: list[float] = []
        self.ahead = 0
        for at, event in events:
            sent = server.sent_at(event.text) if isinstance(event, CellProved) else None
            if sent is not None:
                self.delays.append(at - sent)
                self.ahead += at < server.ended


class _Server:
    """Answers in turn; notes when each piece left."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._sent: list[tuple[str, float]] = []
        """(the answer up to here, when)."""
        self.busy = self.ended = 0.0
        self.url = ""

    def next_text(self, is_probe: bool) -> str:
        """What to answer now."""
        return '{"word": "好"}' if is_probe else self._texts.pop(0)

    def note(self, so_far: str) -> None:
        """A piece left."""
        self._sent.append((so_far, time.perf_counter()))

    def sent_at(self, cell: str) -> float | None:
        """When the sign that ends a cell's text left; None for text that is not the model's."""
        ending = json.dumps(cell, ensure_ascii=False)
        return next((at for so_far, at in self._sent if ending in so_far), None)


def _run() -> _Run:
    path = ROOT / "eval" / "briefs" / f"{CASE}.md"
    source = pipeline.source_text({path.name: path.read_text("utf-8")})
    events: list[tuple[float, Event]] = []
    with _serving(recorded_texts(CASE)) as server:
        model = Model(Endpoint(base_url=server.url, model="recorded", prices={}))
        model.abilities()
        server.busy = 0.0
        begun = time.perf_counter()
        draft = pipeline.draft(
            source, model=model, engine="llm",
            on_event=lambda event: events.append((time.perf_counter(), event)),
        )  # fmt: skip
        seconds = time.perf_counter() - begun
    assert draft.meta.engine == "llm"
    return _Run(seconds, server, events)


@contextmanager
def _serving(texts: list[str]) -> Iterator[_Server]:
    server = _Server(texts)
    handler = type("Handler", (_Handler,), {"noted": server})
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.url = f"http://127.0.0.1:{web.server_port}/v1"
    Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()


class _Handler(BaseHTTPRequestHandler):
    noted: _Server

    def log_message(self, *arguments: object) -> None:
        pass

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        begun = time.perf_counter()
        text = self.noted.next_text("键为 word" in request["messages"][-1]["content"])
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for at in range(0, len(text), PIECE):
            time.sleep(GAP)
            self._event({"delta": {"role": "assistant", "content": text[at : at + PIECE]}})
            self.noted.note(text[: at + PIECE])
        self._event({"delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")
        self.noted.ended = time.perf_counter()
        self.noted.busy += self.noted.ended - begun

    def _event(self, choice: dict[str, Any]) -> None:
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "recorded",
                 "choices": [{"index": 0, "finish_reason": None, **choice}]}  # fmt: skip
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()
