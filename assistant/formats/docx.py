"""Word documents: paragraphs and tables in reading order, merged cells in both directions.

Content controls are read through; deleted revisions, text boxes and pictures are not a cell's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile
from assistant.formats.base import Cell, Grid, Inner, Row
from assistant.formats.patch.package import Package, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_Placed = tuple[Cell, "_Element | None"]
_PlacedRow = tuple[Row, "tuple[_Element | None, ...]"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = _W[1:-1].encode()
_THROUGH = {_W + tag for tag in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink")}
_MARKS = {_W + "tab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the whole document, so that a form may run over several tables."""
    try:
        body = _body(data)
        return (Grid(tuple(row for row, _ in placed_rows(body)), name),)
    except Exception as error:  # whatever the parser stumbles over, the file is damaged
        raise BrokenFile(
            f"“{name}”打不开：Word 文档的内容已损坏；请用 Word 或 WPS 打开后另存为 .docx 再试。"
        ) from error


def _body(data: bytes) -> _Element:
    """The text of the document. Only its own part is parsed: a form's styles and themes are not
    read, and parsing them all takes longer than reading the text."""
    package = Package(data)
    part = package.target("", "officeDocument")
    root = parsed(package.read(part or "").replace(_STRICT, _TRANSITIONAL))
    body: _Element | None = root.find(_W + "body")
    if body is None:
        raise ValueError(part)
    return body


def placed_rows(body: _Element) -> Iterator[_PlacedRow]:
    """Each row and, for each of its cells, the element that holds it; covered cells share one."""
    tables = paragraphs = 0
    for block in children(body):
        if block.tag == _W + "tbl":
            tables += 1
            yield from _table_rows(block, f"表{tables}")
        elif block.tag == _W + "p":
            paragraphs += 1
            place = f"第{paragraphs}段"
            yield Row((Cell(_paragraph_text(block), place),), place), (block,)


def inner_rows(row: Row, elements: Sequence[_Element | None]) -> Iterator[_PlacedRow]:
    """The rows of the tables that stand inside the cells of that row."""
    for _, table, inside in _inner_tables(row.place, row.cells, elements):
        yield from _table_rows(table, inside)


def _inner_tables(
    place: str, cells: Sequence[Cell], elements: Sequence[_Element | None]
) -> Iterator[tuple[int, _Element, str]]:
    """(column, table, its place) of the tables in the row's own cells."""
    number = 0
    for column, (cell, element) in enumerate(zip(cells, elements, strict=True)):
        if element is None or cell.covered:
            continue
        for table in tagged(element, "tbl"):
            number += 1
            yield column, table, f"{place} 内表{number}"


def _table_rows(table: _Element, place: str) -> Iterator[_PlacedRow]:
    above: list[_Placed] = []
    for number, row in enumerate(tagged(table, "tr"), 1):
        above = list(_row_cells(row, above, f"{place} 第{number}行"))
        cells = tuple(cell for cell, _ in above)
        elements = tuple(element for _, element in above)
        inner = _inner(f"{place} 第{number}行", cells, elements) if _holds_table(row) else ()
        yield Row(cells, f"{place} 第{number}行", inner=tuple(inner)), elements


def _holds_table(row: _Element) -> bool:
    return row.find(f".//{_W}tbl") is not None


def _inner(
    place: str, cells: Sequence[Cell], elements: Sequence[_Element | None]
) -> Iterator[Inner]:
    for column, table, inside in _inner_tables(place, cells, elements):
        cell = elements[column]
        around = "" if cell is None else _paragraphs(cell)
        yield Inner(column, tuple(row for row, _ in _table_rows(table, inside)), around)


def _paragraphs(cell: _Element) -> str:
    return "\n".join(_paragraph_text(block) for block in tagged(cell, "p"))


def _row_cells(row: _Element, above: list[_Placed], place: str) -> Iterator[_Placed]:
    column = 0
    for _ in range(_number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)):
        column += 1
        yield Cell("", f"{place} 第{column}列"), None
    for cell in tagged(row, "tc"):
        properties = cell.find(_W + "tcPr")
        span = _number(None if properties is None else properties.find(_W + "gridSpan"), 1)
        column += 1
        origin: _Element | None = cell
        if merge_of(cell) == "continue" and column <= len(above):
            origin = above[column - 1][1]
            yield Cell(above[column - 1][0].text, f"{place} 第{column}列", "above"), origin
        else:
            yield Cell(_cell_text(cell), f"{place} 第{column}列"), origin
        for _ in range(span - 1):
            column += 1
            yield Cell("", f"{place} 第{column}列", "left"), origin


def merge_of(cell: _Element) -> str:
    """How the cell takes part in a merge downwards: `restart`, `continue`, or not at all."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return "" if merge is None else str(merge.get(_W + "val", "continue"))


def _cell_text(cell: _Element) -> str:
    """Its paragraphs, one per line; a table inside the cell is read row by row."""
    lines: list[str] = []
    for block in children(cell):
        if block.tag == _W + "p":
            lines.append(_paragraph_text(block))
        elif block.tag == _W + "tbl":
            rows = (" ".join(map(_cell_text, tagged(row, "tc"))) for row in tagged(block, "tr"))
            lines.extend(rows)
    return "\n".join(lines)


def _paragraph_text(paragraph: _Element) -> str:
    return "".join(_run_text(run) for run in children(paragraph) if run.tag == _W + "r")


def _run_text(run: _Element) -> str:
    return "".join(_piece(part) for part in run)


def _piece(part: _Element) -> str:
    if part.tag == _W + "t":
        return part.text or ""
    if part.tag == _W + "br":
        return "" if part.get(_W + "clear") == "none" else "\n"
    return _MARKS.get(str(part.tag), "")


def children(element: _Element) -> Iterator[_Element]:
    """The element's children, those inside content controls and insertions included."""
    for child in element:
        if child.tag in _THROUGH:
            yield from children(child)
        else:
            yield child


def tagged(element: _Element, tag: str) -> Iterator[_Element]:
    """Those of them with that tag."""
    return (child for child in children(element) if child.tag == _W + tag)


def _number(element: _Element | None, default: int) -> int:
    value = "" if element is None else element.get(_W + "val", "")
    return min(int(value), 64) if value.isdigit() else default
