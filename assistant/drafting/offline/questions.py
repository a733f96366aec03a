"""What is open in a draft, asked as a colleague would, with what similar forms usually write."""

from __future__ import annotations

from collections import Counter

from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, Declaration, Precedent, ProjectFacts, Question
from assistant.vocabulary.profile import Profile
from assistant.vocabulary.works import header_question

_REQUIRED_HEADER = (
    "annual_amount",
    "project_name",
    "applicant_unit",
    "budget_unit",
    "project_code",
    "duration_years",
    "total_amount",
    "is_new",
    "project_type",
    "allocation_method",
)


def questions_of(
    declaration: Declaration,
    facts: ProjectFacts,
    rows: tuple[Row, ...],
    precedents: tuple[Precedent, ...],
    same: Declaration | None,
    profile: Profile,
) -> tuple[Question, ...]:
    """Contradictions first, then amounts and rows, then texts, then the rest of the header."""
    found = [
        Question(path=c.path, question=c.question, because=c.because) for c in facts.contradictions
    ]
    taken = {q.path for q in found}
    if declaration.year is None:
        found.append(_header("year", same, facts))
    header = [
        _header(f, same, facts)
        for f in _REQUIRED_HEADER
        if getattr(declaration, f) is None and f"/{f}" not in taken
    ]
    amounts = [q for q in header if q.path in ("/annual_amount", "/project_name")]
    found += amounts
    found += [_row(i, r, precedents, profile) for i, r in enumerate(rows) if r.open]
    for field in ("policy_basis", "budget_basis"):
        if OPEN in (getattr(declaration, field) or ""):
            found.append(Question(path=f"/{field}", question=header_question(field)))
    if facts.vague_policies and not facts.policies:
        found.append(
            Question(
                path="/policy_basis",
                question="所依据文件的全称和文号是什么？",
                because="描述中只写了简称",
            )
        )
    if declaration.long_term_goal is None or OPEN in declaration.long_term_goal:
        found.append(Question(path="/long_term_goal", question=header_question("long_term_goal")))
    found += [q for q in header if q not in amounts]
    return tuple(found)


_SAID = {
    "applicant_unit": "材料中只写了简称，请改为全称",
    "year": "材料按年度分期，第一期是这一年",
    "project_name": "材料中这样称呼本项目，请与项目库核对",
}


def _header(field: str, same: Declaration | None, facts: ProjectFacts) -> Question:
    said = next((str(fact.value) for fact in facts.suggested if fact.field == field), None)
    earlier = _same(same, field)
    short = _SAID.get(field, "材料中这样写") if said else None
    return Question(
        path=f"/{field}",
        question=header_question(field),
        proposal=earlier or said,
        because=_why(same, field) if earlier else short,
    )


def _same(same: Declaration | None, field: str) -> str | None:
    value = getattr(same, field) if same else None
    if field in ("annual_amount", "is_new") or value is None:
        return None
    return str(value)


def _why(same: Declaration | None, field: str) -> str | None:
    return "本项目以往申报表如此填写，请确认" if _same(same, field) else None


def _row(index: int, row: Row, precedents: tuple[Precedent, ...], profile: Profile) -> Question:
    assert row.open
    if row.requirement and row.requirement.doubtful:
        return Question(path=f"/indicators/{index}/name", question=row.open.question)
    proposal, because = usual_value(row, precedents)
    if row.open.level and proposal is None:
        levels = profile.conventions.levels
        proposal, because = levels.words[0], levels.source
    return Question(
        path=f"/indicators/{index}/value",
        question=row.open.question,
        proposal=proposal,
        because=because,
    )


def usual_value(row: Row, precedents: tuple[Precedent, ...]) -> tuple[str | None, str | None]:
    """What precedents of the same category, with a name that ends alike, write most often."""
    hits = [p.indicator for p in lent_by(row, precedents) if p.indicator]
    values = Counter(hit.value for hit in hits if hit.value)
    if not values:
        return None, None
    value, count = values.most_common(1)[0]
    return value, f"同类{len(hits)}行以往指标中有{count}行如此填写"


def lent_by(row: Row, precedents: tuple[Precedent, ...]) -> tuple[Precedent, ...]:
    """The precedent rows that measure the same thing as an open row."""
    name, level2 = row.indicator.name or "", row.indicator.level2
    return tuple(
        p
        for p in precedents
        if p.indicator
        and p.indicator.level2 == level2
        and not p.indicator.is_not_applicable
        and p.indicator.value
        and name != OPEN
        and _alike(name, p.indicator.name or "")
    )


def _alike(name: str, other: str) -> bool:
    """Rates that measure the same thing: their last three characters agree (合格率, 满意度)."""
    return len(name) >= 3 and name[-3:] == other[-3:]
