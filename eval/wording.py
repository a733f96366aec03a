"""Faults of Chinese text that can be computed; the patterns are data in `wording.yaml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import yaml

_WORD_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)")
_OPENING, _CLOSING = "（《“〔【(「", "）》”〕】)」"
Place = Literal["any", "goal", "name"]


def faults(text: str, place: Place) -> Iterator[str | None]:
    """For each check None or what is wrong; the checks of `any` always take part."""
    for kind in dict.fromkeys(("any", place)):
        for label, pattern in _patterns(kind):
            found = pattern.search(text)
            yield f"{label}“{_around(text, found)}”" if found else None
    twice = [m[0] for m in _WORD_TWICE.finditer(text) if m["word"] not in _right()]
    yield f"词重复“{twice[0]}”" if twice else None
    yield "括号或引号不成对" if _unbalanced(text) else None


def _unbalanced(text: str) -> bool:
    pairs = zip(_OPENING, _CLOSING, strict=True)
    return any(text.count(left) != text.count(right) for left, right in pairs)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 2, 0) : found.end() + 4].replace("\n", " ")


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "wording.yaml"
    loaded: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@functools.cache
def _patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((label, re.compile(pattern)) for label, pattern in _data()[place].items())


@functools.cache
def _right() -> frozenset[str]:
    return frozenset(_data()["twice_right"])
