"""What stays in next year's form and has to be looked at by the officer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import OPEN, Declaration, Indicator
from assistant.parse.dates import find_dates, find_years
from assistant.vocabulary.loading import load


def to_confirm(form: Declaration, rolled: Declaration, year: int) -> Iterator[str]:
    """What stays and has to be looked at, in the order of the form."""
    if form.year is None:
        yield "原表没有写预算年度：文字中的年份一律没有改动，请逐处核对。"
    elif year - form.year > 1:
        yield f"原表是 {form.year} 年度的，中间隔了 {year - form.year - 1} 年，请核对有无更近的表。"
    yield from _period(form, year)
    if form.total_amount is not None:
        yield _total(form)
    yield "项目编号、名称、类型、分配方式沿用原表；在财政系统中重新建项目的，请改为新编号。"
    for field, label in _LABELS.items():
        left = sorted({y for _, _, y in find_years(getattr(rolled, field) or "") if y != year})
        if left:
            years = "、".join(map(str, left))
            yield f"{label}里还有 {years} 年，不能断定要随年度改，没有改动，请核对。"
    yield from _once(form)
    kept = [row.name for row in rolled.indicators if _is_level(row)]
    if kept:
        yield f"{len(kept)} 条指标值沿用上年，请确认：{'、'.join(filter(None, kept))}。"
    if rolled.long_term_goal:
        yield "长期目标跨整个项目期，没有改动；其中的累计数如已调整，请改。"
    if any(row.actual or row.baseline for row in form.indicators):
        yield "上年的实际完成值、基准值已清空，请按决算填写。"


_LABELS = {
    "project_name": "项目名称",
    "annual_goal": "年度目标",
    "long_term_goal": "长期目标",
    "budget_basis": "测算依据",
}


def _period(form: Declaration, year: int) -> Iterator[str]:
    """Whether the project still runs in the new year, as far as the form says."""
    last = form.end_year
    if last is None and form.start_year and form.duration_years:
        last = form.start_year + form.duration_years - 1
    if last is None and form.is_new and form.year and form.duration_years:
        last = form.year + form.duration_years - 1
    if last is not None and last < year:
        yield f"项目到 {last} 年为止，{year} 年已不在项目期内；延期的先办延期，再改期限。"
    elif last is not None:
        yield f"项目到 {last} 年为止，{year} 年度起还剩 {last - year + 1} 年。"
    elif form.duration_years:
        yield f"项目期 {form.duration_years} 年，原表没写起止年，请确认 {year} 年仍在期内。"


def _once(form: Declaration) -> Iterator[str]:
    """What may have been done once and for all in the old year."""
    dated = [
        row.name
        for row in form.indicators
        if any(date.year == form.year for _, _, date in find_dates(row.value or ""))
    ]
    if dated and form.year is not None:
        yield (
            f"“{'”、“'.join(filter(None, dated))}”原定 {form.year} 年内完成："
            "每年都做的，填新的时间；已经做完的，请连同目标里的说法一起删去。"
        )
    said = [word for word in load("rollover")["once"] if word in (form.budget_basis or "")]
    if said:
        yield f"测算依据里有{'、'.join(said)}：上年已经付清的，这一项不再列。"


def _total(form: Declaration) -> str:
    total, annual = form.total_amount or 0, form.annual_amount
    said = f"项目总金额 {total:,.2f} 元沿用原表"
    if annual is None:
        return f"{said}，请核对余额。"
    rest = f"{said}；减去{shown(form.year)}的 {annual:,.2f} 元余 {total - annual:,.2f} 元"
    earlier = "" if form.is_new else "，更早年度已用的还要再减"
    return f"{rest}{earlier}，本年度金额不能超过余额。"


def _is_level(row: Indicator) -> bool:
    return not row.is_not_applicable and bool(row.value) and OPEN not in (row.value or "")


def shown(year: int | None) -> str:
    """A form's year as it is named, 上年 when it is unknown."""
    return f"{year}年度" if year else "上年"
