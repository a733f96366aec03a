"""What `check` does between reading and printing: each form, all together, what is accepted.

Everything that a unit decided (assistant.toml, own rules, suppressions) comes in as `Organisation`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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
    from assistant.rules.registry import rule_codes

    known = (*rule_codes(), *(rule.code for rule in organisation.own))
    for code in codes:
        if not any(other.startswith(code.upper()) for other in known):
            raise UsageError(
                f"没有编号以“{code}”开头的规则；python -m assistant rules 可看全部规则。"
            )
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
    if file.checked:
        found = tuple(map(_completed, file.declarations, file.checked))
    else:
        found = tuple(_declaration(imported, how) for imported in file.declarations)
    return CheckedFile(path=file.source.name, error=file.error, declarations=found)


def _completed(imported: Imported, checked: CheckedDeclaration) -> CheckedDeclaration:
    """What another process found, with the declaration it is about."""
    return checked.model_copy(update={"declaration": imported.declaration, "notes": imported.notes})


def _declaration(imported: Imported, how: Examining) -> CheckedDeclaration:
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
    if sum(len(file.declarations) for file in read) < 2:
        return (), frozenset(), ()
    from assistant.rules.comparing import compare

    return compare(
        _entries(read, how),
        select=how.select,
        ignore=how.ignore,
        severity=how.organisation.severity,
    )


def _entries(read: Sequence[ReadFile], how: Examining) -> Iterator[Entry]:
    from assistant.rules.batch import Entry
    from assistant.rules.form import Form

    for file in read:
        for number, imported in enumerate(file.declarations):
            declaration = imported.declaration
            profile = profile_for(declaration, how.options, how.settings)
            year = how.options.year or declaration.year
            form = Form(declaration, profile, year, how.organisation.limits)
            yield Entry(file.source.name, number, form, imported.cells)


def _without(file: CheckedFile, silenced: Silenced) -> CheckedFile:
    """The file without the findings that a rule between declarations says better."""
    declarations = tuple(
        checked.model_copy(
            update={
                "findings": tuple(
                    finding
                    for finding in checked.findings
                    if (file.path, number, finding.code, finding.path) not in silenced
                )
            }
        )
        for number, checked in enumerate(file.declarations)
    )
    return file.model_copy(update={"declarations": declarations})


def _profiles(files: Sequence[CheckedFile], how: Examining) -> str:
    forms = (checked.declaration for file in files for checked in file.declarations)
    named = dict.fromkeys(profile_for(form, how.options, how.settings).name for form in forms)
    return "、".join(named) or how.options.profile or how.settings.profile


def _accepted(run: Run, how: Examining) -> Run:
    """The run with accepted findings marked; entries of no use are told on standard error too."""
    from assistant.organisation import suppressed, unused
    from assistant.rules.registry import matches

    entries = how.organisation.suppressions
    files, across, used = suppressed(run.files, run.across, entries)
    forms = [checked.declaration for checked in run.declarations]
    idle = unused(entries, used, forms, lambda code: matches(code, how.select, how.ignore))
    for sentence in idle:
        print(f"豁免未用上：{sentence}", file=sys.stderr)
    return run.model_copy(update={"files": files, "across": across, "unused_suppressions": idle})
