"""Cuts a description into sentences and clauses that keep their place, label and topic.

A description may be prose, bullets, `标签：值` lines or a Markdown/tab table. What belongs here is
only the cutting; what a clause means is read elsewhere. Offsets always count in the source text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.facts.runon import cuts
from assistant.facts.tables import (
    Cell,
    Table,
    are_heads,
    is_data,
    is_key_value,
    is_row,
    is_rule,
    is_title,
)
from assistant.vocabulary.description import exact_role, header_field, role_of

TITLE = "标题"
# 没有标点的长话切开以后，各段各说各的：行号隔开，前一段的主语不带到后一段。
_APART = 1_000_000
# 第二阶段（2027年）：说的是什么时候，不是做什么。
PHASE = re.compile(
    r"(?:第[一二三四五](?:阶段|期|步|年)|[一二三四五]期)(?:[（(]?20\d\d年(?:度)?[）)]?)?$"
)
# 经费：……10万元。家长满意度90%以上。标签下接着说的话里没有一个字关于钱，说的就是别的事了。
_ABOUT_MONEY = re.compile(
    r"[元￥¥]|[万亿]$|资金|经费|预算|费|款|财政|自筹|补[助贴]|配套|价|支付|拨付|结算|采购|招标|合同|承担|负担|分担|"
    r"占|[省市区县中]央?级?[^，。]{0,4}\d+%|测算|标准|小计|合计"
)
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
    unit: str = ""
    """The unit that the column's head states for a bare number in a cell (人数 → 人)."""


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
        while (marker := _marker().match(body, cut)) and not is_row(body):
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


# 小（1）型是一个词；括号里还可以有这样的词。
_BRACKETS = re.compile(
    r"《[^》]{0,200}》|(?<=[一-龥])[（(]\d[）)](?=[型类级号])|[（(]((?:[^（）()]|(?<=[一-龥])[（(]\d[）)])*)[）)]"
)


def _mask_brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Blank the round brackets (those inside a 《title》 belong to it) and say where they stood."""
    inner: list[tuple[int, int]] = []
    masked = text
    for match in _BRACKETS.finditer(text):
        if match.group(1) is not None:
            inner.append(match.span(1))
            masked = masked[: match.start()] + " " * len(match.group()) + masked[match.end() :]
    return masked, inner


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The whole description (cleaned before) as sentences."""
    found: list[Sentence] = []
    section, table = "", Table()
    lines = list(lines_of(text))
    for group, line in enumerate(lines):
        cells = table.cells(line.text, line.start)
        if cells:
            section = "" if group and _headed(lines[group - 1]) else section
            following = lines[group + 1] if group + 1 < len(lines) else None
            found += _of_table(table, cells, following, group)
            continue
        table = Table()
        if group == 0 and (line.heading or _is_heading(line)) and not _opens_section(line):
            found.append(_sentence(line.text, line.start, TITLE, None, "", group))
            continue
        if _is_heading(line) or _begins_anew(line, section, text):
            section = line.text.strip().rstrip("：:")
            found.append(_sentence(line.text, line.start, TITLE, None, "", group))
            continue
        found += _prose(line, section, group)
    return tuple(found)


def _opens_section(line: Line) -> bool:
    """True for a first line that is a section's heading (工作内容), not the project's name."""
    return exact_role(line.text.strip().rstrip("：:")) is not None


def _is_heading(line: Line) -> bool:
    bare = re.sub(r"^20\d\d年(?:度)?", "", line.text.strip())
    bare = re.sub(r"[（(](?:(?:金额)?单位[：:])?[万亿]?元[）)]$", "", bare)
    if line.heading:
        return True
    return (
        len(bare) <= 14
        and not re.search(r"[，。；！？\d：:]", bare.rstrip("：:"))
        and role_of(bare.rstrip("：:")) is not None
    )


_SILENT = ("money", "policy", "support", "background")
_NUMBERED = re.compile(
    r"(?:^|\n)[ 　\t]{0,8}[一二三四五六七八九十]{1,3}[ 　]{0,4}[、.．][ 　]{0,4}$"
)


def _begins_anew(line: Line, section: str, text: str) -> bool:
    """六、考核 behind 五、预算金额: the section of money ends, whatever the next one is called."""
    if not section or role_of(section) not in _SILENT:
        return False
    short = re.fullmatch(r"[一-龥、]{2,12}[：:]?", line.text.strip())
    return bool(short and _NUMBERED.search(text[max(0, line.start - 8) : line.start]))


def _headed(line: Line) -> bool:
    """True for the heading right above a table: it is the table's, not that of what follows."""
    return _is_heading(line) and not line.heading


def _of_table(
    table: Table, cells: list[Cell], following: Line | None, group: int
) -> Iterator[Sentence]:
    """What one row says: nothing for a rule or the column heads, else a sentence per cell part."""
    if is_rule(cells):
        return
    if is_key_value(cells):
        label, value = cells
        yield _sentence(value.text, value.start, label.text, role_of(label.text), "", group)
        return
    below = table.cells(following.text, following.start) if following else []
    if not table.columns or are_heads(cells, below):
        if is_title(cells, below):
            for cell in cells:
                yield _sentence(cell.text, cell.start, TITLE, None, "", group)
            return
        table.open(cells)
        if not is_data(cells):
            return
    for part in table.row(cells):
        for a, b in split_outside(part.text, "。；;"):
            if part.text[a:b].strip():
                yield _sentence(
                    part.text[a:b], part.start + a, part.label, part.role, part.topic, group
                )._replace(unit=part.unit)


# 跟您说下大概情况哈：说话的开头，不是标签。
_SPOKEN = re.compile(
    r"[您咱哈吧呢哦嗯]|(?:说|讲|汇报|报告)(?:一)?下|^(?:我|我们)(?:想|要)?(?:说|讲)"
)


class _Standing(NamedTuple):
    """What a piece of a line stands under."""

    label: str
    topic: str
    role: str | None


def _under(section: str) -> _Standing:
    return _Standing(section, "", role_of(section) if section else None)


def _prose(line: Line, section: str, group: int) -> Iterator[Sentence]:
    standing = _under(section)
    if named := _named_start(line):
        role = role_of(named)
        standing = _Standing(named, "" if role else named, role or standing.role)
    breaks, here = set(cuts(line.text)), ""
    for start, end in _pieces(line.text, breaks):
        piece = line.text[start:end]
        if not piece.strip():
            continue
        group += _APART if start in breaks else 0
        at, standing, labelled = _labelled(piece, standing, section)
        piece, here = piece[at:], standing.label if labelled else here
        if not labelled and standing.label == here and _no_money(standing, piece):
            standing = _under(section)
        if piece.strip():
            place = (line.start + start + at, standing.label, standing.role, standing.topic, group)
            yield _sentence(piece, *place)._replace(marked=line.marked)
        standing = _left(standing, piece, section)


def _labelled(piece: str, standing: _Standing, section: str) -> tuple[int, _Standing, bool]:
    """Where the piece begins behind its labels, what it stands under, whether it has one itself."""
    at, labelled = 0, False
    while match := _label().match(piece[at:]):
        named = (match.group(1) or match.group(2)).strip()
        if re.search(r"[，。]", named):
            break
        at += match.end()
        if _SPOKEN.search(named) or _LEADS_ON.search(named):
            continue
        known = header_field(named) or exact_role(named) or PHASE.match(named)
        role = role_of(named) or role_of(section)
        standing, labelled = _Standing(named, "" if known else named, role), True
    return at, standing, labelled


_LEADS_ON = re.compile(r"以下|如下|主要|包括|方面|分为|即$|^具体|分别(?:为|是)$")


def _no_money(standing: _Standing, piece: str) -> bool:
    """True behind 经费：……。 where nothing is said of money any more."""
    return standing.role == "money" and not _ABOUT_MONEY.search(piece)


def _left(standing: _Standing, piece: str, section: str) -> _Standing:
    """What the next piece stands under: a header's label is for one piece only."""
    several = len(re.findall(r"\d[\d.,]*\s*(?:万|亿)?元?", piece)) > 1
    if not header_field(standing.label) or (several and standing.role == "money"):
        return standing
    return _under(section)._replace(topic=standing.topic)


def _named_start(line: Line) -> str:
    """（一）管网工程。新建…: a short first sentence of a numbered paragraph is its heading."""
    match = re.match(r"([^，。；：\d]{2,12})。", line.text) if line.marked else None
    return match.group(1) if match and len(line.text) > match.end() else ""


def _pieces(text: str, breaks: set[int]) -> Iterator[tuple[int, int]]:
    """Sentences of a line; several 标签：值 on one line are cut before each known label, and speech
    without marks where a new thing begins."""
    for start, end in split_outside(text, "。！？!?；;|"):
        labels = re.finditer(r"(?<!\s)\s+(?=([^\s：:，。]{2,10})\s{0,9}[：:])", text[start:end])
        known = (m for m in labels if header_field(m.group(1)) or role_of(m.group(1)))
        inside = [at for at in breaks if start < at < end]
        places = sorted({start, *(start + m.end() for m in known), *inside})
        yield from zip(places, [*places[1:], end], strict=True)


def _sentence(
    text: str, start: int, label: str, role: str | None, topic: str, group: int
) -> Sentence:
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    base = start + lead
    return Sentence(base, base + len(body), body, label, role, topic, group, clauses_of(body, base))
