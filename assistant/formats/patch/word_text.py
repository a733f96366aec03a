"""The text of a Word cell exchanged: only the characters that differ, in the runs they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from assistant.formats.docx import children, tagged
from assistant.formats.patch import replaced
from assistant.model import OPEN

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_TAGS = frozenset(_W + tag for tag in ("t", "tab", "br", "cr", "noBreakHyphen"))
_SIGNS = {_W + "tab": "\t", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


class Character(NamedTuple):
    """One character of a cell; `node` is the w:t it stands in, None where it is a mark."""

    text: str
    node: Any = None
    offset: int = 0


def text_of(element: Any) -> str:
    """The text of a cell or paragraph."""
    return "".join(character.text for character in _characters(element))


def rewrite(element: Any, old: str | None, new: str) -> None:
    """Exchange `old` for `new` in the cell or paragraph."""
    characters = list(_characters(element))
    before = "".join(character.text for character in characters)
    after = replaced(before, old, new)
    if after == before:
        return
    start, end, middle = _difference(before, after)
    anchor = _anchor(characters, start, end)
    plain = anchor and all(c.node is not None for c in characters[start:end])
    if plain and not set(middle) & set("\n\t"):
        _exchange(characters[start:end], anchor, middle)
    else:
        _write_lines(element, after)
    if OPEN in before and OPEN not in after:
        _remove_highlight(element)


def clear(element: Any) -> None:
    """No text; paragraphs and the look of their text stay."""
    _write_lines(element, "")


def _difference(before: str, after: str) -> tuple[int, int, str]:
    """Where the texts differ: from, to (in `before`), and what `after` has there."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start, len(before) - tail, after[start : len(after) - tail]


def _anchor(characters: Sequence[Character], start: int, end: int) -> tuple[Any, int] | None:
    """The w:t, and the place in it, where the new characters go."""
    if start < end:
        first = characters[start]
        return (first.node, first.offset) if first.node is not None else None
    if start and characters[start - 1].node is not None:
        return characters[start - 1].node, characters[start - 1].offset + 1
    if start < len(characters) and characters[start].node is not None:
        return characters[start].node, characters[start].offset
    return None


def _exchange(removed: Sequence[Character], anchor: tuple[Any, int] | None, middle: str) -> None:
    if anchor is None:
        return
    node, at = anchor
    gone: dict[Any, set[int]] = {}
    for character in removed:
        gone.setdefault(character.node, set()).add(character.offset)
    for each in {node: None, **dict.fromkeys(gone)}:
        text, lost = each.text or "", gone.get(each, set())
        put = middle if each is node else ""
        kept_before = "".join(c for i, c in enumerate(text[:at]) if i not in lost)
        kept_after = "".join(c for i, c in enumerate(text[at:], at) if i not in lost)
        each.text = kept_before + put + kept_after
        each.set(_SPACE, "preserve")


def _write_lines(element: Any, text: str) -> None:
    """The whole text anew: a paragraph per line in a cell, a line break in a paragraph."""
    if element.tag == _W + "p":
        _set_paragraph(element, text)
        return
    paragraphs = list(tagged(element, "p"))
    lines = text.split("\n")
    look = next((p for p in paragraphs if _first_run(p) is not None), paragraphs[0])
    for paragraph, line in zip(paragraphs, lines, strict=False):
        _set_paragraph(paragraph, line, _look_of(look))
    for paragraph in paragraphs[len(lines) :]:
        _set_paragraph(paragraph, "")
        if not list(children(paragraph)) or _is_bare(paragraph):
            element_of(paragraph).remove(paragraph)
    last = paragraphs[min(len(lines), len(paragraphs)) - 1]
    for line in lines[len(paragraphs) :]:
        fresh = etree.Element(_W + "p")
        properties = look.find(_W + "pPr")
        if properties is not None:
            fresh.append(deepcopy(properties))
        last.addnext(fresh)
        _set_paragraph(fresh, line, _look_of(look))
        last = fresh


def _set_paragraph(paragraph: Any, text: str, look: Any = None) -> None:
    """This text alone; pictures, bookmarks and comment anchors stay where they are."""
    look = _look_of(paragraph) if look is None else look
    place = None
    for run in [run for run in children(paragraph) if run.tag == _W + "r"]:
        for part in [part for part in run if part.tag in _TEXT_TAGS]:
            run.remove(part)
        place = run if place is None else place
        if all(part.tag == _W + "rPr" for part in run) and run is not place:
            element_of(run).remove(run)
    if not text:
        return
    if place is None or any(part.tag != _W + "rPr" for part in place):
        place = etree.SubElement(paragraph, _W + "r")
        if look is not None:
            place.append(deepcopy(look))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(place, _W + "br")
        for position, piece in enumerate(line.split("\t")):
            if position:
                etree.SubElement(place, _W + "tab")
            node = etree.SubElement(place, _W + "t", {_SPACE: "preserve"})
            node.text = piece


def element_of(inner: Any) -> Any:
    """The element around it."""
    return inner.getparent()


def _first_run(paragraph: Any) -> Any:
    runs = (run for run in children(paragraph) if run.tag == _W + "r")
    return next((run for run in runs if run.find(_W + "t") is not None), None)


def _look_of(paragraph: Any) -> Any:
    """The properties of its first run with text, else those of its paragraph mark."""
    runs = [run for run in children(paragraph) if run.tag == _W + "r"]
    run = _first_run(paragraph)
    run = runs[0] if run is None and runs else run
    if run is not None:
        return run.find(_W + "rPr")
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    if mark is None:
        return None
    look = deepcopy(mark)
    for part in list(look):  # what only a paragraph mark may carry
        if part.tag in (_W + "ins", _W + "del", _W + "moveFrom", _W + "moveTo", _W + "rPrChange"):
            look.remove(part)
    return look


def _is_bare(paragraph: Any) -> bool:
    """True when nothing but properties and empty runs is left."""
    parts = [part for part in children(paragraph) if part.tag != _W + "pPr"]
    return all(
        part.tag == _W + "r" and all(inner.tag == _W + "rPr" for inner in part) for part in parts
    )


def _remove_highlight(element: Any) -> None:
    """【待填】 was marked; what was filled in is not."""
    for mark in list(element.iter(_W + "highlight")):
        mark.getparent().remove(mark)


def _characters(element: Any) -> Iterator[Character]:
    if element.tag == _W + "p":
        yield from _paragraph(element)
        return
    for number, block in enumerate(b for b in children(element) if b.tag in (_W + "p", _W + "tbl")):
        if number:
            yield Character("\n")
        if block.tag == _W + "p":
            yield from _paragraph(block)
        else:
            yield from (Character(c) for c in _nested(block))


def _nested(table: Any) -> str:
    """A table inside the cell, as the reader has it; it is never written into."""
    rows = (" ".join(map(text_of, tagged(row, "tc"))) for row in tagged(table, "tr"))
    return "\n".join(rows)


def _paragraph(paragraph: Any) -> Iterator[Character]:
    for run in (run for run in children(paragraph) if run.tag == _W + "r"):
        for part in run:
            if part.tag == _W + "t":
                yield from (Character(c, part, i) for i, c in enumerate(part.text or ""))
            elif part.tag == _W + "br":
                yield from () if part.get(_W + "clear") == "none" else (Character("\n"),)
            elif part.tag in _SIGNS:
                yield Character(_SIGNS[part.tag])
