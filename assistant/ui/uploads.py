"""Dropped files are read in a process of its own: nobody knows where they come from."""

from __future__ import annotations

from pathlib import PurePath
from threading import Lock
from typing import Final

from assistant import formats
from assistant.formats.apart import Child
from assistant.model import Imported, Limits

PLAIN: Final = frozenset({".json", ".jsonl", ".txt", ".tsv", ".csv", ".md"})
"""Text that no library of others parses: read here."""


class UploadReader:
    """Reads one file at a time; the process starts with the first file that needs it."""

    def __init__(self, limits: Limits) -> None:
        self._child = Child(limits)
        self._one_at_a_time = Lock()

    def read(self, data: bytes, name: str) -> tuple[Imported, ...]:
        """As `formats.read_bytes`, within the limits. Raises FileError."""
        if _is_plain(name):
            return formats.read_bytes(data, name)
        with self._one_at_a_time:
            return self._child.read(data, name)

    def stop(self) -> None:
        """Gives up the reading that goes on in another thread: it fails there with RefusedFile."""
        self._child.stop()

    def close(self) -> None:
        """Ends the process."""
        self._child.close()

    def text_of(self, data: bytes, name: str) -> str:
        """As `formats.text_of`, within the limits. Raises FileError."""
        if _is_plain(name):
            return formats.text_of(data, name)
        with self._one_at_a_time:
            return self._child.text_of(data, name)


def _is_plain(name: str) -> bool:
    return PurePath(name).suffix.lower() in PLAIN
