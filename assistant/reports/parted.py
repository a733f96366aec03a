"""Reports on many forms, in several files: what the command line writes and the page hands out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from assistant.model import CheckedDeclaration, Imported
from assistant.reports.memo_docx import documents
from assistant.reports.run import Run

MOST_FORMS: Final = 200
"""Forms in one file: some four hundred pages of Word. With more it is slow to open and to write."""
_WRITTEN_ANEW = (".json", ".jsonl", ".txt", ".tsv", ".csv", ".md", ".html", ".htm", ".zip", "")


def opinions(run: Run) -> Iterator[bytes]:
    """The 审核意见 as Word files, `MOST_FORMS` forms in each; one is made when it is asked for."""
    return documents(run, MOST_FORMS)


def copies(kind: str, checked: Sequence[CheckedDeclaration], heading: str) -> Iterator[bytes]:
    """The forms written anew in `kind` (docx or xlsx) with their findings as comments,
    `MOST_FORMS` in each file."""
    from assistant.reports.comments import commented_form

    for start in range(0, len(checked), MOST_FORMS):
        some = tuple(checked[start : start + MOST_FORMS])
        read = [Imported(declaration=one.declaration) for one in some]
        yield commented_form(kind, read, some, heading)
        gc.collect()  # as for the opinions: a document's parts know one another


def is_parted(name: str, forms: int) -> bool:
    """True for more forms than one copy takes, unless they are in one such file already."""
    return forms > MOST_FORMS and PurePath(name).suffix.lower() in _WRITTEN_ANEW


def files_of(forms: int) -> int:
    """How many files that many forms are written in; at least one."""
    return max(1, -(-forms // MOST_FORMS))


def nth_name(name: str, number: int) -> str:
    """审核意见.docx, 审核意见(2).docx …"""
    path = PurePath(name)
    return name if number == 1 else str(path.with_stem(f"{path.stem}({number})"))
