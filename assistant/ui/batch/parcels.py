"""What can be taken away from a batch: copies with the findings as comments, 审核意见, or all.

Many forms come in several files, as the command line writes them, in a zip.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from assistant.model import CheckedFile
from assistant.reports import parted
from assistant.reports.comments import commented
from assistant.reports.run import Run
from assistant.ui.batch.checking import BatchFile

SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv"})
OPINION: Final = "审核意见.docx"
EVERYTHING: Final = "检查结果.zip"
COPIES: Final = "带批注的副本"
OPINIONS: Final = "审核意见"
LONGEST: Final = 80

Parcel = tuple[str, bytes]
"""What is downloaded: its name and its bytes."""


def copy_of(file: BatchFile, checked: CheckedFile, run: Run) -> Parcel:
    """Name and content of the file's copy with its findings as Word comments or Excel notes."""
    return _as_one(*_copies_of(file, checked, run))


def opinion_on(file: CheckedFile, run: Run) -> Parcel:
    """Name and content of the 审核意见 on the forms of one file."""
    return _as_one(*_opinions_on(file, run))


def opinion(run: Run) -> Parcel:
    """Name and content of the 审核意见 on all forms, with what they say against one another."""
    return _as_one(OPINION, parted.opinions(run))


def everything(files: tuple[BatchFile, ...], run: Run) -> Parcel:
    """A zip with all copies, each file's 审核意见 and the one on all of them."""
    buffer = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, "", OPINION, parted.opinions(run), taken)
        for file, checked in zip(files, run.files, strict=True):
            if file.imported:
                _put(package, COPIES, *_copies_of(file, checked, run), taken)
                _put(package, OPINIONS, *_opinions_on(checked, run), taken)
    return EVERYTHING, buffer.getvalue()


def _copies_of(file: BatchFile, checked: CheckedFile, run: Run) -> tuple[str, Iterator[bytes]]:
    path = PurePosixPath(file.name)
    kind = "xlsx" if path.suffix.lower() in SHEETS else "docx"
    name = f"{_stem(path)}（批注）.{kind}"
    if parted.is_parted(path.name, len(file.imported)):
        return name, parted.copies(kind, checked.declarations, run.heading)
    content = commented(
        file.content, path.name, kind, file.imported, checked.declarations, run.heading
    )
    return name, iter((content,))


def _opinions_on(file: CheckedFile, run: Run) -> tuple[str, Iterator[bytes]]:
    alone = run.model_copy(update={"files": (file,), "across": ()})
    return f"{_stem(PurePosixPath(file.path))} {OPINION}", parted.opinions(alone)


def _as_one(name: str, contents: Iterator[bytes]) -> Parcel:
    """The file itself; several of them as a zip."""
    first, second = next(contents), next(contents, None)
    if second is None:
        return name, first
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, "", name, chain((first, second), contents), set())
    return f"{PurePosixPath(name).stem}.zip", buffer.getvalue()


def _put(
    package: zipfile.ZipFile, folder: str, name: str, contents: Iterator[bytes], taken: set[str]
) -> None:
    """The files of one report into the zip, numbered where they are several."""
    for number, content in enumerate(contents, 1):
        package.writestr(_free(folder, parted.nth_name(name, number), taken), content)


def _stem(path: PurePosixPath) -> str:
    """The file's name without what a name of a file may not hold."""
    kept = (c for c in path.stem if c.isprintable() and c not in '\\/:*?"<>|')
    return "".join(kept).strip(" .")[:LONGEST] or "申报表"


def _free(folder: str, name: str, taken: set[str]) -> str:
    """The place in the zip, numbered when another file there is named like it."""
    path = PurePosixPath(folder) / name
    number, free = 1, path
    while str(free) in taken:
        number += 1
        free = path.with_name(f"{path.stem}({number}){path.suffix}")
    taken.add(str(free))
    return str(free)
