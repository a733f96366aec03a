"""convert: import and export only; nothing is checked or changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.cli.results import deliver, refuse_sources, require_place_for
from assistant.cli.sources import (
    ReadFile,
    Source,
    add_files,
    add_form_options,
    add_jobs,
    read_forms,
)
from assistant.cli.templates import add_template, filled, template_kind
from assistant.errors import UsageError
from assistant.model import Declaration
from assistant.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `convert`."""
    add_files(parser, "要转换的文件或文件夹；- 为标准输入")
    parser.add_argument(
        "--to", metavar="FORMAT", help="目标格式，如 json、docx；不填则按 -o 的文件名"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE",
        help="写入的文件；已有的文件夹则每个来源各写一个文件（需 --to）",
    )  # fmt: skip
    add_template(parser)
    add_jobs(parser)
    add_form_options(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Everything readable into one file, or file by file into a folder."""
    into_folder = options.output is not None and options.output.is_dir()
    target = _target(options, into_folder)
    require_place_for(target, options.output)
    read = read_forms(options.files, options.profile, settings, jobs=options.jobs)
    for file in read:
        _tell_notes(file)
    if into_folder:
        for file in read:
            _convert_one(file, target, options, read)
    elif found := [d for file in read for d in _declarations(file, options.year)]:
        _deliver(found, target, options.output, read, options.template)
    return 2 if any(file.error for file in read) else 0


def _target(options: argparse.Namespace, into_folder: bool) -> str:
    from assistant.formats import WRITERS

    if options.template is not None:
        return template_kind(options.template, options.to, options.output)
    suffix = options.output.suffix if options.output is not None and not into_folder else ""
    target = (options.to or suffix).lstrip(".").lower()
    target = "txt" if target == "text" else target
    if target not in WRITERS:
        asked = f"不能导出为“{target}”" if target else "不知道要转换成什么格式"
        raise UsageError(f"{asked}；请用 --to 或 -o 的文件名给出：{'、'.join(WRITERS)}。")
    return target


def _convert_one(
    file: ReadFile, target: str, options: argparse.Namespace, read: Sequence[ReadFile]
) -> None:
    found = _declarations(file, options.year)
    if found:
        stem = file.source.path.stem if file.source.path else "标准输入"
        output = options.output / f"{stem}.{target}"
        _deliver(found, target, output, read, options.template)


def _declarations(file: ReadFile, year: int | None) -> list[Declaration]:
    """The declarations; a year that the form does not say is filled from `--year`."""
    found = [imported.declaration for imported in file.declarations]
    return [d.model_copy(update={"year": year}) if year and not d.year else d for d in found]


def _deliver(
    found: Sequence[Declaration],
    target: str,
    output: Path | None,
    read: Sequence[ReadFile],
    template: Path | None,
) -> None:
    from assistant import formats
    from assistant.formats.layout import count_open

    sources = [file.source for file in read]
    if template is not None:
        sources.append(Source(str(template), template))
    if output is not None:
        refuse_sources(output, sources)
    content = filled(template, found) if template else formats.to_bytes(found, target)
    deliver(content, output, sources)
    for sentence in () if template else formats.losses(found, target):
        print(sentence, file=sys.stderr)
    for declaration in found:
        if opened := count_open(declaration):
            print(f"{declaration.project_name or '申报表'}：含 {opened} 处待填", file=sys.stderr)


def _tell_notes(file: ReadFile) -> None:
    for imported in file.declarations:
        for note in imported.notes:
            place = f"{note.place}：" if note.place else ""
            print(f"{file.source.name}：{place}{note.message}", file=sys.stderr)
