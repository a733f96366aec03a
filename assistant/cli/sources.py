"""The files a verb was given: standard input, folders walked; a broken one does not stop others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.cli.failures import explain
from assistant.errors import BrokenFile, UsageError
from assistant.model import Imported

STDIN = "-"
FORM_SUFFIXES = (
    ".docx", ".docm", ".xlsx", ".xlsm", ".csv", ".json", ".jsonl", ".txt", ".tsv", ".pdf",
    ".doc", ".xls", ".wps", ".et",
)  # fmt: skip
"""What is picked up in a folder. Old formats are, so that they are reported and not overlooked."""


class Source(NamedTuple):
    """One file as the user named it; `path` is None for standard input."""

    name: str
    path: Path | None

    def content(self) -> bytes:
        """The bytes. Raises FileError."""
        if self.path is None:
            return sys.stdin.buffer.read()
        from assistant.formats import guard

        return guard.load(self.path)


class ReadFile(NamedTuple):
    """What came out of one file: its declarations, or the sentence that says why not."""

    source: Source
    declarations: tuple[Imported, ...] = ()
    error: str | None = None


def add_files(parser: argparse.ArgumentParser, help_text: str) -> None:
    """The FILE… argument."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=help_text)


def add_form_options(parser: argparse.ArgumentParser) -> None:
    """`--profile` and `--year`, for every verb that knows a form."""
    parser.add_argument("--profile", metavar="NAME", help="表式；不填则从文件识别，再取设置")
    parser.add_argument("--year", type=int, metavar="YYYY", help="预算年度；不填则从内容识别")


def sources_of(names: Sequence[str]) -> tuple[Source, ...]:
    """The files behind the names, folders walked in order. Raises UsageError."""
    found = [source for name in names for source in _expanded(name)]
    if sum(source.path is None for source in found) > 1:
        raise UsageError("标准输入（-）只能给一次。")
    return tuple(dict.fromkeys(found))


def read_forms(names: Sequence[str], profile: str) -> Iterator[ReadFile]:
    """Reads every declaration of every file; an unreadable file is told on standard error."""
    for source in sources_of(names):
        read = _read(source, profile)
        if read.error:
            print(read.error, file=sys.stderr)
        yield read


def _read(source: Source, profile: str) -> ReadFile:
    from assistant import formats

    try:
        label = source.path.name if source.path else "标准输入"
        found = formats.read_bytes(source.content(), label, profile=profile)
    except Exception as error:  # noqa: BLE001 - logged by explain(); the other files go on
        return ReadFile(source, error=explain(error))
    return ReadFile(source, found)


def _expanded(name: str) -> Iterator[Source]:
    path = Path(name)
    if name == STDIN:
        yield Source(STDIN, None)
    elif path.is_dir():
        found = [Source(str(inner), inner) for inner in _walk(path)]
        if not found:
            raise BrokenFile(
                f"文件夹“{name}”里没有申报表文件（找过 .docx、.xlsx、.json、.txt 等）；请核对路径。"
            )
        yield from found
    else:
        yield Source(name, path)


def _walk(folder: Path) -> list[Path]:
    """Files with a form's suffix; hidden ones and Office's lock files (~$…) are not forms."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in FORM_SUFFIXES
        and not path.name.startswith("~$")
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
