"""What of a declaration is indexed: each row, each goal, and the declaration as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.model import NOT_APPLICABLE, OPEN, Declaration, Indicator

ENTRIES_VERSION = 1
"""Raise when the entries of an unchanged declaration change: every index is then rebuilt."""

Kind = Literal["indicator", "goal", "declaration"]
Metadata = dict[str, str | int]

_FROM_DECLARATION = (
    "project_name", "project_code", "applicant_unit", "budget_unit", "project_type", "profile",
)  # fmt: skip
_FROM_ROW = ("level1", "level2", "name", "value", "unit", "explanation")


class Entry(NamedTuple):
    """One findable piece: its text (searched and shown) and where it comes from."""

    id: str
    text: str
    metadata: Metadata

    @property
    def kind(self) -> str:
        """indicator, goal or declaration."""
        return str(self.metadata["kind"])

    @property
    def declaration_id(self) -> str:
        """The declaration this is a piece of."""
        return str(self.metadata["declaration_id"])

    def text_of(self, key: str) -> str | None:
        """A metadata text, None when the form did not say."""
        value = self.metadata.get(key)
        return None if value is None else str(value)

    def number_of(self, key: str) -> int | None:
        """A metadata number, None when the form did not say."""
        value = self.metadata.get(key)
        return value if isinstance(value, int) else None


def entries_of(declaration_id: str, declaration: Declaration) -> Iterator[Entry]:
    """The entries of one declaration: the whole first, then goals, then rows in order."""
    common = _common(declaration_id, declaration)
    yield _entry("declaration", "", _summary(declaration), common)
    for field in ("annual_goal", "long_term_goal"):
        goal = getattr(declaration, field)
        if goal and goal != NOT_APPLICABLE and OPEN not in goal:
            yield _entry("goal", f"/{field}", goal, common)
    for number, row in enumerate(declaration.indicators):
        if _is_findable(row):
            own = {key: getattr(row, key) for key in _FROM_ROW if getattr(row, key)}
            path = f"/indicators/{number}"
            yield _entry("indicator", path, _row_text(row), {**common, **own, "row": number})


def _common(declaration_id: str, declaration: Declaration) -> Metadata:
    known = {key: getattr(declaration, key) for key in _FROM_DECLARATION}
    common: Metadata = {key: value for key, value in known.items() if value}
    if declaration.year is not None:
        common["year"] = declaration.year
    return {**common, "declaration_id": declaration_id}


def _entry(kind: Kind, path: str, text: str, metadata: Metadata) -> Entry:
    entry_id = f"{metadata['declaration_id']}{path}"
    return Entry(entry_id, text, {**metadata, "kind": kind, "path": path})


def _summary(declaration: Declaration) -> str:
    names = (row.name for row in declaration.indicators if row.name and _is_findable(row))
    parts = (declaration.project_name, declaration.annual_goal, *names)
    return " ".join(part for part in parts if part) or declaration.project_code or "（空白申报表）"


def _is_findable(row: Indicator) -> bool:
    return bool(row.name) and not row.is_not_applicable and OPEN not in (row.name or "")


def _row_text(row: Indicator) -> str:
    """Name, value and unit: what tells rows apart (explanations mostly repeat the name)."""
    value = row.value if row.value and OPEN not in row.value else ""
    unit = row.unit if row.unit and row.unit not in value else ""
    return " ".join(part for part in (row.name, value, unit) if part)
