"""Next year's form from an approved one: what stays, what moves with the year, what is asked.

Three kinds of cells. What surely belongs to the old year alone is emptied and asked for: amounts
of the year, the amounts in 测算依据, dates, and (unless they are to be kept) the quantities of a
year's work. What is a level (rates, satisfaction, response times, conventions) stays and is listed
to be confirmed. A year in the text moves only where it is the form's own and stands alone; every
other date stays or is emptied. A wrong number is worse than an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.drafting.repair import repair
from assistant.errors import UsageError
from assistant.model import (
    OPEN,
    Declaration,
    Draft,
    DraftMeta,
    Indicator,
    Mention,
    Provenance,
    Question,
)
from assistant.parse.amounts import find_money
from assistant.parse.dates import find_dates, find_periods, find_years
from assistant.parse.masks import Cover
from assistant.parse.mentions import find_mentions
from assistant.parse.products import find_products
from assistant.vocabulary.profile import Profile

_LEVELS = ("ratio", "duration", "points")
_YEAR_AMOUNTS = ("annual_amount", "fiscal_amount", "other_amount")
_TEXTS = ("annual_goal", "budget_basis")
_ROW_TEXTS = ("name", "value", "explanation")


class Edit(NamedTuple):
    """A piece of a text that changes. `asks`: what the officer has to say about it."""

    start: int
    end: int
    text: str
    asks: str = ""


class RolledOver(NamedTuple):
    """Next year's form with its questions, and what else is to be looked at."""

    draft: Draft
    confirm: tuple[str, ...]


def roll_over(
    form: Declaration, year: int, profile: Profile, *, keep_quantities: bool = False
) -> RolledOver:
    """The form for `year`. Raises UsageError when it is for that year or a later one already."""
    if form.year is not None and form.year >= year:
        raise UsageError(
            f"“{form.project_name or '这份申报表'}”已经是 {form.year} 年度的表，"
            f"不能结转到 {year} 年度；--year 要填更晚的年度。"
        )
    rolled, questions = _rolled(form, year, keep_quantities)
    mended, findings = repair(rolled, profile, {q.path for q in questions}, safe_fixes=False)
    draft = Draft(
        declaration=mended,
        findings=findings,
        provenance=tuple(_provenance(mended, form)),
        questions=questions,
        meta=DraftMeta(engine="offline"),
    )
    return RolledOver(draft, tuple(_confirm(form, rolled, year)))


def _rolled(form: Declaration, year: int, keep: bool) -> tuple[Declaration, tuple[Question, ...]]:
    questions: list[Question] = list(_amount_questions(form, year))
    texts: dict[str, str | None] = {}
    for field in _TEXTS:
        before = getattr(form, field) or ""
        edits = _edits(before, form.year, year, keep, money=field == "budget_basis")
        texts[field] = _edited(before, edits) or None
        questions += _text_questions(field, before, edits, form, year)
    rows = []
    for number, row in enumerate(form.indicators):
        after, asked = _row(row, number, form, year, keep)
        rows.append(after)
        questions += asked
    emptied = dict.fromkeys(_YEAR_AMOUNTS)
    new = {"year": year, "is_new": False, "indicators": tuple(rows), **texts, **emptied}
    return form.model_copy(update=new), tuple(questions)


def _row(
    row: Indicator, number: int, form: Declaration, year: int, keep: bool
) -> tuple[Indicator, list[Question]]:
    """A row's quantities and dates emptied, its own year moved; last year's results go."""
    if row.is_not_applicable:
        return row, []
    after: dict[str, str | None] = {"actual": None, "baseline": None}
    questions = []
    for cell in _ROW_TEXTS:
        before = getattr(row, cell) or ""
        keeps = keep or cell != "value"
        edits = _edits(before, form.year, year, keeps)
        whole = cell == "value" and any(edit.text.startswith(OPEN) for edit in edits)
        after[cell] = OPEN if whole else _edited(before, edits) or None
        if whole:
            questions.append(
                Question(
                    path=f"/indicators/{number}/value",
                    question=f"“{row.name}”{year}年度的指标值是多少？",
                    proposal=before if not find_dates(before) else None,
                    because=f"{_shown(form.year)}申报表为 {before}",
                )
            )
    return row.model_copy(update=after), questions


def _edits(
    text: str, old: int | None, new: int, keep: bool, *, money: bool = False
) -> tuple[Edit, ...]:
    """What changes in a text, left to right, nothing twice."""
    found: list[Edit] = []
    candidates = [
        *(_money(text) if money else ()),
        *_dates(text, old),
        *(() if keep or money else _quantities(text)),
        # 2026年合同尾款 in 测算依据 may name the contract's year, not the budget's.
        *(() if money else _years(text, old, new)),
    ]
    taken = Cover(())
    for edit in candidates:
        if not taken.touches(edit.start, edit.end):
            found.append(edit)
            taken = Cover((one.start, one.end) for one in found)
    return tuple(sorted(found))


def _money(text: str) -> Iterator[Edit]:
    """Amounts and the calculations that lead to them are those of the old year."""
    for product in find_products(text):
        yield Edit(product.start, product.end, OPEN, "金额")
    for amount in find_money(text):
        yield Edit(amount.start, amount.end, OPEN, "金额")


def _dates(text: str, old: int | None) -> Iterator[Edit]:
    """A month or day of the old year: whether the new one has it too, nobody has said."""
    for start, end, date in find_dates(text):
        if date.year == old and old is not None and (date.month or date.quarter):
            yield Edit(start, end, OPEN, "时限")


def _quantities(text: str) -> Iterator[Edit]:
    """Work of a year. Levels (rates, response times, scales) are no quantities of a year."""
    for mention in find_mentions(text):
        if _is_of_a_year(mention):
            unit = mention.target.unit
            kept = unit if unit and unit in mention.text else ""
            yield Edit(mention.start, mention.end, f"{OPEN}{kept}", "数量")


def _is_of_a_year(mention: Mention) -> bool:
    target = mention.target
    if target.comparator in ("level", "by_date") or target.dimension in _LEVELS:
        return False
    value = target.low if target.low is not None else target.high
    return bool(value)  # none at all (0起) is a level, too


def _years(text: str, old: int | None, new: int) -> Iterator[Edit]:
    """The form's own year where it stands alone: 2026年度, not 2023—2026年, not in a title."""
    periods = Cover((p.start, p.end) for p in find_periods(text))
    for start, end, year in find_years(text):
        if year == old and not periods.touches(start, end) and not _compares(text, start, end):
            yield Edit(start, end, str(new))


def _compares(text: str, start: int, end: int) -> bool:
    """较2026年, 自2026年起: a fixed point, that does not move."""
    before, after = text[max(0, start - 2) : start], text[end:]
    fixed = re.match(r"\s*年度?(?:起|以来|开始|至|到|底|末|前|[-—~～])", after)
    return bool(fixed) or before.endswith(("较", "比", "自", "从", "至", "到", "截至", "于"))


def _edited(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _amount_questions(form: Declaration, year: int) -> Iterator[Question]:
    before = form.annual_amount
    yield Question(
        path="/annual_amount",
        question=f"{year}年度的本年度金额是多少？",
        because=f"{_shown(form.year)}为 {before:,.2f} 元" if before is not None else None,
    )


def _text_questions(
    field: str, before: str, edits: tuple[Edit, ...], form: Declaration, year: int
) -> Iterator[Question]:
    asked = [edit for edit in edits if edit.asks]
    if not asked:
        return
    listed = "、".join(dict.fromkeys(before[edit.start : edit.end] for edit in asked))
    label = {"annual_goal": "年度目标", "budget_basis": "测算依据"}[field]
    kept = tuple(edit for edit in edits if not edit.asks)
    yield Question(
        path=f"/{field}",
        question=f"{label}里 {len(asked)} 处【待填】在{year}年度是多少？",
        proposal=_edited(before, kept) if field == "annual_goal" and not _dated(asked) else None,
        because=f"{_shown(form.year)}申报表依次为 {listed}",
    )


def _dated(asked: list[Edit]) -> bool:
    return any(edit.asks == "时限" for edit in asked)


def _provenance(rolled: Declaration, form: Declaration) -> Iterator[Provenance]:
    """Every number that stayed comes from the earlier form and says so; open cells are open."""
    texts = {"/annual_goal": rolled.annual_goal, "/long_term_goal": rolled.long_term_goal}
    for number, row in enumerate(rolled.indicators):
        if not row.is_not_applicable:
            texts |= {f"/indicators/{number}/{cell}": getattr(row, cell) for cell in _ROW_TEXTS}
    for path, text in texts.items():
        for mention in find_mentions(text or ""):
            note = f"沿用{_shown(form.year)}申报表，请确认"
            yield Provenance(
                path=path, kind="precedent", text=mention.text, source="上年申报表", note=note
            )
        for start, end, year in find_years(text or ""):
            if year == rolled.year and form.year is not None and text:
                yield Provenance(
                    path=path, kind="computed", text=text[start:end], source="上年申报表",
                    note=f"预算年度由 {form.year} 改为 {year}",
                )  # fmt: skip
        if OPEN in (text or ""):
            yield Provenance(path=path, kind="placeholder", text=OPEN)


def _confirm(form: Declaration, rolled: Declaration, year: int) -> Iterator[str]:
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


def _total(form: Declaration) -> str:
    total, annual = form.total_amount or 0, form.annual_amount
    said = f"项目总金额 {total:,.2f} 元沿用原表"
    if annual is None:
        return f"{said}，请核对余额。"
    rest = f"{said}；减去{_shown(form.year)}的 {annual:,.2f} 元余 {total - annual:,.2f} 元"
    earlier = "" if form.is_new else "，更早年度已用的还要再减"
    return f"{rest}{earlier}，本年度金额不能超过余额。"


def _is_level(row: Indicator) -> bool:
    return not row.is_not_applicable and bool(row.value) and OPEN not in (row.value or "")


def _shown(year: int | None) -> str:
    return f"{year}年度" if year else "上年"
