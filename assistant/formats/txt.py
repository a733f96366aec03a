"""Text with a row per line: tabs between cells (exports, pasted tables) or pipes (Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.formats.base import Grid, Row, text_row
from assistant.formats.guard import decode
from assistant.formats.layout import Sheet, sheet_of
from assistant.model import Declaration
from assistant.vocabulary.profile import Profile

_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r?\n|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")
_SINGLE = ("title", "note")
_PIPED = re.compile(r"^[^\n]*\|[^\n]*\|", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?")
_MARKED = re.compile(r"<br\s*/?>|&#9;|\\[\\|*<&_#`~]")
_MARKS = {"&#9;": "\t", "<br>": "\n", "<br/>": "\n", "<br />": "\n"}
_BREAK = re.compile(r"\r\n|\n|\r")


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid with a row per line."""
    text = decode(data, name)
    piped = "\t" not in text and len(_PIPED.findall(text)) > 1
    return (Grid(tuple(_piped_rows(text) if piped else _rows(text)), name),)


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """The forms one after the other, a blank line between them."""
    return "\n\n".join(_text(sheet_of(one, profile)) for one in declarations).encode()


def _text(sheet: Sheet) -> str:
    lines = (line.spread(1 if line.role in _SINGLE else sheet.columns) for line in sheet.lines)
    return "".join("\t".join(_quoted(text) for text in texts) + "\n" for texts in lines)


def _quoted(text: str) -> str:
    """As Excel puts it on the clipboard: quoted when it holds a break or begins with a quote."""
    if text.startswith('"') or any(mark in text for mark in "\t\n\r"):
        return '"' + text.replace('"', '""') + '"'
    return text


def _rows(text: str) -> Iterator[Row]:
    position, line = 0, 1
    while position < len(text):
        start = line
        texts: list[str] = []
        while True:
            cell, position = _cell(text, position)
            texts.append(cell)
            line += cell.count("\n")
            if position < len(text) and text[position] == "\t":
                position += 1
                continue
            break
        end = _BREAK.match(text, position)
        position = end.end() if end else len(text)
        line += 1
        yield text_row(texts, f"第{start}行")


def _piped_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if _RULE.fullmatch(bare):
            continue
        cells = _PIPE.split(bare.strip("#").strip())
        if "|" in bare:
            cells = cells[1:] if not cells[0].strip() and bare.startswith("|") else cells
            cells = cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells
        yield text_row(map(_unescaped, cells), f"第{number}行")


def _unescaped(cell: str) -> str:
    """Markdown's own marks: a break tag is a line break, a backslash hides the next character."""
    return _MARKED.sub(lambda m: _MARKS.get(m.group(), m.group()[1:]), cell.strip())


def _cell(text: str, position: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends. A quotation mark opens a quoted cell only when
    the cell could not stand without it, as the writer and Excel do."""
    if text.startswith('"', position):
        quoted = _QUOTED.match(text, position)
        inner = quoted.group(1).replace('""', '"') if quoted else ""
        if quoted and (inner.startswith('"') or any(mark in inner for mark in "\t\n\r")):
            return inner, quoted.end()
    bare = _BARE.match(text, position)
    return (bare.group(), bare.end()) if bare else ("", position)
