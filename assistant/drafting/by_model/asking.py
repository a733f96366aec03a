"""What the model is shown of a form, and its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafting.assemble import Material
from assistant.drafting.by_model.answers import Wording
from assistant.drafting.by_model.conventions import conventions
from assistant.drafting.by_model.wording import Worded
from assistant.drafting.offline.compose import Composed
from assistant.llm import Conversation, Grounds, OnParts, load_prompt
from assistant.model import Declaration, Draft

LONGEST = 12_000
_SIMILAR = 8
_HEADER = ("project_name", "applicant_unit", "year", "duration_years", "annual_amount")


def ask_first(
    material: Material,
    composed: Composed,
    grounds: Grounds,
    talk: Conversation,
    on_parts: OnParts | None = None,
) -> Wording:
    """The first wording of the whole form. Raises ModelUnavailable."""
    prompt = load_prompt("draft")
    declaration = composed.declaration
    return talk.ask(
        prompt,
        Wording,
        on_parts,
        description=material.source.text[:LONGEST].strip(),
        header=_header(declaration, material),
        rows=rows_shown(declaration),
        annual_goal=declaration.annual_goal or "",
        long_term_goal=declaration.long_term_goal or "",
        conventions=conventions(prompt, material.profile),
        similar=_similar(material, grounds),
    )


def ask_again(
    material: Material,
    worded: Worded,
    draft: Draft,
    plain: Draft,
    talk: Conversation,
    on_parts: OnParts | None = None,
) -> Wording:
    """A further round: what was refused and what the checker says. Raises ModelUnavailable."""
    declaration = worded.composed.declaration
    known = {(f.code, f.path) for f in plain.findings}
    said = [f"{f.place}：{f.message}" for f in draft.findings if (f.code, f.path) not in known]
    return talk.ask(
        load_prompt("mend"),
        Wording,
        on_parts,
        description=material.source.text[:LONGEST].strip(),
        rows=rows_shown(declaration),
        annual_goal=worded.said_annual or declaration.annual_goal or "",
        long_term_goal=worded.said_long_term or declaration.long_term_goal or "",
        remarks=[*worded.refused, *said][:12],
    )


def rows_shown(declaration: Declaration) -> list[str]:
    """The answered rows, numbered as in the form: 2｜数量指标｜名称｜值｜单位｜解释."""
    return [
        f"{number}｜{row.level2}｜{row.name}｜{row.value}｜{row.unit}｜{row.explanation}"
        for number, row in enumerate(declaration.indicators)
        if not row.is_not_applicable
    ]


def _header(declaration: Declaration, material: Material) -> list[str]:
    label = material.profile.label_of
    values = ((field, getattr(declaration, field)) for field in _HEADER)
    return [f"{label(field)}：{value}" for field, value in values if value is not None]


def _similar(material: Material, grounds: Grounds) -> list[str]:
    """Rows of other projects that say nothing of their own: how such rows are named and explained.

    Numbers are masked; a row with a name or a word of another project is not shown at all.
    """
    rows = [p.indicator for p in material.precedents if p.indicator and not p.same_project]
    answered = [r for r in rows if r.name and not r.is_not_applicable and r.level2 != "成本指标"]
    lines = _masked(f"{r.level2}｜{r.name}｜{r.explanation}" for r in answered)
    return [line for line in lines if grounds.trouble(line.replace("｜", "，")) is None][:_SIMILAR]


def _masked(lines: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(re.sub(r"\d[\d,.]*", "…", line)[:120] for line in lines)
