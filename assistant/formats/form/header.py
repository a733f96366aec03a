"""The labelled part of a form: pairs of label and value, side by side, below, or in one cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.formats.base import Cell, Row, at, lines_of
from assistant.formats.form import values
from assistant.formats.form.collect import Collected, FieldValue
from assistant.formats.form.labels import Labels, plain, split_inline, title_words
from assistant.model import OPEN

AMOUNTS = frozenset({"total_amount", "annual_amount", "fiscal_amount", "other_amount"})
_UNKNOWN_LABEL = 20


def fields_of(row: Row, labels: Labels) -> set[str]:
    """The fields that the row names, also by labels that share a cell with their value."""
    return {f for _, cell in row.filled() if (f := labels.field_of_cell(cell.text))}


def read_header_row(row: Row, below: Row | None, labels: Labels, into: Collected) -> None:
    """Take every labelled value of the row; leave what has an unknown label; note the rest."""
    waiting = [(i, cell) for i, cell in row.filled() if cell.place not in into.used]
    unpaired: list[tuple[int, Cell, str]] = []
    while waiting:
        column, cell = waiting.pop(0)
        field = labels.field(cell.text)
        if field is None:
            _read_other(cell, waiting, row, labels, into)
        elif waiting and not labels.field(waiting[0][1].text):
            _take(field, cell.text, waiting.pop(0)[1], row, labels, into)
        else:
            unpaired.append((column, cell, field))
    for column, cell, field in unpaired:
        _take_below(field, cell, at(below.cells, column) if below else None, row, labels, into)


def read_loose_line(row: Row, labels: Labels, into: Collected) -> None:
    """A line that stands alone: `单位：万元`, `填报单位：…`, or a remark nobody asked for."""
    for _, cell in row.filled():
        parts = split_inline(cell.text)
        if plain(cell.text).startswith(("单位:", "金额单位")) or plain(cell.text) == "单位万元":
            into.factor = values.money_unit(cell.text) or into.factor
        elif parts and (field := labels.field(parts[0])):
            _take(field, parts[0], Cell(parts[1], cell.place), row, labels, into)
        elif parts and len(parts[0]) <= _UNKNOWN_LABEL:
            into.leave(parts[0].strip(), parts[1].strip(), cell)
        elif not title_words()[1].match(plain(cell.text)):
            into.note(f"没有看懂这一行，未读入：“{_short(cell.text)}”", row.place)


def _read_other(
    cell: Cell, waiting: list[tuple[int, Cell]], row: Row, labels: Labels, into: Collected
) -> None:
    parts = split_inline(cell.text)
    if parts and (field := labels.field(parts[0])):
        _take(field, parts[0], Cell(parts[1], cell.place), row, labels, into)
    elif waiting and len(cell.text) <= _UNKNOWN_LABEL and not labels.field(waiting[0][1].text):
        into.leave(cell.text.strip().rstrip(":："), waiting.pop(0)[1].text.strip(), cell)
    elif parts and len(parts[0]) <= _UNKNOWN_LABEL:
        into.leave(parts[0].strip(), parts[1].strip(), cell)
    elif not _is_side_heading(cell, waiting):
        into.note(f"没有看懂这一格，未读入：“{_short(cell.text)}”", cell.place)


def _is_side_heading(cell: Cell, waiting: list[tuple[int, Cell]]) -> bool:
    """项目资金, 基本情况 …: a short heading before the labels it groups."""
    return bool(waiting) and len(cell.text) <= _UNKNOWN_LABEL


def _take_below(
    field: str, label: Cell, below: Cell | None, row: Row, labels: Labels, into: Collected
) -> None:
    usable = below and below.text.strip() and not below.covered and not _is_label(below, labels)
    if usable and below:
        into.used.add(below.place)
        _take(field, label.text, below, row, labels, into)
    elif field not in into.values:
        into.remember(f"/{field}", Cell("", label.place), labels.profile.label_of(field))


def _take(field: str, label: str, cell: Cell, row: Row, labels: Labels, into: Collected) -> None:
    text = lines_of(cell.text)
    name = labels.profile.label_of(field)
    if field in into.values:
        if into.values[field] != text:
            into.leave(label.strip().rstrip(":："), text, cell)
        return
    understood = dict(_understood(field, label, text, cell, row, into))
    for key, value in understood.items():
        into.keep(key, value, cell, name)
    if not understood and OPEN not in text:
        into.leave(label.strip().rstrip(":："), text, cell)
        into.note(f"“{name}”写的是“{_short(text)}”，没有看懂，未填入", cell.place, f"/{field}")


def _understood(
    field: str, label: str, text: str, cell: Cell, row: Row, into: Collected
) -> Iterator[tuple[str, FieldValue]]:
    if field in AMOUNTS:
        yuan = values.amount(text, _factor(label, row, into))
        if yuan is not None:
            yield field, yuan
    elif field == "duration_years":
        yield from _duration(text, cell, into)
    elif field in ("start_year", "end_year"):
        digits = values.narrow(text).rstrip("年度")
        if digits.isdigit() and len(digits) == 4:
            yield field, int(digits)
    elif field == "is_new":
        answer = values.yes_or_no(text)
        if answer is not None:
            yield field, answer
    else:
        yield field, text


def _duration(text: str, cell: Cell, into: Collected) -> Iterator[tuple[str, FieldValue]]:
    number, period = values.years(text), values.span(text)
    if number is not None:
        yield "duration_years", number
    elif period is not None:
        first, last = period
        yield from (("duration_years", last - first + 1), ("start_year", first), ("end_year", last))
        into.note(f"实施期限 {last - first + 1} 年由起止年份算得", cell.place, "/duration_years")


def _factor(label: str, row: Row, into: Collected) -> Decimal:
    """元 or 万元: as the label says, else its row (a heading 项目资金（万元）), else the form."""
    said = values.money_unit(label)
    if said is None:
        headings = (values.money_unit(c.text) for c in row.cells if "(" in plain(c.text))
        said = next((unit for unit in headings if unit), into.factor)
    if said is None:
        into.note("没有写明金额单位，按元读入", row.place)
    return said or Decimal(1)


def _is_label(cell: Cell, labels: Labels) -> bool:
    return bool(labels.field(cell.text) or labels.column(cell.text))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:30] + "…"
