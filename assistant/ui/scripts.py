"""The page's own scripts: what all panels share once, and what each kind of panel does besides.

They come in the head of the page, so that all panels begin with a line each when Gradio has made
their places.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from assistant.ui.render import static

SHARED: Final = ("sync.js", "page.js", "outbox.js")
ALSO: Final[dict[str, tuple[str, ...]]] = {
    "intake": ("files.js", "server.js"),
    "work": ("view.js", "work.js"),
    "form": ("form.js",),
    "batch": ("view.js",),
    "library": ("view.js",),
    "help": ("view.js",),
}
"""What a panel runs besides `panel.js`."""


@cache
def head() -> str:
    """The script element."""
    kinds = dict.fromkeys(("", *map(_kind, ALSO)))
    made = ",".join(f"'{kind}': {_maker(kind)}" for kind in kinds)
    shared = "".join(map(static, SHARED))
    return f"<script>(() => {{{shared}\nwindow.assistantPanels = {{{made}}};\n}})();</script>"


def begin(panels: Iterable[str]) -> str:
    """What the page runs when Gradio has made it: each panel begins."""
    calls = (f"assistantPanels['{_kind(name)}']('{name}');" for name in panels)
    return "".join(calls)


def _kind(panel: str) -> str:
    return "+".join(ALSO.get(panel, ())).replace(".js", "")


def _maker(kind: str) -> str:
    also = [f"{name}.js" for name in kind.split("+") if name]
    code = "".join(static(name) for name in ("panel.js", *also, "start.js"))
    return f"(name) => {{{code}}}"
