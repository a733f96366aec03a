"""What is open in a draft, asked as a colleague would, with what similar forms usually write."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.offline.proposals import proposal_for
from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, Declaration, Precedent, ProjectFacts, Question
from assistant.parse.mentions import find_mentions
from assistant.parse.render import sign_value
from assistant.vocabulary.profile import Profile
from assistant.vocabulary.works import header_groups, header_question

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
    """Contradictions first, then name, unit and amount, rows, texts, the rest of the header; last
    what is only copied from other systems."""
    asked = [(i, r, _said_of(r, facts)) for i, r in enumerate(rows) if r.open]
    doubts = list(_doubts(facts, {said for _, _, said in asked if said}))
    header = _gathered(_of_header(declaration, facts, same, {q.path for q in doubts}))
    amounts = [q for q in header if q.path in _WHO_AND_WHAT]
    rest = [q for q in header if q not in amounts]
    return (
        *doubts,
        *amounts,
        *(
            _as_said(i, r, said) if said else _row(i, r, precedents, same, profile)
            for i, r, said in asked
        ),
        *_of_texts(declaration, facts),
        *sorted(rest, key=lambda q: q.path.removeprefix("/") in _COPIED),
    )


def _doubts(facts: ProjectFacts, taken: set[str]) -> Iterator[Question]:
    """What the description leaves open; words that a row's own question quotes are not asked about
    again."""
    for doubt in facts.contradictions:
        rest = [piece for piece in doubt.pieces if piece not in taken]
        if doubt.pieces and not rest:
            continue
        question = doubt.question
        if len(rest) < len(doubt.pieces):
            quoted, left = ("”“".join(pieces) for pieces in (doubt.pieces, rest))
            question = question.replace(quoted, left)
        yield Question(path=doubt.path, question=question, because=doubt.because)


_MEASURE = 3


def _said_of(row: Row, facts: ProjectFacts) -> str:
    """Words of the description on the same measure that no cell took up; "" for none."""
    name = row.indicator.name or ""
    if row.requirement or OPEN in name or not name.endswith(("率", "满意度")):
        return ""
    measure = "满意" if name.endswith("满意度") else name[-_MEASURE:]
    pieces = (piece for doubt in facts.contradictions for piece in doubt.pieces)
    return next((piece for piece in pieces if measure in piece), "")


def _as_said(index: int, row: Row, said: str) -> Question:
    """The source's own figure is proposed, never what other forms write."""
    figures = [m for m in find_mentions(said) if m.target.dimension == "ratio"]
    return Question(
        path=f"/indicators/{index}/value",
        question=f"材料写“{said}”，{row.indicator.name}是不是按它填？",
        proposal=sign_value(figures[0].target, figures[0].text) if len(figures) == 1 else None,
        because="材料里有这个数，没有读准说的是不是这一项",
    )


def _of_header(
    declaration: Declaration, facts: ProjectFacts, same: Declaration | None, taken: set[str]
) -> list[Question]:
    wanted = [f for f in ("year", *_REQUIRED_HEADER) if getattr(declaration, f) is None]
    return [_header(f, same, facts) for f in wanted if f == "year" or f"/{f}" not in taken]


def _gathered(questions: list[Question]) -> list[Question]:
    """Cells that are asked for together become one question; one that proposes stays its own."""
    for group in header_groups():
        alike = [
            q
            for field in group.fields
            for q in questions
            if q.path == f"/{field}" and q.proposal is None
        ]
        if len(alike) > 1:
            first = alike[0].model_copy(
                update={
                    "question": group.asked({q.path.removeprefix("/") for q in alike}),
                    "because": group.because,
                }
            )
            questions = [first if q is alike[0] else q for q in questions if q not in alike[1:]]
    return questions


def _of_texts(declaration: Declaration, facts: ProjectFacts) -> Iterator[Question]:
    for field in ("policy_basis", "budget_basis"):
        text = getattr(declaration, field) or ""
        if OPEN in text and not (field == "policy_basis" and facts.vague_policies):
            yield Question(path=f"/{field}", question=header_question(field))
    if facts.vague_policies:
        said = (
            f"“{facts.vague_policies[-1].value}”是哪一份文件，"
            if facts.policies
            else "所依据文件的"
        )
        yield Question(
            path="/policy_basis",
            question=f"{said}全称和文号是什么？",
            because="说明里只写了简称",
        )
    if declaration.long_term_goal is None or OPEN in declaration.long_term_goal:
        yield Question(path="/long_term_goal", question=header_question("long_term_goal"))


_WHO_AND_WHAT = ("/year", "/annual_amount", "/project_name", "/applicant_unit")
# 描述里一般没有、照着项目库和预算系统抄的栏：排在最后，并且说明。
_COPIED = ("budget_unit", "project_code", "project_type", "allocation_method")
_IN_THE_SYSTEM = "说明里一般没有，照项目库或预算系统填写即可"
_SAID = {
    "applicant_unit": "材料中只写了简称，请改为全称",
    "year": "材料按年度分期，第一期是这一年",
    "project_name": "材料中这样称呼本项目，请与项目库核对",
}


def _header(field: str, same: Declaration | None, facts: ProjectFacts) -> Question:
    fact = next((fact for fact in facts.suggested if fact.field == field), None)
    said = str(fact.value) if fact else None
    earlier = _same(same, field)
    short = (fact.reading or _SAID.get(field, "材料中这样写")) if fact else None
    return Question(
        path=f"/{field}",
        question=header_question(field),
        proposal=earlier or said,
        because=_why(same, field) if earlier else short or _copied(field),
    )


def _copied(field: str) -> str | None:
    return _IN_THE_SYSTEM if field in _COPIED else None


def _same(same: Declaration | None, field: str) -> str | None:
    value = getattr(same, field) if same else None
    if field in ("annual_amount", "is_new") or value is None:
        return None
    return str(value)


def _why(same: Declaration | None, field: str) -> str | None:
    return "本项目以往申报表如此填写，请确认" if _same(same, field) else None


def _row(
    index: int,
    row: Row,
    precedents: tuple[Precedent, ...],
    same: Declaration | None,
    profile: Profile,
) -> Question:
    assert row.open
    if row.requirement and row.requirement.doubtful:
        return Question(path=f"/indicators/{index}/name", question=row.open.question)
    value, because, _ = proposal_for(row, precedents, same)
    if row.open.level and value is None:
        levels = profile.conventions.levels
        value, because = levels.words[0], "；".join(filter(None, (levels.source, because)))
    return Question(
        path=f"/indicators/{index}/value",
        question=row.open.question,
        proposal=value,
        because=because,
    )
