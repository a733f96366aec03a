"""Applies the fixes that findings offer, until nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.model import Declaration, Finding
from assistant.rules.base import Rule
from assistant.rules.edits import apply_edits
from assistant.rules.engine import check, profile_of
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
        chosen = _independent(fixable, declaration, profile or profile_of(declaration))
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


def _independent(
    findings: list[Finding], declaration: Declaration, profile: Profile
) -> list[Finding]:
    """The first findings none of which writes a cell that an earlier one writes.

    Of the rows that leave a category, one stays: whether it may leave too is asked anew when the
    others are gone. Each fix that adds a row writes it below the rows that the ones before add.
    """
    written: set[str] = set()
    staying = _rows_of_categories(declaration, profile)
    chosen = []
    rows = after_last = len(declaration.indicators)
    for finding in findings:
        if _adds_row(finding, rows):
            finding = _moved_to(finding, rows, after_last)
            after_last += 1
        paths = {edit.path for edit in finding.fix.edits} if finding.fix else set()
        left = _left_categories(finding, declaration, profile)
        if not paths & written and all(staying[category] > 1 for category in left):
            written |= paths
            staying.subtract(left)
            chosen.append(finding)
    return chosen


def _rows_of_categories(declaration: Declaration, profile: Profile) -> Counter[str]:
    """How many answered rows each known category has; a row alone may leave as far as this goes."""
    named = (
        profile.category_named(row.level2)
        for row in declaration.indicators
        if not row.is_not_applicable
    )
    rows = Counter(category.level2 for category in named if category)
    return Counter({level2: max(number, 2) for level2, number in rows.items()})


def _left_categories(finding: Finding, declaration: Declaration, profile: Profile) -> set[str]:
    """The known categories that the fix takes a row out of."""
    left: set[str] = set()
    for edit in finding.fix.edits if finding.fix else ():
        _, field, index, cell = (*edit.path.split("/"), "", "", "")[:4]
        if field == "indicators" and cell == "level2" and int(index) < len(declaration.indicators):
            category = profile.category_named(declaration.indicators[int(index)].level2)
            left |= {category.level2} if category else set()
    return left


def _adds_row(finding: Finding, rows: int) -> bool:
    edits = finding.fix.edits if finding.fix else ()
    return any(edit.path.startswith(f"/indicators/{rows}/") for edit in edits)


def _moved_to(finding: Finding, rows: int, index: int) -> Finding:
    if finding.fix is None or index == rows:
        return finding
    old, new = f"/indicators/{rows}/", f"/indicators/{index}/"
    edits = tuple(
        edit.model_copy(update={"path": edit.path.replace(old, new, 1)})
        for edit in finding.fix.edits
    )
    return finding.model_copy(update={"fix": finding.fix.model_copy(update={"edits": edits})})
