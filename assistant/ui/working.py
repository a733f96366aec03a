"""Work that takes long enough to be watched: its stages, the cells as they are proved, the question
before anything leaves the own network, and the way to stop it.

A deed with a model behind it goes on in a thread of its own: the page's queue is free meanwhile,
and the page asks for the result when the work is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Event as Flag
from threading import Lock, Semaphore
from typing import Any, Final
from weakref import WeakKeyDictionary

from assistant.errors import Cancelled
from assistant.model import Draft, Edit, Imported, SourceText, Value
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
from assistant.ui.actions import Act, perform
from assistant.ui.desk import Desk
from assistant.ui.jobs import begin
from assistant.ui.services import Services
from assistant.ui.session import Session

AT_ONCE: Final = 8
PATIENCE: Final = 1.0
"""Seconds that a deed may take before the page is answered without its result."""
BY_MODEL: Final = frozenset({"draft", "redraft", "example", "say", "do", "rewrite"})
"""Deeds that may ask a model."""
NEW_DRAFTS: Final = frozenset({"draft", "redraft", "example"})
"""What was settled about sending the draft before does not hold for these."""
WATCHED: Final = BY_MODEL | {"files"}
STOPPED: Final = "已停止，申报表没有改动。"
NOT_READ: Final = "已停止，这些文件没有读取，申报表没有改动；要读请再拖入一次。"
BUSY: Final = "上一步还在进行：请等它完成，或点“停止”。"
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


_works: WeakKeyDictionary[Session, Work] = WeakKeyDictionary()
_followed: WeakKeyDictionary[Session, Session] = WeakKeyDictionary()
_places: Final = Semaphore(AT_ONCE)


def work_of(session: Session) -> Work | None:
    """What goes on at that tab, or went on last."""
    return _works.get(session)


def is_awaited(session: Session) -> bool:
    """True while something goes on there, or its result is still to be fetched."""
    work = work_of(session)
    return work is not None and (not work.is_over or work.is_late)


def follow(session: Session, earlier: Session | None) -> None:
    """A reloaded page goes on watching what its tab was at, and gets the result when it is done."""
    going_on = work_of(earlier) if earlier is not None and earlier is not session else None
    if earlier is None or going_on is None or going_on.is_over or session in _works:
        return
    going_on.is_late = True
    _works[session] = going_on
    _followed[session] = earlier


def perform_watched(session: Session, act: Act, description: str, services: Services) -> Desk:
    """As `actions.perform`, with the work to be watched. With a model the desk comes back as it
    was when the deed takes longer than the page may wait."""
    going_on = work_of(session)
    if going_on is not None and not going_on.is_over:
        return _meanwhile(session, act, description)
    if going_on is not None and act.kind == "look":
        going_on.is_late = False
        earlier = _followed.pop(session, None)
        if earlier is not None:
            session.take_over(earlier)
    if act.kind not in WATCHED:
        return perform(session, act, description, services)
    if act.kind in NEW_DRAFTS:
        session.consents.clear()
    work = _works[session] = Work(session.consents, act.kind)
    work.said = act.text if act.kind == "say" else ""
    watched = _watched(services, work, had_form=session.desk.declaration is not None)

    def deed() -> None:
        try:
            perform(session, act, description, watched)
        finally:
            work.is_over = True

    if not services.has_model or act.kind not in BY_MODEL:
        deed()
        return session.desk
    begin(lambda: _in_turn(deed)).join(PATIENCE)
    work.is_late = not work.is_over
    return _as_it_is(session, description) if work.is_late else session.desk


def _in_turn(deed: Callable[[], None]) -> None:
    with _places:
        deed()


def _meanwhile(session: Session, act: Act, description: str) -> Desk:
    """Looking is possible while work goes on; changing what it works on is not."""
    typed = act.text if act.kind == "resume" and act.text.strip() else description
    desk = _as_it_is(session, typed)
    return desk if act.kind in ("look", "resume", "describe") else desk.failed("form", BUSY)


def _as_it_is(session: Session, description: str) -> Desk:
    """The desk unchanged but for what stands in the box; the page counts the turn and so knows
    that it was answered."""
    session.turn += 1
    return session.desk.model_copy(update={"description": description})


def _watched(services: Services, work: Work, *, had_form: bool) -> Services:
    """The services, with the work told of everything that takes long."""
    watch: dict[str, Any] = {
        "on_event": work.on_event, "agree": work.agree, "cancel": work.cancel,
    }  # fmt: skip

    def reading(data: bytes, name: str, /, *, cancel: Cancel | None = None) -> tuple[Imported, ...]:
        work.read_next(name)
        with _not_read():
            return services.read(data, name, cancel=work.cancel)

    def text_of(data: bytes, name: str, /, *, cancel: Cancel | None = None) -> str:
        with _not_read():
            return services.text_of(data, name, cancel=work.cancel)

    return replace(
        services,
        draft=partial(_drafted, services, work, had_form),
        rewrite=partial(services.rewrite, **watch),
        read_message=partial(services.read_message, **watch),
        read=reading,
        text_of=text_of,
    )


@contextmanager
def _not_read() -> Iterator[None]:
    """Says of a stopped reading that the files were not read."""
    try:
        yield
    except Cancelled as error:
        raise Cancelled(NOT_READ) from error


def _drafted(
    services: Services,
    work: Work,
    had_form: bool,
    source: SourceText,
    stated: Mapping[str, str],
    /,
    **_: object,
) -> Draft:
    """The draft, watched; who stops it keeps the form that was there."""
    draft = services.draft(
        source, stated, on_event=work.on_event, agree=work.agree, cancel=work.cancel
    )
    if work.cancel.is_cancelled and had_form:
        raise Cancelled(STOPPED)
    return draft
