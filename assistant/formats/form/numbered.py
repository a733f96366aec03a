"""Numbers inside indicator cells: 指标1：… before a name, and several indicators in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.formats.form.entry import Entry

_TEMPLATE_NUMBER = re.compile(r"^\s*(?:绩效)?指标\s*(\d{1,2})\s*[:：.、．]\s*")
_LINE_NUMBER = re.compile(r"^\s{0,9}(?:(?:绩效)?指标)?\s{0,4}(\d{1,2})\s{0,4}[:：.、．)）]\s{0,9}")
_TOLD_APART = ("value", "unit", "baseline", "actual", "weight", "midterm_value")
_FEWEST = 2


def unnumbered(entries: Sequence[Entry]) -> bool:
    """Take 指标1： away from the names, as forms print it before each. True where there was one."""
    found = False
    for entry in entries:
        name = entry.texts.get("name", "")
        rest = _TEMPLATE_NUMBER.sub("", name)
        if rest == name or "\n" in name:
            continue
        found = True
        if rest:
            entry.texts["name"] = rest
        else:
            del entry.texts["name"]
    return found


def apart(entry: Entry) -> list[Entry]:
    """One entry for each indicator of a row whose cells hold several, line by line.

    Only where the lines of the name are numbered and every other cell has as many lines, or one
    unit for all; else the entry as it is, with a note.
    """
    names = _numbered_lines(entry.texts.get("name", ""))
    if len(names) < _FEWEST:
        return [entry]
    place = entry.cells["name"].place if "name" in entry.cells else entry.place
    parts = {field: _lines(entry.texts[field]) for field in _TOLD_APART if field in entry.texts}
    if parts.get("unit") and len(parts["unit"]) == 1:
        parts["unit"] *= len(names)
    if not parts.get("value") or any(len(lines) != len(names) for lines in parts.values()):
        said = f"这一格写了{len(names)}条指标，与指标值不能逐条对应，没有拆开；请每条指标写一行"
        entry.notes.append((said, place))
        return [entry]
    parts["name"] = names
    said = f"这一格写了{len(names)}条指标，已按编号逐条拆开"
    return [_one(entry, number, parts, (said, place)) for number in range(len(names))]


def _one(
    entry: Entry, number: int, parts: Mapping[str, Sequence[str]], note: tuple[str, str]
) -> Entry:
    texts = {**entry.texts, **{field: lines[number] for field, lines in parts.items()}}
    if number:
        texts.pop("explanation", None)
    explained = _numbered_lines(entry.texts.get("explanation", ""))
    if len(explained) == len(parts["name"]):
        texts["explanation"] = explained[number]
    first = not number
    return replace(
        entry, texts=texts, cells=dict(entry.cells), extra=list(entry.extra) if first else [],
        notes=[*entry.notes, note] if first else [], spare=entry.spare if first else [],
    )  # fmt: skip


def _lines(text: str) -> list[str]:
    """The lines of a cell, without their numbers where these count from 1."""
    return _numbered_lines(text) or [line.strip() for line in text.splitlines() if line.strip()]


def _numbered_lines(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    numbers = [match.group(1) for line in lines if (match := _LINE_NUMBER.match(line))]
    if numbers != [str(number) for number in range(1, len(lines) + 1)]:
        return []
    return [_LINE_NUMBER.sub("", line).strip() for line in lines]
