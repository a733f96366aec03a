"""A new text for a goal or a cell → a candidate: diffed, checked before and after, weighed.

A goal is named by its field (annual_goal), a cell of a row by its pointer (/indicators/3/name).
"""

from __future__ import annotations

from assistant.drafting.rewriting.differing import differences
from assistant.drafting.rewriting.lock import Lock
from assistant.model import Candidate, Declaration, Edit, Finding
from assistant.rules.edits import apply_edits
from assistant.rules.engine import check
from assistant.vocabulary.profile import Profile

_WEIGHT = {"error": 100, "warning": 10, "info": 1}


def candidate(
    field: str, after: str, declaration: Declaration, profile: Profile, lock: Lock
) -> Candidate:
    """The candidate with its diff, its lock and the findings about the goal or cell."""
    before = text_at(field, declaration)
    return Candidate(
        path=_path(field),
        before=before,
        after=after,
        diff=differences(before, after),
        locked=lock.states(after),
        findings_before=about(field, declaration, profile),
        findings_after=about(field, with_text(declaration, field, after), profile),
    )


def text_at(field: str, declaration: Declaration) -> str:
    """What stands there now; empty when nothing does."""
    if not field.startswith("/"):
        return getattr(declaration, field) or ""
    _, _, number, cell = field.split("/")
    return getattr(declaration.indicators[int(number)], cell) or ""


def with_text(declaration: Declaration, field: str, text: str) -> Declaration:
    """The declaration with another text in one goal or cell."""
    if not field.startswith("/"):
        return declaration.model_copy(update={field: text})
    return apply_edits(declaration, [Edit(path=field, value=text)])


def about(field: str, declaration: Declaration, profile: Profile) -> tuple[Finding, ...]:
    """What the checker says about one goal or cell, or about others because of it."""
    findings, _ = check(declaration, profile=profile)
    path = _path(field)
    return tuple(f for f in findings if path in (f.path, *f.related))


def badness(field: str, declaration: Declaration, profile: Profile) -> int:
    """How much the checker has to say of it: an error outweighs warnings, these remarks."""
    return sum(map(weight, about(field, declaration, profile)))


def weight(finding: Finding) -> int:
    """What one remark weighs."""
    return _WEIGHT[finding.severity]


def _path(field: str) -> str:
    return field if field.startswith("/") else f"/{field}"
