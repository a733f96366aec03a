"""What the model read besides the deterministic readers, admitted into the facts.

A reading counts when its quotation stands in the description word for word, and its number is one
that our own grammar finds inside the quotation. A number that is not there is not taken: the row is
asked about. Where the readers have been already, their reading stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.by_model.answers import Effect, Missed, Readings
from assistant.facts.clean import cleaned
from assistant.facts.requirements.exclusions import is_age, is_excluded, is_present_state
from assistant.facts.segments import Sentence, sentences_of
from assistant.llm import Grounds
from assistant.model import Benefit, Mention, ProjectFacts, Requirement, SourceText, Target
from assistant.parse.frequencies import find_frequencies
from assistant.parse.mentions import find_mentions
from assistant.parse.readings import find_readings
from assistant.parse.render import goal_amount
from assistant.parse.targets import parse_target, same_amount
from assistant.rules.text import contained

_SILENT = ("policy", "money", "background", "support")
_QUOTE = (4, 120)
_LONGEST_NAME = 24
_MOST = 12
_NOT_NOW = re.compile(
    r"不是|不再|取消|停止|原计划|去年|上年|往年|历年|截至|已完成|已建成|例如|比如|假如|如果"
)
_DIGITS = re.compile(
    r"\d|百分之|[一二两三四五六七八九十百千万]{1,6}(?:[个份次场人家件项台套篇户期]|万)"
)
_DIMENSIONS = {
    "quantity": ("count", "length", "area", "volume", "weight", "energy", "points", "other"),
    "quality": ("ratio", "count"),
    "timeliness": ("ratio", "duration", "other"),
    "served_satisfaction": ("ratio",),
    "other_satisfaction": ("ratio",),
}


def with_readings(
    facts: ProjectFacts, readings: Readings, source: SourceText, grounds: Grounds
) -> ProjectFacts:
    """The facts with the model's admissible additions; what is not admissible is left out."""
    reader = _Reader(facts, source, grounds)
    requirements = list(facts.requirements)
    for missed in readings.missed[:_MOST]:
        requirement = reader.requirement(missed, requirements)
        if requirement:
            requirements.append(requirement)
    benefits = list(facts.benefits)
    for effect in readings.effects[:_MOST]:
        benefit = reader.benefit(effect, benefits)
        if benefit and len(benefits) < 4:
            benefits.append(benefit)
    return facts.model_copy(
        update={"requirements": tuple(requirements), "benefits": tuple(benefits)}
    )


class _Reader:
    def __init__(self, facts: ProjectFacts, source: SourceText, grounds: Grounds) -> None:
        self._facts = facts
        self._said = source.text
        self._text = cleaned(source.text).text
        self._grounds = grounds
        self._sentences = sentences_of(self._text)

    def requirement(self, missed: Missed, known: list[Requirement]) -> Requirement | None:
        """The reading as a fact; None when it does not hold or says nothing new."""
        span = self._span(missed.quote)
        if span is None or not self._is_name(missed.name, missed.quote):
            return None
        if missed.kind not in _DIMENSIONS or _NOT_NOW.search(missed.quote):
            return None
        mention = self._mention(missed.value, *span) if missed.value.strip() else None
        if mention and not self._fits(missed, mention, known):
            return None
        if mention is None and _is_known(missed, known):
            return None
        place = (mention.start, mention.end) if mention else span
        action = missed.action if missed.action and missed.action in missed.quote else ""
        thing = missed.object if missed.object and missed.object in missed.quote else missed.name
        return Requirement(
            start=place[0],
            end=place[1],
            kind=missed.kind,
            name=missed.name,
            object=thing,
            action=action,
            clause=_clause(missed, action, thing, mention),
            mention=mention,
        )

    def benefit(self, effect: Effect, known: list[Benefit]) -> Benefit | None:
        """The effect as a fact; None when it does not hold or says nothing new."""
        span = self._span(effect.quote)
        if span is None or effect.kind not in ("economic", "social", "ecological", "lasting"):
            return None
        plain = not _DIGITS.search(effect.name + effect.phrase)
        held = contained(effect.phrase, effect.quote) >= 0.5
        if not (plain and held and self._is_name(effect.name, effect.quote)):
            return None
        if self._grounds.trouble(effect.phrase) or len(effect.phrase) > 2 * _LONGEST_NAME:
            return None
        if any(contained(effect.phrase, b.phrase) > 0.5 or _overlap(span, b) for b in known):
            return None
        return Benefit(
            start=span[0], end=span[1], kind=effect.kind, phrase=effect.phrase, name=effect.name
        )

    def _span(self, quote: str) -> tuple[int, int] | None:
        """Where the quotation stands, in a part of the description that states requirements."""
        if not _QUOTE[0] <= len(quote) <= _QUOTE[1] or self._said.count(quote) != 1:
            return None
        start = self._said.find(quote)
        end = start + len(quote)
        left = self._text[start:end]
        if len(left.split()) == 0 or left.count(" ") > quote.count(" ") + 2:
            return None  # orders to the program and chatter, blanked before anything is read
        facts = self._facts
        others = [(p.start, p.end) for p in facts.policies]
        others += [(i.start, i.end) for i in facts.budget_items]
        others += [(h.start, h.end) for h in facts.header]
        if any(a < end and start < b for a, b in others):
            return None  # documents, amounts and header cells are no requirements
        held = [s for s in self._sentences if s.start < end and start < s.end]
        return (start, end) if held and not any(map(_is_silent, held)) else None

    def _is_name(self, name: str, quote: str) -> bool:
        if not 3 <= len(name) <= _LONGEST_NAME or _DIGITS.search(name):
            return False
        return self._grounds.trouble(name) is None and contained(name, quote) >= 0.25

    def _mention(self, value: str, start: int, end: int) -> Mention | None:
        """The number of the quotation that the model means, as our grammar reads it there."""
        wanted = parse_target(value)
        found = (m for m in self._mentions() if start <= m.start and m.end <= end)
        return next((m for m in found if _is_same(wanted, value, m)), None)

    def _mentions(self) -> Iterator[Mention]:
        often = find_frequencies(self._text)
        yield from often
        for mention in (*find_mentions(self._text), *find_readings(self._text)):
            if not any(m.start < mention.end and mention.start < m.end for m in often):
                yield mention

    def _fits(self, missed: Missed, mention: Mention, known: list[Requirement]) -> bool:
        target = mention.target
        taken = any(
            r.mention and r.mention.start < mention.end and mention.start < r.mention.end
            for r in known
        )
        before = self._text[max(0, mention.start - 20) : mention.start]
        after = self._text[mention.end : mention.end + 20]
        stated = not (
            is_age(mention)
            or is_excluded(mention.text, before, after, target.dimension)
            or is_present_state(before, after)
        )
        dated = missed.kind == "timeliness" and target.date is not None
        right = dated or target.dimension in _DIMENSIONS[missed.kind]
        rate = target.dimension != "ratio" or missed.name.endswith(("率", "度", "比例", "比重"))
        return stated and not taken and right and rate and not self._is_other_year(mention)

    def _is_other_year(self, mention: Mention) -> bool:
        line = self._text[self._text.rfind("\n", 0, mention.start) + 1 : mention.end]
        said = [int(y) for y in re.findall(r"(20\d\d)年", line)]
        return bool(said and self._facts.year and self._facts.year not in said)


def _is_silent(sentence: Sentence) -> bool:
    return sentence.role in _SILENT


def _is_same(wanted: Target | None, value: str, mention: Mention) -> bool:
    if wanted is not None and same_amount(wanted, mention.target):
        return wanted.unit == mention.target.unit or not wanted.unit
    return value.strip() == mention.text.strip()


def _is_known(missed: Missed, known: list[Requirement]) -> bool:
    """Without a figure it would be an open row: asked about only where its kind has none."""
    return any(r.kind == missed.kind for r in known)


def _overlap(span: tuple[int, int], benefit: Benefit) -> bool:
    return span[0] < benefit.end and benefit.start < span[1]


def _clause(missed: Missed, action: str, thing: str, mention: Mention | None) -> str:
    if mention is None:
        return missed.name
    amount = goal_amount(mention.target, mention.text)
    if missed.kind == "quantity" and action:
        return f"{action}{thing.removeprefix(action)}{amount}"
    return f"{missed.name}{amount}"
