"""What `check` does between reading and printing: each form, all together, what is accepted.

Everything that a unit decided (assistant.toml, own rules, suppressions) comes in as `Organisation`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from assistant.cli.checking import profile_for, with_profile
from assistant.cli.sources import ReadFile
from assistant.errors import UsageError
from assistant.model import CheckedDeclaration, CheckedFile, Imported
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.organisation import Organisation
    from assistant.reports.run import Run
    from assistant.rules.batch import Entry
    from assistant.rules.comparing import Compared, Silenced


class Examining(NamedTuple):
    """How to check: the call's options, the settings, what the unit decided, which rules."""

    options: argparse.Namespace
    settings: Settings
    organisation: Organisation
    select: tuple[str, ...]
    ignore: tuple[str, ...]


def examining(
    options: argparse.Namespace, settings: Settings, organisation: Organisation
) -> Examining:
    """`--select` takes the place of the unit's choice, `--ignore` adds to it. Raises UsageError."""
    select = codes_of(options.select, organisation) or organisation.select
    ignore = (*organisation.ignore, *codes_of(options.ignore, organisation))
    settings = with_profile(settings, organisation)
    return Examining(options, settings, organisation, select, ignore)


def codes_of(option: str, organisation: Organisation) -> tuple[str, ...]:
    """The codes of `--select` or `--ignore`. Raises UsageError for one that no rule has."""
    codes = tuple(code.strip() for code in option.replace("，", ",").split(",") if code.strip())
    if not codes:
        return ()
    from assistant.rules.registry import known_codes, retired_notices

    known = (*known_codes(), *(rule.code for rule in organisation.own))
    for code in codes:
        if not any(other.startswith(code.upper()) for other in known):
            raise UsageError(
                f"没有编号以“{code}”开头的规则；python -m assistant rules 可看全部规则。"
            )
    for notice in retired_notices(codes):
        print(notice, file=sys.stderr)
    return codes


def examined(read: Sequence[ReadFile], how: Examining) -> Run:
    """The run: findings in each declaration and between them, accepted ones marked."""
    from assistant.reports.run import Run

    files = tuple(_file(file, how) for file in read)
    across, silenced, unchecked = _between(read, how)
    files = tuple(_without(file, silenced) for file in files) if silenced else files
    run = Run(
        files,
        profile=_profiles(files, how),
        across=across,
        own=how.organisation.own,
        digest=how.organisation.digest,
        unchecked_across=unchecked,
    )
    return _accepted(run, how) if how.organisation.suppressions else run


def asked_of_workers(how: Examining) -> dict[str, Any] | None:
    """What a process that reads files needs to check them too; None when only this one can.

    An organisation's own rules and limits stay in this process.
    """
    unit = how.organisation
    if unit.own or unit.limits or unit.severity:
        return None
    return {
        "profile": how.options.profile, "fallback": how.settings.profile,
        "year": how.options.year, "select": how.select, "ignore": how.ignore,
    }  # fmt: skip


def _file(file: ReadFile, how: Examining) -> CheckedFile:
    found: Sequence[CheckedDeclaration]
    if file.is_kept:
        found = file.checked
    elif file.checked:
        found = tuple(map(_completed, file.declarations, file.checked))
    else:
        found = tuple(checked_alone(imported, how) for imported in file.declarations)
    return CheckedFile(path=file.source.name, error=file.error, declarations=found)


def _completed(imported: Imported, checked: CheckedDeclaration) -> CheckedDeclaration:
    """What another process found, with the declaration it is about."""
    return checked.model_copy(update={"declaration": imported.declaration, "notes": imported.notes})


def checked_alone(imported: Imported, how: Examining) -> CheckedDeclaration:
    """The declaration with what is found in it alone."""
    from assistant.rules.engine import check

    findings, unchecked = check(
        imported.declaration,
        profile=profile_for(imported.declaration, how.options, how.settings),
        year=how.options.year,
        cells=imported.cells,
        select=how.select,
        ignore=how.ignore,
        severity=how.organisation.severity,
        limits=how.organisation.limits,
        own=how.organisation.own,
    )
    return CheckedDeclaration(
        declaration=imported.declaration,
        notes=imported.notes,
        findings=findings,
        unchecked=unchecked,
    )


def _between(read: Sequence[ReadFile], how: Examining) -> Compared:
    number = sum(file.number for file in read)
    if number < 2:
        return (), frozenset(), ()
    from assistant.rules.comparing import compare
    from assistant.rules.parting import MOST, compare_parted

    entries = _Entries(read, how)
    work = compare if number <= MOST else compare_parted
    return work(entries, select=how.select, ignore=how.ignore, severity=how.organisation.severity)


class _Entries(Sequence["Entry"]):
    """All declarations as rules between them see them, each made when it is asked for."""

    def __init__(self, read: Sequence[ReadFile], how: Examining) -> None:
        self._at = [(file, number) for file in read for number in range(file.number)]
        self._how = how

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, number: int) -> Entry: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Entry]: ...
    def __getitem__(self, number: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return _entry(*self._at[number], self._how)


def _entry(file: ReadFile, number: int, how: Examining) -> Entry:
    from assistant.rules.batch import Entry
    from assistant.rules.form import Form

    one = file.checked[number] if file.is_kept else file.declarations[number]
    profile = profile_for(one.declaration, how.options, how.settings)
    year = how.options.year or one.declaration.year
    form = Form(one.declaration, profile, year, how.organisation.limits)
    cells = one.cells if isinstance(one, Imported) else None
    return Entry(file.source.name, number, form, cells)


def _without(file: CheckedFile, silenced: Silenced) -> CheckedFile:
    """The file without the findings that a rule between declarations says better."""

    def kept(number: int, checked: CheckedDeclaration) -> CheckedDeclaration:
        findings = (
            finding
            for finding in checked.findings
            if (file.path, number, finding.formerly or finding.code, finding.path) not in silenced
        )
        return checked.model_copy(update={"findings": tuple(findings)})

    return file.changed(kept)


def _profiles(files: Sequence[CheckedFile], how: Examining) -> str:
    forms = (checked.declaration for file in files for checked in file.declarations)
    named = dict.fromkeys(profile_for(form, how.options, how.settings).name for form in forms)
    return "、".join(named) or how.options.profile or how.settings.profile


def _accepted(run: Run, how: Examining) -> Run:
    """The run with accepted findings marked; entries of no use are told on standard error too."""
    from assistant.organisation import suppressed, unused
    from assistant.rules.registry import is_chosen

    entries = how.organisation.suppressions
    files, across, used = suppressed(run.files, run.across, entries)
    idle = unused(entries, used, run.forms, lambda code: is_chosen(code, how.select, how.ignore))
    for sentence in idle:
        print(f"豁免未用上：{sentence}", file=sys.stderr)
    return run.model_copy(update={"files": files, "across": across, "unused_suppressions": idle})
