"""One indicator row as it was read, before the rows are put together into declarations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.formats.base import Cell, lines_of
from assistant.model import ExtraCell, SourceCell

LEVELS = ("level1", "level2")
ROW_TEXTS = (
    "name", "value", "unit", "explanation", "baseline", "actual", "weight", "midterm_value",
)  # fmt: skip
_REMARKS = re.compile(r"[（(][^（）()]*(?:必填|选填|必选|可选|分|权重|%|％)[^（）()]*[）)]")
_NUMBERED = re.compile(
    r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十\d]+[）)])"
)


@dataclass
class Entry:
    """One row as read: texts by field, where they stood, what was repaired, whose project it is."""

    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, SourceCell] = field(default_factory=dict)
    extra: list[ExtraCell] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    project: dict[str, Cell] = field(default_factory=dict)
    midterm: bool = False
    place: str = ""
    """The place of its row."""
    spare: list[dict[str, str]] = field(default_factory=list)
    """The blank rows that follow in the file: field → place of the cell."""
    running: tuple[SourceCell, ...] = ()
    """The cells of its project's row that hold indicators as text, each with its category."""
    aside: dict[str, Cell] = field(default_factory=dict)
    """What a list says of the project under headings that no field holds."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the list prints above each field of the project."""


def source_of(cell: Cell) -> SourceCell:
    """Where a text stands that is several fields at once."""
    return SourceCell(place=cell.place, text=cell.text, at=cell.place)


def category_text(text: str) -> str:
    """A category as the model holds it: no star, no blanks inside, no （必填）, no numbering."""
    return _NUMBERED.sub("", _REMARKS.sub("", "".join(text.split()))).strip("*＊:：")


def extra_of(label: str, cell: Cell) -> ExtraCell:
    """A cell that no field of the row holds."""
    return ExtraCell(label=label, value=lines_of(cell.text), place=cell.place)
