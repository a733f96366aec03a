"""Indicators published as running text: 【产出指标-数量指标】指标1：设备数量（≥77台）；指标2：…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.formats.base import Cell, Row
from assistant.formats.form.labels import Labels, split_inline
from assistant.model import SourceCell

_BLOCK = re.compile(r"[【\[]([^】\]]{2,40})[】\]]([^【\[]*)")
_ITEM = re.compile(
    r"(?:绩效)?指标\d{1,2}\s*[:：.、]|(?:^|(?<=[；;。\n]))\s*\d{1,2}\s*[.、．](?!\d)|[；;\n]"
)
_LONGEST_CATEGORY = 24
_LEVELS = re.compile(r"^([^-—–－/、:：]+)[-—–－/、:：]+(.+)$")
_IN_BRACKETS = re.compile(r"^(.+?)(?<!\s)\s*[（(]([^（()）]*)[）)]$", re.DOTALL)
_SIGNED = re.compile(r"^(.+?)(?<!\s)\s*(?:[:：]\s*)?([≥≤≧≦><=＞＜＝﹥﹤》《].*)$", re.DOTALL)
_AFTER_COLON = re.compile(r"^(.+?)(?<!\s)\s*[:：]\s*(.+)$", re.DOTALL)


Found = list[tuple[dict[str, str], Cell]]


def taken_out(row: Row, labels: Labels) -> tuple[Row, Found, list[SourceCell]]:
    """The row without its running text, the indicators in it with their cells, and the cells."""
    filled = [cell for _, cell in row.filled()]
    blocks = [cell for cell in filled if is_block(cell.text, labels)]
    if blocks:
        found = [(texts, c) for c in blocks for texts in indicators_in(c.text, labels)]
        rest = tuple(Cell("", c.place, "left") if c in blocks else c for c in row.cells)
        return Row(rest, row.place), found, [_holder(cell) for cell in blocks]
    found = list(_beside_category(filled, labels))
    if not found:
        return row, [], []
    named = {texts["level2"] for texts, _ in found}
    label = named.pop() if len(named) == 1 and len(filled) > 1 else ""
    return Row((), row.place), found, [_holder(filled[-1], label)] if label else []


def _holder(cell: Cell, label: str = "") -> SourceCell:
    return SourceCell(place=cell.place, text=cell.text, at=cell.place, label=label)


def _beside_category(
    filled: Sequence[Cell], labels: Labels
) -> Iterator[tuple[dict[str, str], Cell]]:
    """数量指标 | 检查次数≥4次；…: categories, then one text; or both in one cell."""
    named, text = [cell.text for cell in filled[:-1]], filled[-1].text if filled else ""
    if len(filled) == 1 and (parts := split_inline(text)):
        named, text = [parts[0]], parts[1]
    levels = [category_or_level1(one, labels) for one in named]
    if not levels or not all(levels) or category_or_level1(text, labels):
        return
    under = {name: value for each in levels for name, value in each.items()}
    items = list(items_in(text, under, labels))
    if all("level2" in item for item in items):
        yield from ((item, filled[-1]) for item in items)


def category_or_level1(text: str, labels: Labels) -> dict[str, str]:
    """The levels that a label names, be it only a 一级指标; empty for any other text."""
    found = category_of(text, labels)
    if not found and len(text) <= _LONGEST_CATEGORY and labels.is_level1(text):
        return {"level1": text.strip("*＊ ：:")}
    return found


def written_as(text: str, rows: Sequence[tuple[str, str, str, str]], labels: Labels) -> str:
    """The block with these indicators (level1, level2, name, value) in place of its own.

    Heads of categories stay as they are printed, in their order; new ones follow.
    """
    numbered = "指标" if not text.strip() or re.search(r"指标\d", text) else ""
    left = list(rows)
    pieces = [text[: next((m.start() for m in _BLOCK.finditer(text)), 0)]]
    for match in _BLOCK.finditer(text):
        own = _levels(match.group(1), labels)
        mine = [row for row in left if own and row[1] == own["level2"]]
        left = [row for row in left if row not in mine]
        empty = own and not mine
        body = "" if empty else _items(mine, numbered) if own else match.group(2)
        pieces.append(f"{text[match.start() : match.start(2)]}{body}")
    for level1, level2 in dict.fromkeys((row[0], row[1]) for row in left):
        mine = [row for row in left if row[1] == level2]
        pieces.append(f"【{level1}-{level2}】{_items(mine, numbered)}")
    return "".join(pieces)


def items_written(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """The indicators of one category as text: 检查次数（≥4次）；…"""
    return _items(rows, "")


def _items(rows: Sequence[tuple[str, str, str, str]], word: str) -> str:
    return "".join(
        f"{f'{word}{number}：' if word else ''}{name}{f'（{value}）' if value else ''}；"
        for number, (_, _, name, value) in enumerate(rows, 1)
    )


def is_block(text: str, labels: Labels) -> bool:
    """True for a text whose brackets name a category."""
    return any(_levels(match.group(1), labels) for match in _BLOCK.finditer(text))


def indicators_in(text: str, labels: Labels) -> Iterator[dict[str, str]]:
    """The texts of each indicator in the block: level1, level2, name and value as written."""
    for match in _BLOCK.finditer(text):
        levels = _levels(match.group(1), labels)
        if not levels:
            continue
        for item in _ITEM.split(match.group(2)):
            stated = item.strip().rstrip("；;。，,").strip()
            if stated:
                yield {**levels, **_name_and_value(stated)}


def category_of(text: str, labels: Labels) -> dict[str, str]:
    """The levels that a label alone names (数量指标, 产出指标-数量指标); empty for any other."""
    return _levels(text.rstrip(" ：:"), labels) if len(text) <= _LONGEST_CATEGORY else {}


def items_in(text: str, levels: Mapping[str, str], labels: Labels) -> Iterator[dict[str, str]]:
    """The indicators of a text that stands under a category; inner category names set theirs."""
    found = dict(levels)
    for part in _ITEM.split(text):
        stated = part.strip().rstrip("；;。，,").strip()
        inner = _AFTER_COLON.match(stated)
        if inner and (own := category_of(inner.group(1), labels)):
            found, stated = {**levels, **own}, inner.group(2).strip()
        elif own := category_of(stated, labels):
            found, stated = {**levels, **own}, ""
        if stated:
            yield {**found, **_name_and_value(stated)}


def _levels(heading: str, labels: Labels) -> dict[str, str]:
    pair = _LEVELS.match(heading.strip())
    if pair and labels.is_level1(pair.group(1)) and labels.is_level2(pair.group(2)):
        return {"level1": pair.group(1).strip(), "level2": pair.group(2).strip("* ＊")}
    level2 = heading.strip().strip("*＊")
    level1 = labels.level1_of(level2)
    return {"level1": level1, "level2": level2} if level1 and labels.is_level2(level2) else {}


def _name_and_value(stated: str) -> dict[str, str]:
    for pattern in (_IN_BRACKETS, _SIGNED, _AFTER_COLON):
        match = pattern.match(stated)
        if match:
            return {"name": match.group(1).strip(), "value": match.group(2).strip()}
    return {"name": stated}
