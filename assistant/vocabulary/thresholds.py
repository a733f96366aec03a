"""Limits that rules ask for by name, with the range within which a unit may change them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from assistant.model import Value
from assistant.vocabulary.loading import load


class Threshold(Value):
    """One limit: its value, how far it may be moved, and what it decides."""

    name: str
    value: float
    least: float
    most: float
    what: str


@cache
def thresholds() -> Mapping[str, Threshold]:
    """All limits by name."""
    return MappingProxyType({item["name"]: Threshold(**item) for item in load("thresholds")})
