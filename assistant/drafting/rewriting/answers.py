"""What the model is asked to return."""

from __future__ import annotations

from assistant.model import Value


class Rewritten(Value):
    """The answer to the prompt `rewrite`."""

    candidates: tuple[str, ...]
