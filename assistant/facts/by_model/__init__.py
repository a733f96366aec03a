"""The second reader: a language model adds what the deterministic readers did not find, and says
what they read wrongly."""

from __future__ import annotations

from typing import get_args

from assistant.facts.by_model.admission import with_readings
from assistant.facts.by_model.answers import Readings
from assistant.llm import Conversation, Grounds, load_prompt
from assistant.model import ProjectFacts, Requirement, RequirementKind, SourceText

LONGEST = 12_000
"""Characters of a description the model is shown; the deterministic readers read all of it."""


def read_more(
    facts: ProjectFacts, source: SourceText, grounds: Grounds, talk: Conversation
) -> ProjectFacts:
    """The facts with what the model read besides, admitted by code. Raises ModelUnavailable."""
    readings = talk.ask(
        load_prompt("facts"),
        Readings,
        description=source.text[:LONGEST].strip(),
        known=[_line(r) for r in facts.requirements],
        effects=[f"{b.phrase}（{b.name}）" for b in facts.benefits],
        kinds="、".join(get_args(RequirementKind)),
    )
    return with_readings(facts, readings, source, grounds)


def _line(requirement: Requirement) -> str:
    mention = requirement.mention
    value = (mention.reading or mention.text) if mention else "没有写数"
    return f"{requirement.name}：{value}{'（名称没有读准）' if requirement.doubtful else ''}"
