"""The files a verb was given: standard input, folders walked; a broken one does not stop others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import BrokenFile, NoDeclaration, UsageError
from assistant.model import FIRST_YEAR, LAST_YEAR, CheckedDeclaration, Imported
from assistant.settings import MOST_WORKERS, Settings

STDIN = "-"


class Source(NamedTuple):
    """One file as the user named it; `path` is None for standard input."""

    name: str
    path: Path | None
    is_walked: bool = False
    """Found in a folder: it need not be a declaration."""

    def content(self) -> bytes:
        """The bytes. Raises FileError."""
        if self.path is None:
            return sys.stdin.buffer.read()
        from assistant.formats import guard

        return guard.load(self.path)


class ReadFile(NamedTuple):
    """What came out of one file: its declarations, or the sentence that says why not; both when
    the file breaks off."""

    source: Source
    declarations: tuple[Imported, ...] = ()
    error: str | None = None
    checked: Sequence[CheckedDeclaration] = ()
    """The findings, where the process that read the file has checked it too."""
    piped: bytes = b""
    """What came over standard input: it can be read only once."""

    @property
    def is_kept(self) -> bool:
        """True for a long file whose declarations are only in `checked`, on disk (`lines`)."""
        return bool(self.checked) and not self.declarations

    @property
    def number(self) -> int:
        """How many declarations there are."""
        return len(self.declarations or self.checked)

    def content(self) -> bytes:
        """The bytes of the file. Raises FileError."""
        return self.source.content() if self.source.path else self.piped


def add_files(parser: argparse.ArgumentParser, help_text: str) -> None:
    """The FILE… argument."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=help_text)


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """`--jobs N`, for verbs that read many files."""
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N",
        help="多个文件时同时用几个进程读；不填则取 ASSISTANT_WORKERS，再按处理器数（最多 4）",
    )  # fmt: skip


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"要填 1 到 {MOST_WORKERS} 的整数，不能是“{text}”")
    return number


def add_form_options(parser: argparse.ArgumentParser) -> None:
    """`--profile` and `--year`, for every verb that knows a form."""
    parser.add_argument("--profile", metavar="NAME", help="表式；不填则从文件识别，再取设置")
    parser.add_argument(
        "--year", type=budget_year, metavar="YYYY", help="预算年度；不填则从内容识别"
    )


def budget_year(text: str) -> int:
    """The year a `--year` names. Raises ArgumentTypeError for what is no year of a budget."""
    year = int(text) if text.isdecimal() else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"要填整数 {FIRST_YEAR} 到 {LAST_YEAR}，不能是“{text}”")
    return year


def sources_of(names: Sequence[str]) -> tuple[Source, ...]:
    """The files behind the names, folders walked in order. Raises UsageError."""
    found = [source for name in names for source in _expanded(name)]
    if sum(source.path is None for source in found) > 1:
        raise UsageError("标准输入（-）只能给一次。")
    return tuple(dict.fromkeys(found))


def read_forms(
    names: Sequence[str],
    profile: str | None,
    settings: Settings,
    *,
    jobs: int | None = None,
    check: dict[str, Any] | None = None,
    lines: Callable[[Source, int], ReadFile | None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[ReadFile, ...]:
    """Reads every declaration of every file; an unreadable file is told on standard error.

    `profile` None: recognised from each file, else the setting. What a folder holds besides
    declarations is skipped. `check`: files read in another process are checked there (see
    `worker`). `lines`: reads a file that is too long to be held (see `lines`), None for any other.
    `meanwhile` is called while other processes read. Raises FileError when there is nothing else.
    """
    from assistant.cli.reading import Task, is_large, read_all, read_here

    sources = sources_of(names)
    task = Task(profile, settings, jobs, check, lines, meanwhile)
    alone = len(sources) == 1 and not is_large(sources[0])
    found = []
    for outcome in [read_here(sources[0], task)] if alone else read_all(sources, task):
        if isinstance(outcome, NoDeclaration):
            print(f"跳过：{outcome}", file=sys.stderr)
            continue
        if outcome.error:
            print(outcome.error, file=sys.stderr)
        found.append(outcome)
    if not found:
        raise NoDeclaration(f"“{'、'.join(names)}”里没有申报表；请核对路径。")
    return tuple(found)


def _expanded(name: str) -> Iterator[Source]:
    from assistant.formats.walk import files_in

    path = Path(name)
    if name == STDIN:
        yield Source(STDIN, None)
    elif path.is_dir():
        found = [Source(str(inner), inner, is_walked=True) for inner in files_in([path])]
        if not found:
            raise BrokenFile(
                f"文件夹“{name}”里没有申报表文件（找过 .docx、.xlsx、.json、.txt 等）；请核对路径。"
            )
        yield from found
    else:
        yield Source(name, path)
