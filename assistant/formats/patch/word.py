"""A Word document changed in place: its cells are those of the reader's grid, by their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.formats.base import Row
from assistant.formats.docx import inner_rows, placed_rows
from assistant.formats.patch import word_rows, word_text
from assistant.formats.patch.package import Package, parsed, serialised
from assistant.formats.patch.word_comments import Comments

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of the grid and the element behind each of its cells."""

    row: Row
    elements: tuple[Any, ...]


class WordFile:
    """See `Patched`."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._document = parsed(self._package.read(_BODY))
        self._rows = [PlacedRow(*each) for each in placed_rows(self._document.find(f"{_W}body"))]
        self._rows += [one for placed in self._rows for one in _inside(placed)]
        self._cells = {
            cell.place: element
            for placed in self._rows
            for cell, element in zip(placed.row.cells, placed.elements, strict=True)
            if element is not None
        }
        self._last_added: dict[str, Any] = {}

    def has(self, at: str) -> bool:
        """True when there is such a cell."""
        return at in self._cells

    def same_cell(self, one: str, other: str) -> bool:
        """True when both places are one merged cell."""
        return self._cells.get(one) is self._cells.get(other)

    def write(self, at: str, old: str | None, new: str) -> None:
        """Put `new` where `old` stands; the runs around it, and their look, stay."""
        word_text.rewrite(self._cells[at], old, new)

    def add_row(self, name_at: str, texts: Mapping[str, str], levels: Collection[str]) -> None:
        """A copy of the row below it, and below those that were added before."""
        number = next(
            n for n, placed in enumerate(self._rows)
            if any(cell.place == name_at for cell in placed.row.cells)
        )  # fmt: skip
        placed = self._rows[number]
        columns = {cell.place: column for column, cell in enumerate(placed.row.cells)}
        below = self._rows[number + 1] if number + 1 < len(self._rows) else None
        last = self._last_added.get(placed.row.place)
        self._last_added[placed.row.place] = word_rows.add_copy(
            self._cells[name_at],
            columns[name_at],
            {columns[at]: text for at, text in texts.items() if at in columns},
            {columns[at] for at in levels if at in columns},
            _continued(placed, below),
            last,
        )

    def comment(self, at: str, text: str) -> None:
        """A comment on the text of the cell; on the first paragraph when there is no such cell."""
        element = self._cells.get(at)
        if element is None:
            element = next(iter(self._cells.values()))
        self._comments.add(element, text)

    @cached_property
    def _comments(self) -> Comments:
        return Comments(self._package, _BODY)

    def content(self) -> bytes:
        """The whole file."""
        self._package.write(_BODY, serialised(self._document))
        if "_comments" in self.__dict__:
            self._comments.save()
        return self._package.content()


def _inside(placed: PlacedRow) -> Iterator[PlacedRow]:
    """The rows of the tables inside its cells, and of those inside them."""
    for row, elements in inner_rows(placed.row, placed.elements) if placed.row.inner else ():
        yield PlacedRow(row, elements)
        yield from _inside(PlacedRow(row, elements))


def _continued(placed: PlacedRow, below: PlacedRow | None) -> frozenset[int]:
    """The columns whose merged cell goes on into the next row."""
    if below is None:
        return frozenset()
    pairs = enumerate(zip(placed.elements, below.elements, strict=False))
    return frozenset(column for column, (one, other) in pairs if one is other is not None)
