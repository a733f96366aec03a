"""`check --format docx|xlsx`: copies of the checked files with the findings as comments.

A file of another kind is written as the official form; one of many declarations (a jsonl of
thousands) in several files, so that none is too large to be opened, or to be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.results import deliver, is_folder, numbered, tell_how_many
from assistant.cli.sources import ReadFile
from assistant.errors import UsageError
from assistant.model import CheckedFile

if TYPE_CHECKING:
    from assistant.reports.run import Run


def require_one_place(kind: str, output: Path | None, read: Sequence[ReadFile]) -> None:
    """Several files need a folder, and the name must say the format. Raises UsageError."""
    if output is not None and not is_folder(output) and output.suffix.lower() != f".{kind}":
        raise UsageError(
            f"“{output}”的扩展名和 --format {kind} 不一致；请用 .{kind} 结尾的文件名。"
        )
    readable = [file for file in read if file.number]
    if len(readable) > 1 and (output is None or not is_folder(output)):
        raise UsageError(
            f"有 {len(readable)} 个文件，每个各写一份带批注的副本；请用 -o 指定文件夹（以 / 结尾，"
            "没有时会新建）。"
        )
    if output is None and any(_is_parted(file) for file in readable):
        from assistant.reports.parted import MOST_FORMS

        raise UsageError(
            f"表太多，要分成几个文件，每个{MOST_FORMS}张；请用 -o 指定文件名或文件夹。"
        )


def write_copies(read: Sequence[ReadFile], report: Run, kind: str, output: Path | None) -> None:
    """One copy per readable file: at `output`, or in that folder under the file's own name."""
    from assistant.reports import parted

    sources = [file.source for file in read]
    taken: set[Path] = set()
    for file, result in zip(read, report.files, strict=True):
        target = output
        if output is not None and is_folder(output):
            target = output / f"{Path(_name(file)).stem}.{kind}"
        if target and _is_parted(file):
            tell_how_many(file.number, parted.MOST_FORMS, target)
        for copy in _copies(file, result, kind, report.heading):
            deliver(copy, numbered(target, taken) if target else None, sources)


def _copies(file: ReadFile, result: CheckedFile, kind: str, heading: str) -> Iterator[bytes]:
    """The file with its comments; where it is written anew, so many forms at a time."""
    from assistant.reports.comments import commented
    from assistant.reports.parted import copies

    if not file.number:
        return
    if _is_parted(file):
        yield from copies(kind, result.declarations, heading)
        return
    content = file.content()
    yield commented(content, _name(file), kind, file.declarations, result.declarations, heading)


def _is_parted(file: ReadFile) -> bool:
    """True for more forms than one file takes, unless they are in one such file already."""
    from assistant.reports.parted import is_parted

    return file.is_kept or is_parted(_name(file), file.number)


def _name(file: ReadFile) -> str:
    return file.source.path.name if file.source.path else "标准输入"
