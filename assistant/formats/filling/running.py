"""Indicators as running text: the block is written anew, its heads and its way of counting kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.formats.form.blocks import items_written, written_as
from assistant.formats.form.labels import labels_of
from assistant.formats.patch import Patched
from assistant.model import Imported, Indicator
from assistant.vocabulary.profile import Profile

Stated = tuple[str, str, str, str]


def fill_running(
    file: Patched, template: Imported, rows: Sequence[Indicator], labels: Profile
) -> Iterator[str]:
    """Write the rows into the cells of running text; yields what found no place."""
    stated = [(r.level1 or "", r.level2 or "", r.name or "", r.value or "") for r in rows]
    left = list(stated)
    for cell in template.running:
        if cell.label:
            mine = [one for one in left if _same(one[1], cell.label, labels)]
            text = items_written(mine)
        else:
            mine, text = left, written_as(cell.text, left, labels_of(labels))
        left = [one for one in left if one not in mine]
        if text.strip() != cell.text.strip():
            file.write(cell.at, None, text)
    if left:
        names = "、".join(f"“{name or '（未写名称）'}”" for _, _, name, _ in left)
        yield f"模板里没有这些指标的类别，{len(left)} 条指标没有写入：{names}"
    if any(r.unit and r.unit not in (r.value or "") for r in rows) or any(
        r.explanation for r in rows
    ):
        yield "模板把指标写成文字段落，只写入了指标名称和指标值，度量单位、指标解释没有写入"


def _same(one: str, other: str, labels: Profile) -> bool:
    first, second = labels.category_named(one), labels.category_named(other)
    return one == other or (first is not None and first == second)
