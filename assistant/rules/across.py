"""Findings between declarations: the same unit's forms of one year, or of two years."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Finding


@dataclass(frozen=True, slots=True)
class Where:
    """A place in one of the checked files."""

    file: str
    declaration: int
    path: str


@dataclass(frozen=True, slots=True)
class AcrossFinding:
    """A finding with all the places it joins."""

    finding: Finding
    where: tuple[Where, ...]
