"""A browser tab without a browser: speaks to the page as its scripts do, over real HTTP."""

from __future__ import annotations

import re
import secrets
import time
from typing import Final

import httpx

_DRAFT: Final = re.compile(r'data-draft="([^"]*)" data-revision="(\d+)"')
_TROUBLE: Final = re.compile(r'class="trouble" role="alert">([^<]+)<')


class PageError(Exception):
    """The page answered something that a user would call an error."""


class Tab:
    """One tab of one user. `shown` is the HTML of all panels, as last received."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._token = secrets.token_urlsafe(27)
        self._count = 0
        self.shown: dict[str, str] = {}

    async def open(self) -> None:
        """Loads the page with its settings and takes a desk."""
        (await self._client.get("/")).raise_for_status()
        (await self._client.get("/config")).raise_for_status()
        await self.act("look")

    async def act(self, kind: str, at: str = "", text: str = "", description: str = "") -> float:
        """One deed; the seconds until its answer was there. Raises PageError."""
        begun = time.perf_counter()
        self._count += 1
        draft, revision = self._find(_DRAFT)
        deed = {
            "kind": kind, "at": at, "text": text, "number": str(self._count), "draft": draft,
            "revision": revision, "description": description,
        }  # fmt: skip
        answer = await self._client.post(f"/act/{self._token}", json=deed)
        if answer.status_code != 200:
            raise PageError(f"{kind} {answer.status_code}: {answer.text[:200]}")
        self.shown |= answer.json()["panels"]
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
