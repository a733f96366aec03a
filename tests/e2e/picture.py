"""Takes the pictures of the real page for the README and the manual: make picture.

    python tests/e2e/picture.py [FOLDER]

Two widths in light and dark for the README; for the manual one of each thing it explains.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from serving import ROOT, running_server, system_chromium

from assistant import formats

PICTURES = ROOT / "assistant" / "ui" / "pictures"
LARGEST = 300_000
WIDTHS = ((1366, 768), (1920, 1080))
NOWHERE = {"OPENAI_BASE_URL": "https://model.example.com/v1", "OPENAI_MODEL": "example-model"}
"""A host outside the own network: only asked about, never called."""


def take_all(folder: Path) -> None:
    """Every picture, into the folder. Raises when one would be too large."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, system_chromium() as browser:
        place = Path(scratch)
        with running_server(place / "data", place / "server.log") as address:
            for width, height in WIDTHS:
                for scheme in ("light", "dark"):
                    page = opened(browser, address, width, height, scheme)
                    drafted(page)
                    keep(folder / f"page-{width}-{scheme}.png", page.screenshot())
                    page.context.close()
            for name, shown in MANUAL.items():
                page = opened(browser, address, 1366, 768, "light")
                keep(folder / f"{name}.png", shown(page, place))
                page.context.close()
        with running_server(place / "more", place / "more.log", **NOWHERE) as address:
            page = opened(browser, address, 1366, 768, "light")
            keep(folder / "consent.png", consent(page))


def opened(browser: Browser, address: str, width: int, height: int, scheme: str) -> Page:
    """A fresh page that is ready."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="起草", exact=True).wait_for()
    return page


def drafted(page: Page) -> None:
    """The first example, one value changed by saying so, the annual goal in focus."""
    page.locator("[data-act=example]").first.click()
    page.locator("#panel-form .sheet").wait_for()
    page.get_by_label("跟助手说").fill("把苗木成活率改成96%")
    page.get_by_role("button", name="发送").click()
    page.get_by_text("已把").wait_for()
    page.locator("#panel-form .sheet textarea[data-at='/annual_goal']").focus()
    settle(page)


def start(page: Page, place: Path) -> bytes:
    """The empty page."""
    settle(page)
    return page.screenshot()


def form(page: Page, place: Path) -> bytes:
    """The form with something to remark."""
    drafted(page)
    value = page.locator("tr.indicator textarea[data-at$='/value']").nth(1)
    value.fill("较高")
    value.blur()
    page.locator(".cell.has-error, .cell.has-warning, .mark").first.wait_for()
    page.locator("tr.columns").scroll_into_view_if_needed()
    settle(page)
    return page.locator("#right").screenshot()


def lists(page: Page, place: Path) -> bytes:
    """Questions and findings."""
    page.get_by_label("项目说明").first.fill("办公楼物业管理，2026年一年98万，服务办公楼2栋")
    page.get_by_role("button", name="起草", exact=True).click()
    questions = page.locator("#questions")
    questions.wait_for(state="attached")
    page.locator("[data-act=show][data-at=questions]").first.click()
    settle(page)
    return page.screenshot()


def batch(page: Page, place: Path) -> bytes:
    """Five forms of the corpus and a broken file."""
    page.get_by_role("link", name="批量检查").click()
    page.locator("#pick-batch").set_input_files(some_files(place))
    page.get_by_text("全部下载").wait_for()
    settle(page)
    return page.screenshot()


def library(page: Page, place: Path) -> bytes:
    """A search in the library."""
    page.get_by_role("link", name="往年库").click()
    page.get_by_label("查找往年指标").fill("满意度")
    page.get_by_role("button", name="查找").click()
    page.locator(".chart").wait_for()
    settle(page)
    return page.screenshot()


def consent(page: Page) -> bytes:
    """The question before a description leaves the own network."""
    page.get_by_label("项目说明").first.fill(
        "社区图书馆读书活动，2026年预算30万元，举办读书活动24场，读者满意度90%以上。"
        "联系电话：13800138000。"
    )
    page.get_by_role("button", name="起草", exact=True).click()
    page.locator("dialog[open]").wait_for()
    settle(page)
    return page.screenshot()


MANUAL: dict[str, Callable[[Page, Path], bytes]] = {
    "start": start, "form": form, "lists": lists, "batch": batch, "library": library,
}  # fmt: skip


def some_files(place: Path) -> list[Path]:
    """Forms in three formats, and one that is damaged."""
    broken = place / "损坏的.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    files = [broken]
    corpus = sorted((ROOT / "corpus" / "declarations").glob("*.json"))
    for source, kind in zip(corpus, ("docx", "xlsx", "docx", "txt"), strict=False):
        declaration = formats.read(source)[0].declaration
        target = place / f"{declaration.project_name}.{kind}"
        formats.write(declaration, target)
        files.insert(-1, target)
    return files


def settle(page: Page) -> None:
    """Waits for fades and smooth scrolling."""
    page.wait_for_timeout(2200)


def keep(target: Path, picture: bytes) -> None:
    """Writes the picture. Raises RuntimeError when it is too large for a repository."""
    content = smaller(picture)
    if len(content) > LARGEST:
        raise RuntimeError(f"{target.name} has {len(content)} bytes, more than {LARGEST}")
    target.write_bytes(content)
    print(f"{target.name}: {len(content) // 1000} kB")


def smaller(picture: bytes) -> bytes:
    """The same picture with a palette: text and flat colours need no more."""
    target = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(
            target, "png", optimize=True
        )
    return target.getvalue()


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
