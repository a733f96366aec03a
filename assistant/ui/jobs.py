"""Work that goes on while the page shows how far it has come, and that the user can stop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Semaphore, Thread
from typing import Final, Literal

from assistant.errors import AssistantError, UsageError
from assistant.ui.session import CRASHED

log = logging.getLogger(__name__)

AT_ONCE: Final = 2
WAITING: Final = 40
BUSY: Final = "服务正忙：排队的任务太多，这一次没有开始；请过一会儿再试。"

State = Literal["waiting", "running", "done", "cancelled", "failed"]


def begin(work: Callable[[], None]) -> Thread:
    """Does the work in a thread that does not keep the server from stopping."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread


class Cancelled(Exception):
    """The user does not want the rest any more. Not an error."""


class Job:
    """How far a piece of work is. Written by the thread that works, read by those that show it."""

    def __init__(self, total: int, what: str) -> None:
        self.total = total
        self.what = what
        self.done = 0
        self.label = ""
        self.state: State = "waiting"
        self.trouble = ""
        self._begun = time.monotonic()
        self._ended: float | None = None
        self._stop = Event()
        self._on_cancel: Callable[[], None] | None = None

    def step(self, label: str, done: int | None = None) -> None:
        """Says what comes next. Raises Cancelled when the user has asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.label = label
        self.done = self.done if done is None else done

    def cancel(self) -> None:
        """Asks the work to stop: what it is waiting for is ended, the next step is not begun."""
        self._stop.set()
        if self._on_cancel is not None:
            self._on_cancel()

    def when_cancelled(self, end: Callable[[], None]) -> None:
        """What ends a step that takes long (a process that reads a file)."""
        self._on_cancel = end
        if self._stop.is_set():
            end()

    @property
    def is_cancelled(self) -> bool:
        """True once the user has asked to stop."""
        return self._stop.is_set()

    @property
    def is_going_on(self) -> bool:
        """True while it waits or works."""
        return self.state in ("waiting", "running")

    @property
    def seconds(self) -> float:
        """How long it has taken so far, or took."""
        return (self._ended or time.monotonic()) - self._begun

    def run(self, work: Callable[[Job], None]) -> None:
        """Does the work; what it raises becomes this job's sentence: a person is waiting."""
        try:
            self.step("")
            self.state = "running"
            work(self)
            self.state = "done"
        except Cancelled:
            self.state = "cancelled"
        except AssistantError as error:
            self.state, self.trouble = "failed", str(error)
        except Exception:
            log.exception("job failed: %s", self.what)
            self.state, self.trouble = "failed", CRASHED
        finally:
            self._ended = time.monotonic()


class Crew:
    """Does jobs, a few at once; the others wait their turn."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = Semaphore(at_once)
        self._lock = Lock()
        self._open = 0

    def take(self, job: Job, work: Callable[[Job], None]) -> None:
        """Begins the job when its turn comes. Raises UsageError when too many are waiting."""
        with self._lock:
            if self._open >= WAITING:
                raise UsageError(BUSY)
            self._open += 1
        begin(lambda: self._do(job, work))

    def _do(self, job: Job, work: Callable[[Job], None]) -> None:
        try:
            with self._places:
                job.run(work)
        finally:
            with self._lock:
                self._open -= 1


CREW: Final = Crew()
