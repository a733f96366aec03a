"""The retrieval index as the page has it: opened beside the page, waited for by who needs it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.retrieval import Index

log = logging.getLogger(__name__)


class IndexDoor:
    """Opens the retrieval index in the background; drafting waits for it, checking does not."""

    def __init__(self, opener: Callable[[], Index]) -> None:
        self._opener = opener
        self._thread = Thread(target=self._open, name="index", daemon=True)
        self._index: Index | None = None
        self.trouble = ""

    def start(self) -> None:
        """Begins to open (or build) the index."""
        self._thread.start()

    def get(self) -> Index | None:
        """The index, waiting for it if it is still being opened; None when there is none."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._index

    def state(self) -> str:
        """`ready`, `opening` or the sentence that says what is wrong."""
        if self.trouble:
            return self.trouble
        return "ready" if self._index is not None else "opening"

    def _open(self) -> None:
        try:
            self._index = self._opener()
        except AssistantError as error:
            self.trouble = str(error)
        except Exception:
            log.exception("index could not be opened")
            self.trouble = "检索索引打不开，错误已记入日志；起草照常，但没有同类项目可参考。"
        if self.trouble:
            print(self.trouble, file=sys.stderr)
