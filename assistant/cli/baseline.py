"""`--baseline`: findings that an earlier report already had are shown as suppressed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile
from assistant.model import CheckedDeclaration, Finding

if TYPE_CHECKING:
    from assistant.reports.run import Run


def known_ids(path: Path) -> frozenset[str]:
    """The ids of the findings in a `check --format json` report. Raises FileError."""
    from assistant.formats import guard

    try:
        report = json.loads(guard.decode(guard.load(path), path.name))
        declarations = [d for file in report["files"] for d in file["declarations"]]
        found = [*(f for d in declarations for f in d["findings"]), *report.get("across", [])]
        return frozenset(str(finding["id"]) for finding in found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BrokenFile(
            f"“{path}”不是检查结果；--baseline 要给 check --format json 写出的文件。"
        ) from error


def with_baseline(run: Run, known: frozenset[str], path: Path | None) -> Run:
    """The run with every known finding marked as suppressed."""
    if not known:
        return run
    reason = f"基线 {path} 中已有"
    files = tuple(
        file.changed(lambda _, checked: _declaration(checked, known, reason)) for file in run.files
    )
    across = tuple(
        entry.model_copy(update={"finding": _marked(entry.finding, known, reason)})
        for entry in run.across
    )
    return run.model_copy(update={"files": files, "across": across})


def _declaration(
    checked: CheckedDeclaration, known: frozenset[str], reason: str
) -> CheckedDeclaration:
    findings = tuple(_marked(finding, known, reason) for finding in checked.findings)
    return checked.model_copy(update={"findings": findings})


def _marked(finding: Finding, known: frozenset[str], reason: str) -> Finding:
    """The finding; one that the unit has accepted keeps its own reason."""
    if finding.id not in known or finding.suppressed:
        return finding
    return finding.model_copy(update={"suppressed": reason})
