"""A worksheet row copied below itself: all that lies under it, and all that points there, moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from assistant.formats.patch.excel_cells import MAIN, SheetPart, corners, name, split
from assistant.formats.patch.package import Package, parsed, serialised

_REFERENCES = (
    ("conditionalFormatting", "sqref"), ("dataValidation", "sqref"), ("hyperlink", "ref"),
    ("autoFilter", "ref"), ("selection", "sqref"), ("selection", "activeCell"),
    ("pane", "topLeftCell"), ("sheetView", "topLeftCell"), ("ignoredError", "sqref"),
    ("protectedRange", "sqref"), ("dimension", "ref"), ("f", "ref"),
)  # fmt: skip
_BEFORE_MERGES = frozenset(
    MAIN + tag
    for tag in (
        "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
        "autoFilter", "sortState", "dataConsolidate", "customSheetViews",
    )
)  # fmt: skip
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?<![\w.$!'])(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!+\-*/^&=<>(),;:\"{}%]+)!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?\d+|\$?\d+(?=:\$?\d))"
    r"(?::(?P<last>\$?[A-Z]{1,3}\$?\d+|\$?\d+))?(?![\w(.])"
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}row"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


class RowMaker:
    """Adds rows to the sheets of one workbook and remembers where the old ones went."""

    def __init__(
        self,
        package: Package,
        book: Any,
        titles: Sequence[str],
        sheet: Callable[[str], SheetPart],
    ) -> None:
        self._package, self._book, self._titles, self._sheet = package, book, titles, sheet
        self._inserted: dict[str, list[int]] = {}
        self._added: dict[str, int] = {}

    def moved(self, title: str, cell: str) -> str:
        """Where a cell of the file as it was stands now."""
        column, row = split(cell)
        for above in self._inserted.get(title, ()):
            row += row > above
        return name(column, row)

    def add(
        self, sheet: SheetPart, name_at: str, texts: Mapping[str, str], levels: Collection[str]
    ) -> None:
        """A copy of the row of `name_at` below it and below the copies made before."""
        column, model = split(self.moved(sheet.title, name_at.rpartition("!")[2]))
        after = model + self._added.get(name_at, 0)
        self._added[name_at] = self._added.get(name_at, 0) + 1
        self._shift(sheet, after)
        self._inserted.setdefault(sheet.title, []).append(after)
        self._copy(sheet, model, after + 1)
        _merge(sheet, model, after + 1, column)
        for at in levels:
            level, row = split(self.moved(sheet.title, at.rpartition("!")[2]))
            if row == model and sheet.origin(name(level, model)) == name(level, model):
                _cover(sheet, level, model, after + 1)
        for at, text in texts.items():
            place = name(split(at.rpartition("!")[2])[0], after + 1)
            sheet.write(sheet.origin(place), "", text)

    def _shift(self, sheet: SheetPart, after: int) -> None:
        for row in sheet.data:
            _move_row(row, after)
        _move_areas(sheet.root, after)
        for tag, attribute in _REFERENCES:
            for element in sheet.root.iter(MAIN + tag):
                if element.get(attribute):
                    areas = element.get(attribute).split()
                    element.set(attribute, " ".join(_moved_area(a, after) for a in areas))
        for part in sheet.root.iter(f"{MAIN}rowBreaks"):
            for stop in part:
                if int(stop.get("id", "0")) > after:
                    stop.set("id", str(int(stop.get("id")) + 1))
        self._shift_formulas(sheet, after)
        self._shift_related(sheet, after)

    def _shift_formulas(self, sheet: SheetPart, after: int) -> None:
        """References to moved rows, from every sheet and from the workbook's names."""
        for title in self._titles:
            other = self._sheet(title)
            for formula in other.root.iter(f"{MAIN}f", f"{MAIN}formula", f"{MAIN}formula1"):
                formula.text = _shifted(formula.text or "", sheet.title, title, after)
        for defined in self._book.iter(f"{MAIN}definedName"):
            defined.text = _shifted(defined.text or "", sheet.title, "", after)

    def _shift_related(self, sheet: SheetPart, after: int) -> None:
        """Pictures (stamps), notes and tables that hang on cells below."""
        movers = {"drawing": _move_anchors, "vmlDrawing": _move_notes, "comments": _move_refs,
                  "table": _move_refs}  # fmt: skip
        for _, kind, part in list(self._package.relations(sheet.part)):
            if kind in movers and part in self._package.names:
                root = parsed(self._package.read(part))
                movers[kind](root, after)
                self._package.write(part, serialised(root))

    def _copy(self, sheet: SheetPart, model: int, number: int) -> None:
        """The row's height and the styles of its cells, without their content."""
        original = sheet.row(model)
        if original is None:
            return
        row = deepcopy(original)
        row.set("r", str(number))
        for cell in row:
            cell.set("r", name(split(cell.get("r", "A1"))[0], number))
            cell.attrib.pop("t", None)
            for part in list(cell):
                cell.remove(part)
        last = [r for r in sheet.data if int(r.get("r", "0")) < number][-1]
        last.addnext(row)


def _merge(sheet: SheetPart, model: int, number: int, name_column: int) -> None:
    """Merged cells left of the names cover the new row; those within the row are repeated."""
    for area in sheet.merges():
        (left, top), (right, bottom) = corners(area.get("ref", ""))
        if top <= model <= bottom == number - 1 and right < name_column:
            area.set("ref", f"{name(left, top)}:{name(right, number)}")
        elif top == bottom == model:
            _add_area(sheet, f"{name(left, number)}:{name(right, number)}")


def _cover(sheet: SheetPart, column: int, model: int, number: int) -> None:
    """A category that was not merged covers the new row."""
    place = name(column, number)
    if sheet.origin(place) == place and sheet.text(name(column, model)).strip():
        _add_area(sheet, f"{name(column, model)}:{place}")


def _add_area(sheet: SheetPart, area: str) -> None:
    areas = sheet.root.find(f"{MAIN}mergeCells")
    if areas is None:
        areas = etree.Element(f"{MAIN}mergeCells")
        [part for part in sheet.root if part.tag in _BEFORE_MERGES][-1].addnext(areas)
    etree.SubElement(areas, f"{MAIN}mergeCell", {"ref": area})
    areas.set("count", str(len(areas)))


def _move_row(row: Any, after: int) -> None:
    number = int(row.get("r", "0"))
    if number <= after:
        return
    row.set("r", str(number + 1))
    for cell in row:
        cell.set("r", name(split(cell.get("r", "A1"))[0], number + 1))


def _move_areas(root: Any, after: int) -> None:
    for area in root.iter(f"{MAIN}mergeCell"):
        area.set("ref", _moved_area(area.get("ref", ""), after))


def _moved_area(area: str, after: int) -> str:
    """`A3:B9` after a row was put below row 5: `A3:B10`; whole columns stay."""
    match = _TOKEN.fullmatch(area)
    return area if match is None else _moved_token(match, after)


def _moved_token(match: re.Match[str], after: int) -> str:
    ends = [end for end in (match.group("first"), match.group("last")) if end]
    return (match.group("sheet") or "") + ":".join(_moved_end(end, after) for end in ends)


def _moved_end(end: str, after: int) -> str:
    letters = end.rstrip("0123456789")
    row = int(end[len(letters) :])
    return f"{letters}{row + (row > after)}"


def _shifted(formula: str, moved: str, own: str, after: int) -> str:
    """The formula of a cell on sheet `own`, with what points into sheet `moved` moved."""

    def token(match: re.Match[str]) -> str:
        if match.group("first") is None:
            return match.group()
        sheet = (match.group("sheet") or "").rstrip("!")
        named = sheet.strip("'").replace("''", "'") if sheet else own
        return _moved_token(match, after) if named == moved else match.group()

    return _TOKEN.sub(token, formula)


def _move_anchors(root: Any, after: int) -> None:
    for row in root.iter(_DRAWING):
        if int(row.text or "0") >= after:
            row.text = str(int(row.text) + 1)


def _move_notes(root: Any, after: int) -> None:
    for row in root.iter(f"{_EXCEL}Row"):
        if int(row.text or "0") >= after:
            row.text = str(int(row.text) + 1)


def _move_refs(root: Any, after: int) -> None:
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("ref"):
            element.set("ref", _moved_area(element.get("ref"), after))
