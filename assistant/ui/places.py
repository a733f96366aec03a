"""Which row, cell or goal of the form an intent means."""

from __future__ import annotations

from assistant.conversation import Intent
from assistant.model import Declaration, Finding, Provenance
from assistant.ui.adding import category_said
from assistant.ui.cells import text_at
from assistant.ui.desk import Desk
from assistant.ui.matching import cells_meant
from assistant.ui.rechecking import needed, within
from assistant.vocabulary.profile import Profile


def rows_meant(intent: Intent, declaration: Declaration, profile: Profile) -> tuple[int, ...]:
    """The rows that may be meant, by number, within a category, or by name; empty: none."""
    count = len(declaration.indicators)
    if intent.row:
        category = category_said(intent.subject, profile) if intent.subject else None
        named = category.level2 if category else None
        rows = [n for n, r in enumerate(declaration.indicators) if named in (None, r.level2)]
        place = intent.row - 1 if intent.row > 0 else len(rows) + intent.row
        return (rows[place],) if 0 <= place < len(rows) else ()
    if not intent.subject:
        return ()
    matches = cells_meant(intent.subject, "name", declaration, profile)
    paths = [m.path for m in matches if m.path.startswith("/indicators/")]
    return tuple(index for path in paths if (index := int(path.split("/")[2])) < count)


def cells_of(intent: Intent, declaration: Declaration, profile: Profile) -> tuple[str, ...]:
    """The cells that may be meant: of a numbered row, or by the words."""
    if intent.row:
        field = intent.field or "value"
        return tuple(f"/indicators/{n}/{field}" for n in rows_meant(intent, declaration, profile))
    if not intent.subject:
        return ()
    return tuple(m.path for m in cells_meant(intent.subject, intent.field, declaration, profile))


def findings_meant(intent: Intent, desk: Desk, profile: Profile) -> tuple[Finding, ...]:
    """The findings that an intent speaks of: by code, by place, or the only one there is."""
    found = desk.findings
    if intent.code:
        found = tuple(f for f in found if intent.code in (f.code, f.formerly))
    if intent.subject or intent.row:
        cells = {_whole(path) for path in cells_of(intent, needed(desk), profile)}
        return tuple(f for f in found if any(within(f.path, cell) for cell in cells))
    return found if intent.code or len(found) == 1 else ()


def evidence_meant(intent: Intent, desk: Desk, profile: Profile) -> tuple[Provenance, ...]:
    """Where the numbers come from that an intent speaks of: of a cell, or the number itself."""
    cells = {_whole(path) for path in cells_of(intent, needed(desk), profile)}
    found = tuple(e for e in desk.provenance if any(within(e.path, cell) for cell in cells))
    if found or not intent.subject:
        return found
    return tuple(
        e
        for e in desk.provenance
        if len(e.text) > 1 and (e.text in intent.subject or intent.subject in e.text)
    )


def row_name(declaration: Declaration, index: int) -> str:
    """`第3行 绿化面积`."""
    name = text_at(declaration, f"/indicators/{index}/name")
    return f"第{index + 1}行 {name}".strip()


def _whole(path: str) -> str:
    """A cell's row, where the cell is one of a row."""
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[1] == "indicators" else path
