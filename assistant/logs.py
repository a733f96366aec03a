"""Where the product's own mistakes are noted.

`logging` is imported when there is something to note, not before: a call of the command line mostly
has nothing, and is waited for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import logging


class Stream(Protocol):
    """What takes the text of a log."""

    def write(self, text: str, /) -> object:
        """Takes some text."""

    def flush(self) -> object:
        """Lets go of what was taken."""


_waiting: list[Stream] = []


def logger(name: str) -> logging.Logger:
    """The logger of that name, with the stream of `sent_to` listening."""
    import logging

    while _waiting:
        handler = logging.StreamHandler(_waiting.pop())
        handler.setLevel(logging.WARNING)
        logging.getLogger().addHandler(handler)
    return logging.getLogger(name)


@contextmanager
def sent_to(stream: Stream, *, at_once: bool) -> Iterator[None]:
    """Warnings and tracebacks go into the stream; `at_once` where libraries log on their own."""
    _waiting.append(stream)
    if at_once or "logging" in sys.modules:
        logger(__name__)
    try:
        yield
    finally:
        _forget(stream)


def _forget(stream: Stream) -> None:
    if stream in _waiting:
        _waiting.remove(stream)
        return
    root = logger(__name__).root
    for handler in tuple(root.handlers):
        if getattr(handler, "stream", None) is stream:
            root.removeHandler(handler)
