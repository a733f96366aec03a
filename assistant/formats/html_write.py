"""The declaration as one self-contained page: no outside reference, prints as the official form."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.formats.layout import CENTRED, Box, Line, Sheet, sheet_of, widths_cm
from assistant.model import OPEN, Declaration
from assistant.vocabulary.profile import Profile

_STYLE = """
@page { size: A4 portrait; margin: 15mm 16mm; }
body { font: 10.5pt/1.5 "宋体", SimSun, "Noto Serif CJK SC", serif; }
body { margin: 1em auto; width: 178mm; }
h1 { font: 20pt "黑体", SimHei, "Noto Sans CJK SC", sans-serif; }
h1 { text-align: center; margin: 0 0 4pt; }
p { text-align: center; margin: 0 0 6pt; }
p.open { color: #c00000; }
mark { background: #ffff66; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { border: 1px solid #000; padding: 3pt 4pt; overflow-wrap: anywhere; font-weight: normal; }
td { white-space: pre-wrap; }
table.head { margin-bottom: -1px; }
thead th { background: #ededed; font-weight: bold; }
th, td.centred { text-align: center; }
th.label { text-align: left; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
section + section { break-before: page; }
"""


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """A page without a single outside reference; printed, it is the form."""
    forms = "".join(_form(sheet_of(one, profile)) for one in declarations)
    head = f"<meta charset='utf-8'><title>{escape(profile.title)}</title><style>{_STYLE}</style>"
    page = f"<head>{head}</head><body>{forms}</body>"
    return f"<!DOCTYPE html><html lang='zh-CN'>{page}</html>\n".encode()


def _form(sheet: Sheet) -> str:
    widths = widths_cm(sheet.fields)
    columns = "".join(f"<col style='width:{100 * w / sum(widths):.2f}%'>" for w in widths)
    title = f"<h1>{escape(sheet.title)}</h1>"
    notes = "".join(_note(x.boxes[0].text) for x in sheet.lines if x.role == "note")
    head = "".join(_line(x, sheet) for x in sheet.lines if x.role in ("pair", "text"))
    heading = "".join(_line(x, sheet) for x in sheet.lines if x.role == "heading")
    rows = "".join(_line(x, sheet) for x in sheet.lines if x.role == "row")
    group = f"<colgroup>{columns}</colgroup>"
    return (
        f"<section>{title}{notes}<table class='head'>{group}<tbody>{head}</tbody></table>"
        f"<table>{group}<thead>{heading}</thead><tbody>{rows}</tbody></table></section>"
    )


def _note(text: str) -> str:
    return f"<p{' class=open' if '待填' in text else ''}>{escape(text)}</p>"


def _line(line: Line, sheet: Sheet) -> str:
    cells, column = "", 0
    for box in line.boxes:
        if box.rows:
            centred = line.role == "row" and sheet.fields[column] in CENTRED
            cells += _box(box, centred=centred)
        column += box.columns
    return f"<tr>{cells}</tr>"


def _box(box: Box, *, centred: bool) -> str:
    tag = "td" if box.kind == "value" else "th"
    marks = {"colspan": box.columns, "rowspan": box.rows}
    spans = "".join(f" {key}={count}" for key, count in marks.items() if count > 1)
    name = "label" if box.kind == "label" else "centred" if centred else ""
    text = escape(box.text).replace("\n", "<br>").replace(OPEN, f"<mark>{OPEN}</mark>")
    style = " style='white-space:pre-wrap'" if tag == "td" else ""
    return f"<{tag}{spans}{f' class={name}' if name else ''}{style}>{text}</{tag}>"
