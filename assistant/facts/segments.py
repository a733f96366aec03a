"""Cuts a description into sentences and clauses that keep their place, label and topic.

A description may be prose, bullets, `标签：值` lines or a Markdown/tab table. What belongs here is
only the cutting; what a clause means is read elsewhere. Offsets always count in the source text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.vocabulary.description import exact_role, header_field, role_of, word_pattern

OPENING, CLOSING = "（(《“「【[〔", "）)》”」】]〕"


class Clause(NamedTuple):
    """A piece between commas. `text` has its brackets' content blanked out (same length)."""

    start: int
    end: int
    text: str
    nested: bool = False


class Sentence(NamedTuple):
    """Clauses that belong together. `label` is the 标签 or column they stand under, `role` what it
    announces; `topic` is the bullet's or table row's subject; `group` numbers the line."""

    start: int
    end: int
    text: str
    label: str
    role: str | None
    topic: str
    group: int
    clauses: tuple[Clause, ...]
    marked: bool = False


class Line(NamedTuple):
    """One line of the source with its marker and surrounding blanks cut off."""

    start: int
    text: str
    marked: bool
    heading: bool


@cache
def _marker() -> re.Pattern[str]:
    numerals = "[一二三四五六七八九十]{1,3}"
    marks = (
        r"#{1,6}\s*",
        r"[-*•·▪●○◆■]\s+",
        r"[・‧]\s*",
        r"\[[ xX√]?\]\s*",
        r"\d{1,2}(?:\.\d{1,2}){1,3}\s+",
        r"\d{1,2}\s+(?=(?:20\d\d年)?[一-龥]{2,10}$)",
        r"\d{1,2}\s*[.．、)）](?!\d)\s*",
        r"[a-zA-Z][)）]\s*",
        rf"[（(](?:{numerals}|\d{{1,2}})[）)][、.]?\s*",
        rf"{numerals}\s*[、.．]\s*",
        rf"第{numerals}(?:[，、,]|条)\s*",
        r"[①-⑳]\s*",
        r">\s*",
    )
    return re.compile(r"[\s　]*(?:" + "|".join(marks) + ")")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"[\s　]*(?:【([^】]{1,16})】[：:]?"
        r"|((?:20\d\d年?(?:度)?)?[^：:，,。；;、\d《“（(]{1,14}(?:[（(][^）)]{1,12}[）)])?)[：:])\s*"
    )


def lines_of(text: str) -> Iterator[Line]:
    """The non-empty lines, markers removed."""
    offset = 0
    for raw in text.split("\n"):
        body = raw.rstrip("\r \t　")
        cut = 0
        while marker := _marker().match(body, cut):
            cut = marker.end()
            if body.lstrip().startswith("#"):
                break
        lead = len(body) - len(body.lstrip())
        start = max(cut, lead)
        content = body[start:].replace("**", "  ").replace("__", "  ")
        if content.strip():
            yield Line(offset + start, content, cut > 0, body.lstrip().startswith("#"))
        offset += len(raw) + 1


def split_outside(text: str, separators: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` between separators that stand outside brackets and quotation marks."""
    depth, start = 0, 0
    for position, char in enumerate(text):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0 and not _inside_number(text, position):
            yield start, position
            start = position + 1
    yield start, len(text)


def _inside_number(text: str, at: int) -> bool:
    """True for the comma of 1,440,000."""
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()


def clauses_of(text: str, base: int) -> tuple[Clause, ...]:
    """The clauses of a sentence; what stands in round brackets comes as clauses of its own."""
    found: list[Clause] = []
    for start, end in split_outside(text, "，,"):
        masked, inner = _mask_brackets(text[start:end])
        if masked.strip():
            found.append(Clause(base + start, base + end, masked))
        for i, j in inner:
            piece = text[start + i : start + j]
            for a, b in split_outside(piece, "，,；;"):
                found.append(Clause(base + start + i + a, base + start + i + b, piece[a:b], True))
    return tuple(found)


def _mask_brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Blank the round brackets (those inside a 《title》 belong to it) and say where they stood."""
    inner: list[tuple[int, int]] = []
    masked = text
    for match in re.finditer(r"《[^》]*》|[（(]([^（）()]*)[）)]", text):
        if match.group(1) is not None:
            inner.append(match.span(1))
            masked = masked[: match.start()] + " " * len(match.group()) + masked[match.end() :]
    return masked, inner


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The whole description as sentences, orders to the program left out."""
    found: list[Sentence] = []
    section, columns = "", list[str]()
    lines = list(lines_of(text))
    labels = _speakers(lines)
    for group, line in enumerate(lines):
        cells = _cells(line, columns)
        if cells:
            if _is_rule(line.text):
                continue
            if _is_key_value(cells):
                (_, label), (start, value) = cells
                found.append(_sentence(value, start, label, role_of(label), "", group))
                continue
            if not columns:
                columns = [cell for _, cell in cells]
                continue
            found += _row(cells, columns, group)
            continue
        columns = []
        if _is_heading(line):
            section = line.text.strip().rstrip("：:")
            found.append(_sentence(line.text, line.start, "标题", None, "", group))
            continue
        found += _prose(_unspoken(line, labels), section, group)
    return tuple(s for s in found if not word_pattern("orders").search(s.text))


def _speakers(lines: list[Line]) -> frozenset[str]:
    """Names before a colon that come back line after line: people talking, not labels."""
    named = [m.group(2) or "" for line in lines if (m := _label().match(line.text))]
    return frozenset(
        n for n in named if n and named.count(n) > 1 and not role_of(n) and not header_field(n)
    )


def _unspoken(line: Line, speakers: frozenset[str]) -> Line:
    match = _label().match(line.text)
    if not match or (match.group(2) or "") not in speakers:
        return line
    return line._replace(start=line.start + match.end(), text=line.text[match.end() :])


def _cells(line: Line, columns: list[str]) -> list[tuple[int, str]]:
    """The cells of a table row; a single line with bars in it is prose."""
    piped = line.text.lstrip().startswith("|") or (columns and "|" in line.text)
    tabbed = line.text.count("\t") >= 2 or (
        line.text.count("\t") == 1 and header_field(line.text.split("\t")[0].strip())
    )
    mark = "|" if piped else "\t" if tabbed else ""
    if not mark:
        return []
    spans = [(m.start(), m.group()) for m in re.finditer(rf"[^{mark}]+", line.text)]
    return [(line.start + at + len(c) - len(c.lstrip()), c.strip()) for at, c in spans if c.strip()]


def _is_key_value(cells: list[tuple[int, str]]) -> bool:
    """A row of two cells whose first names a header field: | 项目名称 | … |."""
    if len(cells) != 2 or header_field(cells[0][1].rstrip("：:")) is None:
        return False
    return header_field(cells[1][1]) is None and role_of(cells[1][1]) is None


def _is_rule(text: str) -> bool:
    return not re.sub(r"[|:\-\s—]", "", text)


def _is_heading(line: Line) -> bool:
    bare = re.sub(r"^20\d\d年(?:度)?", "", line.text.strip())
    if line.heading:
        return True
    return (
        len(bare) <= 14 and not re.search(r"[，。；！？\d：:]", bare) and role_of(bare) is not None
    )


def _row(cells: list[tuple[int, str]], columns: list[str], group: int) -> Iterator[Sentence]:
    """Cells of one table row; the first text cell (after a serial number) is the topic."""
    texts = [c for _, c in cells if not re.fullmatch(r"[\d.,%]+|小计", c)]
    topic = texts[0] if texts else ""
    if exact_role(topic) and len(cells) == 2:
        start, cell = cells[1]
        for a, b in split_outside(cell, "。；;"):
            yield _sentence(cell[a:b], start + a, topic, exact_role(topic), "", group)
        return
    shift = len(columns) - len(cells)
    for index, (start, cell) in enumerate(_with_units(cells, columns)):
        label = columns[index] if shift >= 0 else ""
        if not cell or re.fullmatch(r"序号|编号|单位|计量单位", label):
            continue
        role = role_of(label) or ("content" if cell == topic else None)
        for a, b in split_outside(cell, "。；;"):
            if cell[a:b].strip():
                yield _sentence(cell[a:b], start + a, label, role, topic, group)


def _with_units(cells: list[tuple[int, str]], columns: list[str]) -> list[tuple[int, str]]:
    """A number and the unit of the next column as one cell: | 14 | 公里 | → 14公里."""
    joined = list(cells)
    for index, (start, cell) in enumerate(cells[:-1]):
        following = columns[index + 1] if index + 1 < len(columns) else ""
        if re.fullmatch(r"[\d.,]+", cell) and re.fullmatch(r"单位|计量单位|度量单位", following):
            unit_at, unit = cells[index + 1]
            joined[index] = (start, cell + "\t" * (unit_at - start - len(cell)) + unit)
    return joined


def _prose(line: Line, section: str, group: int) -> Iterator[Sentence]:
    role, topic, label = role_of(section) if section else None, "", section
    named = _named_start(line)
    if named:
        topic, role = (named if role_of(named) is None else ""), role_of(named) or role
        label = named
    for start, end in _pieces(line.text):
        piece = line.text[start:end]
        if not piece.strip():
            continue
        if word_pattern("orders").search(piece):
            continue
        offset = line.start + start
        while match := _label().match(piece):
            named = (match.group(1) or match.group(2)).strip()
            if re.search(r"[，。]", named):
                break
            if re.search(r"以下|如下|主要|包括|方面|分为|即$", named):
                offset, piece = offset + match.end(), piece[match.end() :]
                continue
            label, offset, piece = named, offset + match.end(), piece[match.end() :]
            role = role_of(named) or role_of(section)
            topic = "" if header_field(named) or exact_role(named) else named
        if piece.strip():
            yield _sentence(piece, offset, label, role, topic, group)._replace(marked=line.marked)
        several = len(re.findall(r"\d[\d.,]*\s*(?:万|亿)?元?", piece)) > 1
        if header_field(label) and not (several and role == "money"):
            label, role = section, role_of(section) if section else None


def _named_start(line: Line) -> str:
    """（一）管网工程。新建…: a short first sentence of a numbered paragraph is its heading."""
    match = re.match(r"([^，。；：\d]{2,12})。", line.text) if line.marked else None
    return match.group(1) if match and len(line.text) > match.end() else ""


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a line; several 标签：值 on one line are cut before each known label."""
    for start, end in split_outside(text, "。！？!?；;|"):
        labels = re.finditer(r"[\s　]+(?=([^\s：:，。]{2,10})\s*[：:])", text[start:end])
        known = (m for m in labels if header_field(m.group(1)) or role_of(m.group(1)))
        cuts = [start, *(start + m.end() for m in known)]
        yield from zip(cuts, [*cuts[1:], end], strict=True)


def _sentence(
    text: str, start: int, label: str, role: str | None, topic: str, group: int
) -> Sentence:
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    base = start + lead
    return Sentence(base, base + len(body), body, label, role, topic, group, clauses_of(body, base))
