"""Descriptions to try with one click: the files in `examples/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.ui.render import HERE


@dataclass(frozen=True)
class Example:
    """A description to try with one click."""

    title: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """The descriptions in `examples/`, by file name."""
    return tuple(
        Example(title=path.stem.partition("-")[2], text=path.read_text(encoding="utf-8").strip())
        for path in sorted((HERE / "examples").glob("*.md"))
    )
