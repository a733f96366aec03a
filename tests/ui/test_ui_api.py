"""The addresses for programs: JSON of the contract out, one sentence for what cannot be done."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import threading
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import formats
from assistant.settings import Settings
from assistant.ui.api import API_PATHS, Busy, Turnstile, add_api
from assistant.ui.panels.intake import examples
from assistant.ui.programs import MOST_FILES, Programs
from assistant.ui.security import is_open
from assistant.ui.services import Services

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "corpus" / "declarations").glob("*.json"))


@pytest.fixture
def client(services: Services) -> TestClient:
    """The four addresses, without an index."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_api(api, Programs(services, Settings()), Turnstile())
    return TestClient(api)


def test_a_draft_is_made_and_continued(client: TestClient) -> None:
    first = client.post("/api/draft", json={"description": examples()[0].text, "year": 2027}).json()
    assert set(first) == {
        "declaration", "findings", "provenance", "questions", "precedents", "meta",
    }  # fmt: skip
    assert first["declaration"]["year"] == 2027
    assert first["meta"]["engine"] == "offline"
    path = first["questions"][0]["path"]
    then = client.post(
        "/api/draft", json={"earlier": first, "set": {"申请单位": "区城管局"}}
    ).json()
    assert then["declaration"]["applicant_unit"] == "区城管局"
    assert path != "/applicant_unit" or path not in {q["path"] for q in then["questions"]}


def test_forms_and_files_are_checked_as_on_the_command_line(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli import main

    content = base64.b64encode(FORMS[0].read_bytes()).decode()
    answer = client.post("/api/check", json={"files": [{"name": "a.json", "content": content}]})
    main(["check", str(FORMS[0]), "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    ours = answer.json()
    assert ours["tool"] == said["tool"]
    assert ours["summary"] == said["summary"]
    assert ours["files"][0]["declarations"] == said["files"][0]["declarations"]

    declaration = formats.read(FORMS[0])[0].declaration.as_json()
    both = client.post("/api/check", json={"declarations": [declaration, declaration]}).json()
    assert both["summary"]["declarations"] == 2
    assert both["across"], "the same form twice is a finding between forms"


def test_a_broken_file_does_not_stop_the_others(client: TestClient) -> None:
    files = [
        {"name": "坏.docx", "content": base64.b64encode(b"PK\x03\x04 no").decode()},
        {"name": "好.json", "content": base64.b64encode(FORMS[0].read_bytes()).decode()},
    ]
    broken, good = client.post("/api/check", json={"files": files}).json()["files"]
    assert "坏.docx" in broken["error"]
    assert good["error"] is None
    assert good["declarations"]


def test_a_goal_is_rewritten(client: TestClient) -> None:
    declaration = formats.read(FORMS[0])[0].declaration.as_json()
    call = {"declaration": declaration, "goal": "annual", "instruction": "更简洁"}
    (candidate,) = client.post("/api/rewrite", json=call).json()["candidates"]
    assert candidate["path"] == "/annual_goal"
    assert candidate["before"] == declaration["annual_goal"]
    assert all(item["kept"] for item in candidate["locked"])


@pytest.mark.parametrize(
    ("name", "call", "said"),
    [
        ("draft", {"description": " "}, "描述是空的"),
        ("draft", {"descripton": "x"}, "/descripton"),
        ("draft", {"description": "x", "engine": "gpt"}, "/engine"),
        ("draft", {"description": "长" * 200_001}, "万字"),
        ("draft", {"description": "项目", "set": {"/indicators/0/value": "1"}}, "earlier"),
        ("draft", {"description": "项目", "set": {"天气": "晴"}}, "不认识字段"),
        ("draft", {"earlier": {"a": 1}}, "不是草稿"),
        ("draft", [], "要填对象"),
        ("check", {}, "没有要检查"),
        ("check", {"declarations": [{}] * (MOST_FILES + 1)}, f"最多检查 {MOST_FILES}"),
        ("check", {"declarations": [{"year": "去年"}]}, "/declarations/0/year"),
        ("check", {"files": [{"name": "a.docx", "content": "!"}]}, "base64"),
        ("rewrite", {"declaration": {}, "goal": "annual"}, "目标"),
        ("rewrite", {"declaration": {"annual_goal": "好"}, "candidates": 9}, "1 到 5"),
        ("search", {"query": "绿化", "k": 0}, "1 到 100"),
        ("search", {"query": ""}, "query"),
    ],
)
def test_a_mistake_is_one_sentence(client: TestClient, name: str, call: object, said: str) -> None:
    answer = client.post(f"/api/{name}", json=call)
    assert answer.status_code == 422
    assert said in answer.json()["error"]


def test_only_json_is_taken(client: TestClient) -> None:
    for content_type in ("text/plain", "application/x-www-form-urlencoded"):
        refused = client.post(
            "/api/search", content=b'{"query":"x"}', headers={"content-type": content_type}
        )
        assert refused.status_code == 422
        assert "application/json" in refused.json()["error"]
    broken = client.post(
        "/api/search", content=b"[" * 100_000, headers={"content-type": "application/json"}
    )
    assert broken.status_code == 422


def test_without_an_index_searching_says_so(client: TestClient) -> None:
    answer = client.post("/api/search", json={"query": "绿化"})
    assert answer.status_code == 503
    assert "索引" in answer.json()["error"]


def test_a_crash_is_told_without_its_inside(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    def crash(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    api = FastAPI()
    add_api(api, Programs(replace(services, read=crash), Settings()), Turnstile())
    answer = TestClient(api).post("/api/check", json={"files": [{"name": "a", "content": ""}]})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret inside" in caplog.text


def test_only_the_meant_addresses_are_open() -> None:
    assert not any(is_open(path) for path in (*API_PATHS, "/api/act", "/api/load", "/mcp"))


def test_too_many_calls_at_once_are_told_to_come_again() -> None:
    gate = threading.Event()

    def slow(plain: object) -> dict[str, object]:
        gate.wait(20)
        return {}

    async def crowd() -> list[object]:
        turnstile = Turnstile(at_once=1, waiting=2)
        calls = [asyncio.create_task(turnstile.run(slow, {})) for _ in range(3)]
        await asyncio.sleep(0.2)
        late = await asyncio.gather(turnstile.run(slow, {}), return_exceptions=True)
        gate.set()
        return [*await asyncio.gather(*calls), *late]

    *done, late = asyncio.run(crowd())
    assert done == [{}, {}, {}]
    assert isinstance(late, Busy)


def test_the_examples_of_the_manual_work(client: TestClient) -> None:
    manual = (ROOT / "assistant" / "ui" / "README.md").read_text("utf-8")
    calls = re.findall(r"```json (\w+)\n(.*?)```", manual, re.DOTALL)
    assert [name for name, _ in calls] == ["draft", "check", "rewrite", "search"]
    for name, call in calls:
        answer = client.post(f"/api/{name}", json=json.loads(call))
        assert answer.status_code == (503 if name == "search" else 200), answer.text
        if name == "check":
            assert [bool(file["error"]) for file in answer.json()["files"]] == [False, True]
