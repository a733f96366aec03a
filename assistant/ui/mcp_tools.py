"""The same four calls as MCP tools at /mcp, when ASSISTANT_MCP is on. The only door to mcp."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from assistant import __version__
from assistant.errors import AssistantError
from assistant.ui.api import Turnstile
from assistant.ui.program_calls import Engine, Goal
from assistant.ui.programs import Programs

PATH: Final = "/mcp"
ABOUT: Final = (
    "起草、检查、改写项目支出绩效目标申报表，检索历史指标。申报表是 JSON 对象，"
    "字段名见 check 的返回；"
    "起草时没有依据的数写成【待填】，并在 questions 里提问，请把问题转给用户，不要代答。"
)


class Tools:
    """An MCP server over the four calls; `lifespan` has to be open while it serves."""

    def __init__(self, programs: Programs, turnstile: Turnstile, host: str) -> None:
        self._programs = programs
        self._turnstile = turnstile
        self._server = MCPServer(
            "performance-target-assistant", instructions=ABOUT, version=__version__
        )
        for tool in (self.draft, self.check, self.rewrite, self.search):
            self._server.add_tool(tool)
        self.app = self._server.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, host=host
        )

    async def draft(
        self,
        description: str = "",
        answers: dict[str, str] | None = None,
        earlier: dict[str, Any] | None = None,
        engine: Engine = "auto",
    ) -> dict[str, Any]:
        """由项目说明起草一份绩效目标申报表；或给出 earlier（上次返回的对象）和 answers
        （位置 → 答案）回答待确认的问题。返回 declaration、findings、provenance、questions。"""
        plain = {"description": description, "set": answers or {}, "engine": engine}
        return await self._call(self._programs.draft, {**plain, "earlier": earlier or {}})

    async def check(self, declarations: list[dict[str, Any]]) -> dict[str, Any]:
        """检查一份或多份申报表，返回每一条意见：位置、理由、建议、可否自动修改。"""
        return await self._call(self._programs.check, {"declarations": declarations})

    async def rewrite(
        self,
        declaration: dict[str, Any],
        goal: Goal = "annual",
        instruction: str = "",
        candidates: int = 1,
        engine: Engine = "auto",
    ) -> dict[str, Any]:
        """改写年度目标（annual）或长期目标（long-term）；数、单位、文号和名称不变。"""
        plain = {
            "declaration": declaration, "goal": goal, "instruction": instruction,
            "candidates": candidates, "engine": engine,
        }  # fmt: skip
        return await self._call(self._programs.rewrite, plain)

    async def search(
        self, query: str, level2: str | None = None, year: int | None = None, k: int = 10
    ) -> dict[str, Any]:
        """在历史申报表里检索相近的指标、目标和项目；level2 如“数量指标”。"""
        plain = {"query": query, "level2": level2, "year": year, "k": k}
        return await self._call(self._programs.search, plain)

    async def _call(
        self, call: Callable[[Any], dict[str, Any]], plain: dict[str, Any]
    ) -> dict[str, Any]:
        try:
            return await self._turnstile.run(call, plain)
        except AssistantError as error:
            raise ToolError(str(error)) from error

    @asynccontextmanager
    async def lifespan(self, api: FastAPI) -> AsyncIterator[None]:
        """Runs what keeps the transport."""
        async with self._server.session_manager.run():
            yield
