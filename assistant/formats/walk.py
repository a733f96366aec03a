"""Files and folders as given on the command line → the files to read, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

READABLE = frozenset({
    ".json", ".jsonl", ".txt", ".tsv", ".csv", ".md", ".html", ".htm", ".docx", ".docm", ".xlsx",
    ".xlsm", ".pdf", ".doc", ".xls", ".wps", ".et", ".rtf", ".zip", ".png", ".jpg", ".jpeg", ".tif",
    ".tiff", ".bmp",
})  # fmt: skip


def files_in(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Every named file as it is; of a folder and those in it, what may hold a form."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path)
        else:
            yield path


def _folder(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            hidden = name.startswith((".", "~$"))
            if not hidden and Path(name).suffix.lower() in READABLE:
                yield Path(base) / name
