"""The findings, most serious first: where, what, why, what to do, a button if it can be mended."""

from __future__ import annotations

from assistant.model import Finding
from assistant.ui.desk import Desk
from assistant.ui.render import render
from assistant.ui.sentences import SEVERITY_WORDS
from assistant.vocabulary.profile import Profile


def html(desk: Desk, profile: Profile) -> str:
    """Findings by severity, what was noted while reading, what was not checked."""
    groups = [
        (key, word, [f for f in desk.findings if f.severity == key and not f.suppressed])
        for key, word in SEVERITY_WORDS.items()
    ]
    return render(
        "findings",
        groups=[group for group in groups if group[2]],
        has_form=desk.declaration is not None,
        changes={f.id: changes(f) for f in desk.findings if f.fix},
        accepted=[f for f in desk.findings if f.suppressed],
        notes=desk.notes,
        unchecked=desk.unchecked,
    )


def changes(finding: Finding) -> str:
    """What the fix would write, for a person to confirm."""
    if finding.fix is None:
        return ""
    return "；".join(str(e.value) if e.value is not None else "（清空）" for e in finding.fix.edits)
