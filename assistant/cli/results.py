"""Where a result goes: standard output, or the file of `-o`; whole, and never onto a source."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from assistant.cli.sources import Source
from assistant.errors import FileError, UsageError

BINARY = ("docx", "xlsx", "pdf")


def add_output(parser: argparse.ArgumentParser, formats: Iterable[str] = ()) -> None:
    """`-o FILE`, and `--format` where there is a choice."""
    choices = tuple(formats)
    if choices:
        parser.add_argument(
            "--format", choices=choices, help="结果的格式；不填则按 -o 的文件名，再默认 text"
        )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写入文件而不是标准输出")


def chosen_format(
    options: argparse.Namespace, by_suffix: dict[str, str], default: str = "text"
) -> str:
    """The format asked for, else that of the file name. Raises UsageError for an unknown suffix."""
    if options.format:
        return str(options.format)
    if options.output is None:
        return default
    suffix = options.output.suffix.lower()
    if suffix not in by_suffix:
        known = "、".join(by_suffix)
        raise UsageError(
            f"不知道“{options.output}”要写成什么格式；请用 {known} 结尾的文件名，或加 --format。"
        )
    return by_suffix[suffix]


def deliver(content: str | bytes, output: Path | None, sources: Collection[Source] = ()) -> None:
    """Prints the result, or writes it to the file. Raises FileError or UsageError."""
    if output is not None:
        refuse_sources(output, sources)
        write_file(output, content if isinstance(content, bytes) else content.encode())
        print(f"已写入 {output}", file=sys.stderr)
    elif isinstance(content, str):
        print(content, end="" if content.endswith("\n") else "\n")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def deliver_parts(
    parts: Iterable[str], output: Path | None, sources: Collection[Source] = ()
) -> None:
    """As `deliver`, for a result too long to be held. Raises FileError or UsageError."""
    if output is None:
        last = ""
        for last in parts:
            sys.stdout.write(last)
        print(end="" if last.endswith("\n") else "\n")
        return
    refuse_sources(output, sources)
    write_file(output, (part.encode() for part in parts))
    print(f"已写入 {output}", file=sys.stderr)


def require_place_for(kind: str, output: Path | None) -> None:
    """A binary file is not poured into a terminal. Raises UsageError."""
    if kind in BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{kind} 不能显示在屏幕上；请用 -o 指定文件名。")


def refuse_sources(output: Path, sources: Collection[Source]) -> None:
    """A source is never overwritten. Raises UsageError."""
    for source in sources:
        if source.path is not None and _same_file(output, source.path):
            raise UsageError(f"“{output}”是来源文件，不会被覆盖；请用 -o 换一个文件名。")


def write_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Writes beside and moves into place, so that the file is never half written."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as beside:
            beside.writelines([content] if isinstance(content, bytes) else content)
        try:
            Path(beside.name).chmod(0o644)
            Path(beside.name).replace(path)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            f"无法写入“{path}”（{error.strerror}）；请换一个有写入权限的位置，"
            "或先关闭占用它的程序。"
        ) from error


def numbered(path: Path, taken: set[Path]) -> Path:
    """The path, with a number when another file of this call already has it; then it is taken."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = path.with_stem(f"{path.stem}({number})")
    taken.add(free)
    return free


def tell_how_many(forms: int, most: int, output: Path) -> None:
    """Says that a result is given out in several files, and what they are called."""
    names = f"{output.name}、{output.stem}(2){output.suffix}……"
    files = -(-forms // most)
    print(f"共{forms}张表，分成{files}个文件，每个{most}张：{names}", file=sys.stderr)


def is_folder(output: Path) -> bool:
    """True for a folder that is there, and for a path written as one (`批注/`)."""
    return output.is_dir() or not (output.suffix or output.is_file())


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
