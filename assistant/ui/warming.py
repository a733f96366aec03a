"""The first draft is as quick as the next: what is read and compiled once, is so beforehand."""

from __future__ import annotations

import logging
from dataclasses import replace
from threading import Thread
from typing import Any

from assistant.model import Draft, SourceText
from assistant.ui.deeds import panels_of
from assistant.ui.desk import Desk
from assistant.ui.examples import examples
from assistant.ui.handlers import start_draft
from assistant.ui.jobs import begin
from assistant.ui.services import Services
from assistant.ui.session import Session

log = logging.getLogger(__name__)


def warm_up(services: Services) -> Thread:
    """Begins to draft an example offline, for nobody, once the index is open."""
    return begin(lambda: _once(services))


def _once(services: Services) -> None:
    from assistant import pipeline

    def draft(source: SourceText, stated: object, /, **_: Any) -> Draft:
        return pipeline.draft(source, profile=services.profile, index=services.index.get())

    try:
        desk = start_draft(Desk(), examples()[0].text, replace(services, draft=draft))
        panels_of(Session(), desk, services)
    except Exception:
        log.exception("nothing was warmed up")
