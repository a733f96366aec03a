"""The page: where the panels stand. The only file that knows gradio.

Gradio's own table shows no merged cells and its messages run Markdown, so each panel is HTML made
by `render.py`, in its place in `templates/page.html`. Gradio's events end with the page when a
connection breaks, so the panels' scripts speak to `deeds.py` themselves (`static/outbox.js`).
"""

from __future__ import annotations

from typing import Final

import gradio as gr
from fastapi import FastAPI

from assistant.ui import scripts
from assistant.ui.deeds import LISTS, beginning
from assistant.ui.render import render
from assistant.ui.services import Services

TITLE: Final = "绩效目标申报表 起草与检查"
FONTS: Final = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
VIEWS: Final = ("batch", "library", "help")
"""Beside the desk: filled by addresses of their own, see `static/view.js`."""
PANELS: Final = (
    *VIEWS, "tabs", "chat", "work", "standing", "bar", "form", *LISTS, "intake",
)  # fmt: skip
"""In the order in which they begin: the last one asks for the desk."""


def mount(api: FastAPI, services: Services) -> None:
    """Puts the page at `/` of the application."""
    gr.mount_gradio_app(
        api,
        build(services),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        max_file_size="1kb",
        allowed_paths=[],
        theme=_theme(),
    )


def build(services: Services) -> gr.Blocks:
    """The page as it is before anything was done: one element, for each that Gradio makes by
    itself costs a new page the time of all the others."""
    begun = beginning(services)
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(
            render("page", title=TITLE, begun=begun, lists=LISTS, views=VIEWS),
            js_on_load=scripts.begin(PANELS),
            apply_default_css=False,
        )
    return blocks


def _theme() -> gr.themes.Base:
    return gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        spacing_size="sm",
        font=FONTS,
        font_mono=["Noto Sans Mono CJK SC", "monospace"],
    )
