"""fix: applies fixes and shows the diff; a source is only changed with `--in-place`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.cli.checking import (
    add_config,
    is_error_left,
    organisation_for,
    profile_for,
    with_profile,
)
from assistant.cli.results import refuse_sources, write_file
from assistant.cli.sources import ReadFile, add_files, add_form_options, add_jobs, read_forms
from assistant.cli.templates import filled_bytes
from assistant.errors import UsageError
from assistant.model import Declaration, Finding, Imported
from assistant.reports.differences import changes, unified
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.organisation import Organisation


class Fixing(NamedTuple):
    """How to fix: the call's options, the settings, and what the unit decided."""

    options: argparse.Namespace
    settings: Settings
    organisation: Organisation


class Fixed(NamedTuple):
    """One file after fixing: its declarations and the diff of all of them."""

    file: ReadFile
    declarations: tuple[Declaration, ...]
    diff: str


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `fix`."""
    add_files(parser, "要改正的文件或文件夹；- 为标准输入")
    parser.add_argument("--confirm", action="store_true", help="连同需要人工确认的改动一起做")
    parser.add_argument("--diff", action="store_true", help="只显示改动，不写任何文件")
    parser.add_argument("--in-place", action="store_true", help="直接改写来源文件")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="改正后的申报表写入该文件"
    )
    add_jobs(parser)
    add_form_options(parser)
    add_config(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when no error-level finding is left, 1 when some are, 2 when a file was unusable."""
    if options.in_place and (options.output or "-" in options.files):
        raise UsageError("--in-place 直接改写来源文件，不能和 -o 或标准输入（-）一起用。")
    organisation = organisation_for(options, options.files)
    settings = with_profile(settings, organisation)
    read = read_forms(options.files, options.profile, settings, jobs=options.jobs)
    how = Fixing(options, settings, organisation)
    fixed = [_fixed(file, how) for file in read if file.declarations]
    for one in fixed:
        print(one.diff, end="")
    if fixed and not any(one.diff for one in fixed):
        print("没有可以自动改正的问题。", file=sys.stderr)
    if not options.diff:
        _write(fixed, options, read)
    if any(file.error for file in read):
        return 2
    every = [d for one in fixed for d in one.declarations]
    left = [
        d
        for d in every
        if is_error_left(d, profile_for(d, options, settings), options.year, organisation)
    ]
    if left:
        print(f"{len(left)} 份申报表还有要人改的错误，用 check 查看。", file=sys.stderr)
    return int(bool(left))


def _fixed(file: ReadFile, how: Fixing) -> Fixed:
    results = [_fix(imported, file, how) for imported in file.declarations]
    return Fixed(file, tuple(d for d, _ in results), "".join(diff for _, diff in results))


def _fix(imported: Imported, file: ReadFile, how: Fixing) -> tuple[Declaration, str]:
    from assistant.organisation.suppressing import accepts
    from assistant.rules.fixing import fix

    before = imported.declaration
    profile = profile_for(before, how.options, how.settings)
    after, applied = fix(
        before, confirm=how.options.confirm, profile=profile, year=how.options.year,
        select=how.organisation.select, ignore=how.organisation.ignore,
        limits=how.organisation.limits, own=how.organisation.own,
        accepted=accepts(how.organisation.suppressions, before),
    )  # fmt: skip
    found = changes(before, after)
    if not found:
        return after, ""
    name = f"{file.source.name} {before.project_name or ''}".strip()
    return after, unified(name, found, imported.cells, _codes(applied), profile)


def _codes(applied: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for finding in applied:
        for edit in finding.fix.edits if finding.fix else ():
            codes[edit.path] = tuple(dict.fromkeys((*codes.get(edit.path, ()), finding.code)))
    return codes


def _write(fixed: Sequence[Fixed], options: argparse.Namespace, read: Sequence[ReadFile]) -> None:
    if options.output:
        refuse_sources(options.output, [file.source for file in read])
        if any(one.declarations for one in fixed):
            _export(fixed, options.output)
    elif options.in_place:
        for one in fixed:
            if one.diff and one.file.source.path:
                _export([one], one.file.source.path)


def _export(fixed: Sequence[Fixed], path: Path) -> None:
    from assistant import formats

    kind = path.suffix.lstrip(".").lower()
    if kind not in formats.WRITERS:
        raise UsageError(
            f"不能把改正后的申报表写成“{path.name}”；请用 -o 指定以 "
            f"{'、'.join(f'.{known}' for known in formats.WRITERS)} 结尾的文件名。"
        )
    if len(fixed) == 1 and _is_of_kind(fixed[0].file, kind):
        content = filled_bytes(fixed[0].file.content(), path.name, fixed[0].declarations)
    else:
        every = [declaration for one in fixed for declaration in one.declarations]
        content = formats.to_bytes(every, kind)
        for sentence in formats.losses(every, kind):
            print(sentence, file=sys.stderr)
    write_file(path, content)
    print(f"已写入 {path}", file=sys.stderr)


def _is_of_kind(file: ReadFile, kind: str) -> bool:
    """True for a Word or Excel form that stays one: only its changed cells are written."""
    if kind not in ("docx", "xlsx"):
        return False
    from assistant.formats import guard

    return guard.kind_of(file.content(), file.source.name) == kind
