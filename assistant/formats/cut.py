"""Where a form breaks off: text can be cut anywhere and still be read; what is missing is said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.formats import guard
from assistant.formats.form.labels import bare, labels_of
from assistant.model import Declaration, Imported, Indicator, Note
from assistant.vocabulary.profile import Profile, load_profile

FLOWING = ("txt", "csv", "md", "html")
"""Formats that stay readable when their end is missing; a package then no longer opens."""
_HEADER = (
    "project_code",
    "project_name",
    "applicant_unit",
    "budget_unit",
    "duration_years",
    "annual_amount",
    "annual_goal",
)
_ENOUGH_FIELDS = 2


def with_ends(found: Sequence[Imported], kind: str, data: bytes, name: str) -> tuple[Imported, ...]:
    """The declarations, each with a Note on the categories its table ends before; the last one of a
    text file with `cut` set when the file breaks off in it."""
    *earlier, last = (_noted(one) for one in found)
    if kind in FLOWING and (missing := _missing(last, data)):
        read = "前面的内容已读出；请取得完整的文件再试，原表本来就没有的请先补上。"
        last = last.model_copy(update={"cut": f"“{name}”不完整：{missing}。{read}"})
    return (*earlier, last)


def _noted(one: Imported) -> Imported:
    left_out = left_out_at_end(one.declaration)
    if not left_out:
        return one
    message = f"指标表没有后面的{'、'.join(left_out)}；若原表不是这样，文件可能被截断，请重新导出"
    return one.model_copy(update={"notes": (*one.notes, Note(path="", place="", message=message))})


def _missing(last: Imported, data: bytes) -> str:
    """What the end of the file lacks; "" when nothing tells that it was cut."""
    if guard.breaks_off(data):
        return "末尾断在半个字上，后面的内容缺失"
    declaration = last.declaration
    if sum(getattr(declaration, field) is not None for field in _HEADER) < _ENOUGH_FIELDS:
        return ""  # a bare list of indicators need not hold every category
    if not declaration.indicators:
        return "只有表头，没有指标表"
    left_out = left_out_at_end(declaration)
    return f"指标表到“{_last_level2(declaration)}”为止，缺{'、'.join(left_out)}" if left_out else ""


def _last_level2(declaration: Declaration) -> str:
    return next((r.level2 for r in reversed(declaration.indicators) if r.level2), "")


def left_out_at_end(declaration: Declaration) -> list[str]:
    """The required categories below the last one the table has."""
    profile = load_profile(declaration.profile)
    places = [_place(row, profile) for row in declaration.indicators]
    rest = profile.categories[max(places, default=len(profile.categories)) + 1 :]
    return [category.level2 for category in rest if category.required]


def _place(row: Indicator, profile: Profile) -> int:
    """The number of the row's category; of the last one of its 一级指标 where only that is known
    (满意度指标 | 满意度指标), -1 where nothing is."""
    category = profile.category_named(row.level2)
    if category:
        return profile.categories.index(category)
    spellings = {bare(text) for text in (row.level1, row.level2) if text}
    labels = labels_of(profile)
    same = (
        n for n, c in enumerate(profile.categories) if labels.level1_spellings(c.level1) & spellings
    )
    return max(same, default=-1)
