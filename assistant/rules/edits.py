"""Applies edits (JSON Pointer, value) to a declaration. Frozen in, new value out."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.model import Declaration, Edit, Indicator


def apply_edits(declaration: Declaration, edits: Iterable[Edit]) -> Declaration:
    """The declaration with every edit written. An index one past the last row adds a row."""
    fields: dict[str, object] = {}
    rows = list(declaration.indicators)
    for edit in edits:
        parts = edit.path.strip("/").split("/")
        if parts[0] != "indicators":
            fields[parts[0]] = edit.value
            continue
        index = int(parts[1])
        if index == len(rows):
            rows.append(Indicator())
        rows[index] = rows[index].model_copy(update={parts[2]: edit.value})
    return declaration.model_copy(update={**fields, "indicators": tuple(rows)})
