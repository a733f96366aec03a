"""What a fix changed, cell by cell, in a form that people read and `diff` readers recognise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assistant.model import HEADER_FIELDS, ROW_FIELDS, TEXT_FIELDS, Declaration, SourceCell
from assistant.vocabulary.profile import Profile


class Change(NamedTuple):
    """One cell before and after; `row`: the name (before) of the indicator it belongs to."""

    path: str
    before: str
    after: str
    row: str = ""


def changes(before: Declaration, after: Declaration) -> tuple[Change, ...]:
    """The cells that differ, in the order of the form."""
    old, new = dict(_cells(before)), dict(_cells(after))
    paths = [*old, *(path for path in new if path not in old)]
    return tuple(
        Change(path, old.get(path, ""), new.get(path, ""), _row_of(path, old))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    )


def unified(
    name: str,
    found: tuple[Change, ...],
    cells: Mapping[str, SourceCell],
    codes: Mapping[str, tuple[str, ...]],
    profile: Profile,
) -> str:
    """The changes of one declaration as a diff; each place with the rules that asked for it."""
    lines = [f"--- {name}", f"+++ {name}（改后）"]
    for change in found:
        place = cells[change.path].place if change.path in cells else ""
        label = profile.label_of(change.path.rsplit("/", 1)[-1])
        row = f"“{change.row}”" if change.row else ""
        head = " ".join(part for part in (place, label, row, change.path) if part)
        lines.append(f"@@ {head} {'、'.join(codes.get(change.path, ()))}".rstrip() + " @@")
        lines += [f"-{line}" for line in change.before.splitlines()]
        lines += [f"+{line}" for line in change.after.splitlines()]
    return "\n".join(lines) + "\n"


def _row_of(path: str, cells: Mapping[str, str]) -> str:
    """The name of the row a cell is in; the name itself needs none beside it."""
    row, _, field = path.rpartition("/")
    return "" if field == "name" else " ".join(cells.get(f"{row}/name", "").split())


def _cells(declaration: Declaration) -> Iterator[tuple[str, str]]:
    for field in ("year", *HEADER_FIELDS, *TEXT_FIELDS):
        value = getattr(declaration, field)
        yield f"/{field}", _shown(value)
    for number, row in enumerate(declaration.indicators):
        for field in ("level1", "level2", *ROW_FIELDS, "weight"):
            yield f"/indicators/{number}/{field}", getattr(row, field) or ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
