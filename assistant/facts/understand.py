"""Reads a whole description: cuts it, collects each kind of fact, looks for contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.admitted import admitted
from assistant.facts.baselines import with_baselines
from assistant.facts.benefits import benefits_of
from assistant.facts.clean import as_written, cleaned
from assistant.facts.conflicts import (
    contradictions_of,
    not_taken,
    not_understood,
    orders_left_out,
    unsure_numbers,
)
from assistant.facts.effects import with_effects, with_lived_effects, with_users
from assistant.facts.header import header_of, period_of
from assistant.facts.identity import suggestions_of
from assistant.facts.meanings import by_meaning
from assistant.facts.money import Amounts, amounts_of, with_unit_prices
from assistant.facts.numbers import Numbers, numbers_of
from assistant.facts.outdated import asked_again, without_outdated
from assistant.facts.outlook import outlooks_of, within_outlooks
from assistant.facts.periods import period_facts
from assistant.facts.present import background_in, without_present
from assistant.facts.requirements import requirements_of
from assistant.facts.requirements.horizon import after_completion, of_one_year
from assistant.facts.runon import legible
from assistant.facts.schedule import scheduled
from assistant.facts.segments import Sentence, sentences_of
from assistant.facts.speech import plain_spoken, told_of_now
from assistant.facts.stages import (
    Stage,
    asides,
    staged,
    stages_of,
    this_years_rows,
    without_plan_totals,
    without_wholes,
)
from assistant.facts.titles import Piece, titled
from assistant.facts.unread import taken_by, unread
from assistant.facts.worded import with_own_words
from assistant.facts.year import declared_year, relative_year
from assistant.model import (
    Contradiction,
    HeaderFact,
    Outlook,
    Period,
    ProjectFacts,
    Requirement,
    SourceText,
)
from assistant.vocabulary.description import word_pattern


class _Layout(NamedTuple):
    """The description cut up, and the time it is for."""

    text: str
    orders: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    titles: tuple[Piece, ...]
    period: Period | None
    year: int | None
    stages: tuple[Stage, ...]
    outlooks: tuple[Outlook, ...]


class _Stated(NamedTuple):
    """What the description promises, and what of it could not be used."""

    requirements: tuple[Requirement, ...]
    outdated: tuple[Requirement, ...]
    illegible: tuple[str, ...]


def understand(source: SourceText, year: int | None = None) -> ProjectFacts:
    """Everything measurable and nameable in the description; `year` overrides what it says."""
    text, orders = cleaned(source.text)
    sentences = sentences_of(text)
    titles, period = titled(sentences), period_of(text, sentences)
    said = declared_year(text, period, titles)
    year = year or said.year
    if period and period.last_year and year and period.last_year < year:
        period = None  # 2026年1-10月新收案件: it tells of before
    layout = _Layout(
        text,
        orders,
        sentences,
        titles,
        period,
        year,
        stages_of(sentences, period, year),
        outlooks_of(sentences, year),
    )
    numbers = numbers_of(text, sentences, period)
    stated = _stated(layout, numbers)
    amounts = with_unit_prices(_amounts(layout), stated.requirements)
    return ProjectFacts(
        year=year,
        year_reading=said.text if year == said.year else None,
        year_span=said.span if year == said.year else None,
        header=_header(layout, amounts),
        suggested=_suggested(layout),
        period=period,
        requirements=stated.requirements,
        benefits=benefits_of(text, sentences, [(r.start, r.end) for r in stated.requirements]),
        outlooks=layout.outlooks,
        budget_items=tuple(
            i.model_copy(update={"text": as_written(i.text).lstrip("）)】，,、；;。 ")})
            for i in amounts.items
        ),
        policies=numbers.policies,
        vague_policies=_vague_policies(sentences, [(p.start, p.end) for p in numbers.policies]),
        activities=_activities(sentences),
        contradictions=tuple(_doubts(layout, numbers, amounts, stated)),
        serves_public=_serves_public(text),
    )


def _stated(layout: _Layout, numbers: Numbers) -> _Stated:
    """The requirements, settled step by step: effects, what is only present, dates, stages,
    the period, baselines, what is past."""
    text, sentences, period = layout.text, layout.sentences, layout.period
    year, stages = layout.year, layout.stages
    aside = _aside(layout)
    told = plain_spoken(sentences)
    found = requirements_of(told, numbers.mentions, numbers.taken + aside, year)
    found = with_users(with_effects(found, sentences), sentences)
    found = without_present(found, sentences)
    found = scheduled(sentences, numbers.mentions, found)
    found = without_wholes(found, stages, numbers.mentions)
    found = without_plan_totals(found, sentences, period, year)
    found = staged(found, stages, year)
    found = of_one_year(found, sentences, period)
    found = by_meaning(with_lived_effects(with_baselines(found, numbers.mentions, text, year)))
    found = after_completion(found, sentences, period, year)
    found = within_outlooks(found, layout.outlooks)
    found, outdated = without_outdated(found, year)
    found, illegible = legible(found, text)
    found = with_own_words(found, sentences, text)
    found = admitted(found, sentences)
    return _Stated(tuple(map(_as_written, found)), outdated, illegible)


def _as_written(one: Requirement) -> Requirement:
    words = {field: getattr(one, field) for field in ("name", "object", "clause", "said", "deed")}
    return one.model_copy(update={field: as_written(said) for field, said in words.items()})


def _aside(layout: _Layout) -> list[tuple[int, int]]:
    """Stretches that are no requirement of this year: other stages, the period itself."""
    period = layout.period
    now = told_of_now(layout.text)
    return asides(layout.text) + now + ([(period.start, period.end)] if period else [])


def _amounts(layout: _Layout) -> Amounts:
    text, sentences, period, year = layout.text, layout.sentences, layout.period, layout.year
    rows = this_years_rows(sentences, period, year)
    return amounts_of(text, rows, year, bool(period and period.years == 1))


def _doubts(
    layout: _Layout, numbers: Numbers, amounts: Amounts, stated: _Stated
) -> Iterator[Contradiction]:
    """What the officer has to decide: contradictions, what is past, what was not read."""
    text, year = layout.text, layout.year
    yield from contradictions_of(amounts, stated.requirements, text)
    yield from asked_again(stated.outdated, year)
    yield from unsure_numbers(numbers.policies, text)
    yield from orders_left_out(layout.orders)
    yield from not_understood(stated.illegible)
    left = numbers.taken + _aside(layout) + [(o.start, o.end) for o in layout.outlooks]
    taken = taken_by(stated.requirements, [*left, *background_in(layout.sentences)])
    yield from not_taken(unread(numbers.mentions, taken, layout.sentences, text, year))


def _header(layout: _Layout, amounts: Amounts) -> tuple[HeaderFact, ...]:
    said = header_of(layout.text, layout.sentences, layout.titles)
    return _once([*said, *amounts.header, *period_facts(layout.period, layout.year)])


def _suggested(layout: _Layout) -> tuple[HeaderFact, ...]:
    named = suggestions_of(layout.sentences, layout.titles)
    year = layout.year
    return _once([*named, *_first_stage(layout.stages, year), *_relative(layout.text, year)])


def _first_stage(stages: tuple[Stage, ...], year: int | None) -> list[HeaderFact]:
    """The year a plan by years begins with: proposed where none is declared."""
    if year or not stages:
        return []
    first = min(stages, key=lambda s: s.year)
    return [HeaderFact(field="year", value=first.year, start=first.start, end=first.end)]


def _relative(text: str, year: int | None) -> list[HeaderFact]:
    said = None if year else relative_year(text)
    return [said] if said else []


def _once(header: list[HeaderFact]) -> tuple[HeaderFact, ...]:
    kept: dict[str, HeaderFact] = {}
    for fact in header:
        kept.setdefault(fact.field, fact)
    return tuple(kept.values())


def _vague_policies(
    sentences: tuple[Sentence, ...], cited: list[tuple[int, int]]
) -> tuple[HeaderFact, ...]:
    """A basis named without its title: 依据区里关于…的实施意见."""
    found = []
    for sentence in sentences:
        if before := _NAMED_BEFORE.search(sentence.text):
            found.append(_vague(sentence, before))
            continue
        beside = any(a < sentence.end and sentence.start < b for a, b in cited)
        match = (_NAMED_BESIDE if beside else _NAMED_IN_SHORT).search(sentence.text)
        if match:
            found.append(_vague(sentence, match))
    return tuple(found)


def _vague(sentence: Sentence, match: re.Match[str]) -> HeaderFact:
    start, end = sentence.start + match.start(1), sentence.start + match.end(1)
    return HeaderFact(field="policy_basis", value=match.group(1), start=start, end=end)


# 依据省财政厅关于……的规定和《……》：前一份没有写标题。
_NAMED_BEFORE = re.compile(
    r"(?:依据|根据|按照|遵照)(?:是|的是)?"
    r"([^，,。；《》]{2,24}?关于[^，,。；《》]{2,30}?的?(?:有关|相关)?(?:意见|办法|规定|通知|方案|要求|政策|文件))"
    r"(?:以及|及|和|、|，)《"
)


_NAMED_IN_SHORT = re.compile(
    r"(?:依据|根据|按照)(?:是)?([^，。；《》]{4,50}?(?:意见|办法|规定|通知|方案|规划|条例|标准|要求|纪要|批复))"
)
# 《博物馆条例》以及省里关于免费开放补助资金的有关规定：说了有，没说是哪一份。
_NAMED_BESIDE = re.compile(
    r"[》）)](?:以及|及|和|、|，)+((?:[中省市州区县][央里级市区县委政]?|国家|财政部|教育部|上级)"
    r"[^，。；《》（）\d]{2,40}?(?:有关|相关)(?:规定|意见|办法|政策|通知|文件|要求))(?=[，。；、]|精神|执行|办理|$)"
)


def _activities(sentences: tuple[Sentence, ...]) -> tuple[HeaderFact, ...]:
    """Topics of bullets and table rows: what the project consists of."""
    topics = {s.topic: s for s in sentences if s.topic and len(s.topic) <= 20}
    return tuple(
        HeaderFact(field="activity", value=t, start=s.start, end=s.end) for t, s in topics.items()
    )


def _serves_public(text: str) -> bool | None:
    if word_pattern("public_cues").search(text):
        return True
    return False if word_pattern("internal_cues").search(text) else None
