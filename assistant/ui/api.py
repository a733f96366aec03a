"""The addresses for programs: POST /api/draft, /api/check, /api/rewrite, /api/search."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Final

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from assistant.errors import AssistantError, IndexUnavailable, ModelUnavailable, UsageError
from assistant.ui.programs import Programs
from assistant.ui.session import CRASHED

log = logging.getLogger(__name__)

API_PATHS: Final = ("/api/draft", "/api/check", "/api/rewrite", "/api/search")
AT_ONCE: Final = 2
WAITING: Final = 32
BUSY: Final = "服务正忙，请稍后再试。"


class Busy(AssistantError):
    """More calls are waiting than there is patience for."""


class Turnstile:
    """Lets a few calls work at once and some wait; beyond that a call is told to come again."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once = at_once
        self._waiting = waiting
        self._limiter: CapacityLimiter | None = None

    async def run(self, call: Callable[[Any], dict[str, Any]], plain: Any) -> dict[str, Any]:
        """The call's result, worked out in a thread. Raises Busy, and what the call raises."""
        self._limiter = self._limiter or CapacityLimiter(self._at_once)
        if self._limiter.statistics().tasks_waiting >= self._waiting:
            raise Busy(BUSY)
        return await run_sync(call, plain, limiter=self._limiter)


def add_api(api: FastAPI, programs: Programs, turnstile: Turnstile) -> None:
    """Adds the four addresses."""
    for name, call in programs.calls.items():
        api.add_api_route(f"/api/{name}", _route(call, turnstile), methods=["POST"])


def _route(call: Callable[[Any], dict[str, Any]], turnstile: Turnstile) -> Callable[..., Any]:
    async def answer(request: Request) -> JSONResponse:
        try:
            return JSONResponse(await turnstile.run(call, await _plain(request)))
        except AssistantError as error:
            headers = {"retry-after": "5"} if isinstance(error, Busy) else None
            return JSONResponse({"error": str(error)}, _status(error), headers)
        except Exception:
            log.exception("api call failed")
            return JSONResponse({"error": CRASHED}, 500)

    return answer


async def _plain(request: Request) -> Any:
    """The JSON body. Only as JSON: a form of another site cannot send that."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise UsageError("请求要用 POST 发送 JSON，并带 Content-Type: application/json。")
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise UsageError("请求的内容不是 JSON。") from error


def _status(error: AssistantError) -> int:
    return 503 if isinstance(error, Busy | IndexUnavailable | ModelUnavailable) else 422
