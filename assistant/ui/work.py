"""One piece of work as the page shows it: its stages, the cells as they are proved, the question
before anything leaves the own network, and what is to be done when it is over."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event as Flag
from threading import Lock
from typing import Final

from assistant.errors import Cancelled
from assistant.model import Draft, Edit, Value
from assistant.progress import (
    STAGE_WORDS,
    Cancel,
    CellProved,
    Composed,
    Event,
    Outgoing,
    Stage,
    StageFinished,
    StageStarted,
    UsageTold,
    Waiting,
    Writing,
)
from assistant.rules.edits import apply_edits
from assistant.ui.desk import Desk

log = logging.getLogger(__name__)

NOT_READ: Final = "已停止，这些文件没有读取，申报表没有改动；要读请再拖入一次。"
STEPS: Final[dict[Stage, str]] = {
    "understand": "理解", "facts": "理解", "retrieve": "检索", "compose": "起草", "draft": "起草",
    "rewrite": "改写", "hear": "理解", "check": "核对", "mend": "修正",
}  # fmt: skip


class Step(Value):
    """One stage as the page shows it."""

    word: str
    told: str
    seconds: float
    is_going_on: bool


class Work:
    """One piece of work of one tab. Written by the thread that works, read by those that show."""

    def __init__(self, consents: dict[str, bool] | None = None, kind: str = "") -> None:
        """`consents`: what the user has settled for this draft, by the receiver."""
        self.cancel = Cancel()
        self.sent: list[Outgoing] = []
        """What left the own network because the user had agreed to it for the whole draft."""
        self._consents = {} if consents is None else consents
        self._kind = kind
        self.composed: Draft | None = None
        self.proved: dict[str, str] = {}
        self.usage: UsageTold | None = None
        self.waiting = ""
        self.said = ""
        """The message that is being answered: it joins the talk with its answer."""
        self.characters = 0
        """How much has come of what the model is writing."""
        self.files = 0
        self.asked: Outgoing | None = None
        """What is about to leave the own network, while the user has not answered."""
        self.is_over = False
        self.is_late = False
        """The page was answered before the work was done: it has to ask for the result."""
        self._afterwards: list[Callable[[], object]] = []
        self._stages: list[tuple[Stage, float, float | None]] = []
        self._answer: bool | None = None
        self._answered = Flag()
        self._lock = Lock()
        self.cancel.on_cancel(self._answered.set)

    def on_event(self, event: Event) -> None:
        """Takes note of what the work tells."""
        with self._lock:
            if isinstance(event, StageStarted):
                self._stages.append((event.stage, time.monotonic(), None))
                self.waiting, self.characters = "", 0
            elif isinstance(event, StageFinished) and self._stages:
                stage, begun, _ = self._stages[-1]
                self._stages[-1] = (stage, begun, event.seconds)
            elif isinstance(event, Composed):
                self.composed, self.proved = event.draft, {}
            elif isinstance(event, CellProved):
                self.proved[event.path] = event.text
            elif isinstance(event, Writing):
                self.characters = event.characters
            elif isinstance(event, UsageTold):
                self.usage = event
            elif isinstance(event, Waiting):
                self.waiting = event.sentence

    def agree(self, outgoing: Outgoing) -> bool:
        """Waits for the user's answer, as long as it takes; what was settled for this draft is not
        asked again, unless something in the text should give pause. Raises Cancelled."""
        self.cancel.check()
        settled = self._consents.get(self._settles(outgoing), self._consents.get(_yes(outgoing)))
        if settled is not None and not outgoing.warnings:
            if settled:
                self.sent.append(outgoing)
            return settled
        self._answered.clear()
        self.asked = outgoing
        try:
            self._answered.wait()
        finally:
            self.asked = None
        self.cancel.check()
        return bool(self._answer)

    def answer(self, agreed: bool, *, once: bool = False) -> None:
        """The user's answer to the question before sending. A yes holds for the whole draft unless
        it was meant for `once`; a no only for what is said in the conversation."""
        if self.asked is not None and not once:
            if agreed:
                self._consents[_yes(self.asked)] = True
            elif self._kind == "say":
                self._consents[self._settles(self.asked)] = False
        self._answer = agreed
        self._answered.set()

    def _settles(self, outgoing: Outgoing) -> str:
        return f"{self._kind} {_yes(outgoing)}"

    def then(self, deed: Callable[[], object]) -> bool:
        """Puts a deed after the work, before anybody hears that it is over; False: it is over."""
        with self._lock:
            if not self.is_over:
                self._afterwards.append(deed)
            return not self.is_over

    def end(self) -> None:
        """Carries out what was put after the work; then it is over."""
        while True:
            with self._lock:
                self.is_over = not self._afterwards
                if self.is_over:
                    return
                deed = self._afterwards.pop(0)
            try:
                deed()
            except Exception:
                log.exception("a deed after the work failed")

    def read_next(self, name: str) -> None:
        """The next of the dropped files. Raises Cancelled."""
        if self.cancel.is_cancelled:
            raise Cancelled(NOT_READ)
        self.files += 1
        self.waiting = f"正在读取第 {self.files} 个文件“{name}”……"

    @property
    def steps(self) -> tuple[Step, ...]:
        """The stages so far, those of one word that follow each other as one."""
        with self._lock:
            stages = list(self._stages)
        steps: list[Step] = []
        for stage, begun, seconds in stages:
            spent = seconds if seconds is not None else time.monotonic() - begun
            word = STEPS[stage]
            if steps and steps[-1].word == word:
                spent += steps.pop().seconds
            steps.append(
                Step(word=word, told=STAGE_WORDS[stage], seconds=spent,
                     is_going_on=seconds is None and not self.is_over)
            )  # fmt: skip
        return tuple(steps)

    def preview(self) -> Desk | None:
        """The form as far as it is proved, None before there is one."""
        with self._lock:
            draft, proved = self.composed, dict(self.proved)
        if draft is None:
            return None
        edits = [Edit(path=path, value=text) for path, text in proved.items()]
        return Desk(declaration=apply_edits(draft.declaration, edits), questions=draft.questions)


def _yes(outgoing: Outgoing) -> str:
    return f"{outgoing.host} {outgoing.model}"
