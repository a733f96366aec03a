"""`--template FORM`: an existing Word or Excel form is filled, its layout untouched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.cli.sources import Source
from assistant.errors import UsageError
from assistant.model import Declaration

SUFFIXES = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx"}


def add_template(parser: argparse.ArgumentParser) -> None:
    """The `--template` option."""
    parser.add_argument(
        "--template", type=Path, metavar="FORM",
        help="填进这份现成的 .docx 或 .xlsx 表（空白或已填），样式不变；结果写到 -o",
    )  # fmt: skip


def template_kind(template: Path, asked: str | None, output: Path | None) -> str:
    """docx or xlsx, as the template is. Raises UsageError when something else was asked for."""
    kind = SUFFIXES.get(template.suffix.lower())
    if kind is None:
        raise UsageError(f"--template 要给 .docx 或 .xlsx 的申报表，不能是“{template}”。")
    suffix = output.suffix.lower() if output is not None and not output.is_dir() else ""
    if (asked or kind) != kind or suffix not in ("", f".{kind}"):
        raise UsageError(f"模板“{template}”填好后是 .{kind} 文件；请用 .{kind} 结尾的 -o 文件名。")
    return kind


def filled(template: Path, declarations: Sequence[Declaration]) -> bytes:
    """The template with the declarations in it; what found no cell is told. Raises FileError."""
    return filled_bytes(Source(str(template), template).content(), template.name, declarations)


def filled_bytes(data: bytes, name: str, declarations: Sequence[Declaration]) -> bytes:
    """As `filled`, for bytes that were read already."""
    from assistant.formats.filling import fill

    result = fill(data, name, declarations)
    for sentence in result.said:
        print(f"{name}：{sentence}。", file=sys.stderr)
    return result.content
