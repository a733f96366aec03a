"""The web server: settings in, a running page out. Listens on this machine only, by default."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.errors import AssistantError, SettingsError
from assistant.settings import Settings, load_settings
from assistant.ui.api import API_PATHS, Turnstile, add_api
from assistant.ui.batch.routes import add_batch_routes
from assistant.ui.caps import Caps
from assistant.ui.deeds import add_deed_routes
from assistant.ui.front import OurFront
from assistant.ui.gate import Doorkeeper, Gate
from assistant.ui.help import add_help_routes
from assistant.ui.library.routes import add_library_routes
from assistant.ui.login import LOGIN_PATHS, add_login
from assistant.ui.making import make_services
from assistant.ui.programs import Programs
from assistant.ui.routes import add_routes
from assistant.ui.security import Doors
from assistant.ui.services import Services
from assistant.ui.warming import warm_up
from assistant.ui.work_routes import add_work_routes

if TYPE_CHECKING:
    from assistant.ui.mcp_tools import Tools

MOST_CONNECTIONS = 1000
"""Each open page holds two; beyond that the answer is 503 at once."""
MCP_PATH = "/mcp"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def main() -> int:
    """Serves the page until interrupted. 0 when stopped, 2 when it cannot start."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = load_settings()
        _require_free_port(settings)
        keeper = make_doorkeeper(settings)
        services = make_services(settings)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 2
    _announce(settings)
    services.index.start()
    warm_up(services)
    api = make_app(services, settings, keeper)
    _listen(api, settings)
    return 0


def make_app(services: Services, settings: Settings, keeper: Doorkeeper | None = None) -> FastAPI:
    """The application: Gradio's page at `/`, our own addresses beside it, doors around both."""
    from assistant.ui.page import mount

    programs, turnstile = Programs(services, settings), Turnstile()
    tools = make_tools(programs, turnstile, settings)
    lifespan = tools.lifespan if tools else None
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    add_routes(api, services.index.state)
    add_api(api, programs, turnstile)
    add_deed_routes(api, services)
    if tools:
        api.router.routes.extend(tools.app.routes)
    add_batch_routes(api, services)
    add_library_routes(api, services)
    add_work_routes(api, services)
    add_help_routes(api)
    if keeper:
        add_login(api, keeper)
    mount(api, services)
    api.add_middleware(OurFront)
    api.add_middleware(Gate, keeper=keeper, is_loopback=settings.host in LOOPBACK)
    api.add_middleware(Caps)
    also = (*API_PATHS, *(LOGIN_PATHS if keeper else ()), *((MCP_PATH,) if tools else ()))
    api.add_middleware(Doors, also=also)
    if settings.host in LOOPBACK:
        # A foreign name pointing at this machine (DNS rebinding) gets no answer.
        api.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "[::1]"])
    return api


def make_tools(programs: Programs, turnstile: Turnstile, settings: Settings) -> Tools | None:
    """The MCP tools, when they are switched on."""
    if not settings.mcp:
        return None
    from assistant.ui.mcp_tools import Tools

    return Tools(programs, turnstile, settings.host)


def make_doorkeeper(settings: Settings) -> Doorkeeper | None:
    """Who lets people in, when login is switched on. Raises SettingsError while nobody could."""
    if not settings.login:
        return None
    from assistant.store import Logins, Users, open_engine

    users = Users(settings.data_dir)
    if not users.names():
        raise SettingsError(
            "ASSISTANT_LOGIN 是 on，但还没有用户；请先运行 python -m assistant users add 用户名。"
        )
    return Doorkeeper(users, Logins(open_engine(settings.data_dir), users))


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"{settings.host} 的端口 {settings.port} 用不了（可能已被别的程序占用）："
                "请关掉那个程序，或用 PORT=7861 换一个端口。"
            ) from error


def _announce(settings: Settings) -> None:
    print(
        f"网页正在启动：http://{settings.host}:{settings.port}（按 Ctrl+C 停止）", file=sys.stderr
    )
    if settings.host not in LOOPBACK and not settings.login:
        print(
            "注意：ASSISTANT_HOST 使其他电脑也能打开这个页面，而页面没有登录；"
            "请只在可信的网络里这样用，或设 ASSISTANT_LOGIN=on。",
            file=sys.stderr,
        )


def _listen(api: FastAPI, settings: Settings) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                address = f"http://{settings.host}:{settings.port}"
                print(f"网页已就绪，请在浏览器里打开：{address}", file=sys.stderr)

    config = uvicorn.Config(
        api,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
        limit_concurrency=MOST_CONNECTIONS,
    )
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C, once the connections are closed
        Server(config).run()
