"""What the server answers beside the page: doors, headers, health, files in, declarations out."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import IndexUnavailable, SettingsError
from assistant.model import Draft
from assistant.settings import Settings
from assistant.store import DraftStore, open_engine
from assistant.ui.desk import Desk
from assistant.ui.front import OurFront
from assistant.ui.index_door import IndexDoor
from assistant.ui.routes import add_routes
from assistant.ui.security import Doors, is_open
from assistant.ui.server import _require_free_port
from assistant.ui.services import Services
from assistant.ui.session import Session
from assistant.ui.traffic import MAX_FILE_BYTES
from assistant.ui.warming import warm_up


@pytest.fixture
def client() -> TestClient:
    """Our own addresses behind the doors, with a stand-in for Gradio's first page."""
    from fastapi.responses import HTMLResponse

    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(api, lambda: "ready")

    @api.get("/")
    def front() -> HTMLResponse:
        return HTMLResponse(
            '<html\n\tlang="en"\n><head><title>…</title></head><body><gradio-app/></body></html>'
        )

    @api.get("/gradio_api/upload")
    def never() -> str:
        return "reached"

    api.add_middleware(OurFront)
    api.add_middleware(Doors)
    return TestClient(api)


def test_health(client: TestClient) -> None:
    answer = client.get("/health")
    assert answer.json()["status"] == "ok"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_the_first_page_is_chinese(client: TestClient) -> None:
    page = client.get("/").text
    assert 'lang="zh-CN"' in page
    assert "<head><script>Object.defineProperty(navigator,'language'" in page
    words = re.findall(r'rel="modulepreload" href="(/assets/zh-CN-[^"]+[.]js)"', page)
    assert len(words) == 1


def test_our_scripts_come_before_gradios_and_our_styles_after_its_own(client: TestClient) -> None:
    page = client.get("/").text
    order = [
        "window.assistantPanels = {",
        "<title>",
        "<gradio-app/>",
        "#whole {",
        "</style></body>",
    ]
    places = [page.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "path",
    ["/docs", "/openapi.json", "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/login",
     "/gradio_api/proxy=http://x", "/monitoring", "/gradio_api/vibe-code", "/gradio_api/call/act"],
)  # fmt: skip
def test_what_the_page_does_not_need_is_shut(client: TestClient, path: str) -> None:
    assert not is_open(path)
    assert client.get(path).status_code == 404


def test_a_file_is_received_by_its_session_only(client: TestClient) -> None:
    session = Session()
    headers = {"x-file-name": "%E8%AF%B4%E6%98%8E.txt"}
    assert client.post("/files/nobody", content=b"x", headers=headers).status_code == 410
    assert client.post(f"/files/{session.token}", content=b"x", headers=headers).status_code == 200
    assert [(u.name, u.content) for u in session.take_uploads()] == [("说明.txt", b"x")]


def test_too_large_a_file_is_refused(client: TestClient) -> None:
    session = Session()
    answer = client.post(f"/files/{session.token}", content=b"x" * (MAX_FILE_BYTES + 1))
    assert answer.status_code == 413
    assert "超过 10 MB" in answer.json()["error"]


def test_the_form_is_downloaded_by_its_session_only(client: TestClient, drafted: Desk) -> None:
    session = Session()
    assert client.get(f"/download/{session.token}/docx").status_code == 410
    session.desk = drafted
    answer = client.get(f"/download/{session.token}/docx")
    assert "社区公园绿化管养绩效目标申报表" in unquote(answer.headers["content-disposition"])
    assert docx.Document(io.BytesIO(answer.content)).tables
    assert client.get(f"/download/{session.token}/exe").status_code == 404


def test_an_index_that_fails_is_said_and_does_not_stop_drafting() -> None:
    def fail() -> None:
        raise IndexUnavailable("检索索引打不开。")

    door = IndexDoor(fail)  # type: ignore[arg-type]
    assert door.state() == "opening"
    door.start()
    assert door.get() is None
    assert door.state() == "检索索引打不开。"


def test_a_taken_port_is_one_sentence() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="PORT="):
            _require_free_port(Settings(port=taken.getsockname()[1]))


def test_warming_up_drafts_offline_and_keeps_nothing(
    services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = DraftStore(open_engine(tmp_path))

    def never(*arguments: object, **watch: object) -> Draft:
        raise AssertionError("the configured drafter may ask a model")

    warm_up(replace(services, draft=never, drafts=store, has_model=True)).join(60)
    assert caplog.records == []
    assert store.drafts("") == ()


def test_what_cannot_be_warmed_up_is_logged_and_no_more(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError

    index = IndexDoor(lambda: None)  # type: ignore[arg-type, return-value]
    index.get = broken  # type: ignore[method-assign, assignment]
    warm_up(replace(services, index=index)).join(60)
    assert [record.message for record in caplog.records] == ["nothing was warmed up"]
