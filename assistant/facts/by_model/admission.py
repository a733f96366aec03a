"""What the model read besides the deterministic readers, admitted into the facts.

A reading counts when its quotation stands in the description word for word, and its number is one
that our own grammar finds inside the quotation. A number that is not there is not taken: the row is
asked about. Where the readers have been already, their reading stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.by_model.answers import Corrected, Effect, Missed, Readings
from assistant.facts.by_model.corrections import (
    DIMENSIONS,
    clause_of,
    corrected,
    renamed,
)
from assistant.facts.clean import cleaned
from assistant.facts.phrases import squeeze
from assistant.facts.requirements.exclusions import is_age, is_excluded, is_present_state
from assistant.facts.segments import Sentence, sentences_of
from assistant.llm import Grounds
from assistant.model import (
    Benefit,
    Contradiction,
    Mention,
    ProjectFacts,
    Requirement,
    SourceText,
    Target,
)
from assistant.parse.frequencies import find_frequencies
from assistant.parse.mentions import find_mentions
from assistant.parse.readings import find_readings
from assistant.parse.targets import parse_target, same_amount
from assistant.rules.text import contained

_SILENT = ("policy", "money", "background", "support")
_QUOTE = (4, 120)
_LONGEST_NAME = 24
_MOST = 12
_NOT_NOW = re.compile(
    r"不是|不再|取消|停止|原计划|去年|上年|往年|历年|截至|已完成|已建成|例如|比如|假如|如果"
)
# 2025年是84.1%，明年写86%以上：说的是申报的那一年。
_NEXT_YEAR = re.compile(r"(?:明年|下一年|申报年度)[^，,。；;]*$")
_DIGITS = re.compile(
    r"\d|百分之|[一二两三四五六七八九十百千万]{1,6}(?:[个份次场人家件项台套篇户期]|万)"
)


def with_readings(
    facts: ProjectFacts, readings: Readings, source: SourceText, grounds: Grounds
) -> ProjectFacts:
    """The facts with the model's admissible additions; what is not admissible is left out."""
    reader = _Reader(facts, source, grounds)
    requirements, asked = reader.corrected(readings.corrections)
    taken: list[tuple[str, Requirement]] = []
    for missed in readings.missed[:_MOST]:
        again = reader.named_again(missed, requirements)
        if again:
            requirements[again[0]] = again[1]
            continue
        requirement = reader.requirement(missed, requirements)
        if requirement:
            requirements.append(requirement)
            taken.append((missed.quote, requirement))
    benefits = list(facts.benefits)
    for effect in readings.effects[:_MOST]:
        benefit = reader.benefit(effect, benefits)
        if benefit and len(benefits) < 4:
            benefits.append(benefit)
    return facts.model_copy(
        update={
            "requirements": tuple(requirements),
            "benefits": tuple(benefits),
            "contradictions": (*_still_open(facts.contradictions, taken), *asked),
        }
    )


class _Reader:
    def __init__(self, facts: ProjectFacts, source: SourceText, grounds: Grounds) -> None:
        self._facts = facts
        self._said = source.text
        self._text = cleaned(source.text).text
        self._grounds = grounds
        self._sentences = sentences_of(self._text)

    def corrected(
        self, corrections: tuple[Corrected, ...]
    ) -> tuple[list[Requirement], tuple[Contradiction, ...]]:
        """What was read before, as the model corrects it, and what is to be asked."""
        known = self._facts.requirements
        return corrected(known, corrections, self._sentences, self._said, self._is_sound)

    def requirement(self, missed: Missed, known: list[Requirement]) -> Requirement | None:
        """The reading as a fact; None when it does not hold or says nothing new."""
        span = self._span(missed.quote)
        if span is None or not self._is_name(missed.name, missed.quote):
            return None
        if missed.kind not in DIMENSIONS or _NOT_NOW.search(missed.quote):
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
            clause=clause_of(missed.kind, missed.name, action, thing, mention),
            mention=mention,
        )

    def named_again(
        self, missed: Missed, known: list[Requirement]
    ) -> tuple[int, Requirement] | None:
        """A number that was read and could not be named, and the model's name for it."""
        at = self._said.find(missed.quote) if self._said.count(missed.quote) == 1 else -1
        if at < 0 or not missed.value.strip() or not self._is_name(missed.name, missed.quote):
            return None
        mention = self._mention(missed.value, at, at + len(missed.quote))
        for no, one in enumerate(known):
            read = one.mention
            if not (mention and read and one.doubtful and _meet(read, mention)):
                continue
            said = Corrected(
                no=no + 1,
                verdict="rename",
                kind=missed.kind,
                name=missed.name,
                action=missed.action,
                object=missed.object,
                quote=missed.quote,
            )
            new = renamed(one, said, self._sentences)
            return (no, new) if not new.doubtful else None
        return None

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
        return self._is_sound(name) and contained(name, quote) >= 0.25

    def _is_sound(self, name: str) -> bool:
        if not 3 <= len(name) <= _LONGEST_NAME or _DIGITS.search(name):
            return False
        return self._grounds.trouble(name) is None

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
        taken = any(r.mention and _meet(r.mention, mention) for r in known)
        before = self._text[max(0, mention.start - 20) : mention.start]
        after = self._text[mention.end : mention.end + 20]
        stated = not (
            is_age(mention)
            or is_excluded(mention.text, before, after, target.dimension)
            or is_present_state(before, after)
        )
        dated = missed.kind == "timeliness" and target.date is not None
        right = dated or target.dimension in DIMENSIONS[missed.kind]
        rate = target.dimension != "ratio" or missed.name.endswith(("率", "度", "比例", "比重"))
        return stated and not taken and right and rate and not self._is_other_year(mention)

    def _is_other_year(self, mention: Mention) -> bool:
        line = self._text[self._text.rfind("\n", 0, mention.start) + 1 : mention.end]
        if _NEXT_YEAR.search(re.split(r"[。；;]", line)[-1]):
            return False
        said = [int(y) for y in re.findall(r"(20\d\d)年", line)]
        return bool(said and self._facts.year and self._facts.year not in said)


def _still_open(
    doubts: tuple[Contradiction, ...], taken: list[tuple[str, Requirement]]
) -> Iterator[Contradiction]:
    """The doubts without the words that the model has read since."""
    read = [(squeeze(quote), r.mention.text) for quote, r in taken if r.mention]
    for doubt in doubts:
        rest = tuple(
            piece
            for piece in doubt.pieces
            if not any(said in piece and (piece in q or q in piece) for q, said in read)
        )
        if rest == doubt.pieces:
            yield doubt
        elif rest:
            quoted, left = ("”“".join(pieces) for pieces in (doubt.pieces, rest))
            question = doubt.question.replace(quoted, left)
            yield doubt.model_copy(update={"question": question, "pieces": rest})


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _is_silent(sentence: Sentence) -> bool:
    return sentence.role in _SILENT


def _is_same(wanted: Target | None, value: str, mention: Mention) -> bool:
    if wanted is not None and same_amount(wanted, mention.target):
        return wanted.unit == mention.target.unit or not wanted.unit
    said, read = value.strip(), mention.text.strip()
    return said == read or (mention.target.date is not None and said in read)  # 4月30日|前


def _is_known(missed: Missed, known: list[Requirement]) -> bool:
    """Without a figure it would be an open row: asked about only where its kind has none."""
    return any(r.kind == missed.kind for r in known)


def _overlap(span: tuple[int, int], benefit: Benefit) -> bool:
    return span[0] < benefit.end and benefit.start < span[1]
