"""The named parts of a project: each with deliverables of its own, worth a 目标 of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.drafting.offline.goals.standards import is_delivered
from assistant.model import Requirement

MOST_PARTS = 8


class Part(NamedTuple):
    """A part with its commitments, in the order of the description."""

    name: str
    requirements: tuple[Requirement, ...]


def parts_of(
    requirements: Sequence[Requirement],
) -> tuple[tuple[Part, ...], tuple[Requirement, ...]]:
    """The parts, and what belongs to none. No parts unless two or more deliver something, and
    together most of what is delivered."""
    delivered = [r for r in requirements if is_delivered(r)]
    names = dict.fromkeys(r.part for r in delivered if r.part)
    inside = [r for r in delivered if r.part]
    if not 2 <= len(names) <= MOST_PARTS or 2 * len(inside) <= len(delivered):
        return (), tuple(requirements)
    parts = tuple(
        Part(_shown(name), tuple(r for r in requirements if r.part == name))
        for name in names
        if name
    )
    return parts, tuple(r for r in requirements if r.part not in names)


def _shown(name: str) -> str:
    """Parts of a list 一是, 二是 have no name: #1, #2."""
    return "" if name.startswith("#") else name
