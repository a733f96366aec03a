"""The machine-readable report, exactly as the contract describes `check --format json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import indent
from typing import Any

from assistant.model import CheckedDeclaration, Finding
from assistant.reports.run import TOOL, Run


def render(run: Run) -> str:
    """The report as indented JSON."""
    return json.dumps(as_dict(run), ensure_ascii=False, indent=2)


def parts(run: Run) -> Iterator[str]:
    """The same report bit by bit, each declaration written as it is read."""
    whole = as_dict(run.model_copy(update={"files": ()}))
    whole["summary"] = run.counts
    head, tail = json.dumps(whole, ensure_ascii=False, indent=2).split('"files": []', 1)
    yield f'{head}"files": ['
    for number, file in enumerate(run.files):
        yield ",\n    {" if number else "\n    {"
        for name, value in (("path", file.path), ("error", file.error)):
            yield f'\n      "{name}": {json.dumps(value, ensure_ascii=False)},'
        yield '\n      "declarations": ['
        for order, checked in enumerate(file.declarations):
            text = json.dumps(_declaration(checked), ensure_ascii=False, indent=2)
            yield f"{',' if order else ''}\n{indent(text, ' ' * 8)}"
        yield "\n      ]\n    }" if file.declarations else "]\n    }"
    yield f"\n  ]{tail}"


def as_dict(run: Run) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "tool": {
            "name": TOOL,
            "version": run.version,
            "profile": run.profile,
            "ruleset": run.ruleset,
        },
        "files": [
            {
                "path": file.path,
                "error": file.error,
                "declarations": [_declaration(d) for d in file.declarations],
            }
            for file in run.files
        ],
        "across": [
            {**finding_dict(entry.finding), "related": [vars_of(w) for w in entry.where]}
            for entry in run.across
        ],
        "summary": run.counts,
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding with the contract's field names."""
    return finding.as_json()


def vars_of(where: Any) -> dict[str, Any]:
    """A place in one of several files."""
    return {"file": where.file, "declaration": where.declaration, "path": where.path}


def _declaration(checked: CheckedDeclaration) -> dict[str, Any]:
    return {
        "project_name": checked.declaration.project_name,
        "declaration": checked.declaration.as_json(),
        "notes": [note.model_dump(mode="json") for note in checked.notes],
        "findings": [finding_dict(finding) for finding in checked.findings],
        "unchecked": list(checked.unchecked),
    }
