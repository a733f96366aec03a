"""What the model is asked to return, as values; their shape is sent along as a JSON schema."""

from __future__ import annotations

from typing import Literal

from assistant.model import RequirementKind, Value


class Missed(Value):
    """A requirement the model found besides those already read."""

    kind: RequirementKind
    name: str
    action: str = ""
    object: str = ""
    value: str = ""
    quote: str


class Corrected(Value):
    """What the model says of a requirement that was read wrongly; `no` counts from 1, as listed."""

    no: int
    verdict: Literal["rename", "not_required"]
    kind: RequirementKind
    name: str = ""
    action: str = ""
    object: str = ""
    quote: str


class Effect(Value):
    """An effect the model found besides those already read."""

    kind: RequirementKind
    phrase: str
    name: str
    quote: str


class Readings(Value):
    """The answer to the prompt `facts`."""

    missed: tuple[Missed, ...] = ()
    effects: tuple[Effect, ...] = ()
    corrections: tuple[Corrected, ...] = ()
