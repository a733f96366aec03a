"""What was gathered → declarations: mid-term rows joined to annual ones, projects apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.formats.base import Row, lines_of
from assistant.formats.form.collect import Collected, FieldValue, named_place
from assistant.formats.form.entry import LEVELS, Entry
from assistant.formats.form.header import understood_as
from assistant.formats.form.labels import Labels, plain, split_inline
from assistant.formats.form.numbered import apart, unnumbered
from assistant.formats.form.table import Table
from assistant.formats.form.values import amount, money_unit
from assistant.formats.form.year import year_from_goal
from assistant.model import Declaration, ExtraCell, Imported, Indicator, Note, SourceCell, SpareRow

_ENOUGH_FIELDS = 2
_MONEY_LABEL = re.compile(r"资金|金额|预算|经费|投资")


def finished(
    tables: Sequence[Table], into: Collected, titles: Sequence[Row], labels: Labels
) -> tuple[Imported, ...]:
    """The declarations of one form: one, or as many as its rows name projects."""
    as_read = [one for table in tables for entry in table.entries for one in apart(entry)]
    if unnumbered(as_read):
        into.note("三级指标前印着“指标1：”一类编号，没有计入指标名称")
    entries = _joined(as_read, into)
    is_blank_form = len(into.cells) >= _ENOUGH_FIELDS and (tables or into.running)
    if len(into.values) < _ENOUGH_FIELDS and not entries and not is_blank_form:
        return ()
    _say_about_tables(tables, entries, into, labels)
    _say_about_money(entries, into)
    if any("自评" in cell.text for row in titles for _, cell in row.filled()):
        _take_actuals_as_baseline(entries, into)
    return tuple(_imported(project, into, labels) for project in _by_project(entries) or [entries])


def _joined(entries: Sequence[Entry], into: Collected) -> list[Entry]:
    """Mid-term rows give their value to the annual row of the same name."""
    annual = [entry for entry in entries if not entry.midterm]
    if not annual:
        return list(entries)
    for entry in entries:
        if entry.midterm:
            _give_midterm(entry, annual, into)
    return [e for e in entries if not e.midterm or "midterm_value" in e.texts]


def _give_midterm(entry: Entry, annual: Sequence[Entry], into: Collected) -> None:
    value, cell = entry.texts.pop("value", None), entry.cells.pop("value", None)
    if value is None:
        return
    twin = next((a for a in annual if _key(a) == _key(entry)), None)
    target = twin or entry
    if "midterm_value" not in target.texts:
        target.texts["midterm_value"] = value
        if cell:
            target.cells["midterm_value"] = cell
        for name in ("name", "unit", "explanation") if twin else ():
            if name in entry.cells:
                target.cells[f"midterm_{name}"] = entry.cells[name]
    if twin is None:
        place = cell.place if cell else ""
        entry.notes.append(("中期指标没有同名的年度指标，只记中期值", place))


def _key(entry: Entry) -> tuple[str, str]:
    return plain(entry.texts.get("level2", "")), plain(entry.texts.get("name", ""))


def _say_about_tables(
    tables: Sequence[Table], entries: Sequence[Entry], into: Collected, labels: Labels
) -> None:
    if not entries:
        if into.free or into.running:
            into.note("指标表是空的，只读入了表头")
            return
        into.note("没有找到指标表（一级指标、二级指标、三级指标、指标值……），只读入了表头")
        return
    if any("sign" in t.heading.columns or t.heading.value_parts for t in tables):
        into.note("指标的符号、数值、单位分栏填写，已合成为一个指标值")
    for message, place in (note for table in tables for note in table.notes):
        into.note(message, place)
    kept = dict.fromkeys(extra.label for entry in entries for extra in entry.extra)
    if kept:
        into.note(f"指标表中的{'、'.join(f'“{label}”' for label in kept)}没有对应栏目，内容照录")
    for entry in entries:
        _say_what_is_cut(entry, labels)
        if "level2" not in entry.texts:
            _split_name(entry, labels)
    if not any("level1" in e.texts or "level2" in e.texts for e in entries):
        into.note("指标表没有一级、二级指标两栏，类别留空，没有推断")


def _say_what_is_cut(entry: Entry, labels: Labels) -> None:
    """A cell too small for its category shows a part of it; the row's others may be cut too."""
    for level in LEVELS:
        text = entry.texts.get(level, "")
        if labels.is_cut_category(text):
            said = (
                f"“{text}”不是完整的类别，这一行的文字可能被单元格截断；请调整行高、列宽后重新导出"
            )
            entry.notes.append((said, entry.cells[level].place if level in entry.cells else ""))


def _say_about_money(entries: Sequence[Entry], into: Collected) -> None:
    """An amount under a label that does not say whether it is the whole or the year's."""
    known = {*into.values, *(name for entry in entries for name in entry.project)}
    if known & {"total_amount", "annual_amount"}:
        return
    for extra in into.extra:
        if _MONEY_LABEL.search(extra.label) and amount(extra.value, Decimal(1)) is not None:
            said = f"“{extra.label}”没有说明是项目总金额还是本年度金额，没有填入，内容照录"
            into.note(said, extra.place or "")


def _split_name(entry: Entry, labels: Labels) -> None:
    """数量指标：设备数量 in one cell: the category and the name."""
    parts = split_inline(entry.texts.get("name", "").replace("-", ":", 1))
    if parts and labels.is_level2(parts[0]):
        entry.texts["level2"], entry.texts["name"] = parts[0].strip("*＊ "), parts[1].strip()
        level1 = labels.level1_of(parts[0])
        if level1 and "level1" not in entry.texts:
            entry.texts["level1"] = level1


def _take_actuals_as_baseline(entries: Sequence[Entry], into: Collected) -> None:
    taken = [e for e in entries if "actual" in e.texts and "baseline" not in e.texts]
    for entry in taken:
        entry.texts["baseline"] = entry.texts["actual"]
        entry.cells["baseline"] = entry.cells["actual"]
    if taken:
        into.note("这是自评表：目标值照读，实际完成值记为基线")


def _by_project(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The rows of each project of a list, in the order in which the projects first appear."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        code, name = (entry.project.get(f) for f in ("project_code", "project_name"))
        key = (plain(code.text) if code else "", plain(name.text) if name else "")
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _imported(entries: Sequence[Entry], into: Collected, labels: Labels) -> Imported:
    values, cells, notes = dict(into.values), dict(into.cells), list(into.notes)
    extra = list(into.extra)
    for entry in entries:
        _take_project(entry, values, cells, labels, into)
    extra += _asides(entries)
    _read_year(values, cells, notes)
    for number, entry in enumerate(entries):
        pointer = f"/indicators/{number}"
        cells.update({f"{pointer}/{name}": cell for name, cell in entry.cells.items()})
        notes += [Note(path=pointer, place=place, message=said) for said, place in entry.notes]
    rows = tuple(Indicator.model_validate({**e.texts, "extra": tuple(e.extra)}) for e in entries)
    plainly = {"profile": labels.profile.name, **values, "extra": tuple(extra)}
    declaration = Declaration.model_validate({**plainly, "indicators": rows})
    free = (SpareRow(after=-1, cells=at) for at in into.free)
    held = dict.fromkeys(cell for entry in entries for cell in entry.running)
    spare = (SpareRow(after=n, cells=at) for n, e in enumerate(entries) for at in e.spare)
    return Imported(
        declaration=declaration, notes=tuple(notes), cells=cells,
        start=into.start, spare=(*free, *spare), running=(*into.running, *held),
    )  # fmt: skip


def _read_year(
    values: dict[str, FieldValue], cells: dict[str, SourceCell], notes: list[Note]
) -> None:
    """The year from the goal, where the title did not say it."""
    found = year_from_goal(str(values.get("annual_goal", "")))
    if "year" in values or found is None:
        return
    values["year"], message = found
    cells["/year"] = cells["/annual_goal"]
    notes.append(Note(path="/year", place=cells["/year"].place, message=message))


def _take_project(
    entry: Entry, values: dict[str, FieldValue], cells: dict[str, SourceCell],
    labels: Labels, into: Collected,
) -> None:  # fmt: skip
    """What the row of a list says of its project; a list says it again on each row."""
    for name, cell in entry.project.items():
        scale = money_unit(entry.headings.get(name, "")) or into.factor or Decimal(1)
        understood = dict(understood_as(name, lines_of(cell.text), scale, cell, into))
        at = SourceCell(place=cell.place, text=cell.text, at=cell.place, scale=int(scale))
        own = cells.get(f"/{name}")
        if own is None or (name not in values and understood):
            values.update({k: v for k, v in understood.items() if k not in values})
            place = named_place(cell.place, labels.label_of(name))
            cells[f"/{name}"] = at.model_copy(update={"place": place})
        elif cell.place != own.at:
            cells[f"/{name}/{cell.place}"] = at


def _asides(entries: Sequence[Entry]) -> Iterator[ExtraCell]:
    """Each cell of the project under an unknown heading, once."""
    said: dict[tuple[str, str], ExtraCell] = {}
    for label, cell in (item for entry in entries for item in entry.aside.items()):
        one = ExtraCell(label=label, value=lines_of(cell.text), place=cell.place)
        said.setdefault((label, one.value), one)
    yield from said.values()
