"""The declaration as Markdown, for reading and pasting; `txt.py` reads it back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.formats.layout import Line, Sheet, sheet_of
from assistant.model import Declaration
from assistant.vocabulary.profile import Profile

_SPECIAL = re.compile(r"[\\|*<&]")


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """One section per declaration: the labelled fields as one table, the indicators as another."""
    return "\n".join(_section(sheet_of(one, profile)) for one in declarations).encode()


def _section(sheet: Sheet) -> str:
    head = [line for line in sheet.lines if line.role in ("pair", "text")]
    rows = [line for line in sheet.lines if line.role == "row"]
    (heading,) = (line for line in sheet.lines if line.role == "heading")
    parts = [
        f"# {sheet.title}\n",
        *(f"{line.boxes[0].text}\n" for line in sheet.lines if line.role == "note"),
        _table([("", "", "", ""), *(line.spread(4) for line in head)]),
        _table([_texts(line, sheet) for line in (heading, *rows)]),
    ]
    return "\n".join(parts)


def _texts(line: Line, sheet: Sheet) -> tuple[str, ...]:
    return line.spread(sheet.columns)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(map(_escaped, row))} |\n" for row in rows]
    return lines[0] + "|" + " --- |" * len(rows[0]) + "\n" + "".join(lines[1:])


def _escaped(text: str) -> str:
    """One cell on one line; characters that mean something in Markdown get a backslash."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "<br>").replace("\t", "&#9;")
