"""Applies the fixes that findings offer, until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.model import Declaration, Finding
from assistant.rules.base import Rule
from assistant.rules.edits import apply_edits
from assistant.rules.engine import check
from assistant.vocabulary.profile import Profile

MAX_PASSES = 10


def fix(
    declaration: Declaration,
    *,
    confirm: bool = False,
    profile: Profile | None = None,
    year: int | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    limits: Mapping[str, float] | None = None,
    own: Sequence[Rule] = (),
    accepted: Callable[[Finding], bool] = lambda finding: False,
) -> tuple[Declaration, tuple[Finding, ...]]:
    """The mended declaration and the findings whose fixes were applied, in order.

    Safe fixes only, unless `confirm`. Fixes of one pass never touch the same cell twice; fixing
    the result again changes nothing. Findings that are `accepted` (suppressed) are left alone.
    """
    applied: list[Finding] = []
    done: set[tuple[str, str]] = set()
    for _ in range(MAX_PASSES):
        findings, _ = check(
            declaration, profile=profile, year=year, select=select, ignore=ignore,
            limits=limits, own=own,
        )  # fmt: skip
        fixable = [f for f in findings if _fixable(f, confirm, done) and not accepted(f)]
        chosen = _independent(fixable)
        if not chosen:
            break
        declaration = apply_edits(declaration, [e for f in chosen if f.fix for e in f.fix.edits])
        done.update(map(_signature, chosen))
        applied.extend(chosen)
    return declaration, tuple(applied)


def _fixable(finding: Finding, confirm: bool, done: set[tuple[str, str]]) -> bool:
    if finding.fix is None or not (confirm or finding.fix.safety == "safe"):
        return False
    return _signature(finding) not in done


def _signature(finding: Finding) -> tuple[str, str]:
    return finding.code, repr(finding.fix)


def _independent(findings: list[Finding]) -> list[Finding]:
    """The first findings none of which writes a cell that an earlier one writes."""
    written: set[str] = set()
    chosen = []
    for finding in findings:
        paths = {edit.path for edit in finding.fix.edits} if finding.fix else set()
        if not paths & written:
            written |= paths
            chosen.append(finding)
    return chosen
