"""The page: where the panels stand, and the wiring. The only file that knows gradio.

Gradio's own table shows no merged cells and its messages run Markdown, so each panel is HTML made
by `render.py` in an element of its own; `static/panel.js` reports edits and clicks as one event.
"""

from __future__ import annotations

import logging
from secrets import token_hex
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI

from assistant.ui import history as drafts
from assistant.ui.actions import BEGINNINGS, Act
from assistant.ui.desk import Desk
from assistant.ui.gate import LOCAL, OWNER
from assistant.ui.panels import (
    bar,
    chat,
    evidence,
    facts,
    findings,
    form,
    history,
    intake,
    questions,
    standing,
    tabs,
)
from assistant.ui.render import render, static
from assistant.ui.services import Services
from assistant.ui.session import CRASHED, Session
from assistant.ui.traffic import GONE
from assistant.ui.working import is_awaited, perform_watched

log = logging.getLogger(__name__)

TITLE: Final = "绩效目标申报表 起草与检查"
FONTS: Final = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
# Gradio's own messages are English; the page says the same in banners and beside their cause.
NO_TOASTS: Final = "<style>.toast-wrap { display: none !important; }</style>"
LISTS: Final = ("questions", "findings", "facts", "evidence", "history")
"""What stands beside the form."""
VIEWS: Final = ("batch", "library", "help")
"""Beside the desk: filled by addresses of their own, see `static/view.js`."""
PARALLEL: Final = 4
WAITING: Final = 200
TABS: Final = 200
"""Tabs kept in memory; one that was crowded out takes up its draft from the store."""
PRIVATE: Final[dict[str, Any]] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "trigger_mode": "multiple",
    "concurrency_limit": PARALLEL,
    "concurrency_id": "desk",
}


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
        head=NO_TOASTS,
    )


def build(services: Services) -> gr.Blocks:
    """The page's parts and their wiring."""
    blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        session = gr.State(Session(services.drafts))
        gr.HTML(render("header", title=TITLE), js_on_load=None, elem_id="header")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="left", min_width=340):
                which = _panel("tabs")
                with gr.Accordion("项目说明", open=True, elem_id="brief") as brief:
                    description = _description()
                    drop = _panel("intake", "files.js", "server.js")
                said = _panel("chat")
            with gr.Column(elem_id="right", min_width=600):
                work = _panel("work", "view.js", "work.js")
                notice = _panel("standing")
                above = _panel("bar")
                sheet = _panel("form", "form.js")
            with gr.Column(elem_id="side", min_width=320):
                lists = [_panel(name) for name in LISTS]
        views = [_panel(name, "view.js") for name in VIEWS]
        panels = [above, said, sheet, *lists, drop, notice, which]
        everything = [*panels, description, brief]
        page = _Page(services)
        inputs = [session, description]
        for panel in (*panels, *views, work):
            panel.act(page.act, inputs, everything, **PRIVATE)
        blocks.load(page.load, session, panels, **PRIVATE)
    blocks.state_session_capacity = TABS
    blocks.queue(max_size=WAITING, default_concurrency_limit=PARALLEL, api_open=False)
    return blocks


class _Page:
    """Carries events to `actions.perform` and desks back to the panels."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def load(self, session: Session, request: gr.Request) -> list[Any]:
        """The panels of a fresh page."""
        if not session.belongs_to(owner_of(request)):
            return self._only_said(GONE, "")[:-2]  # neither the description nor its fold
        return self._panels(session, session.desk)

    def act(
        self, session: Session, description: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """Any deed reported by a panel."""
        sent: dict[str, Any] = event._data or {}
        act = Act(**{key: str(sent.get(key) or "") for key in ("kind", "at", "text")})
        if not session.belongs_to(owner_of(request)):
            return self._only_said(GONE, "")
        if sent.get("token") != session.token and act.kind not in BEGINNINGS:
            draft, revision = str(sent.get("draft") or ""), str(sent.get("revision") or "")
            if not draft:
                return self._only_said(GONE, "")
            if not drafts.reattach(session, act.kind, draft, revision):
                return self._shown_instead(session, draft)
        try:
            return self._done(session, act, description or "")
        except Exception:
            log.exception("page could not be shown after %s", act.kind)
            return self._only_said(CRASHED, session.token)

    def _done(self, session: Session, act: Act, description: str) -> list[Any]:
        had_form = session.desk.declaration is not None
        desk = perform_watched(session, act, description, self.services)
        has_form = desk.declaration is not None
        box = desk.description if desk.description != description else gr.skip()
        fold = gr.Accordion(open=False) if has_form and not had_form else gr.skip()
        return [*self._panels(session, desk), box, fold]

    def _panels(self, session: Session, desk: Desk) -> list[Any]:
        profile = self.services.profile
        return [
            bar.html(desk, profile, session.token, session.turn, is_working=is_awaited(session)),
            chat.html(desk),
            form.html(desk, profile),
            questions.html(desk, profile),
            findings.html(desk, profile),
            facts.html(desk, self.services),
            evidence.html(desk, profile),
            history.html(session, profile),
            intake.html(desk),
            standing.html(session),
            tabs.html(desk),
        ]

    def _shown_instead(self, session: Session, draft: str) -> list[Any]:
        """The draft as it is now, when the page showed an older state of it."""
        if session.standing.draft != draft:
            return self._only_said(GONE, "")
        return [*self._panels(session, session.desk), session.desk.description, gr.skip()]

    def _only_said(self, text: str, token: str) -> list[Any]:
        """One sentence in the bar; everything else stays as the page shows it."""
        return [render("gone", text=text, token=token, turn=token_hex(4)), *[gr.skip()] * 12]


def owner_of(request: gr.Request | None) -> str:
    """Who uses the page; `Gate` has settled it before the request came here."""
    scope = getattr(getattr(request, "request", None), "scope", None) or {}
    return str(scope.get(OWNER, LOCAL))


def _panel(name: str, *scripts: str) -> gr.HTML:
    code = "".join(static(script) for script in ("panel.js", *scripts, "start.js"))
    return gr.HTML(
        "",
        html_template="<div class='panel'></div>",
        js_on_load=code,
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
