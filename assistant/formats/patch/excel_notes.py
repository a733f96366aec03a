"""Excel's native cell notes: their text, and the drawing (VML) that Excel shows them in."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from assistant.formats.layout import printable
from assistant.formats.patch import AUTHOR
from assistant.formats.patch.excel_cells import MAIN, SheetPart, split
from assistant.formats.patch.package import Package, parsed, serialised

_NS = MAIN[1:-1]
_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_LEGACY = tuple(
    MAIN + tag
    for tag in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    )
)  # fmt: skip
_CHARACTERS_A_LINE = 26


def add_note(package: Package, sheet: SheetPart, cell: str, text: str) -> None:
    """The text as the cell's note; below what a note there already says."""
    name, comments = _comments(package, sheet)
    listed = comments.find(f"{MAIN}commentList")
    note = next((c for c in listed if c.get("ref") == cell), None)
    if note is None:
        attributes = {"ref": cell, "authorId": _author(comments)}
        note = etree.Element(f"{MAIN}comment", attributes)
        etree.SubElement(note, f"{MAIN}text")
        before = [c for c in listed if split(c.get("ref", "A1"))[::-1] < split(cell)[::-1]]
        listed.insert(len(before), note)
        _draw(package, sheet, cell, text)
    else:
        text = f"\n\n{text}"
    body: Any = note.find(f"{MAIN}text")
    run = etree.SubElement(body, f"{MAIN}r")
    etree.SubElement(run, f"{MAIN}t", {_SPACE: "preserve"}).text = printable(text)
    package.write(name, serialised(comments))


def _comments(package: Package, sheet: SheetPart) -> tuple[str, Any]:
    """The sheet's comments part, made when there is none."""
    name = package.target(sheet.part, "comments")
    if name is None:
        name = _free_name(package, "xl/comments{}.xml")
        package.relate(sheet.part, "comments", name)
        package.declare(name, _COMMENTS)
        blank = f'<comments xmlns="{_NS}"><authors/><commentList/></comments>'
        package.write(name, blank.encode())
    return name, parsed(package.read(name))


def _author(comments: Any) -> str:
    """The number of our name in the list of authors, entered when it is missing."""
    authors = comments.find(f"{MAIN}authors")
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{MAIN}author").text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _draw(package: Package, sheet: SheetPart, cell: str, text: str) -> None:
    """The hidden box that opens when the pointer is over the cell."""
    name = package.target(sheet.part, "vmlDrawing")
    if name is None or sheet.root.find(f"{MAIN}legacyDrawing") is None:
        name = _free_name(package, "xl/drawings/vmlDrawing{}.vml")
        _point_at(sheet, package.relate(sheet.part, "vmlDrawing", name))
        package.declare("vml", _VML)
        package.write(name, _blank_drawing())
    drawing = parsed(package.read(name))
    taken = [shape.get("id", "") for shape in drawing.iter(f"{{{_V}}}shape")]
    number = next(n for n in range(2001, 2002 + len(taken)) if f"_x0000_s{n}" not in taken)
    drawing.append(etree.fromstring(_shape(number, cell, text)))
    package.write(name, etree.tostring(drawing, encoding="UTF-8", xml_declaration=True))


def _point_at(sheet: SheetPart, relation: str) -> None:
    old = sheet.root.find(f"{MAIN}legacyDrawing")
    if old is not None:
        old.set(_RELATION, relation)
        return
    element = etree.Element(f"{MAIN}legacyDrawing", {_RELATION: relation})
    after = next((part for part in sheet.root if part.tag in _AFTER_LEGACY), None)
    if after is None:
        sheet.root.append(element)
    else:
        after.addprevious(element)


def _free_name(package: Package, pattern: str) -> str:
    number = 1
    while posixpath.normpath(pattern.format(number)) in package.names:
        number += 1
    return pattern.format(number)


def _blank_drawing() -> bytes:
    return (
        f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
        '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="2"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    ).encode()


def _shape(number: int, cell: str, text: str) -> str:
    """A box beside the cell, high enough for the text."""
    column, row = split(cell)
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.split("\n"))
    rows = max(4, min(30, lines))
    anchor = f"{column}, 15, {max(0, row - 2)}, 4, {column + 4}, 15, {max(0, row - 2) + rows}, 4"
    return (
        f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{number}" '
        'type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
        f'style="position:absolute;width:260pt;height:{min(lines, 30) * 14 + 10}pt;'
        'z-index:1;visibility:hidden"><v:fill color2="#ffffe1"/>'
        '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
