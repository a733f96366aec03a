"""Header cells: what a value reads as in the very cell it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from assistant.formats.form.values import boxes_ticked, money_unit, narrow
from assistant.formats.layout import amount_text
from assistant.formats.patch import Patched
from assistant.model import (
    HEADER_FIELDS,
    OPTIONAL_FIELDS,
    TEXT_FIELDS,
    Declaration,
    Imported,
    SourceCell,
)
from assistant.vocabulary.profile import Profile

FIELDS: Final = (
    *HEADER_FIELDS, *(name for name in OPTIONAL_FIELDS if name != "extra"), *TEXT_FIELDS,
)  # fmt: skip
_AMOUNTS = frozenset({"total_amount", "annual_amount", "fiscal_amount", "other_amount"})
_BLANK_YEAR = re.compile(
    r"(?<=[(（])[\s_＿]{0,40}(?:20)?[\s_＿]{0,40}(?=年)|(?:20)?[\s_＿]{1,40}(?=年)|20(?=年)"
)


def fill_header(
    file: Patched, template: Imported, declaration: Declaration, labels: Profile
) -> Iterator[str]:
    """Write the fields that differ; yields a sentence on those that have no cell."""
    missing = []
    _fill_year(file, template, declaration)
    for field in FIELDS:
        value = getattr(declaration, field)
        if _in_period(field, template) or not _differs(field, template, declaration):
            continue
        cell = template.cells.get(f"/{field}")
        if cell is not None and file.has(cell.at):
            for each in _repeated(field, template):
                file.write(each.at, each.text, _text(field, declaration, each, labels))
        elif value is not None:
            missing.append(f"“{labels.label_of(field)}”")
    if missing:
        yield f"模板里没有{'、'.join(missing)}的位置，没有写入"
    known = {(extra.label, extra.value) for extra in template.declaration.extra}
    others = [e.label for e in declaration.extra if (e.label, e.value) not in known]
    if others:
        yield f"其他栏目{'、'.join(f'“{label}”' for label in others)}没有写入模板"
    if declaration.year and declaration.year != template.declaration.year:
        cell = template.cells.get("/year")
        if cell is None or _is_goal(cell, template):
            yield f"模板里没有写年度的位置，年度 {declaration.year} 没有写入"


def _repeated(field: str, template: Imported) -> Iterator[SourceCell]:
    """The field's cell, and those on other rows of a list that say the same."""
    own = template.cells[f"/{field}"]
    yield own
    for path, cell in template.cells.items():
        if path.startswith(f"/{field}/") and cell.at != own.at:
            yield cell


def _fill_year(file: Patched, template: Imported, declaration: Declaration) -> None:
    """The year in the title: 2025年度 → 2026年度, and （　　年度） filled."""
    cell = template.cells.get("/year")
    year, old = declaration.year, template.declaration.year
    if cell is None or not year or year == old or _is_goal(cell, template):
        return
    if old:
        new = cell.text.replace(str(old), str(year))
    else:
        new = _BLANK_YEAR.sub(str(year), cell.text, count=1)
    file.write(cell.at, cell.text, new)


def _is_goal(cell: SourceCell, template: Imported) -> bool:
    """True where the year was read from the annual goal: that text is written as a whole."""
    goal = template.cells.get("/annual_goal")
    return goal is not None and goal.at == cell.at


def _differs(field: str, template: Imported, declaration: Declaration) -> bool:
    """True where the field, or what shares its cell, says something else."""
    fields = [field]
    if field == "duration_years":
        fields += [name for name in ("start_year", "end_year") if _in_period(name, template)]
    return any(getattr(declaration, n) != getattr(template.declaration, n) for n in fields)


def _in_period(field: str, template: Imported) -> bool:
    """True for the first and last year where they share the cell of 实施期限."""
    if field not in ("start_year", "end_year"):
        return False
    own, whole = template.cells.get(f"/{field}"), template.cells.get("/duration_years")
    return own is not None and whole is not None and own.at == whole.at


def _text(field: str, declaration: Declaration, cell: SourceCell, labels: Profile) -> str:
    value = getattr(declaration, field)
    if value is None:
        return ""
    if field in _AMOUNTS:
        return _amount(value, cell, grouped=_is_grouped(field, cell, labels))
    if field == "is_new":
        return _yes_or_no(value, cell, labels)
    if field == "duration_years":
        return _duration(declaration, cell)
    return str(value)


def _amount(value: int | float, cell: SourceCell, *, grouped: bool) -> str:
    """In the unit that the cell's own text has, else in that of its label."""
    own = money_unit(cell.text)
    scale = own or Decimal(cell.scale)
    if scale == 1:
        text = amount_text(value, grouped=grouped)
    else:
        number = Decimal(str(value)) / scale
        text = f"{number:,f}" if "," in cell.text else f"{number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    unit = re.search(r"(?:百万|万|亿)?元\s*$", cell.text)
    return text + unit.group().strip() if unit else text


def _is_grouped(field: str, cell: SourceCell, labels: Profile) -> bool:
    if cell.text.strip():
        return "," in cell.text or "，" in cell.text
    return any(x.field == field and x.amount == "grouped" for x in labels.header)


def _yes_or_no(value: bool, cell: SourceCell, labels: Profile) -> str:
    ticked = boxes_ticked(cell.text, new=value)
    if ticked:
        return ticked
    said = narrow(cell.text)
    label = cell.label or labels.label_of("is_new")
    asks = said in ("是", "否") or (not said and "是否" in label)
    words: Mapping[bool, str] = (
        {True: "是", False: "否"} if asks else {True: "新增项目", False: "延续项目"}
    )
    return words[value]


def _duration(declaration: Declaration, cell: SourceCell) -> str:
    years = declaration.duration_years
    if re.search(r"20\d\d", cell.text) and declaration.start_year and declaration.end_year:
        return f"{declaration.start_year}-{declaration.end_year}年"
    if years is None:
        return ""
    return f"{years}年" if cell.text.strip().endswith("年") else str(years)
