"""The way of the data: description → facts → precedents → draft → proof → check → repair.

Everything a stage needs from outside (profile, index) is passed in; nothing here reads settings.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from assistant.drafting.offline.compose import Composed, compose
from assistant.drafting.offline.questions import lent_by
from assistant.drafting.overrides import as_fields, set_field
from assistant.drafting.proof import prove
from assistant.drafting.repair import repair
from assistant.errors import ModelUnavailable, UsageError
from assistant.facts import understand
from assistant.model import (
    Declaration,
    Draft,
    DraftMeta,
    Finding,
    Precedent,
    ProjectFacts,
    Provenance,
    Question,
    SourceText,
)
from assistant.vocabulary.profile import Profile, load_profile

if TYPE_CHECKING:
    from assistant.retrieval import Index

Engine = Literal["auto", "offline", "llm"]
PRECEDENTS = 24
STANDARD_ROWS = ("验收合格率", "按时完成率", "满意度")


def source_text(parts: Mapping[str, str]) -> SourceText:
    """Several named texts as one description. Raises UsageError when nothing is written in them."""
    text, places = "", []
    for name, part in parts.items():
        places.append((name, len(text)))
        text += part if part.endswith("\n") else f"{part}\n"
    if not text.strip():
        raise UsageError(
            f"项目描述是空的（{'、'.join(parts) or '没有文件'}）：请写明要做什么、做多少、多少钱。"
        )
    return SourceText(text=text, parts=tuple(places))


def draft(
    source: SourceText,
    *,
    profile: Profile | None = None,
    year: int | None = None,
    overrides: Mapping[str, str] | None = None,
    index: Index | None = None,
    engine: Engine = "auto",
    same_project: bool = True,
) -> Draft:
    """One declaration from a description. `same_project=False` hides its own past forms."""
    if engine == "llm":
        raise ModelUnavailable(
            "本版本还不能用语言模型起草（--engine llm）：请用 --engine offline 或 auto。"
        )
    begun = time.perf_counter()
    profile = profile or load_profile()
    stated = as_fields(overrides or {}, profile)
    facts = understand(source, year=year or stated.get("year"))
    precedents, earlier = _retrieve(facts, index, same_project)
    composed = compose(facts, source.text, profile, precedents, earlier, stated)
    proof = prove(
        composed.declaration,
        facts,
        source,
        profile,
        composed.made_from(),
        {f"/{k}": str(v) for k, v in stated.items()},
    )
    declaration, findings = repair(proof.declaration, profile, {q.path for q in composed.questions})
    doubted = {c.path for c in facts.contradictions}
    findings = tuple(f for f in findings if not doubted.intersection((f.path, *f.related)))
    findings, doubts = _ask_about(findings)
    return Draft(
        declaration=declaration,
        findings=findings,
        provenance=(
            *_field_origins(facts, source, declaration),
            *proof.provenance,
            *_reasons(composed),
        ),
        questions=(*doubts, *composed.questions),
        precedents=_used(precedents, composed),
        meta=DraftMeta(engine="offline", seconds=round(time.perf_counter() - begun, 3)),
    )


def continue_draft(
    earlier: Draft, answers: Mapping[str, str], *, profile: Profile | None = None
) -> Draft:
    """The draft with open questions answered; every other cell stays as it was."""
    begun = time.perf_counter()
    profile = profile or load_profile(earlier.declaration.profile or "futian-2026")
    current = earlier
    for key, value in answers.items():
        current = set_field(current, key, value, profile)
    declaration, findings = repair(
        current.declaration, profile, {q.path for q in current.questions}, safe_fixes=False
    )
    meta = earlier.meta.model_copy(
        update={"rounds": earlier.meta.rounds + 1, "seconds": round(time.perf_counter() - begun, 3)}
    )
    return current.model_copy(
        update={"declaration": declaration, "findings": findings, "meta": meta}
    )


def _retrieve(
    facts: ProjectFacts, index: Index | None, same_project: bool
) -> tuple[tuple[Precedent, ...], Declaration | None]:
    """Similar rows and forms; an earlier form of the same project, when it may be seen."""
    if index is None:
        return (), None
    code, name = facts.header_value("project_code"), facts.header_value("project_name")
    key = (str(code) if code else None, str(name) if name else None)
    words = [str(name or ""), *(r.name for r in facts.requirements[:6]), *STANDARD_ROWS]
    found: dict[str, Precedent] = {}
    for text in filter(None, words):
        for hit in index.search(text, k=PRECEDENTS // 4, exclude_project=key):
            found.setdefault(hit.id, hit)
    earlier = index.same_project(*key) if same_project else None
    if earlier is None:
        return tuple(found.values()), None
    return (earlier, *found.values()), index.declaration(earlier.id)


_DOUBTFUL = ("MO", "ST009")


def _ask_about(
    findings: tuple[Finding, ...],
) -> tuple[tuple[Finding, ...], tuple[Question, ...]]:
    """What the description itself leaves contradictory is a question to the officer, no remark on
    a form that only repeats it."""
    asked = [f for f in findings if f.severity == "error" and f.code.startswith(_DOUBTFUL)]
    questions = tuple(
        Question(
            path=f.path,
            question=f"{f.message.rstrip('。')}，以哪个为准？",
            because="描述中的数对不上",
        )
        for f in asked
    )
    return tuple(f for f in findings if f not in asked), questions


def _used(precedents: tuple[Precedent, ...], composed: Composed) -> tuple[Precedent, ...]:
    """Precedents with the rows of the draft whose question they answer, the closest of the rest."""
    used: dict[str, list[str]] = {}
    for number, row in enumerate(composed.rows):
        if row.open:
            for precedent in lent_by(row, precedents):
                used.setdefault(precedent.id, []).append(f"/indicators/{number}")
    shown = [p for p in precedents if p.id in used or p.same_project]
    rest = [p for p in precedents if p.id not in used and not p.same_project]
    rest.sort(key=lambda p: -p.score)
    return tuple(
        p.model_copy(update={"used_for": tuple(used.get(p.id, ()))}) for p in (*shown, *rest[:5])
    )


def _field_origins(
    facts: ProjectFacts, source: SourceText, declaration: Declaration
) -> Iterator[Provenance]:
    """Where each header cell was read."""
    for fact in facts.header:
        if getattr(declaration, fact.field, None) == fact.value:
            yield Provenance(
                path=f"/{fact.field}",
                kind="computed" if fact.reading else "brief",
                text=_shown(fact.value),
                source=source.origin(fact.start, fact.end),
                note=fact.reading or "",
            )


def _shown(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _reasons(composed: Composed) -> Iterator[Provenance]:
    """Why a row is answered 不适用, or written as a convention has it."""
    for number, row in enumerate(composed.rows):
        note = row.why or row.convention
        if note:
            yield Provenance(
                path=f"/indicators/{number}/name",
                kind="convention",
                text=row.indicator.name or "",
                source=row.convention or "",
                note=note,
            )
