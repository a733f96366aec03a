"""Findings between declarations: the same unit's forms of one year, or of two years."""

from __future__ import annotations

from assistant.model import Finding, Value


class Where(Value, kw_only=False):
    """A place in one of the checked files."""

    file: str
    declaration: int
    path: str


class AcrossFinding(Value, kw_only=False):
    """A finding with all the places it joins."""

    finding: Finding
    where: tuple[Where, ...]
