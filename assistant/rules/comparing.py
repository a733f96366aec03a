"""Runs the rules between declarations over a batch and turns their remarks into findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from assistant.logs import logger
from assistant.model import AcrossFinding, Finding, Severity, Where
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry
from assistant.rules.catalogue import basis_of
from assistant.rules.registry import across_rules, matches, may_match, rule_name

Silenced = frozenset[tuple[str, int, str, str]]
"""File, number of the declaration, code and path of findings that a rule here says better."""
Compared = tuple[tuple[AcrossFinding, ...], Silenced, tuple[str, ...]]


def compare(
    entries: Iterable[Entry],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
    taken: dict[str, int] | None = None,
) -> Compared:
    """Findings between the declarations by code; what they silence; what was not checked.

    `taken` counts the ids given so far, where one call follows another (`parting`).
    """
    batch = Batch(entries)
    if len(batch.entries) < 2:
        return (), frozenset(), ()
    raised: list[tuple[AcrossRule, AcrossRemark]] = []
    unchecked: list[str] = []
    for rule in across_rules():
        if may_match(rule.code, select, ignore):
            reason = _run(rule, batch, raised)
            unchecked += [reason] if reason else []
    raised = [r for r in raised if matches(r[0].code, select, ignore, r[1].formerly)]
    silenced = _silenced(raised)
    kept = [
        (rule, remark)
        for rule, remark in raised
        if not _places(remark, remark.formerly or rule.code) & silenced
    ]
    taken = {} if taken is None else taken
    found = tuple(_finding(rule, remark, severity or {}, taken) for rule, remark in kept)
    return found, silenced, tuple(unchecked)


def _run(
    rule: AcrossRule, batch: Batch, raised: list[tuple[AcrossRule, AcrossRemark]]
) -> str | None:
    try:
        raised.extend([(rule, remark) for remark in rule.remarks(batch)])
    except Exception:  # noqa: BLE001 - one rule must not stop the rest; the traceback is logged
        logger(__name__).exception("rule %s crashed", rule.code)
        return f"规则 {rule.code} 运行出错（本工具的故障，不是申报表的问题），该项未检查。"
    return None


def _places(remark: AcrossRemark, code: str) -> Silenced:
    return frozenset((s.entry.file, s.entry.number, code, s.path) for s in remark.spots)


def _silenced(raised: Sequence[tuple[AcrossRule, AcrossRemark]]) -> Silenced:
    return frozenset(
        (spot.entry.file, spot.entry.number, code, spot.path)
        for rule, remark in raised
        for code in rule.supersedes
        for spot in remark.spots
    )


def _finding(
    rule: AcrossRule,
    remark: AcrossRemark,
    severity: Mapping[str, Severity],
    taken: dict[str, int],
) -> AcrossFinding:
    first = remark.spots[0]
    finding = Finding(
        id=_id(remark.formerly or rule.code, remark, taken),
        code=rule.code,
        name=rule_name(rule),
        severity=severity.get(
            remark.formerly, severity.get(rule.code, remark.severity or rule.severity)
        ),
        path=first.path,
        place=first.entry.place(first.path),
        excerpt=remark.excerpt,
        message=remark.message,
        suggestion=remark.suggestion,
        source=basis_of(rule),
        formerly=remark.formerly or None,
    )
    return AcrossFinding(
        finding,
        tuple(
            Where(spot.entry.file, spot.entry.number, spot.path, spot.entry.place(spot.path))
            for spot in remark.spots
        ),
    )


def _id(code: str, remark: AcrossRemark, taken: dict[str, int]) -> str:
    """Made of code, projects and years, and the remark's key: never of files or positions."""
    spots = () if remark.by_key else remark.spots
    projects = sorted({f"{spot.entry.project}@{spot.entry.year or ''}" for spot in spots})
    identity = "\x1f".join((code, *projects, remark.key))
    short = hashlib.sha256(identity.encode()).hexdigest()[:10]
    taken[short] = taken.get(short, 0) + 1
    return short if taken[short] == 1 else f"{short}-{taken[short]}"
