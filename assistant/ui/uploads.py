"""Dropped files are read in a process of its own: nobody knows where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from threading import Lock
from typing import Final

from assistant import formats
from assistant.errors import FileError
from assistant.formats.apart import Child
from assistant.model import Imported, Limits
from assistant.progress import Cancel

PLAIN: Final = frozenset({".json", ".jsonl", ".txt", ".tsv", ".csv", ".md"})
"""Text that no library of others parses: read here."""
SMALL: Final = 512 * 1024
"""A larger text is read over there too: reading it here could not be stopped."""


class UploadReader:
    """Reads one file at a time; the process starts with the first file that needs it."""

    def __init__(self, limits: Limits) -> None:
        self._child = Child(limits)
        self._one_at_a_time = Lock()

    def read(
        self, data: bytes, name: str, /, *, cancel: Cancel | None = None
    ) -> tuple[Imported, ...]:
        """As `formats.read_bytes`, within the limits. Raises FileError, and Cancelled as soon as
        `cancel` stops it."""
        if _is_read_here(data, name):
            return formats.read_bytes(data, name)
        with self._alone(cancel or Cancel()):
            return self._child.read(data, name)

    def stop(self) -> None:
        """Gives up the reading that goes on in another thread: it fails there with RefusedFile."""
        self._child.stop()

    def close(self) -> None:
        """Ends the process."""
        self._child.close()

    def text_of(self, data: bytes, name: str, /, *, cancel: Cancel | None = None) -> str:
        """As `formats.text_of`, within the limits. Raises FileError, and Cancelled."""
        if _is_read_here(data, name):
            return formats.text_of(data, name)
        with self._alone(cancel or Cancel()):
            return self._child.text_of(data, name)

    @contextmanager
    def _alone(self, cancel: Cancel) -> Iterator[None]:
        """The process to oneself. Who gives up waits no longer, and ends only his own reading."""
        while not self._one_at_a_time.acquire(timeout=0.1):
            cancel.check()
        try:
            cancel.check()
            cancel.on_cancel(self._child.stop)
            yield
        except FileError:
            cancel.check()
            raise
        finally:
            cancel.forget(self._child.stop)
            self._one_at_a_time.release()


def _is_read_here(data: bytes, name: str) -> bool:
    return PurePath(name).suffix.lower() in PLAIN and len(data) <= SMALL
