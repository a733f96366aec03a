"""Where files are dropped and examples are tried, below the description."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.ui.desk import Desk
from assistant.ui.render import HERE, render


@dataclass(frozen=True)
class Example:
    """A description to try with one click."""

    title: str
    text: str


def html(desk: Desk) -> str:
    """The drop zone, what went wrong with files or the description, the examples."""
    return render(
        "intake",
        examples=examples(),
        troubles=[t.text for t in desk.troubles if t.where in ("files", "intake")],
    )


@cache
def examples() -> tuple[Example, ...]:
    """The descriptions in `examples/`, by file name."""
    return tuple(
        Example(title=path.stem.partition("-")[2], text=path.read_text(encoding="utf-8").strip())
        for path in sorted((HERE / "examples").glob("*.md"))
    )
