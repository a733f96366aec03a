"""Drafting with a scripted model behind the real page: stages, stopping, the question first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Semaphore

import pytest
from playwright.sync_api import Browser, Page, expect
from scripted import Hangs, Paced, Says, is_probe, serving
from serving import running_server

pytestmark = pytest.mark.browser
BRIEF = (
    "社区图书馆读书活动，2026年预算30万元。面向社区居民举办读书活动24场，采购图书3000册，"
    "图书上架合格率98%以上，读者满意度90%以上，提高居民阅读兴趣。"
)
GOAL = (
    "本项目2026年度将面向社区居民举办读书活动24场、采购图书3000册；确保图书上架合格率≥98%、"
    "读者满意度≥90%、活动按时开展率【待填】，从而提高居民阅读兴趣。"
)
LONG = (
    "项目实施期内，持续面向社区居民举办读书活动；图书上架合格率稳定在98%以上、"
    "读者满意度稳定在90%以上，逐步提高居民阅读兴趣。"
)
WORDING = json.dumps({"annual_goal": GOAL, "long_term_goal": LONG, "rows": []}, ensure_ascii=False)


class Model:
    """What the scripted model does next."""

    def __init__(self) -> None:
        self.hangs = False
        self.go = Semaphore(0)
        """Released when the wording may go on behind the annual goal."""

    def __call__(self, request, number: int):
        """The probe and the facts at once, the wording in two pieces or not at all."""
        if is_probe(request):
            return Says('{"word": "好"}')
        if "<已读事项>" in request["messages"][-1]["content"]:
            return Says('{"missed": [], "effects": []}')
        if self.hangs:
            return Hangs('{"annual_goal": "本')
        cut = WORDING.index("持续面向")
        return Paced((WORDING[:cut], WORDING[cut:]), self.go, usage=True)


@pytest.fixture(scope="module")
def model() -> Model:
    """The script."""
    return Model()


@pytest.fixture(scope="module")
def address(
    browser: Browser, model: Model, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The page of a server with the scripted model."""
    folder = tmp_path_factory.mktemp("modelled")
    with (
        serving(model) as server,
        running_server(
            folder / "data", folder / "server.log", OPENAI_BASE_URL=server.url,
            OPENAI_MODEL="scripted", OPENAI_API_KEY="sk-canary", ASSISTANT_MODEL_CACHE="off",
            ASSISTANT_MODEL_PRICES="*=2000/8000",
        ) as running,
    ):  # fmt: skip
        yield running


def draft(page: Page) -> None:
    """Begins a draft."""
    box = page.get_by_label("项目说明").first
    if not box.is_visible():
        page.get_by_text("项目说明", exact=True).first.click()
    box.fill(BRIEF)
    page.get_by_role("button", name="起草", exact=True).click()


@pytest.mark.timeout(300)
def test_stages_cells_author_and_cost_then_stopped(page: Page, model: Model) -> None:
    model.hangs = False
    draft(page)
    working = page.locator(".working")
    expect(working).to_contain_text(re.compile("理解.*检索.*起草.*核对"), timeout=60_000)
    expect(page.locator(".preview .sheet")).to_be_visible()
    expect(page.get_by_label("项目说明").first).to_have_value(BRIEF)
    expect(page.locator(".preview textarea[data-at='/annual_goal']")).to_have_value(
        re.compile("将面向社区居民"), timeout=90_000
    )
    model.go.release()
    goal = page.locator("#panel-form .sheet textarea[data-at='/annual_goal']")
    expect(goal).to_have_value(GOAL, timeout=90_000)
    expect(page.locator("#brief[open]")).to_have_count(0)
    expect(page.locator(".badge").first).to_have_text("模型 scripted")
    expect(page.locator(".spent")).to_contain_text(re.compile(r"提问 \d 次.*token，约 [\d.]+ 元"))
    expect(page.locator(".steps.done")).to_contain_text("秒")

    model.hangs = True
    draft(page)
    stop = working.get_by_role("button", name="停止")
    expect(working).to_contain_text("模型写目标", timeout=60_000)
    stop.click()
    expect(page.get_by_text("已停止，申报表没有改动")).to_be_visible(timeout=30_000)
    expect(goal).to_have_value(GOAL)
    expect(page.locator(".badge").first).to_have_text("模型 scripted")


@pytest.mark.timeout(300)
def test_a_reload_goes_on_watching_the_draft(page: Page, model: Model) -> None:
    model.hangs = True
    draft(page)
    working = page.locator(".working")
    expect(working).to_contain_text("模型写目标", timeout=60_000)
    expect(page.locator("#panel-bar [data-working]")).to_be_attached()
    page.reload()
    expect(working).to_contain_text("模型写目标", timeout=60_000)
    expect(page.locator(".preview .sheet")).to_be_visible()
    working.get_by_role("button", name="停止").click()
    expect(page.locator(".badge").first).to_have_text("离线拼装", timeout=60_000)
    expect(page.locator("#panel-form .sheet")).to_be_visible()


@pytest.mark.timeout(300)
def test_before_anything_leaves_the_network_the_user_is_asked(
    browser: Browser, tmp_path: Path
) -> None:
    with running_server(
        tmp_path / "data", tmp_path / "server.log", OPENAI_MODEL="far",
        OPENAI_BASE_URL="https://model.invalid/v1", OPENAI_API_KEY="sk-canary",
    ) as address:  # fmt: skip
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.get_by_label("项目说明").first.fill(f"{BRIEF}联系电话13800138000。")
        page.get_by_role("button", name="起草", exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible(timeout=60_000)
        for said in ("model.invalid", "far", "疑似手机号（138…）"):
            expect(dialog).to_contain_text(said)
        dialog.get_by_text("看要发送的全文").click()
        expect(dialog.locator("pre")).to_contain_text("举办读书活动24场")
        page.keyboard.press("Escape")
        expect(page.locator(".badge").first).to_have_text("离线拼装", timeout=60_000)
        expect(page.locator(".message.assistant").last).to_contain_text("没有发给外部模型")
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        page.close()
