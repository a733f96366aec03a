"""Drafts in a real browser: reloaded, in two tabs, after kill -9, compared and restored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Server
from test_page import cell, draft_example, row_named, side, write

pytestmark = pytest.mark.browser


def name_of(page: Page):
    """The project's name in the bar."""
    return page.locator(".bar-name strong")


def test_a_reload_a_second_tab_and_a_list_find_the_draft(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page()
    draft_example(page)
    write(cell(page, "/project_name"), "公园管养甲")
    expect(name_of(page)).to_have_text("公园管养甲")
    page.reload()
    expect(name_of(page)).to_have_text("公园管养甲")
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(name_of(page)).to_have_text("社区公园绿化管养")

    second = page.context.new_page()
    second.goto(page.url)
    expect(name_of(second)).to_have_text("社区公园绿化管养")

    fresh = page.context.new_page()
    fresh.goto(address)
    expect(fresh.locator(".welcome")).to_be_visible()
    side(fresh, "历史")
    fresh.locator("#history").get_by_role("button", name="社区公园绿化管养").first.click()
    expect(name_of(fresh)).to_have_text("社区公园绿化管养")
    assert "draft=" in fresh.url


def test_what_was_typed_and_not_sent_is_there_after_a_reload(page: Page) -> None:
    page.get_by_label("项目说明").first.fill("采购一批体温计，共200支")
    page.reload()
    expect(page.get_by_label("项目说明").first).to_have_value("采购一批体温计，共200支")


@pytest.mark.parametrize(
    ("choice", "here", "there"),
    [("用那边的", "名字二", "名字二"), ("用这里的", "名字三", "名字三"),
     (re.compile("两份都留"), "名字三", "名字二")],
)  # fmt: skip
def test_of_two_tabs_the_second_is_asked(
    open_page: Callable[..., Page], choice: str, here: str, there: str
) -> None:
    first = open_page()
    draft_example(first)
    second = first.context.new_page()
    second.goto(first.url)
    expect(name_of(second)).to_have_text("社区公园绿化管养")
    write(cell(first, "/project_name"), "名字二")
    expect(name_of(first)).to_have_text("名字二")

    write(cell(second, "/project_name"), "名字三")
    conflict = second.locator(".conflict")
    expect(conflict).to_contain_text("另一个页面改过")
    first.reload()
    expect(name_of(first)).to_have_text("名字二")
    conflict.get_by_role("button", name=choice).click()
    expect(conflict).to_have_count(0)
    expect(name_of(second)).to_have_text(here)
    first.reload()
    expect(name_of(first)).to_have_text(there)
    if choice == "用那边的":
        expect(second.locator("#history .tag", has_text="没有采用")).to_have_count(1)


def test_versions_are_compared_and_restored(page: Page) -> None:
    draft_example(page)
    row = row_named(page, "苗木成活率")
    write(cell(page, f"{row}/value"), "≥97%")
    page.get_by_role("button", name="在质量指标下加一行").click()
    side(page, "历史")
    history = page.locator("#history")
    expect(history.locator(".item.now")).to_contain_text("第 3 版")
    history.get_by_role("button", name="比较第 1 版与现在").click()
    lines = history.locator(".comparison ul li")
    expect(lines).to_have_count(2)
    expect(lines.filter(has_text="指标值")).to_contain_text("9")
    expect(lines.filter(has_text="加了一行")).to_have_count(1)
    history.get_by_role("button", name="恢复第 1 版").click()
    expect(cell(page, f"{row}/value")).to_have_value("≥95%")
    expect(history.locator(".item.now")).to_contain_text("第 1 版")
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(cell(page, f"{row}/value")).to_have_value("≥97%")


def test_a_draft_is_put_away_taken_back_and_deleted(page: Page) -> None:
    draft_example(page)
    write(cell(page, "/project_name"), "要收起的项目")
    expect(name_of(page)).to_have_text("要收起的项目")
    side(page, "历史")
    history = page.locator("#history")
    history.get_by_role("button", name="归档这份").click()
    expect(page.locator(".welcome")).to_be_visible()
    listed = history.get_by_role("button", name="要收起的项目", exact=True)
    expect(listed).to_have_count(0)
    history.get_by_role("button", name="已归档", exact=True).click()
    history.get_by_role("button", name="取回 要收起的项目").click()
    history.get_by_role("button", name="归档 要收起的项目", exact=True).click()
    history.get_by_role("button", name="永久删除 要收起的项目").click()
    expect(listed).to_have_count(0)


@pytest.fixture
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this test's own, to be killed."""
    folder = tmp_path_factory.mktemp("killed")
    server = Server(folder / "data", folder / "server.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.mark.timeout(600)  # two starts of a server, on a machine that may be busy
def test_a_killed_server_loses_nothing_and_the_page_goes_on(
    browser: Browser, server: Server
) -> None:
    page = browser.new_page()
    page.goto(server.address)
    draft_example(page)
    write(cell(page, "/project_name"), "杀不掉的项目")
    expect(name_of(page)).to_have_text("杀不掉的项目")
    server.kill()
    server.start()
    # without a reload: the page carries on where it was
    write(cell(page, "/applicant_unit"), "区城管局")
    expect(page.locator("#history .item.now")).to_contain_text("申请单位")
    expect(name_of(page)).to_have_text("杀不掉的项目")
    page.reload()
    expect(name_of(page)).to_have_text("杀不掉的项目")
    expect(cell(page, "/applicant_unit")).to_have_value("区城管局")
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(cell(page, "/applicant_unit")).not_to_have_value("区城管局")
    page.close()
