"""Where files are dropped and examples are tried, below the description."""

from __future__ import annotations

from assistant.ui.desk import Desk
from assistant.ui.examples import examples
from assistant.ui.render import render


def html(desk: Desk) -> str:
    """The drop zone, what went wrong with files or the description, the examples."""
    return render(
        "intake",
        examples=examples() if desk.declaration else (),
        troubles=[t.text for t in desk.troubles if t.where in ("files", "intake")],
    )
