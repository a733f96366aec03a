"""Who is asking: settled before a request reaches the page. Nobody passes unknown."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
import secrets
import time
from http.cookies import CookieError, SimpleCookie
from typing import Final, NamedTuple
from urllib.parse import quote

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import StoreUnavailable, UsageError
from assistant.store import Logins, Users
from assistant.ui.slowdown import Slowdown

OWNER: Final = "assistant.owner"
LOCAL: Final = "local"
ANYBODY: Final = "browser:"
"""Begins the owner's name where there is no login on a network. No user's name holds a colon."""
COOKIE: Final = "assistant_login"
VISITOR: Final = "assistant_visitor"
YEAR: Final = 365 * 86400
FREE_PATHS: Final = frozenset({"/login", "/health", "/favicon.ico"})
FOR_PROGRAMS: Final = ("/api/", "/mcp")
LOGIN_FIRST: Final = "请先登录：打开页面登录，或在程序里用用户名和密码（HTTP Basic）。"
REMEMBERED_SECONDS: Final = 10.0
ADDRESS_FREE: Final = 20
_VISITOR: Final = re.compile(r"[A-Za-z0-9_-]{24,64}")


class Doorkeeper:
    """Checks passwords and cookies; remembers a good cookie for a few seconds."""

    def __init__(self, users: Users, logins: Logins) -> None:
        self.users, self.logins = users, logins
        self._by_name, self._by_address = Slowdown(), Slowdown(ADDRESS_FREE)
        self._known: dict[str, tuple[str, float]] = {}

    def enter(self, name: str, password: str, address: str) -> str:
        """The name, when the password is right. Raises UsageError with the sentence to show."""
        keys = ((self._by_name, name), (self._by_address, address))
        waits = [slow.attempt(key) for slow, key in keys]
        if any(waits):
            raise UsageError(f"试错的次数太多，请等 {_spoken(max(waits))}再试。")
        if not self.users.knows(name, password):
            raise UsageError("用户名或密码不对。")
        for slow, key in keys:
            slow.forget(key)
        return name

    def enter_as(self, basic: str, address: str) -> str:
        """The user of an Authorization header. Raises UsageError."""
        name, password = _basic(basic)
        key = hashlib.sha256(f"{self.users.stamp(name)} {basic}".encode()).hexdigest()
        return self._remembered(key) or self._remember(key, self.enter(name, password, address))

    def owner_of(self, cookie: str) -> str:
        """The user of that cookie; empty when there is none."""
        return self._remembered(cookie) or self._remember(cookie, self.logins.owner_of(cookie))

    def _remembered(self, key: str) -> str:
        owner, until = self._known.get(key, ("", 0.0))
        return owner if until > time.monotonic() else ""

    def _remember(self, key: str, owner: str) -> str:
        now = time.monotonic()
        kept = {k: v for k, v in self._known.items() if v[1] > now}
        self._known = {**kept, key: (owner, now + REMEMBERED_SECONDS)} if owner else kept
        return owner

    def leave(self, cookie: str) -> None:
        """Logs out, at once."""
        self._known.pop(cookie, None)
        self.logins.end(cookie)


class Asker(NamedTuple):
    """Who asks, and a cookie to give along when it is somebody new."""

    owner: str
    cookie: str = ""


class Gate:
    """Puts the owner into the scope. With login, who is not logged in is sent to `/login`; without,
    this machine is one user, and on a network every browser is one."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper | None, *, is_loopback: bool) -> None:
        self.app = app
        self._keeper = keeper
        self._is_loopback = is_loopback
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asker = await self._asker(scope)
        if isinstance(asker, Asker):
            scope[OWNER] = asker.owner
            await self.app(scope, receive, _with_cookie(send, asker.cookie))
        else:
            await asker(scope, receive, send)

    async def _asker(self, scope: Scope) -> Asker | JSONResponse | RedirectResponse:
        headers = Headers(scope=scope)
        is_free = scope["path"] in FREE_PATHS
        if self._keeper is None:
            return Asker(LOCAL) if self._is_loopback or is_free else _visitor(headers)
        try:
            owner = await self._logged_in(self._keeper, scope, headers)
        except UsageError as error:
            return JSONResponse({"error": str(error)}, 401)
        except StoreUnavailable as error:
            return Asker("") if is_free else JSONResponse({"error": str(error)}, 503)
        return Asker(owner) if owner or is_free else _to_login(scope)

    async def _logged_in(self, keeper: Doorkeeper, scope: Scope, headers: Headers) -> str:
        if cookie := cookie_of(headers, COOKIE):
            return await run_in_threadpool(keeper.owner_of, cookie)
        given = headers.get("authorization", "")
        if scope["path"].startswith(FOR_PROGRAMS) and given.lower().startswith("basic "):
            async with self._one_at_a_time:  # a program's many calls are one login, not guesses
                return await run_in_threadpool(keeper.enter_as, given, address_of(scope))
        return ""


def cookie_of(headers: Headers, name: str) -> str:
    """A cookie's value; empty when it is not there."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", "")[:4096])
    except CookieError:
        return ""
    return str(jar[name].value) if name in jar else ""


def set_cookie(name: str, value: str, seconds: int, scheme: str) -> str:
    """The header that sets it: not for scripts, not for other sites."""
    secure = "; Secure" if scheme == "https" else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def address_of(scope: Scope) -> str:
    """Where a request came from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _visitor(headers: Headers) -> Asker:
    known = cookie_of(headers, VISITOR)
    if _VISITOR.fullmatch(known):
        return Asker(ANYBODY + known)
    fresh = secrets.token_urlsafe(24)
    return Asker(ANYBODY + fresh, set_cookie(VISITOR, fresh, YEAR, "http"))


def _with_cookie(send: Send, cookie: str) -> Send:
    if not cookie:
        return send

    async def with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return with_cookie


def _to_login(scope: Scope) -> JSONResponse | RedirectResponse:
    if scope["path"] == "/" and scope["method"] == "GET":
        query = scope["query_string"].decode("latin-1")
        following = quote(f"/?{query}" if query else "/", safe="")
        return RedirectResponse(f"/login?next={following}", 303)
    headers = {}
    if scope["path"].startswith(FOR_PROGRAMS):
        headers["www-authenticate"] = 'Basic realm="assistant", charset="UTF-8"'
    return JSONResponse({"error": LOGIN_FIRST}, 401, headers)


def _basic(given: str) -> tuple[str, str]:
    try:
        text = base64.b64decode(given[6:].strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise UsageError("Authorization 头不是 Basic 的写法。") from error
    name, _, password = text.partition(":")
    return name, password


def _spoken(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 90 else f"{-(-seconds // 60)} 分钟"
