"""What a prompt tells the model of a form's ways: from the profile, and from the checker's rules.

Nothing is written twice: the profile's conventions are those the composed form follows, the rules'
summaries those of the catalogue, so that model, drafter and checker cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.llm import Prompt
from assistant.rules.catalogue import page_of
from assistant.vocabulary.profile import Profile

_OF_ROWS, _OF_GOALS = "IN", "GO"
"""The families of rules that show what a prompt is about."""


def conventions(prompt: Prompt, profile: Profile) -> list[str]:
    """What the form usually has, then what the checker will look at: the rules the prompt names, or
    those that took them over."""
    looked_at = dict.fromkeys(page_of(code).summary for code in prompt.rules)
    return [*_of_form(prompt, profile), *(f"不应有：{summary}" for summary in looked_at)]


def _of_form(prompt: Prompt, profile: Profile) -> Iterator[str]:
    """The profile's conventions that concern what the prompt asks for."""
    usual = profile.conventions
    if any(code.startswith(_OF_GOALS) for code in prompt.rules):
        labels = "、".join(f"“{text.label}”" for text in profile.texts if "goal" in text.field)
        yield f"本表的目标栏是{labels}；只做一年的项目，长期目标为“不适用”"
        if usual.cost:
            yield f"本表成本行固定为“{usual.cost.name} {usual.cost.value}”，不写进目标"
    if any(code.startswith(_OF_ROWS) for code in prompt.rules):
        words = "、".join(usual.levels.words)
        yield f"本表定性指标的值只用{words}，解释里照写：{usual.levels.sentence}"
        if usual.cost:
            yield f"本表成本行的名称和解释照惯例，不改：{usual.cost.explanation}"
