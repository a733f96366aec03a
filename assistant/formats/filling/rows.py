"""Indicator rows: each new row into a row of its category; more are added, left ones emptied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from assistant.errors import UnsupportedFormat
from assistant.formats.filling.running import fill_running
from assistant.formats.form.target_cell import compose, is_kind, sign_words
from assistant.formats.patch import Patched
from assistant.model import Declaration, Imported, Indicator, SourceCell, SpareRow
from assistant.parse.targets import parse_target
from assistant.vocabulary.profile import Profile

FIELDS = (
    "name", "value", "unit", "explanation", "baseline", "actual", "weight", "midterm_value",
)  # fmt: skip
_NO_LEVELS = "模板没有一级、二级指标两栏，类别没有写入"
_TARGET = re.compile(
    r"(?P<sign>[≥≤><=])?(?P<number>[\d,.]+(?:[%‰]?[-~—–至到][\d,.]+)?)(?P<unit>.*)"
)


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
    if template.running:
        yield from fill_running(file, template, after, labels)
        return
    free = [_blank(spare) for spare in template.spare if spare.after < 0]
    if free and not before:
        yield from _fill_free(file, free, after, labels)
        return
    if not before:
        yield f"模板的指标表没有可以填写的行，{len(after)} 条指标没有写入；请先在表里留出空行"
        return
    slots = _slots(template, labels)
    if _is_running_text(file, slots):
        raise UnsupportedFormat(
            "模板把几类指标写在同一格里，不能逐格填写，没有写入任何内容；请换一份一行一条指标的模板。"
        )
    yield from _fill_categories(file, slots, after, labels)
    yield from _extra_left_out(before, after)


def _fill_categories(
    file: Patched, slots: Mapping[str, Sequence[Slot]], rows: Sequence[Indicator], labels: Profile
) -> Iterator[str]:
    """Each row into its category; into the rows as they come where the form has no categories."""
    has_categories = not slots.keys() <= {""}
    wanted: dict[str, list[Indicator]] = {}
    for row in rows:
        wanted.setdefault(_key(row, labels) if has_categories else "", []).append(row)
    missing: Counter[str] = Counter()
    for key in dict.fromkeys((*slots, *wanted)):
        mine, own = wanted.get(key, []), slots.get(key, [])
        if own:
            missing.update(_fill_category(file, own, mine))
        else:
            names = "、".join(f"“{row.name or '（未写名称）'}”" for row in mine)
            yield f"模板里没有“{key or '未归类'}”的行，{len(mine)} 条指标没有写入：{names}"
    if not has_categories and any(row.level2 for row in rows):
        yield _NO_LEVELS
    yield from _without_column(missing, labels)


def _without_column(missing: Iterable[str], labels: Profile) -> Iterator[str]:
    columns = "、".join(f"“{labels.label_of(name)}”" for name in missing)
    if columns:
        yield f"模板的指标表没有{columns}一栏，这些内容没有写入"


def _extra_left_out(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[str]:
    """What the declaration's rows hold in columns of another form."""
    here, there = ({e.label for row in rows for e in row.extra} for rows in (before, after))
    if extra := sorted(there - here):
        yield f"指标行的其他栏目{'、'.join(f'“{e}”' for e in extra)}没有写入模板"


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
                slots.append(_blank(spare))
    return found


def _blank(spare: SpareRow) -> Slot:
    cells = {n: SourceCell(place="", text="", at=at) for n, at in spare.cells.items()}
    return Slot(cells, is_spare=True)


def _fill_free(
    file: Patched, free: Sequence[Slot], rows: Sequence[Indicator], labels: Profile
) -> Iterator[str]:
    """A table in which nothing stands yet: row after row, its categories too."""
    missing: Counter[str] = Counter()
    for number, row in enumerate(rows):
        slot = free[min(number, len(free) - 1)]
        texts = {**_levels_in(row, slot), **_texts(row, slot.cells)}
        if number < len(free):
            for name, text in texts.items():
                if text and name in slot.cells:
                    file.write(slot.cells[name].at, "", text)
        else:
            places = {slot.cells[n].at: text for n, text in texts.items() if n in slot.cells}
            file.add_row(slot.cells["name"].at, {at: t for at, t in places.items() if t}, ())
        missing.update(n for n in FIELDS if texts[n] and n not in slot.cells)
    if not {"level1", "level2"} & free[0].cells.keys():
        yield _NO_LEVELS
    yield from _without_column(missing, labels)


def _levels_in(row: Indicator, slot: Slot) -> dict[str, str]:
    """The category as the table has room for it: in two columns, or both levels in one."""
    level1, level2 = row.level1 or "", row.level2 or ""
    if "level1" in slot.cells and "level2" not in slot.cells:
        return {"level1": f"{level1}-{level2}".strip("-")}
    return {"level1": level1, "level2": level2}


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
    cells = {n: cell for n, cell in model.cells.items() if n in texts or n in ("level1", "level2")}
    beside = _row_of(cells["name"])
    places = {c.at: texts[n] for n, c in cells.items() if texts.get(n) and _row_of(c) == beside}
    levels = [cells[n].at for n in ("level1", "level2") if n in cells]
    file.add_row(cells["name"].at, places, levels)
    apart = {n: c for n, c in cells.items() if texts.get(n) and c.at not in places}
    if "midterm_name" in cells and any(n.startswith("midterm_") for n in apart):
        below = {c.at: texts[n] for n, c in apart.items() if n.startswith("midterm_")}
        file.add_row(cells["midterm_name"].at, below, ())
    yield from (n for n, text in texts.items() if text and n not in model.cells and n in FIELDS)


def _row_of(cell: SourceCell) -> str:
    """The row of a place: `表1 第3行 第4列` → `表1 第3行`, `Sheet1!C5` → `Sheet1!5`."""
    sheet, mark, inner = cell.at.rpartition("!")
    if mark:
        return sheet + mark + inner.lstrip(ascii_uppercase)
    return inner.rpartition(" ")[0]


def _midterm(texts: Mapping[str, str], cells: Mapping[str, SourceCell]) -> Mapping[str, str]:
    """A mid-term table of its own says name, unit and explanation a second time."""
    again = {n: texts[n] for n in ("name", "unit", "explanation") if f"midterm_{n}" in cells}
    return {f"midterm_{n}": text if texts["midterm_value"] else "" for n, text in again.items()}


def _texts(row: Indicator, cells: Mapping[str, SourceCell]) -> dict[str, str]:
    """Field → text; sign, number and unit apart where the form has a column for the sign."""
    texts = {name: getattr(row, name) or "" for name in FIELDS}
    texts.update(_midterm(texts, cells))
    if "sign" not in cells or not row.value:
        return texts | ({"sign": ""} if "sign" in cells else {})
    kind = cells["sign"].text
    if is_kind(kind):
        return {**texts, "sign": kind}
    match, target = _TARGET.fullmatch(row.value.strip()), parse_target(row.value)
    if match is None or (target and target.date):
        return {**texts, "sign": ""}
    sign, number = match.group("sign") or "", match.group("number")
    unit = match.group("unit").strip() or texts["unit"]
    written = sign_words(cells["sign"].text).get(sign, sign)
    if compose(written, number, unit) != row.value.strip():
        number, unit = number + match.group("unit"), texts["unit"]
    return {**texts, "sign": written, "value": number, "unit": unit}
