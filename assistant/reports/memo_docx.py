"""审核意见 in Word: one page per declaration, in the fonts of official papers."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, cast

from assistant.reports.opinion import NOTHING, TITLE, Opinion, Section, opinions, unreadable
from assistant.reports.overview import memo_lines
from assistant.reports.run import Run

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_TITLE_FONT, _HEAD_FONT, _TEXT_FONT = "方正小标宋简体", "黑体", "仿宋"


def render(run: Run) -> bytes:
    """All opinions in one document."""
    return next(documents(run, most=None))


def documents(run: Run, most: int | None) -> Iterator[bytes]:
    """The opinions, so many in each document (None: all in one); what the forms say against one
    another stands in the last. The whole is never held."""
    every = opinions(run)
    some = list(islice(every, most))
    first = True
    while some or first:
        following = list(islice(every, most))
        document = _new()
        for sentence in unreadable(run) if first else ():
            _add(document, sentence, _TEXT_FONT)
        for number, opinion in enumerate(some):
            _add_opinion(document, opinion, new_page=number > 0)
        if not following:
            _add_between(document, run)
        content = _bytes_of(document)
        del document
        gc.collect()  # its parts know one another: hundreds of forms would stay for many files more
        yield content
        some, first = following, False


def _new() -> Document:
    import docx

    document = docx.Document()
    _set_page(document)
    return document


def _bytes_of(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_between(document: Document, run: Run) -> None:
    """What the forms say against one another, on a page of its own."""
    lines = memo_lines(run)
    for number, line in enumerate(line.lstrip("# ").rstrip() for line in lines if line.strip()):
        paragraph = _add(document, line, _TEXT_FONT if number else _HEAD_FONT, size=9.5)
        paragraph.paragraph_format.page_break_before = not number


def _set_page(document: Document) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.6)
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    properties = document.core_properties
    properties.title = TITLE
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC)
    package = document.part.package  # its thumbnail shows the library's template
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


def _add_opinion(document: Document, opinion: Opinion, *, new_page: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    title = _add(document, TITLE, _TITLE_FONT, size=18)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.page_break_before = new_page
    title.paragraph_format.space_after = Pt(8)
    table = document.add_table(0, 2, style="Table Grid")
    for label, value in opinion.facts:
        cells = table.add_row().cells
        for cell, text, font in zip(cells, (label, value), (_HEAD_FONT, _TEXT_FONT), strict=True):
            _write(cell.paragraphs[0], text, font, 10.5)
    _set_widths(table)
    for section in opinion.sections:
        _add_section(document, section)
    for sentence in opinion.closing:
        _add(document, sentence, _TEXT_FONT, size=8).paragraph_format.space_before = Pt(4)


def _add_section(document: Document, section: Section) -> None:
    from docx.shared import Cm, Pt

    heading = _add(document, section.heading, _HEAD_FONT)
    heading.paragraph_format.space_before = Pt(4)
    heading.paragraph_format.keep_with_next = True
    for number, remark in enumerate(section.remarks or (NOTHING,), 1):
        mark = f"{number}. " if section.numbered and section.remarks else ""
        size = 9.5 if section.numbered else 8.5
        paragraph = _add(document, mark + remark, _TEXT_FONT, size=size)
        paragraph.paragraph_format.left_indent = Cm(0.6)


def _set_widths(table: Table) -> None:
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, (Cm(2.6), Cm(14.4)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _add(document: Document, text: str, font: str, *, size: float = 11) -> Paragraph:
    paragraph = _new_paragraph(document)
    _write(paragraph, text, font, size)
    return paragraph


def _new_paragraph(document: Document) -> Paragraph:
    """As `document.add_paragraph()`, which looks through the whole body for its end every time."""
    from docx.oxml.parser import OxmlElement
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph

    body = document.element.body
    element = cast(CT_P, OxmlElement("w:p"))
    body[-1].addprevious(element)  # the last is w:sectPr
    return Paragraph(element, document._body)


def _write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    from assistant.formats.layout import printable

    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
