"""Comma-separated rows: one line per indicator, with the project it belongs to.

Excel runs cells that begin with = + - @ as formulas; they are written with an apostrophe before
them, and read without it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from assistant.errors import BrokenFile
from assistant.formats.base import Grid, text_row
from assistant.formats.guard import decode
from assistant.formats.layout import starred
from assistant.model import Declaration, Indicator
from assistant.vocabulary.profile import Profile

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_PROJECT = ("project_code", "project_name", "applicant_unit")


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid with a row per record."""
    text = decode(data, name)
    separator = max((",", ";", "\t"), key=text.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise BrokenFile(
            f"“{name}”不是完整的 CSV（{error}）；请用 Excel 打开后另存为 .xlsx 或 CSV 再试。"
        ) from error
    rows = (text_row(map(_plain, record), f"第{n}行") for n, record in enumerate(records, 1))
    return (Grid(tuple(rows), name),)


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """The indicator rows of all declarations, with a mark that lets Excel read UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = [*_PROJECT, *(label.field for label in profile.columns)]
    writer.writerow([profile.label_of(field) for field in columns])
    for declaration in declarations:
        for row in declaration.indicators:
            texts = (_text(declaration, row, field, profile) for field in columns)
            writer.writerow([_harmless(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def _text(declaration: Declaration, row: Indicator, field: str, profile: Profile) -> str:
    if field in _PROJECT:
        return getattr(declaration, field) or ""
    if field == "level2":
        return starred(row.level2, profile)
    return getattr(row, field) or ""


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_RUNS) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_RUNS) else text
