"""A row of a Word table copied below itself: categories extended, its own cells emptied."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from assistant.formats.docx import merge_of, tagged
from assistant.formats.patch import word_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IDS = frozenset(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}"
    for name in ("paraId", "textId")
)
_NOT_COPIED = tuple(
    _W + tag
    for tag in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
        "commentReference", "footnoteReference", "drawing", "pict", "object",
    )
)  # fmt: skip
_BEFORE_MERGE = frozenset(_W + tag for tag in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def add_copy(
    name_cell: Any,
    name_column: int,
    texts: Mapping[int, str],
    levels: Collection[int],
    continued: Collection[int],
    last: Any = None,
) -> Any:
    """The new row: below `last`, else below the row of `name_cell`.

    `texts`: column → text; `levels`: columns of categories; `continued`: columns whose merged
    cell goes on below the row.
    """
    model = _row_of(name_cell)
    copy = deepcopy(model)
    for column, cell, original in _pairs(copy, model):
        if column < name_column:
            _extend(cell, original, is_level=column in levels)
        elif merge_of(cell):
            _set_merge(cell, "continue" if column in continued else "")
        word_text.clear(cell)
        if column in texts:
            word_text.rewrite(cell, "", texts[column])
    _strip(copy)
    (model if last is None else last).addnext(copy)
    return copy


def _row_of(cell: Any) -> Any:
    return next(parent for parent in cell.iterancestors() if parent.tag == _W + "tr")


def _pairs(copy: Any, model: Any) -> Iterator[tuple[int, Any, Any]]:
    """(column, cell of the copy, cell of the model) from left to right."""
    before = model.find(f"{_W}trPr/{_W}gridBefore")
    column = int(before.get(_W + "val", "0")) if before is not None else 0
    originals = list(tagged(model, "tc"))
    for cell, original in zip(list(tagged(copy, "tc")), originals, strict=True):
        yield column, cell, original
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        column += int(span.get(_W + "val", "1")) if span is not None else 1


def _extend(cell: Any, original: Any, *, is_level: bool) -> None:
    """A merged cell left of the names covers the new row too, and so does a category."""
    if is_level and not merge_of(original) and word_text.text_of(original).strip():
        _set_merge(original, "restart")
    if merge_of(original):
        _set_merge(cell, "continue")


def _set_merge(cell: Any, kind: str) -> None:
    properties = cell.find(_W + "tcPr")
    if properties is None:
        properties = etree.Element(_W + "tcPr")
        cell.insert(0, properties)
    for old in properties.findall(_W + "vMerge"):
        properties.remove(old)
    if kind:
        place = sum(1 for part in properties if part.tag in _BEFORE_MERGE)
        properties.insert(place, etree.Element(_W + "vMerge", {_W + "val": kind}))


def _strip(row: Any) -> None:
    """Without ids, anchors and pictures, of which there may be only one in a document."""
    for element in list(row.iter()):
        for name in _IDS & set(element.attrib):
            del element.attrib[name]
        if element.tag in _NOT_COPIED and element.getparent() is not None:
            element.getparent().remove(element)
