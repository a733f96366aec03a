"""What can be taken away from a batch: copies with the findings as comments, 审核意见, or all."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

from assistant.model import CheckedFile
from assistant.reports.comments import commented
from assistant.reports.memo_docx import render
from assistant.reports.run import Run
from assistant.ui.batch.checking import BatchFile

SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv"})
OPINION: Final = "审核意见.docx"
EVERYTHING: Final = "检查结果.zip"
COPIES: Final = "带批注的副本"
OPINIONS: Final = "审核意见"
LONGEST: Final = 80


def copy_of(file: BatchFile, checked: CheckedFile) -> tuple[str, bytes]:
    """Name and content of the file's copy with its findings as Word comments or Excel notes."""
    path = PurePosixPath(file.name)
    kind = "xlsx" if path.suffix.lower() in SHEETS else "docx"
    content = commented(file.content, path.name, kind, file.imported, checked.declarations)
    return f"{_stem(path)}（批注）.{kind}", content


def opinion_on(file: CheckedFile, run: Run) -> tuple[str, bytes]:
    """Name and content of the 审核意见 on the forms of one file."""
    alone = run.model_copy(update={"files": (file,), "across": ()})
    return f"{_stem(PurePosixPath(file.path))} {OPINION}", render(alone)


def opinion(run: Run) -> tuple[str, bytes]:
    """Name and content of the 审核意见 on all forms, with what they say against one another."""
    return OPINION, render(run)


def everything(files: tuple[BatchFile, ...], run: Run) -> tuple[str, bytes]:
    """A zip with all copies, each file's 审核意见 and the one on all of them."""
    buffer = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(*opinion(run))
        for file, checked in zip(files, run.files, strict=True):
            if file.imported:
                for folder, (name, content) in (
                    (COPIES, copy_of(file, checked)), (OPINIONS, opinion_on(checked, run)),
                ):  # fmt: skip
                    package.writestr(_free(folder, name, taken), content)
    return EVERYTHING, buffer.getvalue()


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
