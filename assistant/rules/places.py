"""Where a pointer stands, in words: from the file when it is known, else from the form itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assistant.model import HEADER_FIELDS, TEXT_FIELDS, SourceCell
from assistant.rules.form import Form, Row

FIELD_ORDER = {field: i for i, field in enumerate((*HEADER_FIELDS, *TEXT_FIELDS, "indicators"))}
ROW_ORDER = {"": 0, "level1": 1, "level2": 2, "name": 3, "value": 4, "unit": 5, "explanation": 6}


def place_of(path: str, form: Form, cells: Mapping[str, SourceCell]) -> str:
    """`表1 第12行 度量单位` when the reader told, else `数量指标 第2行 度量单位` or 年度目标."""
    parts = path.strip("/").split("/")
    label = form.profile.label_of(parts[-1])
    if path in cells:
        place = cells[path].place
        return place if label in place else f"{place} {label}"
    if parts[0] != "indicators":
        return label if parts[0] else "整张表"
    if len(parts) < 2:
        return "绩效指标"
    row = form.rows[int(parts[1])]
    return f"{_row_place(row, form)} {label}" if len(parts) > 2 else _row_place(row, form)


def order_of(path: str) -> tuple[int, int, int]:
    """Sorts pointers as the form is read: header, texts, rows, cells from left to right."""
    parts = path.strip("/").split("/")
    row = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else -1
    cell = parts[2] if len(parts) > 2 else ""
    return FIELD_ORDER.get(parts[0], -1 if not parts[0] else 99), row, ROW_ORDER.get(cell, 9)


def _row_place(row: Row, form: Form) -> str:
    return f"{row.level2 or '未归类指标'} 第{form.once(_numbers)[row.index]}行"


def _numbers(form: Form) -> list[int]:
    """Each row's number among those of its category."""
    seen: Counter[str] = Counter()
    numbers = []
    for row in form.rows:
        seen[row.level2] += 1
        numbers.append(seen[row.level2])
    return numbers
