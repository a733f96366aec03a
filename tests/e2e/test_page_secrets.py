"""The endpoint's key is in nothing that the page is sent or shows, and in nothing it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from canary import BRIEF, KEY, has_key, leaking, refusing
from playwright.sync_api import Browser, Error, Page, Response, expect
from scripted import Script, serving
from serving import running_server
from test_page import cell, say, side, write

pytestmark = pytest.mark.browser
VIEWS = ("/config", "/health", "/gradio_api/info", "/help", "/help/rules", "/theme.css")
PARCELS = ("all.zip", "opinions", "copy/0", "opinion/0")


class Heard:
    """Everything that a page was sent."""

    def __init__(self, page: Page) -> None:
        self.addresses: list[str] = []
        self.leaks: list[str] = []
        self._open: list[Response] = []
        page.on("response", lambda response: self._open.append(response))

    def take(self, address: str, raw: bytes) -> None:
        """One more body."""
        self.addresses.append(address)
        if has_key(raw):
            self.leaks.append(address)

    def all(self) -> None:
        """Reads what came so far."""
        for response in self._open:
            try:
                if "text/event-stream" not in response.headers.get("content-type", ""):
                    self.take(response.url, response.body())
            except Error:
                continue  # a redirect, or the page has moved on
            self.take(response.url, repr(response.headers).encode())
        self._open.clear()


@pytest.mark.timeout(400)
@pytest.mark.parametrize("script", [leaking, refusing])
def test_the_key_is_nowhere(browser: Browser, tmp_path: Path, script: Script) -> None:
    data, log = tmp_path / "data", tmp_path / "server.log"
    with (
        serving(script) as model,
        running_server(
            data, log, OPENAI_BASE_URL=model.url, OPENAI_MODEL="scripted", OPENAI_API_KEY=KEY
        ) as address,
    ):
        page = browser.new_page()
        heard = Heard(page)
        page.goto(address)
        walk(page, heard)
        fetch_everything(page, heard, address)
        assert KEY not in page.content()
        page.close()
        sent = {name.lower(): value for headers in model.headers for name, value in headers.items()}
        assert KEY in sent.get("authorization", "")
        asked = "".join(each["messages"][-1]["content"] for each in model.asked)
        if script is leaking:  # every kind of question was answered with the key in it
            assert all(part in asked for part in ("<已读事项>", "<不能动>", "<用户的话>"))
    assert heard.leaks == []
    assert any("/act/" in url for url in heard.addresses)
    assert any(url.endswith("/docx") for url in heard.addresses)
    kept = [path for path in (*data.rglob("*"), log) if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in kept)
    assert [path for path in kept if has_key(path.read_bytes())] == []


def walk(page: Page, heard: Heard) -> None:
    """Drafts, asks, rewrites, changes and looks at every list."""
    page.get_by_label("项目说明").first.fill(BRIEF)
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator("#panel-form .sheet")).to_be_visible(timeout=60_000)
    heard.all()
    for sentence in ("改写年度目标，更简洁", "把年度目标弄得让领导看了舒服些", "哪来的", "检查"):
        say(page, sentence)
        expect(page.locator("#panel-bar [data-working]")).to_have_count(0, timeout=60_000)
        heard.all()
    write(cell(page, "/applicant_unit"), "区司法局")
    expect(cell(page, "/applicant_unit")).to_have_value("区司法局")
    for name in ("待答", "意见", "读到的", "来源", "历史"):
        side(page, name)
    page.reload()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    expect(cell(page, "/applicant_unit")).to_have_value("区司法局")
    page.wait_for_load_state("networkidle")
    heard.all()


def fetch_everything(page: Page, heard: Heard, address: str) -> None:
    """Every other address: exports, a batch with its parcels, the library, programs' answers."""
    token = page.evaluate("assistantPage.token()")
    wanted = [f"/download/{token}/{kind}" for kind in ("docx", "xlsx", "json")]
    for path in (*VIEWS, *wanted, f"/work/{token}", f"/library/{token}"):
        heard.take(path, page.request.get(f"{address}{path}").body())
    form = page.request.get(f"{address}/download/{token}/docx").body()
    page.request.post(
        f"{address}/batch/{token}/files", data=form, headers={"x-file-name": "a.docx"}
    )
    page.request.post(f"{address}/batch/{token}/read")
    for _ in range(100):
        shown = page.request.get(f"{address}/batch/{token}").text()
        heard.take("/batch", shown.encode())
        if "data-busy" not in shown:
            break
        page.wait_for_timeout(200)
    for path in PARCELS:
        answer = page.request.get(f"{address}/batch/{token}/{path}")
        assert answer.ok, path
        heard.take(f"/batch/{path}", answer.body())
    for path, asked in (
        ("draft", {"description": BRIEF}),
        ("rewrite", {"declaration": {"annual_goal": "审查合同100份。"}, "goal": "annual"}),
    ):
        heard.take(f"/api/{path}", page.request.post(f"{address}/api/{path}", data=asked).body())
