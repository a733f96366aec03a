"""The labelled part of a form: pairs of label and value, side by side, below, or in one cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.formats.base import Cell, Row, at, lines_of
from assistant.formats.form import values
from assistant.formats.form.collect import Collected, FieldValue
from assistant.formats.form.labels import Labels, line_pattern, plain, split_inline
from assistant.formats.form.ledger import Ledger, is_dash
from assistant.formats.form.pieces import names_unit, pieces_of, read_money_unit
from assistant.model import OPEN

_TOTALS = frozenset({"total_amount", "annual_amount"})
_SHARES = frozenset({"fiscal_amount", "other_amount"})
_UNKNOWN_LABEL = 20

Waiting = list[tuple[int, Cell]]


def fields_of(row: Row, labels: Labels) -> set[str]:
    """The fields that the row names, also by labels that share a cell with their value."""
    return {f for _, cell in row.filled() if (f := labels.field_of_cell(cell.text))}


def read_header_row(row: Row, below: Row | None, labels: Labels, into: Collected) -> None:
    """Take every labelled value of the row; leave what has an unknown label; note the rest."""
    enter_group(row, into)
    waiting = [(i, cell) for i, cell in row.filled() if cell.place not in into.used]
    unpaired: list[tuple[int, Cell]] = []
    while waiting:
        column, cell = waiting.pop(0)
        if is_dash(cell.text):
            continue
        if not labels.is_label(cell.text):
            _read_other(column, cell, waiting, row, labels, into)
        elif waiting and not _is_other_label(waiting[0], column, row, labels):
            _take((column, cell), waiting.pop(0)[1], row, labels, into)
        else:
            unpaired.append((column, cell))
    if below and any(_is_any_label(cell.text, labels) for _, cell in below.filled()):
        below = None  # a row of labels holds no values for those above
    for column, cell in unpaired:
        _take_below((column, cell), at(below.cells, column) if below else None, row, labels, into)


def read_ledger_row(row: Row, ledger: Ledger, labels: Labels, into: Collected) -> None:
    """A row of a small table: its field, and everything else under its two names."""
    enter_group(row, into)
    into.group_factor = ledger.factor or into.group_factor
    taken, left = ledger.read(row, labels)
    for column, label, cell in taken:
        _take((column, label), cell, row, labels, into)
    for name, cell in left:
        into.leave(name or "（未写明）", cell.text.strip(), cell)


def enter_group(row: Row, into: Collected) -> None:
    """The unit of a heading at the side holds for the rows it is merged over."""
    first = row.cells[0]
    if first.text.strip() and not first.covered:
        into.group_factor = values.money_unit(first.text) if "(" in plain(first.text) else None


def read_loose_line(row: Row, labels: Labels, into: Collected) -> None:
    """A line that stands alone: `单位：万元`, `填报单位：…`, or a remark nobody asked for."""
    for column, cell in ((i, piece) for i, c in row.filled() for piece in pieces_of(c, labels)):
        parts = split_inline(cell.text)
        if cell.place in into.used or labels.is_level1(cell.text):
            continue
        if read_money_unit(cell, into):
            continue
        if plain(cell.text).startswith(("金额单位", "单位万元", "单位元")):
            into.factor = values.money_unit(cell.text) or into.factor
        elif parts and (labels.is_label(parts[0]) or names_unit(parts)):
            _take_both(column, cell, parts, row, labels, into)
        elif parts and len(parts[0]) <= _UNKNOWN_LABEL:
            into.leave(parts[0].strip(), parts[1].strip(), cell)
        elif not line_pattern("ignored").match(plain(cell.text)):
            into.note(f"没有看懂这一行，未读入：“{_short(cell.text)}”", row.place)


def _is_any_label(text: str, labels: Labels) -> bool:
    """A label, be it one that nobody knows: a short text that ends with a colon."""
    ends = text.rstrip().endswith(("：", ":")) and len(plain(text)) > 1
    return labels.is_label(text) or (ends and len(text) <= _UNKNOWN_LABEL)


def _is_other_label(after: tuple[int, Cell], column: int, row: Row, labels: Labels) -> bool:
    """True where what follows a label is the next one: its own cell between them is blank."""
    number, cell = after
    is_beside = all(each.covered == "left" for each in row.cells[column + 1 : number])
    return labels.is_label(cell.text) or (not is_beside and _is_any_label(cell.text, labels))


def _read_other(
    column: int, cell: Cell, waiting: Waiting, row: Row, labels: Labels, into: Collected
) -> None:
    """A cell that is no label: one that holds both, an unknown label, or a leftover."""
    pieces = pieces_of(cell, labels)
    if len(pieces) > 1:
        for piece in pieces:
            _read_other(column, piece, [], row, labels, into)
        return
    parts = split_inline(cell.text)
    short = len(cell.text) <= _UNKNOWN_LABEL and not values.is_figure(cell.text)
    if read_money_unit(cell, into):
        return
    if parts and (labels.is_label(parts[0]) or names_unit(parts)):
        _take_both(column, cell, parts, row, labels, into)
    elif waiting and short and not _is_other_label(waiting[0], column, row, labels):
        into.leave(_label_text(cell.text), waiting.pop(0)[1].text.strip(), cell)
    elif parts and len(parts[0]) <= _UNKNOWN_LABEL:
        into.leave(parts[0].strip(), parts[1].strip(), cell)
    elif not (waiting and short):
        into.note(f"没有看懂这一格，未读入：“{_short(cell.text)}”", cell.place)


def _take_below(
    label: tuple[int, Cell], below: Cell | None, row: Row, labels: Labels, into: Collected
) -> None:
    """The value of labels that stand side by side is what stands under them."""
    free = below and below.text.strip() and not below.covered
    if below and free and not (labels.is_label(below.text) or labels.columns(below.text)):
        into.used.add(below.place)
        _take(label, below, row, labels, into)
        return
    field = labels.field(label[1].text)
    if field and field not in into.values:
        scale = values.money_unit(label[1].text) or into.group_factor or into.factor or 1
        blank = Cell("", label[1].place)
        into.remember(f"/{field}", blank, labels.label_of(field), scale=int(scale))
        source = into.cells[f"/{field}"]
        into.cells[f"/{field}"] = source.model_copy(update={"label": label[1].text.strip()})


def _take_both(
    column: int, cell: Cell, parts: tuple[str, str], row: Row, labels: Labels, into: Collected
) -> None:
    """A label and its value in one cell."""
    label = "填报单位" if names_unit(parts) else parts[0]
    _take((column, Cell(label, cell.place)), Cell(parts[1], cell.place), row, labels, into)


def _take(label: tuple[int, Cell], cell: Cell, row: Row, labels: Labels, into: Collected) -> None:
    column, said = label[0], label[1].text
    text = lines_of(cell.text)
    field = _goal_meant(labels.field(said), said, into)
    if field is None or field in into.values or _is_midterm_share(field, column, row, labels, into):
        if field is None or into.values.get(field) != text:
            into.leave(_label_text(said) + _unit_printed(field, said, into), text, cell)
        return
    if field in _TOTALS:
        into.columns[field] = column
    name = labels.label_of(field)
    counted = field in _TOTALS | _SHARES and not values.says_unit(text)
    scale = _factor(said, row, into) if counted else Decimal(1)
    if scale is None:
        into.leave(_label_text(said), text, cell)
        into.note(f"“{name}”的金额单位可能在没有读入的行里，没有填入", cell.place, f"/{field}")
        return
    into.said = _label_text(said)
    understood = dict(understood_as(field, text, scale, cell, into))
    for key, value in understood.items():
        into.keep(key, value, cell, name, scale=int(scale))
    if not understood:
        into.remember(f"/{field}", cell, name, scale=int(scale))
    if not understood and OPEN not in text:
        into.leave(_label_text(said), text, cell)
        into.note(f"“{name}”写的是“{_short(text)}”，没有看懂，未填入", cell.place, f"/{field}")


def _goal_meant(field: str | None, label: str, into: Collected) -> str | None:
    """总体目标 is the annual goal where it stands alone; beside one of the year it is the whole."""
    if field != "annual_goal":
        return field
    of_year = "年" in label
    if "annual_goal" not in into.values:
        into.goal_of_year = of_year
    elif into.goal_of_year != of_year and "long_term_goal" not in into.values:
        if not of_year:
            return "long_term_goal"
        into.rename("annual_goal", "long_term_goal")
        into.goal_of_year = True
    return field


def _is_midterm_share(field: str, column: int, row: Row, labels: Labels, into: Collected) -> bool:
    """True for 财政拨款 under 中期资金总额 where the row says it again under the annual one."""
    if field not in _SHARES or into.columns.keys() != _TOTALS:
        return False
    if not any(i != column and labels.field(cell.text) == field for i, cell in row.filled()):
        return False
    return abs(column - into.columns["total_amount"]) < abs(column - into.columns["annual_amount"])


def _unit_printed(field: str | None, label: str, into: Collected) -> str:
    """（万元） for an amount that is kept as text: its label stands alone from then on."""
    factor = into.group_factor or into.factor
    if field not in _TOTALS | _SHARES or factor is None or values.money_unit(label):
        return ""
    return values.UNIT_NAMES.get(int(factor), "")


def understood_as(
    field: str, text: str, scale: Decimal, cell: Cell, into: Collected
) -> Iterator[tuple[str, FieldValue]]:
    """What a cell's text says for a field; nothing where it cannot be understood."""
    if field in _TOTALS or field in _SHARES:
        yuan = values.amount(text, scale)
        if yuan is not None:
            yield field, yuan
    elif field == "duration_years":
        yield from _duration(text, cell, into)
    elif field in ("start_year", "end_year", "year"):
        year = values.year_of(text)
        if year is not None:
            yield field, year
            if field != "year" and len(values.narrow(text)) > len("2026年度"):
                into.leave(into.said, text, cell)
    elif field == "project_type" and values.has_boxes(text):
        yield field, text
        if (answer := values.yes_or_no(text)) is not None and "is_new" not in into.values:
            yield "is_new", answer
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


def _factor(label: str, row: Row, into: Collected) -> Decimal | None:
    """元 or 万元: as the label says, else the heading at the side, else the form; None where that
    may have stood in rows that could not be told."""
    said = values.money_unit(label)
    if said is None:
        said = into.group_factor or into.factor
    if said is None and into.is_partial:
        return None
    if said is None and not into.said_no_unit:
        into.said_no_unit = True
        into.note("没有写明金额单位，按元读入", row.place)
    return said or Decimal(1)


def _label_text(text: str) -> str:
    return "".join(text.split()).rstrip(":：")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:30] + "…"
