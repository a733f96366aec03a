"""Login in a real browser: two users of one server, each with their own drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Server
from test_page import cell, draft_example, write

from assistant.store import Users

pytestmark = pytest.mark.browser
PASSWORDS = {"王芳": "公园里的树有九十五棵", "李雷": "流感疫苗接种两万剂次"}


@pytest.fixture(scope="module")
def guarded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that asks who is there; two users know the answer."""
    folder = tmp_path_factory.mktemp("guarded")
    users = Users(folder / "data")
    for name, password in PASSWORDS.items():
        users.add(name, password)
    server = Server(folder / "data", folder / "server.log", {"ASSISTANT_LOGIN": "on"})
    try:
        server.start()
        yield server
    finally:
        server.stop()


def enter(browser: Browser, address: str, name: str, password: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(address)
    expect(page).to_have_title(re.compile("登录"))
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    return page


def test_each_user_has_drafts_of_their_own(browser: Browser, guarded: Server) -> None:
    wrong = enter(browser, guarded.address, "王芳", "不是这个密码不是这个")
    expect(wrong.locator(".trouble")).to_have_text("用户名或密码不对。")
    wrong.context.close()

    fang = enter(browser, guarded.address, "王芳", PASSWORDS["王芳"])
    draft_example(fang)
    write(cell(fang, "/project_name"), "王芳的项目")
    expect(fang.locator(".bar-name strong")).to_have_text("王芳的项目")
    expect(fang.locator("#history")).to_contain_text("已登录：王芳")

    lei = enter(browser, guarded.address, "李雷", PASSWORDS["李雷"])
    expect(lei.locator(".welcome")).to_be_visible()
    expect(lei.locator("#history")).to_contain_text("还没有草稿")
    lei.goto(fang.url)
    expect(lei.locator("#history .trouble")).to_contain_text("不在草稿库")
    expect(lei.locator(".welcome")).to_be_visible()
    token = fang.locator("[data-token]").get_attribute("data-token")
    assert lei.request.get(f"{guarded.address}/download/{token}/json").status == 410
    assert fang.request.get(f"{guarded.address}/download/{token}/json").status == 200
    lei.context.close()

    guarded.kill()
    guarded.start()
    write(cell(fang, "/project_name"), "王芳还登录着")
    expect(fang.locator(".bar-name strong")).to_have_text("王芳还登录着")
    fang.get_by_role("button", name="退出登录").click()
    expect(fang).to_have_title(re.compile("登录"))
    fang.goto(guarded.address)
    expect(fang).to_have_title(re.compile("登录"))
    fang.context.close()


def test_a_page_whose_login_ended_says_so(browser: Browser, guarded: Server) -> None:
    page = enter(browser, guarded.address, "李雷", PASSWORDS["李雷"])
    draft_example(page)
    page.context.clear_cookies()
    expect(page.locator("#banner-expired")).to_be_visible()
    page.locator("#banner-expired").get_by_role("button", name="重新登录").click()
    page.get_by_label("用户名").fill("李雷")
    page.get_by_label("密码").fill(PASSWORDS["李雷"])
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".bar-name strong")).to_have_text("社区公园绿化管养")
    page.context.close()
