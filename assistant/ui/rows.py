"""Rows of the form put in, taken out, moved, repeated, or answered 不适用: pointers follow their
rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, ROW_FIELDS, Declaration, Indicator
from assistant.ui.desk import Desk
from assistant.ui.rechecking import needed, recheck, within
from assistant.ui.services import Services
from assistant.ui.user_words import forgotten

Moving = Callable[[str], str | None]


def add_row(desk: Desk, path: str, services: Services) -> Desk:
    """Puts an open row of the same category below that row."""
    declaration, after = row_at(desk, path)
    like = declaration.indicators[after]
    return recheck(put_in(desk, open_row_of(like), after + 1), services)


def duplicate_row(desk: Desk, path: str, services: Services) -> Desk:
    """Puts the same row once more below that row; the checker says what is doubled."""
    declaration, index = row_at(desk, path)
    return recheck(put_in(desk, declaration.indicators[index], index + 1), services)


def remove_row(desk: Desk, path: str, services: Services) -> Desk:
    """Takes a row out; the only row of a category becomes 不适用."""
    declaration, index = row_at(desk, path)
    row = declaration.indicators[index]
    desk = forgotten(desk, row)
    if sum(each.level2 == row.level2 for each in declaration.indicators) == 1:
        return not_applicable(desk, path, services)
    rows = (*declaration.indicators[:index], *declaration.indicators[index + 1 :])
    return recheck(_with_rows(desk, rows, lambda pointer: moved(pointer, index, -1)), services)


def move_row(desk: Desk, path: str, step: Literal[1, -1], services: Services) -> Desk:
    """Changes a row with its neighbour of the same category. Raises UsageError at the edge."""
    declaration, index = row_at(desk, path)
    rows = list(declaration.indicators)
    other = index + step
    if not 0 <= other < len(rows) or rows[other].level2 != rows[index].level2:
        edge = "第一" if step < 0 else "最后一"
        raise UsageError(
            f"这已经是“{rows[index].level2 or '未归类指标'}”的{edge}行；"
            "行只在自己的二级指标里移动，换一类请在那一类下加一行再删掉这一行。"
        )
    rows[index], rows[other] = rows[other], rows[index]
    return recheck(
        _with_rows(desk, tuple(rows), lambda pointer: swapped(pointer, index, other)), services
    )


def not_applicable(desk: Desk, path: str, services: Services) -> Desk:
    """Answers a whole row 不适用, in all four cells; the goals no longer speak of it."""
    _, index = row_at(desk, path)
    row = f"/indicators/{index}"
    answered = services.continue_draft(desk.as_draft(), {f"{row}/value": NOT_APPLICABLE})
    update = {
        "provenance": tuple(p for p in answered.provenance if not within(p.path, row)),
        "questions": tuple(q for q in answered.questions if not within(q.path, row)),
    }
    return recheck(desk.with_draft(answered).model_copy(update=update), services)


def row_at(desk: Desk, path: str) -> tuple[Declaration, int]:
    """The declaration and the index of the row that the pointer names. Raises UsageError."""
    declaration = needed(desk)
    parts = path.split("/")
    if len(parts) > 2 and parts[2].isdigit() and int(parts[2]) < len(declaration.indicators):
        return declaration, int(parts[2])
    raise UsageError("表中已没有这一行，没有改动；请以页面上现在的表为准。")


def open_row_of(like: Indicator) -> Indicator:
    """An open row of the same category."""
    blank = Indicator(level1=like.level1, level2=like.level2)
    return blank.model_copy(update=dict.fromkeys(ROW_FIELDS, OPEN))


def put_in(desk: Desk, row: Indicator, at: int) -> Desk:
    """The desk with that row at that place, not checked yet."""
    rows = needed(desk).indicators
    return _with_rows(desk, (*rows[:at], row, *rows[at:]), lambda pointer: moved(pointer, at, 1))


def _with_rows(desk: Desk, rows: tuple[Indicator, ...], where: Moving) -> Desk:
    return desk.model_copy(
        update={
            "declaration": needed(desk).model_copy(update={"indicators": rows}),
            "troubles": (),
            "cells": {},  # places in the source file no longer match
            "asking": where(desk.asking) or "",
            "provenance": tuple(
                entry.model_copy(update={"path": path})
                for entry in desk.provenance
                if (path := where(entry.path))
            ),
            "questions": tuple(
                entry.model_copy(update={"path": path})
                for entry in desk.questions
                if (path := where(entry.path))
            ),
            "precedents": tuple(
                entry.model_copy(
                    update={"used_for": tuple(p for q in entry.used_for if (p := where(q)))}
                )
                for entry in desk.precedents
            ),
        }
    )


def moved(path: str, at: int, shift: Literal[1, -1]) -> str | None:
    """Where a pointer points after a row was put in (1) or taken out (-1) at `at`.

    None when it pointed into the row that was taken out.
    """
    index = _index_in(path)
    if index is None or index < at:
        return path
    if shift == -1 and index == at:
        return None
    return _pointing_to(path, index + shift)


def swapped(path: str, one: int, other: int) -> str:
    """Where a pointer points after two rows changed places."""
    index = _index_in(path)
    if index not in (one, other):
        return path
    return _pointing_to(path, other if index == one else one)


def _index_in(path: str) -> int | None:
    parts = path.split("/")
    is_row = len(parts) > 2 and parts[1] == "indicators" and parts[2].isdigit()
    return int(parts[2]) if is_row else None


def _pointing_to(path: str, index: int) -> str:
    parts = path.split("/")
    return "/".join((*parts[:2], str(index), *parts[3:]))
