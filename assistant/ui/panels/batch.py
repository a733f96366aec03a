"""Checking drafts: the files dropped, how far the check is, each form's findings, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import SEVERITIES, CheckedDeclaration, CheckedFile, Finding, Severity
from assistant.reports.overview import by_rule, live_across, places
from assistant.reports.parted import files_of
from assistant.reports.run import Run, name_of
from assistant.ui.batch.checking import BatchFile
from assistant.ui.jobs import Job
from assistant.ui.render import render
from assistant.ui.sentences import SEVERITY_WORDS


@dataclass(frozen=True)
class FormRow:
    """One form of the list: where it stands, whose it is, what was found."""

    key: str
    """`file/form`, both as numbers: what 打开修改 asks for."""
    name: str
    unit: str
    year: str
    counts: tuple[tuple[Severity, str, int], ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    unchecked: tuple[str, ...]


@dataclass(frozen=True)
class FileRow:
    """One file of the list; `error` when it could not be read, or breaks off."""

    number: int
    name: str
    error: str
    forms: tuple[FormRow, ...]


def html(
    files: Sequence[BatchFile],
    run: Run | None,
    job: Job | None,
    token: str,
    trouble: str = "",
    goes_on: bool = False,
) -> str:
    """The panel: while a job goes on only how far it is and what was read so far. `goes_on` is
    asked before the files are: a job that ends meanwhile is asked after again."""
    checked = run.files if run else tuple(file.checked for file in files)
    rows = [_file(number, each) for number, each in enumerate(checked)]
    return render(
        "batch",
        token=token,
        job=job,
        trouble=trouble or (job.trouble if job else ""),
        rows=rows,
        run=run,
        goes_on=goes_on,
        is_ready=run is not None and not goes_on,
        summary=_summary(run) if run else (),
        rules=by_rule(run) if run else (),
        across=[(entry.finding, list(places(entry))) for entry in live_across(run)] if run else (),
        unread=sum(not row.forms for row in rows),
        words=SEVERITY_WORDS,
        opinions=_opinions(run) if run else "",
    )


def _opinions(run: Run) -> str:
    """Word, or how many Word files there will be in the zip."""
    files = files_of(run.counts["declarations"])
    return "Word" if files == 1 else f"{files}个Word文件，zip"


def _file(number: int, checked: CheckedFile) -> FileRow:
    forms = tuple(
        _form(f"{number}/{position}", position, one)
        for position, one in enumerate(checked.declarations)
    )
    return FileRow(number, checked.path, checked.error or "", forms)


def _form(key: str, position: int, one: CheckedDeclaration) -> FormRow:
    form = one.declaration
    live = sorted(
        (f for f in one.findings if not f.suppressed), key=lambda f: SEVERITIES.index(f.severity)
    )
    return FormRow(
        key=key,
        name=name_of(one, position + 1),
        unit=form.applicant_unit or form.budget_unit or "单位未填",
        year=str(form.year or "年度未知"),
        counts=tuple(
            (s, SEVERITY_WORDS[s], sum(f.severity == s for f in live)) for s in SEVERITIES
        ),
        findings=tuple(live),
        notes=tuple(f"{n.place}：{n.message}" if n.place else n.message for n in one.notes),
        unchecked=one.unchecked,
    )


def _summary(run: Run) -> tuple[tuple[str, str, int], ...]:
    counts = run.counts
    return (
        ("", "申报表", counts["declarations"]),
        *((s, SEVERITY_WORDS[s], counts[s]) for s in SEVERITIES),
        ("", "表间矛盾", len(live_across(run))),
    )
