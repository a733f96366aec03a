"""Facts → declaration with questions: the offline drafter's one entry."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from assistant.drafting.offline.basis import budget_basis, policy_basis
from assistant.drafting.offline.goals import annual_goal, long_term_goal
from assistant.drafting.offline.questions import questions_of
from assistant.drafting.offline.rows import Row, Work, rows_of
from assistant.model import OPEN, Declaration, Precedent, ProjectFacts, Question, Requirement
from assistant.vocabulary.profile import Profile
from assistant.vocabulary.works import work_in, work_of


class Composed(NamedTuple):
    """A composed declaration before proof: which fact each row was made from, what is open."""

    declaration: Declaration
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]

    def made_from(self) -> Mapping[int, Requirement]:
        """Row number → the fact it states."""
        return {i: row.requirement for i, row in enumerate(self.rows) if row.requirement}

    def with_cells(self, number: int, cells: Mapping[str, str]) -> Composed:
        """The same form with other words in a row."""
        rows = list(self.declaration.indicators)
        rows[number] = rows[number].model_copy(update=cells)
        return self._replace(
            declaration=self.declaration.model_copy(update={"indicators": tuple(rows)})
        )

    def with_cells_of(self, other: Composed, paths: Collection[str]) -> Composed:
        """The same form with the rows and texts that `paths` point into as `other` has them."""
        texts = {f: getattr(other.declaration, f) for f in _TEXTS if f"/{f}" in paths}
        touched = {int(p.split("/")[2]) for p in paths if re.match(r"/indicators/\d", p)}
        rows = tuple(
            other.declaration.indicators[i] if i in touched else row
            for i, row in enumerate(self.declaration.indicators)
        )
        return self._replace(
            declaration=self.declaration.model_copy(update={**texts, "indicators": rows})
        )


def compose(
    facts: ProjectFacts,
    description: str,
    profile: Profile,
    precedents: tuple[Precedent, ...] = (),
    same_project: Declaration | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Composed:
    """The whole form. `same_project`, an earlier declaration of this project, only proposes."""
    header = _header(facts, overrides)
    rows = form_rows(facts, description, profile, overrides)
    subject = str(header.get("project_name") or "项目")
    declaration = Declaration(
        profile=profile.name,
        year=facts.year,
        indicators=tuple(row.indicator for row in rows),
        policy_basis=header.pop("policy_basis", None) or policy_basis(facts),
        budget_basis=header.pop("budget_basis", None) or budget_basis(facts, subject),
        annual_goal=header.pop("annual_goal", None) or annual_goal(facts, rows, subject),
        long_term_goal=header.pop("long_term_goal", None) or long_term_goal(facts) or OPEN,
        **{field: value for field, value in header.items() if field in Declaration.model_fields},
    )
    declaration = curly(declaration)
    questions = questions_of(declaration, facts, rows, precedents, same_project, profile)
    return Composed(declaration, rows, questions)


def form_rows(
    facts: ProjectFacts,
    description: str,
    profile: Profile,
    overrides: Mapping[str, Any] | None = None,
) -> tuple[Row, ...]:
    """The form's rows, each with what it was made from."""
    header = _header(facts, overrides)
    name, unit = str(header.get("project_name") or ""), str(header.get("applicant_unit") or "")
    work = (
        Work(work_of(name, unit), name + unit) if name else Work(work_in(description), description)
    )
    return tuple(map(_with_baseline, rows_of(facts, profile, work)))


def _header(facts: ProjectFacts, overrides: Mapping[str, Any] | None) -> dict[str, Any]:
    header = {f.field: f.value for f in facts.header} | dict(overrides or {})
    return {k: v for k, v in header.items() if k not in _COMPOSED}


def _with_baseline(row: Row) -> Row:
    """The row with the figure its target starts from, as the description writes it."""
    said = row.requirement.baseline if row.requirement else None
    if not said:
        return row
    return row._replace(indicator=row.indicator.model_copy(update={"baseline": said}))


_COMPOSED = ("year", "profile", "indicators", "extra")
_TEXTS = ("project_name", "policy_basis", "budget_basis", "annual_goal", "long_term_goal")


def curly(declaration: Declaration) -> Declaration:
    """Straight quotation marks as forms print them, opening and closing in turn."""
    rows = tuple(
        r.model_copy(update={c: _curled(getattr(r, c)) for c in ("name", "explanation")})
        for r in declaration.indicators
    )
    texts = {field: _curled(getattr(declaration, field)) for field in _TEXTS}
    return declaration.model_copy(update={**texts, "indicators": rows})


def _curled(text: str | None) -> str | None:
    if not text or text.count('"') % 2:
        return text
    marks = itertools.cycle("“”")
    return "".join(next(marks) if char == '"' else char for char in text)
