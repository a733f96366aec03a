"""SARIF 2.1.0: the rules that spoke, and one result per finding with the contract's ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import indent
from typing import Any
from urllib.parse import quote

from assistant.model import CheckedFile, Finding
from assistant.reports.run import TOOL, Run
from assistant.rules.catalogue import RulePage
from assistant.rules.registry import taken_over

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(run: Run) -> str:
    """The log as indented JSON."""
    return json.dumps(as_dict(run), ensure_ascii=False, indent=2)


def parts(run: Run) -> Iterator[str]:
    """The same log bit by bit, each result written as it is read."""
    whole = json.dumps(_log(run, []), ensure_ascii=False, indent=2)
    head, tail = whole.split('"results": []', 1)
    yield f'{head}"results": ['
    written = False
    for result in _results(run):
        text = json.dumps(result, ensure_ascii=False, indent=2)
        yield f"{',' if written else ''}\n{indent(text, ' ' * 8)}"
        written = True
    yield f"\n      ]{tail}" if written else f"]{tail}"


def as_dict(run: Run) -> dict[str, Any]:
    """The log as plain values."""
    return _log(run, list(_results(run)))


def _log(run: Run, results: list[dict[str, Any]]) -> dict[str, Any]:
    spoken = {finding.code for finding in run.findings}
    driver = {
        "name": TOOL,
        "version": run.version,
        "rules": [_rule(page) for page in run.pages if page.code in spoken],
        "properties": {"profile": run.profile, "ruleset": run.ruleset},
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": "zh-CN",
                "results": results,
                "invocations": [
                    {
                        "executionSuccessful": not any(file.error for file in run.files),
                        "toolExecutionNotifications": list(_notifications(run)),
                    }
                ],
            }
        ],
    }


def _notifications(run: Run) -> Iterator[dict[str, Any]]:
    """Files that could not be read, what was not checked, suppressions of no use."""
    for file in run.files:
        if file.error:
            yield {"level": "error", "message": {"text": f"{file.path}：{file.error}"}}
    for sentence in run.unchecked:
        yield {"level": "note", "message": {"text": f"未检查：{sentence}"}}
    for sentence in run.unused_suppressions:
        yield {"level": "note", "message": {"text": f"豁免未用上：{sentence}"}}


def _rule(page: RulePage) -> dict[str, Any]:
    former = list(taken_over(page.code))
    return {
        "id": page.code,
        **({"deprecatedIds": former} if former else {}),
        "name": "".join(word.capitalize() for word in page.name.split("-")),
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.why},
        "help": {"text": f"依据：{page.basis}\n反例：{page.bad}\n正例：{page.good}"},
        "defaultConfiguration": {"level": LEVELS[page.severity]},
    }


def _results(run: Run) -> Iterator[dict[str, Any]]:
    for file in run.files:
        for number, checked in enumerate(file.declarations):
            for finding in checked.findings:
                yield _result(finding, [_location(file, number, finding.path, finding.place)])
    files = {file.path: file for file in run.files}
    for entry in run.across:
        places = [
            _location(files[w.file], w.declaration, w.path, w.label)
            for w in entry.where
            if w.file in files
        ]
        yield _result(entry.finding, places)


def _result(finding: Finding, locations: list[dict[str, Any]]) -> dict[str, Any]:
    text = "\n".join(part for part in (finding.message, finding.suggestion) if part)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": locations,
        "partialFingerprints": {"findingId/v1": finding.id},
        "properties": {"excerpt": finding.excerpt, "source": finding.source},
    }
    if finding.suppressed:
        result["suppressions"] = [{"kind": "external", "justification": finding.suppressed}]
    return result


def _location(file: CheckedFile, number: int, path: str, place: str) -> dict[str, Any]:
    name = f"{place}（{path}）" if place else path or "/"
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(file.path.replace("\\", "/"))}},
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"/{number}{path}"}],
    }
