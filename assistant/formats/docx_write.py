"""The declaration as the official form in Word: A4, printable as it is.

Two tables meet without a gap: Word repeats a heading row on the next page only where it is the
first row of its table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.formats.layout import (
    CENTRED,
    FORM_WIDTH_CM,
    Box,
    Line,
    Sheet,
    printable,
    sheet_of,
    widths_cm,
)
from assistant.model import OPEN, Declaration
from assistant.vocabulary.profile import Profile

if TYPE_CHECKING:
    from docx.document import Document

TITLE_FONT, LABEL_FONT, TEXT_FONT, LATIN_FONT = "黑体", "宋体", "仿宋", "Times New Roman"
_LONG_TEXT = 500
_TWIPS_PER_CM = 567
_NEW_LINE = re.compile(r"(?<=[\s。；;》）)])(?=(?:\d{1,2}[.、．](?!\d)|目标\d{1,2}[：:]))")
_STARTS_NUMBERED = re.compile(r"\s*(?:1[.、．]|目标1[：:])")


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """One form after the other, each on a new page."""
    import docx

    document = docx.Document()
    _set_page(document)
    for number, declaration in enumerate(declarations):
        _add_form(document, sheet_of(declaration, profile), new_page=number > 0)
    _set_properties(document, profile.title)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_page(document: Document) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - FORM_WIDTH_CM) / 2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    section.footer_distance = Cm(1)
    style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties, TEXT_FONT)
    _element("lang", parent=properties, val="en-US", eastAsia="zh-CN")
    _add_page_number(section.footer.paragraphs[0]._p)


def _set_properties(document: Document, title: str) -> None:
    """A title and nothing about who wrote the file or on which machine."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC)
    package = document.part.package  # its thumbnail shows the library's template
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


def _add_form(document: Document, sheet: Sheet, *, new_page: bool) -> None:
    body = document.element.body
    end = body.sectPr
    for line in sheet.lines:
        if line.role in ("title", "note"):
            paragraph = _heading_paragraph(line, new_page=new_page and line.role == "title")
            end.addprevious(paragraph)
    widths = _widths(sheet.fields)
    head = [line for line in sheet.lines if line.role in ("pair", "text")]
    rows = [line for line in sheet.lines if line.role in ("heading", "row")]
    end.addprevious(_table(head, widths, sheet.fields, open_below=True))
    end.addprevious(_spacer())
    end.addprevious(_table(rows, widths, sheet.fields))
    end.addprevious(_spacer())


def _heading_paragraph(line: Line, *, new_page: bool) -> Any:
    title = line.role == "title"
    text = line.boxes[0].text
    paragraph = _element("p")
    properties = _element("pPr", parent=paragraph)
    if new_page:
        _element("pageBreakBefore", parent=properties)
    _element("keepNext", parent=properties)
    _element("spacing", parent=properties, before="0", after="60" if title else "100")
    _element("jc", parent=properties, val="center")
    size = 20 if title else 12
    run = _add_run(paragraph, text, TITLE_FONT if title else TEXT_FONT, size=size)
    if "待填" in text:
        _element("color", parent=run.find(_qn("rPr")), val="C00000")
    return paragraph


def _table(
    lines: Sequence[Line], widths: Sequence[int], fields: Sequence[str], *, open_below: bool = False
) -> Any:
    table = _element("tbl")
    properties = _element("tblPr", parent=table)
    _element("tblW", parent=properties, w=str(sum(widths)), type="dxa")
    _element("jc", parent=properties, val="center")
    _add_borders(properties, open_below=open_below)
    _element("tblLayout", parent=properties, type="fixed")
    margins = _element("tblCellMar", parent=properties)
    for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80)):
        _element(side, parent=margins, w=str(width), type="dxa")
    grid = _element("tblGrid", parent=table)
    for width in widths:
        _element("gridCol", parent=grid, w=str(width))
    for line in lines:
        table.append(_row(line, widths, fields))
    return table


def _row(line: Line, widths: Sequence[int], fields: Sequence[str]) -> Any:
    row = _element("tr")
    properties = _element("trPr", parent=row)
    if max(len(box.text) for box in line.boxes) <= _LONG_TEXT:
        _element("cantSplit", parent=properties)
    _element("trHeight", parent=properties, val="440", hRule="atLeast")
    if line.role == "heading":
        _element("tblHeader", parent=properties)
    column = 0
    for box in line.boxes:
        width = sum(widths[column : column + box.columns])
        row.append(_cell(box, width, fields[column], in_table=line.role == "row"))
        column += box.columns
    return row


def _cell(box: Box, width: int, field: str, *, in_table: bool) -> Any:
    cell = _element("tc")
    properties = _element("tcPr", parent=cell)
    _element("tcW", parent=properties, w=str(width), type="dxa")
    if box.columns > 1:
        _element("gridSpan", parent=properties, val=str(box.columns))
    if box.rows != 1:
        _element("vMerge", parent=properties, val="continue" if box.rows == 0 else "restart")
    if box.kind == "heading":
        _element("shd", parent=properties, val="clear", color="auto", fill="EDEDED")
    _element("vAlign", parent=properties, val="center")
    centred = box.kind in ("heading", "category") or (in_table and field in CENTRED)
    for text in (box.text if box.rows else "").split("\n"):
        cell.append(_paragraph(text, box.kind, centred=centred))
    return cell


def _paragraph(text: str, kind: str, *, centred: bool) -> Any:
    paragraph = _element("p")
    if centred:
        _element("jc", parent=_element("pPr", parent=paragraph), val="center")
    font = TEXT_FONT if kind == "value" else LABEL_FONT
    for number, part in enumerate(_display_lines(text)):
        if number:
            _add_display_break(paragraph)
        for piece in re.split(f"({OPEN})", part):
            if piece:
                run = _add_run(paragraph, piece, font, bold=kind == "heading")
                if piece == OPEN:
                    _element("highlight", parent=run.find(_qn("rPr")), val="yellow")
    return paragraph


def _display_lines(text: str) -> list[str]:
    """Numbered points (1.《…》 2.《…》) each on its own line, without a change of the text."""
    return _NEW_LINE.split(text) if _STARTS_NUMBERED.match(text) else [text]


def _add_display_break(paragraph: Any) -> None:
    """A line break for the eye only; the reader knows it by its `clear` and takes none from it."""
    _element("br", parent=_element("r", parent=paragraph), type="textWrapping", clear="none")


def _add_run(paragraph: Any, text: str, font: str, *, size: int = 0, bold: bool = False) -> Any:
    run = _element("r", parent=paragraph)
    properties = _element("rPr", parent=run)
    _set_fonts(properties, font)
    if bold:
        _element("b", parent=properties)
    if size:
        _element("sz", parent=properties, val=str(size * 2))
    for number, part in enumerate(text.split("\t")):
        if number:
            _element("tab", parent=run)
        piece = _element("t", parent=run)
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.text = printable(part)
    return run


def _set_fonts(properties: Any, font: str) -> None:
    """East-Asian and Latin fonts, both of those that every Windows machine has."""
    old = properties.find(_qn("rFonts"))
    if old is not None:
        properties.remove(old)
    fonts = _element("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, cs=LATIN_FONT, eastAsia=font)
    fonts.set(_qn("hint"), "eastAsia")
    properties.insert(0, fonts)


def _add_borders(properties: Any, *, open_below: bool) -> None:
    borders = _element("tblBorders", parent=properties)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        style = "nil" if open_below and side == "bottom" else "single"
        size = "4" if side.startswith("inside") else "10"
        _element(side, parent=borders, val=style, sz=size, space="0", color="000000")


def _spacer() -> Any:
    """The paragraph that must stand after a table, as low as a paragraph can be."""
    paragraph = _element("p")
    properties = _element("pPr", parent=paragraph)
    _element("spacing", parent=properties, before="0", after="0", line="20", lineRule="exact")
    _element("sz", parent=_element("rPr", parent=properties), val="2")
    return paragraph


def _add_page_number(paragraph: Any) -> None:
    _element("jc", parent=paragraph.get_or_add_pPr(), val="center")
    field = _element("fldSimple", parent=paragraph, instr="PAGE")
    _add_run(field, "1", LABEL_FONT, size=9)


def _widths(fields: Sequence[str]) -> list[int]:
    return [round(width * _TWIPS_PER_CM) for width in widths_cm(fields)]


def _element(tag: str, *, parent: Any = None, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(_qn(name), value)
    if parent is not None:
        parent.append(element)
    return element


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    qualified: str = qn(f"w:{name}")
    return qualified
