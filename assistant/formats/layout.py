"""A declaration laid out as its official form: boxes with spans, alike for every writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

from assistant.model import (
    HEADER_FIELDS,
    OPEN,
    OPTIONAL_FIELDS,
    TEXT_FIELDS,
    Declaration,
    Indicator,
)
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Label, Profile

BoxKind = Literal["label", "value", "heading", "category"]
FORM_WIDTH_CM = 17.8
"""The width of the form on A4."""
CENTRED = frozenset({"value", "unit", "weight", "baseline", "actual", "midterm_value"})
"""Columns of short values, centred in print."""
_WIDTHS_CM = {"level1": 2.05, "level2": 2.4, "name": 4.15, "value": 2.2, "unit": 1.7}
_OTHER_WIDTH_CM = 1.8
_EXPLANATION_CM = 3.0

_EXTRA = "extra:"
_MOST_EXTRA = 3

Role = Literal["title", "note", "pair", "text", "heading", "row"]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the form. `rows` 0: covered by the box above; `path`: where its value lives."""

    text: str
    kind: BoxKind = "value"
    columns: int = 1
    rows: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Boxes side by side."""

    role: Role
    boxes: tuple[Box, ...]

    def spread(self, columns: int) -> tuple[str, ...]:
        """The texts for a plain table: pairs close together, text rows in two cells."""
        blank_row = not any(box.text for box in self.boxes if box.kind == "value")
        texts = [box.text if box.rows or blank_row else "" for box in self.boxes]
        return tuple(texts + [""] * (columns - len(texts)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole form. `fields` names the indicator columns in order."""

    title: str
    lines: tuple[Line, ...]
    fields: tuple[str, ...]
    open_cells: int

    @property
    def columns(self) -> int:
        """How many columns the form's table has."""
        return len(self.fields)


def sheet_of(declaration: Declaration, profile: Profile) -> Sheet:
    """The form of the declaration in the profile's layout."""
    columns = _columns(declaration, profile)
    head = [Line("title", (Box(profile.title, "label", len(columns)),))]
    opened = count_open(declaration)
    if declaration.year:
        head.append(
            Line("note", (Box(f"（{declaration.year}年度）", "label", len(columns), path="/year"),))
        )
    if opened:
        head.append(Line("note", (Box(f"含 {opened} 处待填", "label", len(columns)),)))
    body = (
        *_pairs(declaration, profile, len(columns)),
        *_texts(declaration, profile, len(columns)),
        Line("heading", tuple(Box(label.label, "heading") for label in columns)),
        *_rows(declaration, profile, columns),
    )
    fields = tuple(label.field for label in columns)
    return Sheet(profile.title, (*head, *body), fields, opened)


def count_open(declaration: Declaration) -> int:
    """How many places of the form still say 【待填】."""
    return declaration.model_dump_json().count(OPEN)


def widths_cm(fields: Sequence[str]) -> list[float]:
    """The width of each column; the explanation takes what the others leave."""
    fixed = {f: _WIDTHS_CM.get(f, _OTHER_WIDTH_CM) for f in fields if f != "explanation"}
    rest = max(FORM_WIDTH_CM - sum(fixed.values()), _EXPLANATION_CM)
    widths = [fixed.get(field, rest) for field in fields]
    return [width * FORM_WIDTH_CM / sum(widths) for width in widths]


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t" if c not in "\ufffe\uffff")


def cell_text(declaration: Declaration, label: Label) -> str:
    """A header or text field as the form writes it: amounts grouped, 是/否, blank when unknown."""
    value = getattr(declaration, label.field)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if label.amount:
        return amount_text(value, grouped=label.amount == "grouped")
    return str(value)


def starred(level2: str | None, profile: Profile) -> str:
    """The category as printed: with a star when the profile requires it."""
    category = profile.category_named(level2)
    star = profile.starred and category is not None and category.required
    return f"*{level2}" if star else level2 or ""


def amount_text(value: int | float, *, grouped: bool) -> str:
    """Whole yuan stay whole, decimals keep at least two places and lose none."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    if float(text.replace(",", "")) != value:
        text = f"{Decimal(repr(value)):,f}"
    return text if grouped else text.replace(",", "")


def _columns(declaration: Declaration, profile: Profile) -> tuple[Label, ...]:
    """The profile's columns, and those that only this declaration uses, before the explanation."""
    own = {label.field for label in profile.columns}
    used = [
        Label(field=field, label=_ROW_LABELS[field])
        for field in _ROW_LABELS
        if field not in own and any(getattr(row, field) for row in declaration.indicators)
    ]
    used += [
        Label(field=_EXTRA + label, label=label) for label in extra_columns(declaration, profile)
    ]
    columns = list(profile.columns)
    place = next((i for i, c in enumerate(columns) if c.field == "explanation"), len(columns))
    return (*columns[:place], *used, *columns[place:])


def extra_columns(declaration: Declaration, profile: Profile) -> tuple[str, ...]:
    """The headings of row cells that no field holds, as far as the form has room for them.

    Not those that the form would read back as a column of its own.
    """
    own = {name for column in profile.columns for name in (column.label, *column.variants)}
    return tuple(label for label in row_extras(declaration) if label not in own)[:_MOST_EXTRA]


def row_extras(declaration: Declaration) -> tuple[str, ...]:
    """The labels of all row cells that no field holds."""
    labels = (extra.label for row in declaration.indicators for extra in row.extra)
    return tuple(dict.fromkeys(labels))


_ROW_LABELS = {
    "baseline": "上年实际值",
    "midterm_value": "中期指标值",
    "actual": "实际完成值",
    "weight": "权重",
}
_HEADER_ORDER = (*HEADER_FIELDS, *(name for name in OPTIONAL_FIELDS if name != "extra"))
_AMOUNTS = frozenset({"total_amount", "annual_amount", "fiscal_amount", "other_amount"})


def _with_others(
    own: Sequence[Label], fields: Sequence[str], declaration: Declaration, profile: Profile
) -> Iterator[Label]:
    """The profile's labels, then those of known fields that this form has no place for."""
    yield from own
    placed = {label.field for label in (*profile.header, *profile.texts)}
    names: dict[str, list[str]] = load("labels")["fields"]
    for name in fields:
        if name not in placed and getattr(declaration, name) is not None:
            if name in _AMOUNTS:
                yield Label(field=name, label=f"{names[name][0]}（元）", amount="plain")
            else:
                yield Label(field=name, label=names[name][0])


def _pairs(declaration: Declaration, profile: Profile, columns: int) -> Iterator[Line]:
    """The header, two labelled fields to a line."""
    labels = _with_others(profile.header, _HEADER_ORDER, declaration, profile)
    fields = [(f"{x.label}：", cell_text(declaration, x), f"/{x.field}") for x in labels]
    fields += [(f"{e.label}：", e.value, f"/extra/{i}") for i, e in enumerate(declaration.extra)]
    for left in range(0, len(fields), 2):
        two = fields[left : left + 2]
        yield Line("pair", tuple(_pair_boxes(two, columns)))


def _pair_boxes(fields: Sequence[tuple[str, str, str]], columns: int) -> Iterator[Box]:
    widths = (2, 1, 2, columns - 5) if columns > 4 else (1, 1, 1, 1)
    for number, (label, value, path) in enumerate(fields):
        yield Box(label, "label", widths[2 * number])
        last = len(fields) == 1
        yield Box(
            value, "value", columns - widths[0] if last else widths[2 * number + 1], path=path
        )


def _texts(declaration: Declaration, profile: Profile, columns: int) -> Iterator[Line]:
    width = 2 if columns > 4 else 1
    for label in _with_others(profile.texts, TEXT_FIELDS, declaration, profile):
        value = Box(cell_text(declaration, label), columns=columns - width, path=f"/{label.field}")
        yield Line("text", (Box(f"{label.label}：", "label", width), value))


def _rows(declaration: Declaration, profile: Profile, columns: Sequence[Label]) -> Iterator[Line]:
    spans = _spans(declaration.indicators)
    for number, row in enumerate(declaration.indicators):
        boxes = (_row_box(row, number, label, spans[number], profile) for label in columns)
        yield Line("row", tuple(boxes))


def _row_box(
    row: Indicator, number: int, label: Label, spans: tuple[int, int], profile: Profile
) -> Box:
    path = f"/indicators/{number}/{label.field}"
    if label.field == "level1":
        return Box(row.level1 or "", "category", rows=spans[0], path=path)
    if label.field == "level2":
        return Box(starred(row.level2, profile), "category", rows=spans[1], path=path)
    if label.field.startswith(_EXTRA):
        return Box(next((e.value for e in row.extra if e.label == label.label), ""), path=path)
    return Box(getattr(row, label.field) or "", path=path)


def _spans(rows: Sequence[Indicator]) -> list[tuple[int, int]]:
    """For each row, how many rows its 一级 and 二级 boxes span; 0 under a box that began above."""
    level1 = [size for _, run in groupby(rows, lambda r: r.level1) for size in _run(run)]
    level2 = [
        size for _, run in groupby(rows, lambda r: (r.level1, r.level2)) for size in _run(run)
    ]
    return list(zip(level1, level2, strict=True))


def _run(rows: Iterator[Indicator]) -> list[int]:
    size = len(list(rows))
    return [size] + [0] * (size - 1)
