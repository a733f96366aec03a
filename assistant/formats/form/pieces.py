"""Several labels in one cell or line, and what 单位 says in it: who, or what money."""

from __future__ import annotations

import re

from assistant.formats.base import Cell, Row
from assistant.formats.form import values
from assistant.formats.form.collect import Collected
from assistant.formats.form.labels import Labels, plain, split_inline

_MONEY_LABEL = re.compile(r"(?:金额|货币|计量|资金)?单位")
_UNIT_REMARK = re.compile(r"单位(?:人民币)?(?:百万|万|亿)?元")
_GAP_AND_LABEL = re.compile(r"\s([^\s:：]{2,20})\s*[:：]")
_WIDE_GAP = re.compile(r"[ \t]{2,}|\u3000+|\n")


def pieces_of(cell: Cell, labels: Labels) -> list[Cell]:
    """填表人：甲　　电话：123 in one cell: each label with its value; else the cell as it is.

    One blank is gap enough before a label that is known.
    """
    for parts in (_WIDE_GAP.split(cell.text), _before_labels(cell.text, labels)):
        stated = [part.strip() for part in parts if part.strip()]
        if len(stated) > 1 and all(split_inline(part) for part in stated):
            return [Cell(part, cell.place) for part in stated]
    return [cell]


def _before_labels(text: str, labels: Labels) -> list[str]:
    gaps = (
        gap.start()
        for gap in _GAP_AND_LABEL.finditer(text)
        if labels.is_label(gap.group(1)) or _MONEY_LABEL.fullmatch(plain(gap.group(1)))
    )
    starts = [0, *gaps]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def read_money_unit(cell: Cell, into: Collected) -> bool:
    """金额单位：万元. False where 单位 is who fills the form in."""
    parts = split_inline(cell.text)
    if parts is None or not _MONEY_LABEL.fullmatch(plain(parts[0])):
        return False
    said = values.money_unit(parts[1])
    into.factor = said or into.factor
    return said is not None


def names_unit(parts: tuple[str, str]) -> bool:
    """单位：某某局 says who fills the form in; 单位 alone may say what amounts are counted in."""
    return plain(parts[0]) == "单位" and values.money_unit(parts[1]) is None


def read_unit_remark(row: Row, into: Collected) -> None:
    """What a title says of the amounts below it: …申报表（单位：万元）."""
    for _, cell in row.filled():
        if remark := _UNIT_REMARK.search(plain(cell.text)):
            into.factor = values.money_unit(remark.group()) or into.factor
