"""What an own rule looks at: fields of the form by name or label, cells of chosen rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.model import HEADER_FIELDS, NOT_APPLICABLE, OPEN, TEXT_FIELDS, Value
from assistant.rules.form import Form, Row
from assistant.rules.own.patterns import Pattern
from assistant.vocabulary.loading import load

MORE_FIELDS = ("year", "start_year", "end_year", "fiscal_amount", "other_amount")
FORM_FIELDS = (*HEADER_FIELDS, *TEXT_FIELDS, *MORE_FIELDS)
ROW_FIELDS = ("level1", "level2", "name", "value", "unit", "explanation", "baseline", "weight")
NUMBERS = (
    "duration_years", "total_amount", "annual_amount", *MORE_FIELDS,
)  # fmt: skip


class Rows(Value):
    """Which answered rows are meant: by 二级指标 and by a pattern on the name; empty: all."""

    categories: tuple[str, ...] = ()
    name: Pattern | None = None

    def chosen(self, form: Form) -> Iterator[Row]:
        """The rows, in order."""
        wanted = {form.profile.category_named(category) for category in self.categories}
        for row in form.answered_rows:
            if self.categories and (row.category is None or row.category not in wanted):
                continue
            if self.name is None or self.name.search(row.name):
                yield row


class Place(Value, kw_only=False):
    """One cell as a rule sees it: its text, and its row if it is in one."""

    path: str
    text: str
    row: Row | None = None


def cells(fields: tuple[str, ...], rows: Rows, form: Form) -> Iterator[Place]:
    """The cells of the fields; those of rows once per chosen row. Open cells read as empty."""
    for field in fields:
        if field in FORM_FIELDS:
            yield Place(f"/{field}", _text(getattr(form.declaration, field)))
    of_rows = [field for field in fields if field not in FORM_FIELDS]
    for row in rows.chosen(form) if of_rows else ():
        for field in of_rows:
            yield Place(row.path(field), _text(getattr(row.indicator, field)), row)


def number(field: str, form: Form) -> Decimal | None:
    """The number in a field of the form, None when it is unknown."""
    value = getattr(form.declaration, field, None)
    if field == "year":
        value = form.year
    return None if value is None or isinstance(value, str) else Decimal(str(value))


@cache
def field_names() -> dict[str, str]:
    """Every name and label by which a field may be called, and the field."""
    labels = load("labels")
    named = {field: field for field in (*FORM_FIELDS, *ROW_FIELDS)}
    for field, spellings in (*labels["fields"].items(), *labels["columns"].items()):
        if field in named:
            named |= {label: field for label in spellings if label not in named}
    return named | {"年度": "year", "预算年度": "year", "指标内容": "name", "单位": "unit"}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "" if value is None else str(value).strip()
    return "" if OPEN in text or text == NOT_APPLICABLE else text
