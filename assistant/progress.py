"""What a draft or a rewrite tells while it goes on, what it asks, and how it is stopped.

For whoever waits: the page, the command line, a program. Nothing here knows how it is shown.

    stop = Cancel()
    draft = pipeline.draft(source, model=model, on_event=show, agree=ask, cancel=stop)

`on_event(event)` is called in the thread that drafts, in this order:

    StageStarted(stage) … StageFinished(stage, seconds)   stages one after the other, never nested
    Composed(draft)          a whole form without the model's words, proved: it replaces everything
                             shown. Told again when the model read more in the description (the rows
                             may differ then), and when the model fails and the form stays offline
    Outgoing(…)              what is about to leave the own network (external hosts only)
    Waiting(sentence, seconds)   the endpoint is busy; asked again after so many seconds
    Writing(characters)      the model's answer grows: how much of it has come, not yet what
    CellProved(path, text)   a cell of the model, complete and proved; replaces what stood there.
                             The draft that is returned is what counts: a cell may still be taken
                             back there, and is then told once more with its final text
    UsageTold(…)             calls and tokens so far, after every answer

`agree(outgoing) -> bool` is asked before the first call to an external host, where a yes is needed
(`outgoing.refusal` says why); it may wait for a person as long as it likes. Without it the answer
is no: the offline draft is written and `meta.notice` says why. To ask beforehand instead, look at
`assistant.llm.outgoing(model.endpoint, source.text)` and pass `agree=lambda _: True` after a yes.

`stop.cancel()` may be called from any thread, at any point, more than once: the connection is
closed at once. `draft` with engine `auto` then returns the offline draft (or the last whole round
of the model) with a notice; engine `llm` and `rewrite` raise errors.Cancelled and nothing changes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from assistant.errors import Cancelled
from assistant.model import Draft, Value

Stage = Literal[
    "understand", "retrieve", "compose", "check", "facts", "draft", "mend", "rewrite", "hear"
]  # fmt: skip
STAGE_WORDS: dict[Stage, str] = {
    "understand": "读项目说明",
    "retrieve": "找同类项目",
    "compose": "离线拼装",
    "check": "核对数字并检查",
    "facts": "模型补读说明",
    "draft": "模型写目标和指标",
    "mend": "模型按意见改正",
    "rewrite": "模型改写",
    "hear": "模型读这句话",
}


class StageStarted(Value):
    """A stage begins."""

    stage: Stage


class StageFinished(Value):
    """A stage is over, whether or not it brought anything."""

    stage: Stage
    seconds: float


class Composed(Value):
    """The offline draft is there: a whole form, before the model is asked."""

    draft: Draft


class Writing(Value):
    """How much of the answer that is being written has come; its words are told once proved."""

    characters: int


class CellProved(Value):
    """The model's words for a cell (`/annual_goal`, `/indicators/3/name`), complete and proved."""

    path: str
    text: str


class UsageTold(Value):
    """What was asked so far; `cost` in yuan when a price is set."""

    calls: int
    cached: int
    input_tokens: int
    output_tokens: int
    cost: float | None = None


class Waiting(Value):
    """The endpoint is busy or hiccuped; it is asked again after `seconds`."""

    sentence: str
    seconds: float


class Outgoing(Value):
    """What would be sent where. `refusal` says why it may not be sent (yet); None: it may."""

    host: str
    model: str
    notice: str
    """One sentence: what goes to whom."""
    text: str
    """The user's text that would be sent, as it would be sent."""
    warnings: tuple[str, ...] = ()
    """Sensitive marks found in it: identity and mobile numbers (masked), classification marks."""
    refusal: str | None = None
    is_forbidden: bool = False
    """True when the refusal is the administrator's and no yes of the user changes it."""


Event = (
    StageStarted | StageFinished | Composed | Writing | CellProved | UsageTold | Waiting | Outgoing
)
OnEvent = Callable[[Event], None]
Agree = Callable[[Outgoing], bool]


class Cancel:
    """A token that stops the work it was given to. Safe to use from any thread."""

    def __init__(self) -> None:
        self._set = threading.Event()
        self._lock = threading.Lock()
        self._closers: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._set.is_set()

    def cancel(self) -> None:
        """Stops the work; what it is connected to is closed."""
        with self._lock:
            self._set.set()
            closers, self._closers = self._closers, []
        for close in closers:
            close()

    def check(self) -> None:
        """Raises Cancelled once the work is to stop."""
        if self._set.is_set():
            raise Cancelled("已停止，没有改动。")

    def wait(self, seconds: float) -> None:
        """Waits so long. Raises Cancelled as soon as the work is to stop."""
        self._set.wait(seconds)
        self.check()

    def on_cancel(self, close: Callable[[], None]) -> None:
        """Has `close` called when the work is stopped; at once when it is already."""
        with self._lock:
            if not self._set.is_set():
                self._closers.append(close)
                return
        close()

    def forget(self, close: Callable[[], None]) -> None:
        """Takes a closer back: what it would close is closed already."""
        with self._lock:
            if close in self._closers:
                self._closers.remove(close)


class Watch:
    """The three strings of one piece of work, as it is passed down through the stages."""

    def __init__(
        self,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self._on_event = on_event
        self._agree = agree
        self.cancel = cancel or Cancel()

    @property
    def is_watched(self) -> bool:
        """Whether anybody is told."""
        return self._on_event is not None

    def tell(self, event: Event) -> None:
        """Passes an event on."""
        if self._on_event:
            self._on_event(event)

    def agrees(self, outgoing: Outgoing) -> bool:
        """The user's answer; no where nobody can be asked."""
        return self._agree is not None and self._agree(outgoing)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Tells when a stage begins and ends."""
        begun = time.perf_counter()
        self.tell(StageStarted(stage=stage))
        try:
            yield
        finally:
            self.tell(StageFinished(stage=stage, seconds=round(time.perf_counter() - begun, 3)))
