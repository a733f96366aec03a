"""Understood facts → a whole draft: composed, proved, mended, asked about.

The same for every author: what a model contributes passes through here like everything else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from assistant.drafting.offline.compose import Composed, compose
from assistant.drafting.offline.proposals import proposal_for
from assistant.drafting.proof import prove
from assistant.drafting.repair import repair
from assistant.model import (
    Declaration,
    Draft,
    DraftMeta,
    Finding,
    Precedent,
    ProjectFacts,
    Provenance,
    Question,
    Rewrite,
    SourceText,
    Value,
)
from assistant.vocabulary.profile import Profile


class Material(Value):
    """Everything a draft is made of. `stated` is what the user said about single fields."""

    source: SourceText
    facts: ProjectFacts
    profile: Profile
    precedents: tuple[Precedent, ...] = ()
    earlier: Declaration | None = None
    stated: Mapping[str, Any]
    begun: float
    """When the work began, of time.perf_counter."""


def composed_of(material: Material) -> Composed:
    """The form as the facts alone give it, before proof."""
    return compose(
        material.facts,
        material.source.text,
        material.profile,
        material.precedents,
        material.earlier,
        material.stated,
    )


def assemble(material: Material, composed: Composed | None = None) -> Draft:
    """The draft: every number proved, safe fixes made, what is open asked."""
    composed = composed or composed_of(material)
    facts, source, profile = material.facts, material.source, material.profile
    proof = prove(
        composed.declaration,
        facts,
        source,
        profile,
        composed.made_from(),
        {f"/{k}": str(v) for k, v in material.stated.items()},
    )
    declaration, findings = repair(proof.declaration, profile, {q.path for q in composed.questions})
    doubted = {c.path for c in facts.contradictions}
    findings = tuple(f for f in findings if not doubted.intersection((f.path, *f.related)))
    findings, doubts = _ask_about(findings, composed)
    findings, gaps = _ask_for_names(findings, source.text)
    return Draft(
        declaration=declaration,
        findings=findings,
        provenance=(
            *_field_origins(facts, source, declaration),
            *proof.provenance,
            *_reasons(composed),
        ),
        questions=(*doubts, *composed.questions, *gaps),
        precedents=_used(material, composed),
        meta=DraftMeta(engine="offline", seconds=round(time.perf_counter() - material.begun, 3)),
    )


Written = TypeVar("Written", Draft, Rewrite)


def said_why(written: Written, sentence: str) -> Written:
    """The draft (or rewrite) with a sentence about who wrote it."""
    notice = "\n".join(filter(None, (sentence, written.meta.notice)))
    meta = written.meta.model_copy(update={"notice": notice})
    return written.model_copy(update={"meta": meta})


_DOUBTFUL = ("MO", "ST009")


def _ask_about(
    findings: tuple[Finding, ...], composed: Composed
) -> tuple[tuple[Finding, ...], tuple[Question, ...]]:
    """What the description itself leaves contradictory is a question to the officer, no remark on
    a form that only repeats it; one that is asked already is not asked again."""
    told = "".join(q.question for q in composed.questions)
    asked = [f for f in findings if f.severity == "error" and f.code.startswith(_DOUBTFUL)]
    questions = tuple(
        Question(
            path=f.path,
            question=f"{f.message.rstrip('。')}，以哪个为准？",
            because="说明里的数对不上",
        )
        for f in asked
        if not (f.excerpt and f"“{f.excerpt}”以哪个为准" in told)
    )
    return tuple(f for f in findings if f not in asked), questions


def _ask_for_names(
    findings: tuple[Finding, ...], text: str
) -> tuple[tuple[Finding, ...], tuple[Question, ...]]:
    """《XX区人才安居办法》 stands so in the description: what the XX is, only the officer knows."""
    asked = [f for f in findings if f.code == "WO001" and f.excerpt and f.excerpt in text]
    questions = {
        f.path: Question(
            path=f.path,
            question=f"“{f.excerpt}”处实际应写什么？",
            because="材料里就是这样写的，没有替您补",
        )
        for f in asked
    }
    return tuple(f for f in findings if f not in asked), tuple(questions.values())


_MOST_SHOWN = 5
_WORTH_SHOWING = 0.4
"""How near a row or form that lent nothing must be to be shown beside the draft."""


def _used(material: Material, composed: Composed) -> tuple[Precedent, ...]:
    """The precedents counted for a question, with its row; and the nearest of the rest."""
    used: dict[str, list[str]] = {}
    for number, row in enumerate(composed.rows):
        if row.open:
            for precedent in proposal_for(row, material.precedents, material.earlier).lent:
                used.setdefault(precedent.id, []).append(f"/indicators/{number}")
    shown = [p for p in material.precedents if p.id in used or p.same_project]
    rest = [p for p in material.precedents if p.id not in used and not p.same_project]
    rest = [p for p in rest if p.score >= _WORTH_SHOWING]
    rest.sort(key=lambda p: -p.score)
    return tuple(
        p.model_copy(update={"used_for": tuple(used.get(p.id, ()))})
        for p in (*shown, *rest[:_MOST_SHOWN])
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
                path=f"/indicators/{number}/{'value' if row.requirement else 'name'}",
                kind="convention",
                text=row.indicator.name or "",
                source=row.convention or "",
                note=note,
            )
