"""`--baseline`: findings that an earlier report already had are shown as suppressed."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.errors import BrokenFile
from assistant.model import CheckedDeclaration, CheckedFile


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


def with_baseline(
    files: tuple[CheckedFile, ...], known: frozenset[str], path: Path | None
) -> tuple[CheckedFile, ...]:
    """The files with every known finding marked as suppressed."""
    if not known:
        return files
    reason = f"基线 {path} 中已有"
    return tuple(
        file.model_copy(
            update={"declarations": tuple(_marked(d, known, reason) for d in file.declarations)}
        )
        for file in files
    )


def _marked(checked: CheckedDeclaration, known: frozenset[str], reason: str) -> CheckedDeclaration:
    findings = tuple(
        finding.model_copy(update={"suppressed": reason}) if finding.id in known else finding
        for finding in checked.findings
    )
    return checked.model_copy(update={"findings": findings})
