"""`check --format docx|xlsx`: copies of the checked files with the findings as comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.cli.results import deliver, is_folder
from assistant.cli.sources import ReadFile
from assistant.errors import UsageError
from assistant.model import CheckedFile


def require_one_place(kind: str, output: Path | None, read: Sequence[ReadFile]) -> None:
    """Several files need a folder, and the name must say the format. Raises UsageError."""
    if output is not None and not is_folder(output) and output.suffix.lower() != f".{kind}":
        raise UsageError(
            f"“{output}”的扩展名和 --format {kind} 不一致；请用 .{kind} 结尾的文件名。"
        )
    readable = [file for file in read if file.declarations]
    if len(readable) > 1 and (output is None or not is_folder(output)):
        raise UsageError(
            f"有 {len(readable)} 个文件，每个各写一份带批注的副本；请用 -o 指定文件夹（以 / 结尾，"
            "没有时会新建）。"
        )


def write_copies(
    read: Sequence[ReadFile], checked: Sequence[CheckedFile], kind: str, output: Path | None
) -> None:
    """One copy per readable file: at `output`, or in that folder under the file's own name."""
    from assistant.reports.comments import commented

    sources = [file.source for file in read]
    taken: set[Path] = set()
    for file, result in zip(read, checked, strict=True):
        if not file.declarations:
            continue
        name = file.source.path.name if file.source.path else "标准输入"
        copy = commented(file.content(), name, kind, file.declarations, result.declarations)
        target = output
        if output is not None and is_folder(output):
            target = _free(output / f"{Path(name).stem}.{kind}", taken)
        deliver(copy, target, sources)


def _free(path: Path, taken: set[Path]) -> Path:
    """The path, numbered when another file of this call already has it."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = path.with_stem(f"{path.stem}({number})")
    taken.add(free)
    return free
