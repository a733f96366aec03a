"""Gradio's first page made ours before any script runs: one language, our styles and scripts.

They stand in the page itself. Handed to Gradio, it would read them again rule by rule and run them
only when it has loaded everything else, and every page would wait for that.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import scripts
from assistant.ui.render import static

# Gradio picks the language of its own words from the browser; this page has one language.
LANGUAGE: Final = (
    "<script>Object.defineProperty(navigator,'language',{get:()=>'zh-CN'});"
    "Object.defineProperty(navigator,'languages',{get:()=>['zh-CN']});</script>"
)
# Gradio's own messages are English; the page says the same in banners and beside their cause.
NO_TOASTS: Final = ".toast-wrap { display: none !important; }"
STYLES: Final = ("page.css", "history.css")
WORDS: Final = "zh-CN-*.js"
_COMMENT: Final = re.compile(r"/[*].*?[*]/", re.DOTALL)
_SELECTORS: Final = re.compile(r"(?<=[{}])\s*([^{}@%]+?)\s*\{")
"""What stands before a rule's brace; not @media, nor a step of @keyframes."""
_COMMA: Final = re.compile(r",(?![^()]*\))")
_ROOT: Final = re.compile(r"html|:root")


class OurFront:
    """Rewrites the HTML of `/`; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                await _send_ours(start, body, send)

        await self.app(_uncompressed(scope), receive, collect)


def _uncompressed(scope: Scope) -> Scope:
    kept = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
    return {**scope, "headers": kept}


async def _send_ours(start: Message, body: bytes, send: Send) -> None:
    if "text/html" in Headers(raw=start["headers"]).get("content-type", ""):
        body = ours(body.decode()).encode()
        MutableHeaders(scope=start)["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})


def ours(html: str) -> str:
    """The page with lang="zh-CN" and the browser's language fixed to it, our scripts first
    and our styles last."""
    start, end = _added()
    html = html.replace('lang="en"', 'lang="zh-CN"', 1).replace("<head>", f"<head>{start}", 1)
    return html.replace("</body>", f"{end}</body>", 1)


@cache
def _added() -> tuple[str, str]:
    styles = "".join(map(static, STYLES)) + NO_TOASTS
    return LANGUAGE + _words() + scripts.head(), f"<style>{raised(styles)}</style>"


def raised(css: str) -> str:
    """The same rules in the same order among themselves, each before Gradio's for the same element:
    its resets name a class of the page, and would win over ours for a button or a field."""
    css = _COMMENT.sub("", css)
    return _SELECTORS.sub(lambda found: f"\n{_above(found[1])} {{", css)


def _above(selectors: str) -> str:
    each = (one.strip() for one in _COMMA.split(selectors))
    return ", ".join(one if _ROOT.match(one) else f":root:root:root {one}" for one in each)


def _words() -> str:
    """Gradio's own words in Chinese are asked for at once, not when it has found the language."""
    gradio = find_spec("gradio")
    if gradio is None or gradio.origin is None:
        return ""
    found = Path(gradio.origin).parent.glob(f"templates/frontend/assets/{WORDS}")
    return "".join(f'<link rel="modulepreload" href="/assets/{file.name}">' for file in found)
