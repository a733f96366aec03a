"""check: findings for every declaration in every file, as a report."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.baseline import known_ids, with_baseline
from assistant.cli.checking import add_config, organisation_for, remains
from assistant.cli.copies import require_one_place, write_copies
from assistant.cli.examining import Examining, asked_of_workers, examined, examining
from assistant.cli.results import (
    add_output,
    chosen_format,
    deliver,
    deliver_parts,
    refuse_sources,
    require_place_for,
    tell_how_many,
)
from assistant.cli.sources import (
    ReadFile,
    Source,
    add_files,
    add_form_options,
    add_jobs,
    read_forms,
)
from assistant.model import SEVERITIES
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
IN_PARTS = ("text", "json", "sarif", "github", "html", "memo")
"""Reports that are written bit by bit where the declarations are too many to be held."""
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
    add_config(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when nothing at or above `--fail-on` remains, 1 when something does, 2 on a broken file."""
    kind = chosen_format(options, BY_SUFFIX)
    require_place_for(kind, options.output)
    if options.profile:
        load_profile(options.profile)
    how = examining(options, settings, organisation_for(options, options.files, settings))
    known = known_ids(options.baseline) if options.baseline else frozenset()
    read = read_forms(
        options.files, options.profile, how.settings, jobs=options.jobs,
        check=asked_of_workers(how), lines=partial(_long, how),
        meanwhile=_load_what_follows,
    )  # fmt: skip
    sources = [file.source for file in read]
    if options.output:
        refuse_sources(options.output, sources)
    if kind != "json" and not any(file.number for file in read):
        return 2  # each file's sentence is on standard error; there is nothing to report
    if kind in COPIES:
        require_one_place(kind, options.output, read)
    report = with_baseline(examined(read, how), known, options.baseline)
    if kind in COPIES:
        write_copies(read, report, kind, options.output)
    elif _is_word(kind, options.output):
        _write_opinions(report, options.output, sources)
    elif report.is_long and kind in IN_PARTS:
        parts = import_module(f"assistant.reports.{RENDERERS[kind]}").parts(report)
        deliver_parts(parts, options.output, sources)
    else:
        deliver(_renderer(kind)(report), options.output, sources)
    if any(file.error for file in report.files):
        return 2
    return int(remains(report.findings, options.fail_on))


def _load_what_follows() -> None:
    """The rules between declarations and the words of the report: needed once all is read."""
    import_module("assistant.rules.comparing")
    import_module("assistant.reports.overview")
    import_module("assistant.rules.registry").across_rules()


def _long(how: Examining, source: Source, jobs: int) -> ReadFile | None:
    """A jsonl of thousands of declarations, read and checked; None for any other file."""
    from assistant.cli.lines import checked_lines, is_long

    return checked_lines(source, how, jobs) if is_long(source) else None


def _write_opinions(report: Run, output: Path, sources: Sequence[Source]) -> None:
    """The 审核意见 as Word files, so many forms in each."""
    from assistant.reports import parted

    forms = sum(len(file.declarations) for file in report.files)
    if forms > parted.MOST_FORMS:
        tell_how_many(forms, parted.MOST_FORMS, output)
    for number, document in enumerate(parted.opinions(report), 1):
        deliver(document, output.with_name(parted.nth_name(output.name, number)), sources)


def _renderer(kind: str) -> Callable[[Run], str | bytes]:
    render: Callable[[Run], str | bytes] = import_module(
        f"assistant.reports.{RENDERERS[kind]}"
    ).render
    return render


def _is_word(kind: str, output: Path | None) -> bool:
    """True for an 审核意见 that is to be a Word file."""
    return kind == "memo" and output is not None and output.suffix.lower() == ".docx"
