"""The last look at a draft: the checker's safe fixes are applied, what remains is told.

Open cells are not told twice: they stand in the draft's questions.
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.model import OPEN, Declaration, Finding
from assistant.rules.engine import check
from assistant.rules.fixing import fix
from assistant.vocabulary.profile import Profile
from assistant.vocabulary.works import asked_with


def repair(
    declaration: Declaration,
    profile: Profile,
    asked: Collection[str] = (),
    *,
    safe_fixes: bool = True,
) -> tuple[Declaration, tuple[Finding, ...]]:
    """The declaration after safe fixes, and the findings on anything but the open cells `asked`."""
    asked = asked_with(asked)
    findings, _ = check(declaration, profile=profile)
    if safe_fixes and any(f.fix and f.fix.safety == "safe" for f in findings):
        declaration, _ = fix(declaration, profile=profile)
        findings, _ = check(declaration, profile=profile)
    return declaration, tuple(f for f in findings if not _is_open(declaration, f, asked))


def _is_open(declaration: Declaration, finding: Finding, asked: Collection[str]) -> bool:
    """True for the remark that a cell is still empty or 【待填】."""
    value = cell_at(declaration, finding.path)
    if value is None and finding.path in asked:
        return True
    return (
        isinstance(value, str) and OPEN in value and OPEN in f"{finding.excerpt}{finding.message}"
    )


def cell_at(declaration: Declaration, path: str) -> object:
    """The cell a pointer names, or None."""
    parts = path.strip("/").split("/")
    if parts[0] == "indicators" and len(parts) == 3:
        return getattr(declaration.indicators[int(parts[1])], parts[2], None)
    return getattr(declaration, parts[0], None) if len(parts) == 1 else None
