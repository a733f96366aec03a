"""Reads a whole description: cuts it, collects each kind of fact, looks for contradictions."""

from __future__ import annotations

import re

from assistant.facts.baselines import with_baselines
from assistant.facts.benefits import benefits_of
from assistant.facts.clean import cleaned
from assistant.facts.conflicts import (
    contradictions_of,
    not_taken,
    not_understood,
    orders_left_out,
    unsure_numbers,
)
from assistant.facts.effects import tells_effect, with_effects
from assistant.facts.header import header_of, period_of
from assistant.facts.identity import suggestions_of
from assistant.facts.money import amounts_of, with_unit_prices
from assistant.facts.money.roles import counts_pieces
from assistant.facts.outdated import asked_again, without_outdated
from assistant.facts.present import without_present
from assistant.facts.requirements import requirements_of
from assistant.facts.requirements.horizon import after_completion, of_one_year
from assistant.facts.runon import legible
from assistant.facts.schedule import scheduled
from assistant.facts.segments import Sentence, sentences_of
from assistant.facts.stages import Stage, asides, staged, stages_of, this_years_rows, without_wholes
from assistant.facts.titles import titled
from assistant.facts.unread import unread
from assistant.facts.year import declared_year, relative_year
from assistant.model import (
    HeaderFact,
    Mention,
    Money,
    Period,
    PolicyCitation,
    ProjectFacts,
    SourceText,
    Target,
)
from assistant.parse.frequencies import find_frequencies
from assistant.parse.grades import find_grades
from assistant.parse.masks import Cover
from assistant.parse.mentions import find_mentions
from assistant.parse.money import find_money, find_products
from assistant.parse.numbers import parse_number
from assistant.parse.policies import find_policies
from assistant.parse.units import dimension_of
from assistant.vocabulary.description import word_pattern


def understand(source: SourceText, year: int | None = None) -> ProjectFacts:
    """Everything measurable and nameable in the description; `year` overrides what it says."""
    text, orders = cleaned(source.text)
    sentences = sentences_of(text)
    titles = titled(sentences)
    period = period_of(text, sentences)
    said = declared_year(text, period, titles)
    year = year or said.year
    if period and period.last_year and year and period.last_year < year:
        period = None  # 2026年1-10月新收案件: it tells of before
    amounts = amounts_of(
        text, this_years_rows(sentences, period, year), year, bool(period and period.years == 1)
    )
    policies = tuple(p for p in find_policies(text) if not _is_own_title(p, sentences))
    pieces = [(s.start, s.end) for s in sentences if s.role == "quantity"]
    money = [
        m for m in find_money(text) if not _is_effect(text, m) and not _is_pieces(text, m, pieces)
    ]
    busy = (
        [(p.start, p.end) for p in policies]
        + _after_first_factor(text)
        + [(m.start, m.end) for m in money]
    )
    mentions = _with_cells(_mentions(text, busy, period), sentences)
    aside = asides(text) + ([(period.start, period.end)] if period else [])
    requirements = requirements_of(sentences, mentions, busy + aside, year)
    requirements = with_effects(requirements, sentences)
    requirements = without_present(requirements, sentences)
    requirements = scheduled(sentences, mentions, requirements)
    stages = stages_of(sentences, period, year)
    requirements = without_wholes(requirements, stages, mentions)
    requirements = staged(requirements, stages, year)
    requirements = of_one_year(requirements, sentences, period)
    requirements = with_baselines(requirements, mentions, text)
    requirements = after_completion(requirements, sentences, period, year)
    requirements, outdated = without_outdated(requirements, year)
    requirements, illegible = legible(requirements, text)
    amounts = with_unit_prices(amounts, requirements)
    taken = [(r.start, r.end) for r in requirements]
    header = [*header_of(text, sentences, titles), *amounts.header, *_period_facts(period, year)]
    return ProjectFacts(
        year=year,
        year_reading=said.text if year == said.year else None,
        year_span=said.span if year == said.year else None,
        header=_once(header),
        suggested=_once(
            [
                *suggestions_of(sentences, titles),
                *_first_stage(stages, year),
                *_relative(text, year),
            ]
        ),
        period=period,
        requirements=requirements,
        benefits=benefits_of(text, sentences, taken),
        budget_items=amounts.items,
        policies=policies,
        vague_policies=_vague_policies(sentences, [(p.start, p.end) for p in policies]),
        activities=_activities(sentences),
        contradictions=(
            *contradictions_of(amounts, requirements, text),
            *asked_again(outdated, year),
            *unsure_numbers(policies, text),
            *orders_left_out(orders),
            *not_understood(illegible),
            *not_taken(unread(mentions, requirements, sentences, busy + aside, text, year)),
        ),
        serves_public=_serves_public(text),
    )


def _mentions(
    text: str, taken: list[tuple[int, int]], period: Period | None
) -> tuple[Mention, ...]:
    """All quantities: a frequency wins over the plain number inside it; citations and budget
    amounts hold none."""
    span = [(period.start, period.end)] if period else []
    silent = Cover(taken, span)
    often = [m for m in find_frequencies(text) if not silent.touches(m.start, m.end)]
    busy = Cover(taken, span, [(m.start, m.end) for m in often])
    found = (*find_mentions(text), *find_grades(text))
    plain = [m for m in found if not busy.touches(m.start, m.end)]
    return tuple(sorted([*often, *map(_counted_piece, plain)], key=lambda m: m.start))


def _with_cells(
    mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Mention, ...]:
    """With the bare numbers of a table, in the unit that their column states."""
    cells = [_cell(s) for s in sentences if s.unit]
    busy = Cover((c.start, c.end) for c in cells)
    kept = [m for m in mentions if not busy.touches(m.start, m.end)]
    return tuple(sorted([*kept, *cells], key=lambda m: m.start))


def _cell(sentence: Sentence) -> Mention:
    number = parse_number(sentence.text)
    return Mention(
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        target=Target(
            comparator="equal",
            low=number,
            high=number,
            unit=sentence.unit,
            dimension=dimension_of(sentence.unit),
        ),
    )


def _is_pieces(text: str, money: Money, spans: list[tuple[int, int]]) -> bool:
    """True for 块 that counts plates, boards or meters."""
    if counts_pieces(text, money):
        return True
    return money.unit == "块" and any(a <= money.start and money.end <= b for a, b in spans)


def _after_first_factor(text: str) -> list[tuple[int, int]]:
    """What a written-out calculation says after its first factor: prices and results, no output."""
    found = []
    for product in find_products(text):
        sign = re.search(r"[×*xX]", product.text)
        if sign:
            found.append((product.start + sign.start(), product.end))
    return found


def _is_effect(text: str, money: Money) -> bool:
    """True for an amount the project is to bring about (增收3000元), not one it spends."""
    return tells_effect(text[max(0, money.start - 20) : money.start])


def _counted_piece(mention: Mention) -> Mention:
    """6000块 in a quantity column is pieces, not money (amounts of money were taken out before)."""
    if mention.target.unit != "块":
        return mention
    return mention.model_copy(
        update={"target": mention.target.model_copy(update={"dimension": "count"})}
    )


def _period_facts(period: Period | None, year: int | None) -> list[HeaderFact]:
    if not period:
        return []
    facts = []
    place = {"start": period.start, "end": period.end}
    if period.years:
        shown = (
            f"{period.first_year}—{period.last_year}年"
            if period.first_year and period.last_year
            else period.text
        )
        facts.append(
            HeaderFact(
                field="duration_years",
                value=period.years,
                reading=f"{shown} → {period.years}年",
                **place,
            )
        )
    whole = year if period.years == 1 and "12月" in period.text else None
    ends = (("start_year", period.first_year or whole), ("end_year", period.last_year or whole))
    for field, value in ends:
        if value:
            inferred = None if str(value)[2:] in period.text else f"{period.text} → {value}年"
            facts.append(HeaderFact(field=field, value=value, reading=inferred, **place))
    if year and period.first_year and period.first_year < year:
        facts.append(
            HeaderFact(
                field="is_new",
                value=False,
                reading=f"{period.first_year}年起实施，早于{year}年度 → 否",
                **place,
            )
        )
    return facts


def _is_own_title(cited: PolicyCitation, sentences: tuple[Sentence, ...]) -> bool:
    """True for the title of the paper itself: 关于申请……经费的请示."""
    first = sentences[0] if sentences else None
    whole = first is not None and first.start <= cited.start and first.end - cited.end < 3
    return bool(
        whole
        and cited.number is None
        and "《" not in cited.text
        and re.search(r"^关于.*(?:请示|申请|报告|说明)$", cited.title or "")
    )


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
        match = re.search(
            r"(?:依据|根据|按照)(?:是)?([^，。；《》]{4,50}?(?:意见|办法|规定|通知|方案|规划|条例|标准|要求|纪要|批复))",
            sentence.text,
        )
        if match and not any(a < sentence.end and sentence.start < b for a, b in cited):
            start = sentence.start + match.start(1)
            found.append(
                HeaderFact(
                    field="policy_basis",
                    value=match.group(1),
                    start=start,
                    end=start + len(match.group(1)),
                )
            )
    return tuple(found)


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
