"""A browser tab without a browser: speaks to the page as its scripts do, over real HTTP."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx

_TOKEN: Final = re.compile(r'data-token="([^"]*)"')
_DRAFT: Final = re.compile(r'data-draft="([^"]*)" data-revision="(\d+)"')
_TROUBLE: Final = re.compile(r'class="trouble" role="alert">([^<]+)<')


class PageError(Exception):
    """The page answered something that a user would call an error."""


class Tab:
    """One tab of one user. `shown` is the HTML of all panels, as last received."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._stream = secrets.token_hex(6)
        self._deed = self._load = self._panel = 0
        self.shown: dict[int, str] = {}

    async def open(self) -> None:
        """Loads the page: its settings, then its panels."""
        (await self._client.get("/")).raise_for_status()
        config = (await self._client.get("/config")).raise_for_status().json()
        for call in config["dependencies"]:
            panel, event = call["targets"][0]
            if event == "act" and not self._panel:
                self._deed, self._panel = call["id"], panel
            if event == "load":
                self._load = call["id"]
        await self._call(self._load, [None], None)

    async def act(self, kind: str, at: str = "", text: str = "", description: str = "") -> float:
        """One deed; the seconds until its answer was there. Raises PageError."""
        begun = time.perf_counter()
        event = {"kind": kind, "at": at, "text": text, "token": self._find(_TOKEN)[0]}
        draft = self._find(_DRAFT)
        event |= {"draft": draft[0], "revision": draft[1]}
        await self._call(self._deed, [None, description], event)
        if found := _TROUBLE.findall(self.html):
            raise PageError("；".join(found))
        return time.perf_counter() - begun

    @property
    def html(self) -> str:
        """All panels."""
        return "\n".join(self.shown.values())

    @property
    def draft(self) -> str:
        """The id of the draft that is shown."""
        return self._find(_DRAFT)[0]

    def _find(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        match = pattern.search(self.html)
        return match.groups() if match else ("",) * pattern.groups

    async def _call(self, function: int, data: list[Any], event: dict[str, str] | None) -> None:
        body = {
            "data": data, "event_data": event, "fn_index": function, "trigger_id": self._panel,
            "session_hash": self._stream,
        }  # fmt: skip
        joined = await self._client.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            raise PageError(f"queue/join {joined.status_code}: {joined.text[:200]}")
        async for message in self._messages():
            if message["msg"] == "process_completed":
                self._take(message)
                return
        raise PageError("the stream ended without an answer")

    async def _messages(self) -> AsyncIterator[dict[str, Any]]:
        address = f"/gradio_api/queue/data?session_hash={self._stream}"
        async with self._client.stream("GET", address) as stream:
            if stream.status_code != 200:
                raise PageError(f"queue/data {stream.status_code}")
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])

    def _take(self, message: dict[str, Any]) -> None:
        if not message.get("success"):
            raise PageError(f"the deed failed: {str(message.get('output'))[:200]}")
        for number, value in enumerate(message["output"]["data"]):
            if isinstance(value, str):
                self.shown[number] = value
            elif isinstance(value, dict) and isinstance(value.get("value"), str):
                self.shown[number] = value["value"]
