"""The living form: the official table with merged category cells, every cell editable in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from assistant.model import (
    NOT_APPLICABLE,
    OPEN,
    OPTIONAL_FIELDS,
    ROW_FIELDS,
    Declaration,
    Finding,
    Indicator,
)
from assistant.ui.cells import label_of, shown, text_at
from assistant.ui.desk import Desk
from assistant.ui.examples import examples
from assistant.ui.proposals import change_said, is_current, mark_of
from assistant.ui.render import render
from assistant.ui.row_keys import names_of
from assistant.vocabulary.profile import Label, Profile

# What is short is committed with Enter; in the others Enter begins a new line.
LONG: Final = ("policy_basis", "budget_basis", "annual_goal", "long_term_goal", "explanation")


@dataclass(frozen=True)
class CellView:
    """One editable cell."""

    at: str
    label: str
    text: str
    state: str = ""
    """`open`, `empty`, `na` or nothing."""
    severity: str = ""
    about: str = ""
    """Ids of the findings and questions about this cell, for screen readers."""
    trouble: str = ""
    in_row: bool = False
    rewrites: tuple[tuple[str, str], ...] = ()
    """For a goal: what can be asked of its wording, as (label, what is said)."""
    is_long: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowView:
    """One indicator row; `span1` and `span2` are set where a merged cell begins."""

    at: str
    last_at: str
    """The last row of the category: a new one goes below it."""
    index: int
    """From 1, as the page counts the rows."""
    level1: str
    level2: str
    number: int
    span1: int
    span2: int
    starred: bool
    cells: tuple[CellView, ...]
    key: str = ""
    """The row's name, whatever its place."""


def html(desk: Desk, profile: Profile) -> str:
    """The form, or how to begin while there is none."""
    if desk.declaration is None:
        return render("welcome", title=profile.title, examples=examples())
    maker = _CellMaker(desk, desk.declaration)
    header = [maker.cell(f"/{label.field}", label) for label in profile.header]
    return render(
        "form",
        title=profile.title,
        above=list(_above(desk.declaration, profile, maker)),
        header_pairs=[header[i : i + 2] for i in range(0, len(header), 2)],
        texts=[maker.cell(f"/{label.field}", label) for label in profile.texts],
        columns=[label.label for label in profile.columns],
        rows=list(_rows(desk, desk.declaration, profile, maker)),
        extra=desk.declaration.extra,
        proposal=_proposal(desk),
    )


def _above(declaration: Declaration, profile: Profile, maker: _CellMaker) -> Iterator[CellView]:
    """The budget year, and what is known that this form has no cell for."""
    printed = {label.field for label in profile.header}
    for field in ("year", *OPTIONAL_FIELDS[:-1]):
        known = getattr(declaration, field) is not None
        if field == "year" or (known and field not in printed):
            yield maker.cell(f"/{field}", Label(field=field, label=label_of(field, profile)))


def _rows(
    desk: Desk, declaration: Declaration, profile: Profile, maker: _CellMaker
) -> Iterable[RowView]:
    names = names_of(desk) or [str(n) for n in range(len(declaration.indicators))]
    labels = {label.field: label for label in profile.columns}
    numbered = list(enumerate(declaration.indicators))
    for _, outer in groupby(numbered, key=lambda pair: pair[1].level1 or ""):
        first_level = list(outer)
        span1 = len(first_level)
        for _, inner in groupby(first_level, key=lambda pair: pair[1].level2 or ""):
            second_level = list(inner)
            span2 = len(second_level)
            for number, (index, row) in enumerate(second_level, 1):
                last = second_level[-1][0]
                shown = _row(index, row, number, last, span1, span2, profile, labels, maker)
                yield replace(shown, key=names[index])
                span1 = span2 = 0


def _row(
    index: int,
    row: Indicator,
    number: int,
    last: int,
    span1: int,
    span2: int,
    profile: Profile,
    labels: dict[str, Label],
    maker: _CellMaker,
) -> RowView:
    category = profile.category_named(row.level2)
    place = f"{row.level2 or '未归类指标'} 第{number}行"
    return RowView(
        at=f"/indicators/{index}",
        last_at=f"/indicators/{last}",
        index=index + 1,
        level1=row.level1 or "",
        level2=row.level2 or "",
        number=number,
        span1=span1,
        span2=span2,
        starred=bool(category and category.required),
        cells=tuple(
            maker.cell(f"/indicators/{index}/{field}", labels[field], place) for field in ROW_FIELDS
        ),
    )


class _CellMaker:
    """Knows what is found, asked and wrong about each cell."""

    def __init__(self, desk: Desk, declaration: Declaration) -> None:
        self.declaration = declaration
        self.troubles = {trouble.at: trouble.text for trouble in desk.troubles if trouble.at}
        self.findings: dict[str, list[Finding]] = {}
        for finding in (f for f in desk.findings if not f.suppressed):
            self.findings.setdefault(finding.path, []).append(finding)
        self.asked = {question.path for question in desk.questions}

    def cell(self, at: str, label: Label, place: str = "") -> CellView:
        """The cell at that pointer. A remark about a whole row is shown at the row's name."""
        text = self._text(at, label)
        remarks = [*self.findings.get(at, ())]
        if at.endswith("/name"):
            remarks += self.findings.get(at.removesuffix("/name"), ())
        ids = [f"finding-{finding.id}" for finding in remarks]
        ids += [question_id(at)] if at in self.asked else []
        return CellView(
            at=at,
            label=f"{place} {label.label}".strip(),
            text=text,
            state=self._state(at, text),
            severity=worst(remarks),
            about=" ".join(ids),
            trouble=self.troubles.get(at, ""),
            is_long=label.field in LONG,
            options=("", "是", "否") if label.field == "is_new" else (),
            in_row=bool(place),
            rewrites=_rewrites(label.field, text),
        )

    def _text(self, at: str, label: Label) -> str:
        if label.amount == "grouped":
            return shown(getattr(self.declaration, label.field), grouped=True)
        return text_at(self.declaration, at)

    def _state(self, at: str, text: str) -> str:
        if OPEN in text or at in self.asked:
            return "open"
        if not text:
            return "empty"
        return "na" if text == NOT_APPLICABLE else ""


def _rewrites(field: str, text: str) -> tuple[tuple[str, str], ...]:
    name = {"annual_goal": "年度目标", "long_term_goal": "长期目标"}.get(field)
    if not name or text in ("", OPEN, NOT_APPLICABLE):
        return ()
    return (("改写", f"改写{name}"), ("短一点", f"{name}短一点"))


def _proposal(desk: Desk) -> dict[str, object] | None:
    """The wording to decide about, its changes numbered; none when the goal has moved on."""
    proposal = desk.proposal
    if proposal is None or not is_current(desk):
        return None
    numbers = {place: n for n, place in enumerate(proposal.open_changes, 1)}
    return {
        "path": proposal.path, "author": proposal.author, "notice": proposal.notice,
        "has_others": bool(proposal.others),
        "pieces": [
            {"old": piece.old, "new": piece.new, "number": numbers.get(place, 0),
             "said": change_said(piece), "mark": mark_of(place, piece)}
            for place, piece in enumerate(proposal.pieces)
        ],
    }  # fmt: skip


def question_id(path: str) -> str:
    """The id of a question's entry in the page."""
    return "question" + path.replace("/", "-")


def worst(findings: Iterable[Finding]) -> str:
    """The highest severity among findings; empty when there are none."""
    present = {finding.severity for finding in findings}
    return next((s for s in ("error", "warning", "info") if s in present), "")
