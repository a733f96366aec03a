"""Word documents: paragraphs and tables in reading order, merged cells in both directions.

Content controls are read through; deleted revisions, text boxes and pictures are not a cell's text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile
from assistant.formats.base import Cell, Grid, Row
from assistant.formats.docx_write import write

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read", "write"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THROUGH = {_W + tag for tag in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink")}
_MARKS = {_W + "tab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for the whole document, so that a form may run over several tables."""
    import docx

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except Exception as error:  # whatever the parser stumbles over, the file is damaged
        raise BrokenFile(
            f"“{name}”打不开：Word 文档的内容已损坏；请用 Word 或 WPS 打开后另存为 .docx 再试。"
        ) from error
    return (Grid(tuple(_body_rows(body)), name),)


def _body_rows(body: _Element) -> Iterator[Row]:
    tables = paragraphs = 0
    for block in _children(body):
        if block.tag == _W + "tbl":
            tables += 1
            yield from _table_rows(block, f"表{tables}")
        elif block.tag == _W + "p":
            paragraphs += 1
            place = f"第{paragraphs}段"
            yield Row((Cell(_paragraph_text(block), place),), place)


def _table_rows(table: _Element, place: str) -> Iterator[Row]:
    above: list[Cell] = []
    for number, row in enumerate(_tagged(table, "tr"), 1):
        above = list(_row_cells(row, above, f"{place} 第{number}行"))
        yield Row(tuple(above), f"{place} 第{number}行")


def _row_cells(row: _Element, above: list[Cell], place: str) -> Iterator[Cell]:
    column = 0
    for _ in range(_number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)):
        column += 1
        yield Cell("", f"{place} 第{column}列")
    for cell in _tagged(row, "tc"):
        properties = cell.find(_W + "tcPr")
        merge = None if properties is None else properties.find(_W + "vMerge")
        continued = merge is not None and merge.get(_W + "val", "continue") == "continue"
        span = _number(None if properties is None else properties.find(_W + "gridSpan"), 1)
        column += 1
        if continued and column <= len(above):
            yield Cell(above[column - 1].text, f"{place} 第{column}列", "above")
        else:
            yield Cell(_cell_text(cell), f"{place} 第{column}列")
        for _ in range(span - 1):
            column += 1
            yield Cell("", f"{place} 第{column}列", "left")


def _cell_text(cell: _Element) -> str:
    """Its paragraphs, one per line; a table inside the cell is read row by row."""
    lines: list[str] = []
    for block in _children(cell):
        if block.tag == _W + "p":
            lines.append(_paragraph_text(block))
        elif block.tag == _W + "tbl":
            rows = (" ".join(map(_cell_text, _tagged(row, "tc"))) for row in _tagged(block, "tr"))
            lines.extend(rows)
    return "\n".join(lines)


def _paragraph_text(paragraph: _Element) -> str:
    return "".join(_run_text(run) for run in _children(paragraph) if run.tag == _W + "r")


def _run_text(run: _Element) -> str:
    return "".join(_piece(part) for part in run)


def _piece(part: _Element) -> str:
    if part.tag == _W + "t":
        return part.text or ""
    if part.tag == _W + "br":
        return "" if part.get(_W + "clear") == "none" else "\n"
    return _MARKS.get(str(part.tag), "")


def _children(element: _Element) -> Iterator[_Element]:
    """The element's children, those inside content controls and insertions included."""
    for child in element:
        if child.tag in _THROUGH:
            yield from _children(child)
        else:
            yield child


def _tagged(element: _Element, tag: str) -> Iterator[_Element]:
    return (child for child in _children(element) if child.tag == _W + tag)


def _number(element: _Element | None, default: int) -> int:
    value = "" if element is None else element.get(_W + "val", "")
    return min(int(value), 64) if value.isdigit() else default
