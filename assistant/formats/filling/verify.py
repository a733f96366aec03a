"""The filled form read again: what does not come back as it was meant is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.formats.filling.rows import FIELDS as ROW_FIELDS
from assistant.formats.filling.texts import FIELDS
from assistant.model import Declaration, Imported
from assistant.vocabulary.profile import Profile, load_profile


def differences(template: Imported, found: Declaration, meant: Declaration) -> Iterator[str]:
    """A sentence on each field, and one on the rows, that reads differently than it was meant.

    Only what the form has cells for: the rest was told before.
    """
    labels = load_profile(template.declaration.profile or load_profile().name)
    for field in FIELDS:
        if f"/{field}" in template.cells and not _same(
            getattr(found, field), getattr(meant, field)
        ):
            yield f"“{labels.label_of(field)}”写入后读回来和申报表不同，请打开文件核对"
    columns = {path.rpartition("/")[2] for path in template.cells if path.count("/") == 3}
    columns.update(name for spare in template.spare for name in spare.cells)
    columns.update(("name", "value") if template.running else ())
    fields = [name for name in ROW_FIELDS if name in columns]
    places = {_category(template.declaration, n, labels) for n in _numbers(template.declaration)}
    is_open = not template.declaration.indicators or bool(template.running)
    has_levels = bool({"level1", "level2"} & columns) or bool(template.running)
    read = _rows(found, fields, labels, has_levels=has_levels)
    wanted = _rows(meant, fields, labels, has_levels=has_levels)
    for (category, *texts), count in (wanted - read).items():
        if (is_open or not has_levels or category in places) and any(texts):
            row = f"“{texts[0] or '（未写名称）'}”"
            yield f"指标{row}写入后读回来和申报表不同（{count} 处），请打开文件核对"


def _numbers(form: Declaration) -> range:
    return range(len(form.indicators))


def _category(form: Declaration, number: int, labels: Profile) -> str:
    level2 = form.indicators[number].level2
    category = labels.category_named(level2)
    return category.level2 if category else level2 or ""


def _rows(
    form: Declaration, fields: list[str], labels: Profile, *, has_levels: bool
) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            _category(form, number, labels) if has_levels else "",
            *(" ".join((getattr(row, name) or "").split()) for name in fields),
        )
        for number, row in enumerate(form.indicators)
    )


def _same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other or (not one and not other and one is not False and other is not False)
