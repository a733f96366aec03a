"""The page: where the panels stand. The only file that knows gradio.

Gradio's own table shows no merged cells and its messages run Markdown, so each panel is HTML made
by `render.py` in an element of its own. Its events end with the page when a connection breaks, so
the panels' scripts speak to `deeds.py` themselves (`static/outbox.js`).
"""

from __future__ import annotations

from typing import Final

import gradio as gr
from fastapi import FastAPI

from assistant.ui import scripts
from assistant.ui.deeds import LISTS, beginning
from assistant.ui.render import render, static
from assistant.ui.services import Services

TITLE: Final = "绩效目标申报表 起草与检查"
FONTS: Final = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
# Gradio's own messages are English; the page says the same in banners and beside their cause.
NO_TOASTS: Final = "<style>.toast-wrap { display: none !important; }</style>"
VIEWS: Final = ("batch", "library", "help")
"""Beside the desk: filled by addresses of their own, see `static/view.js`."""


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
        css=static("page.css") + static("history.css"),
        head=NO_TOASTS + scripts.head(),
    )


def build(services: Services) -> gr.Blocks:
    """The page's parts, as they are before anything was done."""
    begun = beginning(services)
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(render("header", title=TITLE), js_on_load=None, elem_id="header")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="left", min_width=340):
                _panel("tabs", begun)
                with gr.Accordion("项目说明", open=True, elem_id="brief"):
                    _description()
                    _panel("intake", begun)
                _panel("chat", begun)
            with gr.Column(elem_id="right", min_width=600):
                for name in ("work", "standing", "bar", "form"):
                    _panel(name, begun)
            with gr.Column(elem_id="side", min_width=320):
                for name in LISTS:
                    _panel(name, begun)
        for name in VIEWS:
            _panel(name, begun)
    return blocks


def _panel(name: str, begun: dict[str, str]) -> gr.HTML:
    return gr.HTML(
        begun.get(name, ""),
        html_template="<div class='panel'></div>",
        js_on_load=scripts.begin(name),
        apply_default_css=False,
        elem_id=f"panel-{name}",
    )


def _description() -> gr.Textbox:
    return gr.Textbox(
        label="项目说明（做什么、做多少、什么要求、多少钱、什么依据）",
        placeholder="例如：委托第三方运维办公系统，全年4次巡检，故障2小时内修复，预算32.8万元……",
        lines=7,
        max_lines=12,
        elem_id="description",
    )


def _theme() -> gr.themes.Base:
    return gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        spacing_size="sm",
        font=FONTS,
        font_mono=["Noto Sans Mono CJK SC", "monospace"],
    )
