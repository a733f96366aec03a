"""Indicator rows: each new row into a row of its category; more are added, left ones emptied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.formats.form.target_cell import compose, is_kind, sign_words
from assistant.formats.patch import Patched
from assistant.model import Declaration, Imported, Indicator, SourceCell
from assistant.vocabulary.profile import Profile

FIELDS = (
    "name", "value", "unit", "explanation", "baseline", "actual", "weight", "midterm_value",
)  # fmt: skip
_TARGET = re.compile(r"(?P<sign>[≥≤><=])?(?P<number>[\d,.]+(?:[-~—–至到][\d,.]+)?)(?P<unit>.*)")


@dataclass(frozen=True)
class Slot:
    """A row of the form that an indicator can stand in: its cells, and what stands there now."""

    cells: Mapping[str, SourceCell]
    row: Indicator = field(default_factory=Indicator)
    is_spare: bool = False


def fill_rows(
    file: Patched, template: Imported, declaration: Declaration, labels: Profile
) -> Iterator[str]:
    """Write the rows that differ; yields sentences on what found no place."""
    before, after = template.declaration.indicators, declaration.indicators
    if before == after:
        return
    slots = _slots(template, labels)
    if _is_running_text(file, slots):
        yield "模板的指标写成了文字段落，不能逐格填写，指标没有写入"
        return
    flat = "" if slots.keys() <= {""} else None
    wanted: dict[str, list[Indicator]] = {}
    for row in after:
        wanted.setdefault(_key(row, labels) if flat is None else flat, []).append(row)
    missing: Counter[str] = Counter()
    for key in dict.fromkeys((*slots, *wanted)):
        rows, own = wanted.get(key, []), slots.get(key, [])
        if not own:
            names = "、".join(f"“{row.name or '（未写名称）'}”" for row in rows)
            yield f"模板里没有“{key or '未归类'}”的行，{len(rows)} 条指标没有写入：{names}"
            continue
        missing.update(_fill_category(file, own, rows))
    if flat == "" and any(row.level2 for row in after):
        yield "模板没有一级、二级指标两栏，类别没有写入"
    columns = "、".join(f"“{labels.label_of(name)}”" for name in missing)
    if columns:
        yield f"模板的指标表没有{columns}一栏，这些内容没有写入"
    extra = {e.label for row in after for e in row.extra} - {
        e.label for row in before for e in row.extra
    }
    if extra:
        yield f"指标行的其他栏目{'、'.join(f'“{e}”' for e in sorted(extra))}没有写入模板"


def _key(row: Indicator, labels: Profile) -> str:
    category = labels.category_named(row.level2)
    return category.level2 if category else row.level2 or ""


def _slots(template: Imported, labels: Profile) -> dict[str, list[Slot]]:
    """The rows of each category in the order of the form, spare ones after their own."""
    found: dict[str, list[Slot]] = {}
    for number, row in enumerate(template.declaration.indicators):
        pointer = f"/indicators/{number}/"
        cells = {p[len(pointer) :]: c for p, c in template.cells.items() if p.startswith(pointer)}
        slots = found.setdefault(_key(row, labels), [])
        slots.append(Slot(cells, row))
        for spare in template.spare:
            if spare.after == number:
                blank = {n: SourceCell(place="", text="", at=at) for n, at in spare.cells.items()}
                slots.append(Slot(blank, is_spare=True))
    return found


def _is_running_text(file: Patched, slots: Mapping[str, Sequence[Slot]]) -> bool:
    """True where names share a cell with each other or with their values."""
    places = [
        slot.cells[name].at
        for own in slots.values()
        for slot in own
        for name in ("name", "value")
        if name in slot.cells and file.has(slot.cells[name].at)
    ]
    return len(places) != len(set(places))


def _fill_category(file: Patched, slots: Sequence[Slot], rows: Sequence[Indicator]) -> Counter[str]:
    """The rows in order; spare rows are taken only when the others do not suffice."""
    real = [slot for slot in slots if not slot.is_spare]
    usable = real if len(rows) <= len(real) else list(slots)
    missing: Counter[str] = Counter()
    for slot, row in zip(usable, rows, strict=False):
        missing.update(_fill_slot(file, slot, row))
    for slot in usable[len(rows) :]:
        missing.update(_fill_slot(file, slot, Indicator()))
    for row in rows[len(usable) :]:
        missing.update(_add_row(file, slots[-1], row))
    return missing


def _fill_slot(file: Patched, slot: Slot, row: Indicator) -> Iterator[str]:
    """Write the cells that differ; yields the fields that have no column."""
    if all(getattr(slot.row, name) == getattr(row, name) for name in FIELDS):
        return
    wanted = _texts(row, slot.cells)
    present = {n for n in slot.cells if file.has(slot.cells[n].at)}
    for name, text in wanted.items():
        if name in present:
            _write(file, slot, name, text, row)
        elif text and name in FIELDS:
            yield name


def _write(file: Patched, slot: Slot, name: str, text: str, row: Indicator) -> None:
    cell = slot.cells[name]
    if (
        name in FIELDS
        and getattr(slot.row, name) == getattr(row, name)
        and "sign" not in slot.cells
    ):
        return
    if name == "value" and "sign" in slot.cells:
        file.write(cell.at, None, text)  # the source's text is sign, number and unit together
    elif cell.text.strip() != text.strip():
        own = getattr(slot.row, name, None) or ""
        file.write(cell.at, own if own and own in cell.text else cell.text, text)


def _add_row(file: Patched, model: Slot, row: Indicator) -> Iterator[str]:
    """A copy of the category's last row with this indicator in it."""
    texts = _texts(row, model.cells)
    named, own = model.cells["name"].text.strip(), model.row.name or ""
    if own and named.endswith(own):  # 数量指标：设备数量 in one cell
        texts["name"] = named.removesuffix(own) + texts["name"]
    places = {model.cells[n].at: text for n, text in texts.items() if n in model.cells and text}
    levels = [model.cells[n].at for n in ("level1", "level2") if n in model.cells]
    file.add_row(model.cells["name"].at, places, levels)
    yield from (n for n, text in texts.items() if text and n not in model.cells and n in FIELDS)


def _texts(row: Indicator, cells: Mapping[str, SourceCell]) -> dict[str, str]:
    """Field → text; sign, number and unit apart where the form has a column for the sign."""
    texts = {name: getattr(row, name) or "" for name in FIELDS}
    if "midterm_name" in cells:  # the mid-term table names the indicator a second time
        texts["midterm_name"] = texts["name"] if texts["midterm_value"] else ""
    if "sign" not in cells or not row.value:
        return texts | ({"sign": ""} if "sign" in cells else {})
    kind = cells["sign"].text
    if is_kind(kind):
        return {**texts, "sign": kind}
    match = _TARGET.fullmatch(row.value.strip())
    if match is None:
        return {**texts, "sign": ""}
    sign, number = match.group("sign") or "", match.group("number")
    unit = match.group("unit").strip() or texts["unit"]
    written = sign_words(cells["sign"].text).get(sign, sign)
    if compose(written, number, unit) != row.value.strip():
        number, unit = number + match.group("unit"), texts["unit"]
    return {**texts, "sign": written, "value": number, "unit": unit}
