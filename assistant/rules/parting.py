"""Thousands of declarations set side by side: unit by unit, so that only one unit's are in memory.

Up to `MOST` declarations are one batch. Of more, those are compared that share a unit or a project
code (directly or through others), which is what nearly all rules between declarations ask about;
what that leaves out is said in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.model import AcrossFinding, Severity
from assistant.rules.batch import Entry
from assistant.rules.comparing import Compared, Silenced, compare

MOST = 1000
"""Declarations in one batch; a large unit hands in some hundreds."""


def compare_parted(
    entries: Sequence[Entry],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
) -> Compared:
    """As `compare`, for more than `MOST` entries, each made anew when it is asked for."""
    found: list[AcrossFinding] = []
    silenced: Silenced = frozenset()
    unchecked = [
        f"共{len(entries)}张表，超过{MOST}张：只对照了同一单位（或同一项目编码）的表，"
        "不同单位之间没有对照。"
    ]
    taken: dict[str, int] = {}
    for group in _related(entries):
        if len(group) > MOST:
            name = entries[group[0]].form.text("applicant_unit") or "同一单位"
            unchecked.append(
                f"“{name}”及相关的{len(group)}张表超过{MOST}张，相互之间没有对照；"
                "请按年度分成几个文件再查。"
            )
            continue
        more, quiet, skipped = compare(
            [entries[number] for number in group],
            select=select, ignore=ignore, severity=severity, taken=taken,
        )  # fmt: skip
        found += more
        silenced |= quiet
        unchecked += skipped
    return tuple(sorted(found, key=_code)), silenced, tuple(dict.fromkeys(unchecked))


def _related(entries: Sequence[Entry]) -> Iterator[tuple[int, ...]]:
    """The numbers of entries that share a unit or a code, in order; lone ones are left out."""
    heads = list(range(len(entries)))
    first: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries):
        for key in (("unit", entry.unit), ("code", entry.code)):
            if key[1]:
                one, other = _head(heads, first.setdefault(key, number)), _head(heads, number)
                heads[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for number in range(len(heads)):
        groups.setdefault(_head(heads, number), []).append(number)
    return (tuple(group) for group in groups.values() if len(group) > 1)


def _head(heads: list[int], number: int) -> int:
    while heads[number] != number:
        heads[number] = heads[heads[number]]
        number = heads[number]
    return number


def _code(entry: AcrossFinding) -> str:
    return entry.finding.code
