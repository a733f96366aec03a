"""Other programs at a real server: HTTP with the page's login, MCP with a real client, and what
of Gradio's own addresses answers at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from serving import Server

from assistant.store import Users

ROOT = Path(__file__).resolve().parents[2]
WHO = ("王芳", "公园里的树有九十五棵")
BRIEF = (ROOT / "eval/briefs/05-大模型.md").read_text("utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With login and MCP."""
    folder = tmp_path_factory.mktemp("programs")
    Users(folder / "data").add(*WHO)
    settings = {"ASSISTANT_LOGIN": "on", "ASSISTANT_MCP": "on"}
    server = Server(folder / "data", folder / "server.log", settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def test_the_http_api_asks_who_is_there(server: Server) -> None:
    call = {"query": "绿化养护", "level2": "质量指标", "k": 3}
    with httpx.Client(base_url=server.address, timeout=120) as client:
        assert client.post("/api/search", json=call).status_code == 401
        found = client.post("/api/search", json=call, auth=WHO).json()
        assert found["query"] == "绿化养护"
        assert 1 <= len(found["hits"]) <= 3
        draft = client.post("/api/draft", json={"description": BRIEF}, auth=WHO).json()
        assert draft["precedents"], "the index takes part"
        checked = client.post(
            "/api/check", json={"declarations": [draft["declaration"]]}, auth=WHO
        ).json()
        assert checked["summary"]["declarations"] == 1
        assert client.get("/api/draft", auth=WHO).status_code == 404


def test_mcp_tools_with_a_real_client(server: Server) -> None:
    async def talk() -> dict[str, Any]:
        async with httpx2.AsyncClient(auth=WHO, timeout=120) as http:
            transport = streamable_http_client(f"{server.address}/mcp", http_client=http)
            async with Client(transport) as client:
                tools = (await client.list_tools()).tools
                drafted = await client.call_tool("draft", {"description": BRIEF})
                declaration = (drafted.structured_content or {})["declaration"]
                checked = await client.call_tool("check", {"declarations": [declaration]})
                wrong = await client.call_tool("search", {"query": "", "k": 5})
                return {
                    "tools": {tool.name: tool.description for tool in tools},
                    "name": declaration["project_name"],
                    "checked": checked.structured_content,
                    "wrong": (wrong.is_error, wrong.content[0].text),
                }  # fmt: skip

    # The browser of other tests has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as aside:
        seen = aside.submit(asyncio.run, talk()).result()
    assert set(seen["tools"]) == {"draft", "check", "rewrite", "search"}
    assert "待确认" in seen["tools"]["draft"]
    assert seen["name"] == "福田区人工智能大模型服务项目"
    assert seen["checked"]["summary"]["declarations"] == 1
    assert seen["wrong"][0]
    assert "query" in seen["wrong"][1]


def test_mcp_asks_who_is_there(server: Server) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    answer = httpx.post(f"{server.address}/mcp", json=call, headers=accept)
    assert answer.status_code == 401


def test_of_gradio_only_what_the_page_needs_answers(server: Server) -> None:
    """Even for somebody who is logged in."""
    with httpx.Client(base_url=server.address, timeout=60, follow_redirects=False) as client:
        entered = client.post("/login", data={"name": WHO[0], "password": WHO[1]})
        assert entered.status_code == 303
        info = client.get("/gradio_api/info").json()
        assert info == {"named_endpoints": {}, "unnamed_endpoints": {}}
        for path in (
            "/openapi.json", "/docs", "/gradio_api/openapi.json", "/gradio_api/upload",
            "/gradio_api/file=/etc/passwd", "/gradio_api/api/act", "/gradio_api/run/act",
            "/gradio_api/call/act", "/gradio_api/proxy=http://x.cn/", "/gradio_api/stream/x",
            "/gradio_api/component_server", "/gradio_api/monitoring", "/monitoring/summary",
            "/gradio_api/deep_link", "/gradio_api/mcp/", "/gradio_api/mcp/sse", "/api/act",
            "/gradio_api/token", "/user", "/gradio_api/login_check", "/gradio_api/vibe-edit/",
            "/gradio_api/../openapi.json", "//gradio_api/upload", "/gradio_api/queue/status",
            "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/heartbeat/x",
        ):  # fmt: skip
            assert client.get(path).status_code == 404, path
            assert client.post(path, json={}).status_code == 404, path
        config = client.get("/config").text
        assert str(server.data_dir) not in config
        assert WHO[0] not in config
        assert client.get("/config").json()["dependencies"] == []
