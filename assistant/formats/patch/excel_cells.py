"""The cells of one worksheet part: found, read as text, written with their style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from assistant.errors import FileError
from assistant.formats.layout import printable
from assistant.formats.patch import replaced
from assistant.formats.patch.excel_heights import make_room

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_LONGEST_TEXT = 32_767


class SheetPart:
    """One worksheet: its XML, changed in place."""

    def __init__(self, title: str, part: str, root: Any, strings: Sequence[str]) -> None:
        self.title, self.part, self.root = title, part, root
        self._strings = strings
        self.data = root.find(f"{MAIN}sheetData")

    def origin(self, cell: str) -> str:
        """The first cell of the merged range that the cell lies in, else itself."""
        column, row = split(cell)
        for area in self.merges():
            first, last = corners(area.get("ref", ""))
            if first[0] <= column <= last[0] and first[1] <= row <= last[1]:
                return name(*first)
        return cell

    def merges(self) -> list[Any]:
        """The mergeCell elements."""
        return list(self.root.iter(f"{MAIN}mergeCell"))

    def text(self, cell: str) -> str:
        """The stored text of a cell; numbers as stored."""
        element = self.element(cell)
        if element is None:
            return ""
        if element.get("t") == "inlineStr":
            return "".join(t.text or "" for t in element.iter(f"{MAIN}t"))
        value = element.find(f"{MAIN}v")
        stored = "" if value is None else value.text or ""
        return self._strings[int(stored)] if element.get("t") == "s" and stored else stored

    def write(self, cell: str, old: str | None, new: str) -> None:
        """Exchange `old` for `new`; a number stays a number where one stood, all else is text."""
        element = self.made(cell)
        is_number = element.get("t", "n") == "n" and element.find(f"{MAIN}v") is not None
        text = new if is_number else replaced(self.text(cell), old, new)
        for part in list(element):
            element.remove(part)
        element.attrib.pop("t", None)
        if is_number and _NUMBER.fullmatch(new):
            etree.SubElement(element, f"{MAIN}v").text = new.replace(",", "")
        elif text:
            _set_text(element, cell, text)
            self._make_room(cell, text)

    def _make_room(self, cell: str, text: str) -> None:
        """Height for the text, unless it stands in a cell merged over several rows."""
        at = split(cell)
        areas = (corners(area.get("ref", "")) for area in self.merges())
        first, last = next((pair for pair in areas if pair[0] == at), (at, at))
        if first[1] == last[1]:
            make_room(self.root, self.row(at[1]), first[0], last[0], text)

    def element(self, cell: str) -> Any:
        """The element of a cell, None when the sheet does not store it."""
        row = self.row(split(cell)[1])
        return None if row is None else next((c for c in row if c.get("r") == cell), None)

    def row(self, number: int) -> Any:
        """The element of a row, None when the sheet does not store it."""
        return next((row for row in self.data if row.get("r") == str(number)), None)

    def made(self, cell: str) -> Any:
        """The element of a cell, made in its order when it is missing."""
        found = self.element(cell)
        if found is not None:
            return found
        column, number = split(cell)
        row = self.row(number)
        if row is None:
            row = etree.Element(f"{MAIN}row", {"r": str(number)})
            before = sum(1 for r in self.data if int(r.get("r", "0")) < number)
            self.data.insert(before, row)
        element = etree.Element(f"{MAIN}c", {"r": cell})
        row.insert(sum(1 for c in row if split(c.get("r", "A1"))[0] < column), element)
        return element


def _set_text(element: Any, cell: str, text: str) -> None:
    if len(text) > _LONGEST_TEXT:
        raise FileError(
            f"单元格 {cell} 要写 {len(text)} 字，超过 Excel 的上限 {_LONGEST_TEXT} 字；"
            "请缩短后再写，或写成 docx。"
        )
    element.set("t", "inlineStr")
    inline = etree.SubElement(element, f"{MAIN}is")
    etree.SubElement(inline, f"{MAIN}t", {_SPACE: "preserve"}).text = printable(text)


def split(cell: str) -> tuple[int, int]:
    """`C5` → (3, 5)."""
    match = _CELL.fullmatch(cell.replace("$", ""))
    if not match:
        raise ValueError(cell)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return column, int(match.group(2))


def name(column: int, row: int) -> str:
    """(3, 5) → `C5`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """`A1:C3` → ((1, 1), (3, 3)); a single cell is both corners."""
    first, _, last = area.partition(":")
    return split(first), split(last or first)
