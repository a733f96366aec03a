"""Asking a model for candidates, showing it why they were refused, keeping the best."""

from __future__ import annotations

import time
from typing import Any, Protocol

from assistant.drafting.rewriting.answers import Rewritten
from assistant.drafting.rewriting.candidates import candidate
from assistant.drafting.rewriting.lock import Lock
from assistant.errors import UnusableAnswer
from assistant.llm import Conversation, OnParts
from assistant.model import Declaration, DraftMeta, Rewrite
from assistant.progress import CellProved
from assistant.vocabulary.profile import Profile

MOST = 5
_ROUNDS = 2


class Judge(Protocol):
    """Knows what is rewritten, asks for it, and says whether a text may stand there."""

    declaration: Declaration
    field: Any
    profile: Profile
    lock: Lock

    def ask(
        self, count: int, remarks: list[str], talk: Conversation, on_parts: OnParts
    ) -> Rewritten:
        """Candidates from the model. Raises ModelUnavailable."""

    def troubles(self, text: str) -> list[str]:
        """Why not; empty when it may."""

    def badness(self, text: str) -> int:
        """What the checker has to say of it."""


def by_rounds(judge: Judge, count: int, talk: Conversation) -> Rewrite:
    """Candidates that may stand, best first; each is told as soon as it is complete and holds.
    Raises ModelUnavailable, and UnusableAnswer when none of the texts may stand."""
    begun = time.perf_counter()
    path = judge.field if judge.field.startswith("/") else f"/{judge.field}"

    def give(parts: list[tuple[str, Any]]) -> None:
        for _, text in parts:
            if talk.watch.is_watched and not judge.troubles(text.strip()):
                talk.watch.tell(CellProved(path=path, text=text.strip()))

    kept: list[str] = []
    remarks: list[str] = []
    rounds = 0
    while not kept and rounds < _ROUNDS and talk.left > 0:
        rounds += 1
        answer = judge.ask(count, remarks, talk, give)
        remarks = []
        for text in dict.fromkeys(t.strip() for t in answer.candidates[:MOST]):
            troubles = judge.troubles(text)
            remarks += [f"“{text[:30]}…”：{trouble}" for trouble in troubles[:4]]
            kept += [] if troubles else [text]
    if not kept:
        raise UnusableAnswer(f"模型（{talk.endpoint.host}）改写时动了不能动的数或名称，没有采用")
    kept.sort(key=judge.badness)
    return Rewrite(
        candidates=tuple(
            candidate(judge.field, text, judge.declaration, judge.profile, judge.lock)
            for text in kept[:count]
        ),
        meta=_signed(talk, rounds, time.perf_counter() - begun),
    )


def _signed(talk: Conversation, rounds: int, seconds: float) -> DraftMeta:
    return DraftMeta(
        engine="llm",
        model=talk.endpoint.model,
        endpoint=talk.endpoint.host,
        prompts=talk.prompts,
        rounds=rounds,
        usage=talk.usage,
        cost=talk.cost,
        seconds=round(seconds, 3),
    )
