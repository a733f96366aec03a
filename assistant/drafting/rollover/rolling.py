"""Next year's form from an approved one: what stays, what moves with the year, what is asked.

Three kinds of cells. What surely belongs to the old year alone is emptied and asked for: amounts
of the year, the amounts in 测算依据, dates, and (unless they are to be kept) the quantities of a
year's work. What is a level (rates, satisfaction, response times, conventions) stays and is listed
to be confirmed. A year in the text moves only where it is the form's own and stands alone; every
other date stays or is emptied. A wrong number is worse than an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.drafting.repair import repair
from assistant.drafting.rollover.confirming import shown, to_confirm
from assistant.drafting.rollover.moving import Edit, edited, edits_of
from assistant.errors import UsageError
from assistant.model import (
    OPEN,
    Declaration,
    Draft,
    DraftMeta,
    Indicator,
    Provenance,
    Question,
)
from assistant.parse.dates import find_dates, find_years
from assistant.parse.mentions import find_mentions
from assistant.vocabulary.profile import Profile

_YEAR_AMOUNTS = ("annual_amount", "fiscal_amount", "other_amount")
_TEXTS = ("annual_goal", "budget_basis")
_ROW_TEXTS = ("name", "value", "explanation")


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
    return RolledOver(draft, tuple(to_confirm(form, rolled, year)))


def _rolled(form: Declaration, year: int, keep: bool) -> tuple[Declaration, tuple[Question, ...]]:
    questions: list[Question] = list(_amount_questions(form, year))
    texts: dict[str, str | None] = {}
    for field in _TEXTS:
        before = getattr(form, field) or ""
        edits = edits_of(before, form.year, year, keep, money=field == "budget_basis")
        texts[field] = edited(before, edits) or None
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
        edits = edits_of(before, form.year, year, keeps)
        whole = cell == "value" and any(edit.text.startswith(OPEN) for edit in edits)
        after[cell] = OPEN if whole else edited(before, edits) or None
        if whole:
            questions.append(
                Question(
                    path=f"/indicators/{number}/value",
                    question=f"“{row.name}”{year}年度的指标值是多少？",
                    proposal=before if not find_dates(before) else None,
                    because=f"{shown(form.year)}申报表为 {before}",
                )
            )
    return row.model_copy(update=after), questions


def _amount_questions(form: Declaration, year: int) -> Iterator[Question]:
    before = form.annual_amount
    yield Question(
        path="/annual_amount",
        question=f"{year}年度的本年度金额是多少？",
        because=f"{shown(form.year)}为 {before:,.2f} 元" if before is not None else None,
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
        proposal=edited(before, kept) if field == "annual_goal" and not _dated(asked) else None,
        because=f"{shown(form.year)}申报表依次为 {listed}",
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
            note = f"沿用{shown(form.year)}申报表，请确认"
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
