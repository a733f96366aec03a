"""Browser fixtures. Every page is watched: a request that leaves the machine, a console error or a
script error fails the test that caused it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import chromium_path, running_server, system_chromium

# A loaded machine answers late; a page that never answers still fails.
expect.set_options(timeout=20_000)


@dataclass
class Watch:
    """What the browser did besides showing the page."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Begins to watch that page."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", self._failed)
        page.on(
            "console",
            lambda message: self._failed(message.text) if message.type == "error" else None,
        )

    def _failed(self, error: object) -> None:
        self.errors.append(str(error))

    def strangers(self, address: str) -> list[str]:
        """Requests to anywhere but the page's own server."""
        own = (address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one the test is skipped, in CI it fails."""
    if chromium_path() is None:
        reason = "没有 Chromium（apt install chromium），浏览器测试没有运行"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with system_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one real server for all browser tests."""
    folder = tmp_path_factory.mktemp("server")
    with running_server(folder / "data", folder / "server.log") as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a fresh, watched page: open_page(width=1366, height=768, theme="light")."""
    contexts = []
    watch = Watch()

    def open_one(width: int = 1366, height: int = 768, theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale="en-US",  # the page is Chinese whatever the browser speaks
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        watch.on(page)
        page.goto(address)
        page.get_by_role("button", name="起草", exact=True).wait_for()
        page.locator("#description textarea").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert watch.strangers(address) == []
    assert watch.errors == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A fresh page at 1366×768."""
    return open_page()
