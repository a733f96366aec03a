"""check: findings for every declaration in every file, as a report."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.baseline import known_ids, with_baseline
from assistant.cli.checking import profile_for, remains
from assistant.cli.copies import require_one_place, write_copies
from assistant.cli.results import (
    add_output,
    chosen_format,
    deliver,
    refuse_sources,
    require_place_for,
)
from assistant.cli.sources import ReadFile, add_files, add_form_options, add_jobs, read_forms
from assistant.errors import UsageError
from assistant.model import SEVERITIES, CheckedDeclaration, CheckedFile, Imported
from assistant.settings import Settings
from assistant.vocabulary.profile import load_profile

if TYPE_CHECKING:
    from assistant.reports.run import Run

FORMATS = ("text", "json", "sarif", "github", "html", "docx", "xlsx", "memo")
RENDERERS = {
    "text": "text", "json": "json_report", "sarif": "sarif", "github": "github",
    "html": "html", "memo": "memo",
}  # fmt: skip
COPIES = ("docx", "xlsx")
BY_SUFFIX = {
    ".txt": "text", ".json": "json", ".sarif": "sarif", ".html": "html",
    ".docx": "docx", ".xlsx": "xlsx", ".md": "memo",
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    add_files(parser, "要检查的文件或文件夹（一个文件可含多份申报表）；- 为标准输入")
    add_output(parser, FORMATS)
    parser.add_argument("--select", default="", metavar="CODES", help="只用这些规则，如 VA,GO001")
    parser.add_argument("--ignore", default="", metavar="CODES", help="不用这些规则")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, default="error", help="有这一级或更重的问题时退出码为 1"
    )
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE",
        help="以前 check --format json 的结果；其中已有的问题不再计入",
    )  # fmt: skip
    add_jobs(parser)
    add_form_options(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when nothing at or above `--fail-on` remains, 1 when something does, 2 on a broken file."""
    kind = chosen_format(options, BY_SUFFIX)
    require_place_for(kind, options.output)
    if options.profile:
        load_profile(options.profile)
    codes = _codes(options.select), _codes(options.ignore)
    known = known_ids(options.baseline) if options.baseline else frozenset()
    read = read_forms(
        options.files, options.profile, settings, jobs=options.jobs,
        check={"profile": options.profile, "fallback": settings.profile, "year": options.year,
               "select": codes[0], "ignore": codes[1]},
    )  # fmt: skip
    sources = [file.source for file in read]
    if options.output:
        refuse_sources(options.output, sources)
    if kind != "json" and not any(file.declarations for file in read):
        return 2  # each file's sentence is on standard error; there is nothing to report
    if kind in COPIES:
        require_one_place(kind, options.output, read)
    checked = tuple(_checked(file, codes, options, settings) for file in read)
    checked = with_baseline(checked, known, options.baseline)
    report = _report(checked, options, settings)
    if kind in COPIES:
        write_copies(read, checked, kind, options.output)
    else:
        deliver(_renderer(kind, options.output)(report), options.output, sources)
    if any(file.error for file in checked):
        return 2
    return int(remains(report.findings, options.fail_on))


def _renderer(kind: str, output: Path | None) -> Callable[[Run], str | bytes]:
    module = RENDERERS[kind]
    if kind == "memo" and output is not None and output.suffix.lower() == ".docx":
        module = "memo_docx"
    render: Callable[[Run], str | bytes] = import_module(f"assistant.reports.{module}").render
    return render


def _codes(option: str) -> tuple[str, ...]:
    """The codes of `--select` or `--ignore`. Raises UsageError for one that no rule has."""
    from assistant.rules.engine import chosen_rules

    codes = tuple(code.strip() for code in option.replace("，", ",").split(",") if code.strip())
    for code in codes:
        if not chosen_rules((code,)):
            raise UsageError(
                f"没有编号以“{code}”开头的规则；python -m assistant rules 可看全部规则。"
            )
    return codes


def _checked(
    file: ReadFile,
    codes: tuple[Sequence[str], Sequence[str]],
    options: argparse.Namespace,
    settings: Settings,
) -> CheckedFile:
    if file.checked:
        found = tuple(map(_completed, file.declarations, file.checked))
    else:
        found = tuple(_check(imported, codes, options, settings) for imported in file.declarations)
    return CheckedFile(path=file.source.name, error=file.error, declarations=found)


def _completed(imported: Imported, checked: CheckedDeclaration) -> CheckedDeclaration:
    """What another process found, with the declaration it is about."""
    return checked.model_copy(update={"declaration": imported.declaration, "notes": imported.notes})


def _check(
    imported: Imported,
    codes: tuple[Sequence[str], Sequence[str]],
    options: argparse.Namespace,
    settings: Settings,
) -> CheckedDeclaration:
    from assistant.rules.engine import check

    findings, unchecked = check(
        imported.declaration,
        profile=profile_for(imported.declaration, options, settings),
        year=options.year,
        cells=imported.cells,
        select=codes[0],
        ignore=codes[1],
    )
    return CheckedDeclaration(
        declaration=imported.declaration,
        notes=imported.notes,
        findings=findings,
        unchecked=unchecked,
    )


def _report(files: tuple[CheckedFile, ...], options: argparse.Namespace, settings: Settings) -> Run:
    from assistant.reports.run import Run

    declarations = (checked.declaration for file in files for checked in file.declarations)
    profiles = dict.fromkeys(profile_for(d, options, settings).name for d in declarations)
    return Run(files, profile="、".join(profiles) or options.profile or settings.profile)
