"""A workbook changed in place: the cells are those of the reader's grid (`Sheet1!C5`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from assistant.formats.patch.excel_cells import MAIN, SheetPart
from assistant.formats.patch.excel_notes import add_note
from assistant.formats.patch.excel_rows import RowMaker
from assistant.formats.patch.package import Package, parsed, serialised

_BOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class ExcelFile:
    """See `Patched`."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._book = parsed(self._package.read(_BOOK))
        parts = {known: target for known, _, target in self._package.relations(_BOOK)}
        self._parts = {
            sheet.get("name", ""): parts[sheet.get(_RELATION, "")]
            for sheet in self._book.iter(f"{MAIN}sheet")
            if parts.get(sheet.get(_RELATION, "")) in self._package.names
        }
        self._sheets: dict[str, SheetPart] = {}
        self._rows = RowMaker(self._package, self._book, list(self._parts), self._sheet)
        self._changed = False

    def has(self, at: str) -> bool:
        """True when the sheet is there: any cell of it can be written."""
        title, mark, _ = at.rpartition("!")
        return bool(mark) and title in self._parts

    def same_cell(self, one: str, other: str) -> bool:
        """True when both places are one merged cell."""
        return self._found(one) == self._found(other)

    def write(self, at: str, old: str | None, new: str) -> None:
        """Put `new` where `old` stands; the cell's style stays, and text is never a formula."""
        sheet, cell = self._found(at)
        self._changed = True
        sheet.write(cell, old, new)

    def add_row(self, name_at: str, texts: Mapping[str, str], levels: Collection[str]) -> None:
        """A copy of the row below it; everything under it moves down."""
        sheet, _ = self._found(name_at)
        self._changed = True
        self._rows.add(sheet, name_at, texts, levels)

    def comment(self, at: str, text: str) -> None:
        """A note on the cell; on A1 of the first sheet when there is no such cell."""
        sheet, cell = self._found(at if self.has(at) else f"{next(iter(self._parts))}!A1")
        add_note(self._package, sheet, cell, text)

    def content(self) -> bytes:
        """The whole file; Excel calculates anew when it opens it, if a cell was changed."""
        for sheet in self._sheets.values():
            self._package.write(sheet.part, serialised(sheet.root))
        if self._changed:
            if any(b"<f" in self._package.read(part) for part in self._parts.values()):
                self._package.unrelate(_BOOK, ("calcChain",))
                self._calculate_on_load()
            self._package.write(_BOOK, serialised(self._book))
        return self._package.content()

    def _calculate_on_load(self) -> None:
        calculation = self._book.find(f"{MAIN}calcPr")
        if calculation is None:
            calculation = self._book.makeelement(f"{MAIN}calcPr")
            before = ("sheets", "functionGroups", "externalReferences", "definedNames")
            places = [part for part in self._book if part.tag in [MAIN + tag for tag in before]]
            places[-1].addnext(calculation)
        calculation.set("fullCalcOnLoad", "1")

    def _found(self, at: str) -> tuple[SheetPart, str]:
        title, _, cell = at.rpartition("!")
        sheet = self._sheet(title)
        return sheet, sheet.origin(self._rows.moved(title, cell))

    def _sheet(self, title: str) -> SheetPart:
        if title not in self._sheets:
            part = self._parts[title]
            root = parsed(self._package.read(part))
            self._sheets[title] = SheetPart(title, part, root, self._strings)
        return self._sheets[title]

    @cached_property
    def _strings(self) -> list[str]:
        name = self._package.target(_BOOK, "sharedStrings")
        if name is None or name not in self._package.names:
            return []
        return [_string_text(item) for item in parsed(self._package.read(name))]


def _string_text(item: Any) -> str:
    """A shared string without its phonetic guides."""
    texts = (t for t in item.iter(f"{MAIN}t") if t.getparent().tag != f"{MAIN}rPh")
    return "".join(t.text or "" for t in texts)
