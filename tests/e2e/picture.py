"""Makes the README's picture of the real page: python tests/e2e/picture.py [FILE]."""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from serving import ROOT, running_server, system_chromium

PICTURE = ROOT / "assistant" / "ui" / "page.png"
LARGEST = 300_000


def take(target: Path) -> None:
    """Drafts the first example and takes the picture. Raises when it would be too large."""
    with tempfile.TemporaryDirectory() as folder, system_chromium() as browser:
        place = Path(folder)
        with running_server(place / "data", place / "server.log") as address:
            page = browser.new_page(viewport={"width": 1760, "height": 960}, locale="zh-CN")
            page.goto(address)
            page.locator(".card").first.click()
            page.locator(".sheet").wait_for()
            page.get_by_label("跟助手说").fill("把苗木成活率改成96%")
            page.get_by_role("button", name="发送").click()
            page.get_by_text("已把").wait_for()
            page.locator(".sheet textarea[data-at='/annual_goal']").focus()
            page.wait_for_timeout(500)
            picture = smaller(page.screenshot(type="png"))
    if len(picture) > LARGEST:
        raise RuntimeError(f"the picture has {len(picture)} bytes, more than {LARGEST}")
    target.write_bytes(picture)


def smaller(picture: bytes) -> bytes:
    """The same picture with a palette: text and flat colours need no more."""
    target = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            target, "png", optimize=True
        )
    return target.getvalue()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
