"""The report for a terminal: Chinese, grouped by file and project, most serious first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.model import OPEN, SEVERITIES, CheckedDeclaration, CheckedFile, Finding
from assistant.reports.overview import by_rule, has_several, live_across, places
from assistant.reports.run import Run, name_of
from assistant.rules.catalogue import SEVERITY_WORDS

FIXES = {"safe": "可自动修复（fix）", "confirm": "确认后可修复（fix --confirm）"}


def render(run: Run) -> str:
    """The whole report; ends with counts, what was not checked, and what it was checked with."""
    return "".join(parts(run))


def parts(run: Run) -> Iterator[str]:
    """The same report bit by bit, each declaration written as it is read."""
    for file in run.files:
        yield from _ended(_file(file))
    if has_several(run):
        yield from _ended(_overview(run))
    yield from _ended(_summary(run))


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)


def _overview(run: Run) -> list[str]:
    """By rule, then what the forms say against one another."""
    lines = ["── 按规则 ──", "", *(f"  {count.line}" for count in by_rule(run)), ""]
    entries = live_across(run)
    lines += ["── 各表之间 ──", ""] if entries else []
    for entry in entries:
        lines += _finding(entry.finding)
        lines += [f"    见：{place}" for place in places(entry)]
    return [*lines, ""] if entries else lines


def _file(file: CheckedFile) -> Iterator[str]:
    yield f"═ {file.path}"
    if file.error:
        yield f"  无法检查：{file.error}"
        yield ""
        return
    for number, checked in enumerate(file.declarations, 1):
        yield from _declaration(checked, number)


def _declaration(checked: CheckedDeclaration, number: int) -> list[str]:
    live = [finding for finding in checked.findings if not finding.suppressed]
    quiet = len(checked.findings) - len(live)
    lines = [
        "",
        f"■ {name_of(checked, number)}（{_counts(live)}{f'，已豁免{quiet}' if quiet else ''}）",
    ]
    lines += [f"  读取时：{note.place} {note.message}".rstrip() for note in checked.notes]
    for severity in SEVERITIES:
        for finding in live:
            if finding.severity == severity:
                lines += _finding(finding)
    return [*lines, ""]


def _counts(findings: list[Finding]) -> str:
    if not findings:
        return "未发现问题"
    parts = []
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in findings)
        if count:
            parts.append(f"{SEVERITY_WORDS[severity]}{count}")
    return "，".join(parts)


def _finding(finding: Finding) -> Iterator[str]:
    word = SEVERITY_WORDS[finding.severity]
    yield f"  [{word}] {finding.code} {finding.place}：{finding.message}"
    if finding.excerpt and finding.excerpt != OPEN and finding.excerpt not in finding.message:
        yield f"    原文：{finding.excerpt}"
    if finding.suggestion:
        yield f"    建议：{finding.suggestion}"
    ending = f"；{FIXES[finding.fix.safety]}" if finding.fix else ""
    yield f"    依据：{finding.source}{ending}（{finding.id}）"


def _summary(run: Run) -> list[str]:
    counts = run.counts
    lines = [
        f"共{counts['declarations']}张表：错误{counts['error']}，警告{counts['warning']}，"
        f"提示{counts['info']}"
        + (f"，已豁免{counts['suppressed']}" if counts["suppressed"] else "")
    ]
    if run.unchecked:
        lines.append("未检查：")
        lines += [f"  - {sentence}" for sentence in run.unchecked]
    for sentence in run.unused_suppressions:
        lines.append(f"豁免未用上：{sentence}")
    return [*lines, run.heading]
