"""One browser tab's desk, kept on the server: guarded by a lock, found by an unguessable token.

Kept in memory only; closing the tab or the server ends it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from threading import RLock
from typing import Any, Final
from weakref import WeakValueDictionary

from assistant.errors import AssistantError
from assistant.ui.desk import Desk, Upload, Where

log = logging.getLogger(__name__)

UNDO_STEPS: Final = 50
MAX_WAITING_BYTES: Final = 20 * 1024 * 1024
CRASHED: Final = (
    "程序内部出错，这一步没有做成，之前的内容都还在。"
    "错误已记入服务窗口的日志，请把日志交给维护人员。"
)


class Session:
    """The desk of one tab, and files received but not yet read."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self.desk = Desk()
        self.turn = 0
        self._uploads: list[Upload] = []
        self._lock = RLock()
        _sessions[self.token] = self

    def __deepcopy__(self, memo: dict[int, Any]) -> Session:
        """Gradio copies the initial state for every new tab: each gets a desk of its own."""
        return Session()

    def apply(self, where: Where, handler: Callable[[Desk], Desk]) -> Desk:
        """Runs a handler on the desk and keeps its result.

        What it raises becomes a sentence beside its cause: a person is waiting.
        """
        with self._lock:
            before = self.desk
            try:
                after = handler(before)
            except AssistantError as error:
                after = before.failed(where, str(error))
            except Exception:
                log.exception("handler failed (%s)", where)
                after = before.failed(where, CRASHED)
            self.desk = remembering(before, after)
            self.turn += 1
            return self.desk

    def resume(self, token: str) -> Desk:
        """Takes up the desk that the same tab had before it was reloaded, if it is still there."""
        earlier = find_session(token)
        with self._lock:
            if earlier is not None and self.desk.declaration is None:
                self.desk = earlier.desk
            self.turn += 1
            return self.desk

    def receive(self, upload: Upload) -> bool:
        """Puts a file aside until the page asks to read it; False when too much is waiting."""
        with self._lock:
            waiting = sum(len(each.content) for each in self._uploads)
            if waiting + len(upload.content) > MAX_WAITING_BYTES:
                return False
            self._uploads.append(upload)
            return True

    def take_uploads(self) -> tuple[Upload, ...]:
        """The files received since the last call."""
        with self._lock:
            taken, self._uploads = tuple(self._uploads), []
            return taken


def remembering(before: Desk, after: Desk) -> Desk:
    """`after`, with the state before it kept for 撤销 when the form changed."""
    is_undo = len(after.past) < len(before.past)
    if is_undo or before.declaration is None or after.declaration == before.declaration:
        return after
    earlier = before.model_copy(update={"past": (), "troubles": ()})
    return after.model_copy(update={"past": (*before.past, earlier)[-UNDO_STEPS:]})


_sessions: WeakValueDictionary[str, Session] = WeakValueDictionary()


def find_session(token: str) -> Session | None:
    """The live session with that token, if any."""
    return _sessions.get(token)
