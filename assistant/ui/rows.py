"""Rows of the form put in, taken out, or answered 不适用: pointers follow their rows."""

from __future__ import annotations

from typing import Literal

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, ROW_FIELDS, Declaration, Indicator
from assistant.ui.desk import Desk
from assistant.ui.rechecking import needed, recheck, within
from assistant.ui.services import Services


def add_row(desk: Desk, path: str, services: Services) -> Desk:
    """Puts an open row of the same category below that row."""
    declaration, after = _row(desk, path)
    like = declaration.indicators[after]
    blank = Indicator(level1=like.level1, level2=like.level2)
    row = blank.model_copy(update=dict.fromkeys(ROW_FIELDS, OPEN))
    rows = (*declaration.indicators[: after + 1], row, *declaration.indicators[after + 1 :])
    return _with_rows(desk, rows, after + 1, 1, services)


def remove_row(desk: Desk, path: str, services: Services) -> Desk:
    """Takes a row out; the only row of a category becomes 不适用."""
    declaration, index = _row(desk, path)
    category = declaration.indicators[index].level2
    if sum(row.level2 == category for row in declaration.indicators) == 1:
        return not_applicable(desk, path, services)
    rows = (*declaration.indicators[:index], *declaration.indicators[index + 1 :])
    return _with_rows(desk, rows, index, -1, services)


def not_applicable(desk: Desk, path: str, services: Services) -> Desk:
    """Answers a whole row 不适用, in all four cells; the goals no longer speak of it."""
    _, index = _row(desk, path)
    row = f"/indicators/{index}"
    answered = services.continue_draft(desk.as_draft(), {f"{row}/value": NOT_APPLICABLE})
    update = {
        "provenance": tuple(p for p in answered.provenance if not within(p.path, row)),
        "questions": tuple(q for q in answered.questions if not within(q.path, row)),
    }
    return recheck(desk.with_draft(answered).model_copy(update=update), services)


def _row(desk: Desk, path: str) -> tuple[Declaration, int]:
    """The declaration and the index of the row that the pointer names."""
    declaration = needed(desk)
    parts = path.split("/")
    if len(parts) > 2 and parts[2].isdigit() and int(parts[2]) < len(declaration.indicators):
        return declaration, int(parts[2])
    raise UsageError("表中已没有这一行，没有改动；请以页面上现在的表为准。")


def _with_rows(
    desk: Desk, rows: tuple[Indicator, ...], at: int, shift: Literal[1, -1], services: Services
) -> Desk:
    update: dict[str, object] = {
        "declaration": needed(desk).model_copy(update={"indicators": rows}),
        "troubles": (),
        "cells": {},  # places in the source file no longer match
        "provenance": tuple(
            entry.model_copy(update={"path": path})
            for entry in desk.provenance
            if (path := moved(entry.path, at, shift))
        ),
        "questions": tuple(
            entry.model_copy(update={"path": path})
            for entry in desk.questions
            if (path := moved(entry.path, at, shift))
        ),
        "precedents": tuple(
            entry.model_copy(
                update={"used_for": tuple(p for q in entry.used_for if (p := moved(q, at, shift)))}
            )
            for entry in desk.precedents
        ),
    }
    return recheck(desk.model_copy(update=update), services)


def moved(path: str, at: int, shift: Literal[1, -1]) -> str | None:
    """Where a pointer points after a row was put in (1) or taken out (-1) at `at`.

    None when it pointed into the row that was taken out.
    """
    parts = path.split("/")
    if len(parts) < 3 or parts[1] != "indicators" or not parts[2].isdigit():
        return path
    index = int(parts[2])
    if shift == -1 and index == at:
        return None
    if index >= at:
        parts[2] = str(index + shift)
    return "/".join(parts)
