"""What a report on several forms says beside each form: by rule, and between the forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.model import SEVERITIES, AcrossFinding, Severity, Value
from assistant.reports.run import Run, name_of
from assistant.rules.catalogue import SEVERITY_WORDS

MANY = 8
"""Places or projects that are listed before the rest is only counted."""


class RuleCount(Value, kw_only=False):
    """One rule that spoke: how often, at its most serious, and in which projects."""

    code: str
    severity: Severity
    times: int
    projects: tuple[str, ...]

    @property
    def line(self) -> str:
        """`BA006 警告 4处：基层党建、编外人员`."""
        word = SEVERITY_WORDS[self.severity]
        return f"{self.code} {word} {self.times}处：{listed(self.projects)}"


def by_rule(run: Run) -> tuple[RuleCount, ...]:
    """The rules that spoke, most serious first, then by how often; suppressed ones left out."""
    worst: dict[str, int] = {}
    times: Counter[str] = Counter()
    projects: dict[str, dict[str, None]] = {}
    for number, checked in enumerate(run.declarations, 1):
        for finding in checked.findings:
            if not finding.suppressed:
                code, rank = finding.code, SEVERITIES.index(finding.severity)
                worst[code] = min(worst.get(code, rank), rank)
                times[code] += 1
                projects.setdefault(code, {})[name_of(checked, number)] = None
    counts = (
        RuleCount(code, SEVERITIES[rank], times[code], tuple(projects[code]))
        for code, rank in worst.items()
    )
    return tuple(sorted(counts, key=lambda c: (SEVERITIES.index(c.severity), -c.times, c.code)))


def has_several(run: Run) -> bool:
    """True when the run holds more than one declaration."""
    return sum(1 for _ in zip(run.declarations, range(2), strict=False)) > 1


def live_across(run: Run) -> tuple[AcrossFinding, ...]:
    """The findings between forms that are not suppressed, most serious first."""
    live = (entry for entry in run.across if not entry.finding.suppressed)
    return tuple(sorted(live, key=lambda entry: SEVERITIES.index(entry.finding.severity)))


def places(entry: AcrossFinding) -> Iterator[str]:
    """Each place in words: file, number in the file when it holds several, place in the form."""
    for where in entry.where[:MANY]:
        number = f" 第{where.declaration + 1}张表" if where.declaration else ""
        yield f"{where.file}{number}：{where.label}"
    if len(entry.where) > MANY:
        yield f"……共{len(entry.where)}处"


def listed(names: tuple[str, ...]) -> str:
    """甲、乙等9个项目."""
    shown = "、".join(names[:MANY])
    return f"{shown}等{len(names)}个项目" if len(names) > MANY else shown


def memo_lines(run: Run) -> list[str]:
    """各表之间 as a section in Markdown; nothing when there is nothing to say."""
    entries = live_across(run)
    if not entries:
        return []
    lines = ["# 各表之间", ""]
    for number, entry in enumerate(entries, 1):
        finding = entry.finding
        lines.append(
            f"{number}. 【{SEVERITY_WORDS[finding.severity]}】{finding.message}"
            f"{finding.suggestion}（{finding.code}，{finding.id}）"
        )
        lines += [f"   - {place}" for place in places(entry)]
    return [*lines, ""]
