"""The page for those who do not see it: every panel by axe-core's rules, names and roles in the
browser's accessibility tree, and what live regions say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from picture import some_files
from playwright.sync_api import CDPSession, Page, expect
from test_page import draft_example
from test_page_views import go

pytestmark = pytest.mark.browser
CONTROLS = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "menuitem", "progressbar",
     "dialog", "table", "log", "navigation", "image", "region"}
)  # fmt: skip


def complaints(page: Page) -> list[str]:
    """What axe-core finds in the page as it is, and what Chromium has no name for."""
    page.wait_for_timeout(400)  # colours fade when a view comes
    violations = Axe().run(page).response["violations"]
    found = [f"{v['id']}: {node['html'][:200]}" for v in violations for node in v["nodes"]]
    unnamed = [f"no name: {role}" for role, name in roles(page) if role in CONTROLS and not name]
    return found + unnamed


def roles(page: Page) -> Iterator[tuple[str, str]]:
    """Role and name of everything that Chromium shows to a screen reader."""
    session: CDPSession = page.context.new_cdp_session(page)
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        if not node.get("ignored"):
            yield (
                str(node.get("role", {}).get("value")),
                str(node.get("name", {}).get("value", "")).strip(),
            )
    session.detach()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_desk_has_names_roles_and_contrast(open_page: Callable[..., Page], theme: str) -> None:
    page = open_page(theme=theme)
    found = {"empty": complaints(page)}
    draft_example(page)
    found["form"] = complaints(page)
    for tab in ("questions", "findings", "facts", "evidence", "history"):
        page.locator(f"[data-tab={tab}]").click()
        found[tab] = complaints(page)
    page.locator("[data-tab=chat]").click()
    page.locator(".row-button").first.click()
    found["menu"] = complaints(page)
    page.keyboard.press("Escape")
    page.get_by_label("跟助手说").fill("改写年度目标，把提交换成报送")
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#proposal")).to_be_visible()
    found["proposal"] = complaints(page)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_views_have_names_roles_and_contrast(
    open_page: Callable[..., Page], theme: str, tmp_path: Path
) -> None:
    page = open_page(theme=theme)
    go(page, "批量检查")
    found = {"empty": complaints(page)}
    page.locator("#pick-batch").set_input_files(some_files(tmp_path))
    expect(page.get_by_text("全部下载")).to_be_visible(timeout=60_000)
    page.get_by_text("看意见").first.click()
    found["batch"] = complaints(page)
    go(page, "往年库")
    page.get_by_label("查找往年指标").fill("满意度")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".chart")).to_be_visible()
    page.locator("#pick-library").set_input_files(some_files(tmp_path)[:2])
    expect(page.get_by_text("核对后再加入")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="查看").first.click()
    expect(page.locator(".stored")).to_be_visible()
    found["library"] = complaints(page)
    for place in ("drafting", "checking", "rules", "rules/VA003"):
        page.evaluate(f"location.hash = 'help/{place}'")
        expect(page.locator("#panel-help article")).to_be_visible()
        found[place] = complaints(page)
    assert {name: each for name, each in found.items() if each} == {}


def test_a_cell_says_its_row_and_its_column(page: Page) -> None:
    draft_example(page)
    sheet = page.locator("#panel-form .sheet")
    expect(sheet.get_by_role("table", name="二级项目支出绩效目标申报表")).to_be_visible()
    expect(sheet.get_by_role("columnheader", name="指标值")).to_be_visible()
    expect(sheet.get_by_role("rowheader", name="产出指标")).to_be_visible()
    first = sheet.locator("tr.indicator").first.locator("textarea")
    names = [first.nth(n).get_attribute("aria-label") for n in range(first.count())]
    assert names == [
        f"数量指标 第1行 {column}" for column in ("三级指标", "指标值", "度量单位", "指标解释")
    ]
    marked = sheet.locator("[aria-describedby]").first
    told = page.locator(f"#{marked.get_attribute('aria-describedby')}")
    expect(told).to_have_count(1)


def test_live_regions_tell_stages_results_and_errors_but_no_clock(page: Page) -> None:
    page.evaluate(
        """() => {
          window.told = [];
          const heard = document.getElementById('heard');
          new MutationObserver(() => told.push(heard.textContent))
            .observe(heard, { childList: true, characterData: true, subtree: true });
        }"""
    )
    draft_example(page)
    told = page.evaluate("window.told")
    assert len(told) == len(set(told)), "each stage once"
    assert not any("秒" in each for each in told)
    log = page.get_by_role("log", name="对话")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("申报表起草好了")
    expect(page.locator("#panel-bar [role=status]")).to_contain_text("警告")
    page.locator("#panel-bar [data-act=copy]").click()
    expect(page.locator("#heard")).to_contain_text("已复制整张表")
    page.locator("#pick-files").set_input_files(
        {"name": "坏的.docx", "mimeType": "", "buffer": b"PK\x03\x04 no"}
    )
    expect(page.get_by_role("alert").filter(has_text="坏的.docx").first).to_be_visible()
