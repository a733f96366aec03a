"""What proves a number: the facts, the header, sums, budget items, the profile's conventions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.drafting.cumulation import summed
from assistant.drafting.tokens import DIGITS
from assistant.model import (
    BudgetItem,
    HeaderFact,
    Mention,
    ProjectFacts,
    ProvenanceKind,
    SourceText,
)
from assistant.parse.fold import fold
from assistant.parse.mentions import find_mentions
from assistant.parse.numbers import parse_number
from assistant.parse.render import number_text
from assistant.parse.spelling import one_spelling
from assistant.vocabulary.profile import Profile


class Evidence(NamedTuple):
    """What proves a number: values it may take, where it was said, how it was read."""

    values: frozenset[Decimal]
    kind: ProvenanceKind
    source: str
    note: str
    mention: Mention | None = None
    dimension: str = ""
    """For a header value or a sum: what it measures (money, duration); it proves nothing else."""


def conventions_of(profile: Profile) -> list[tuple[str, str]]:
    """Phrases that the profile's conventions write, each with its source."""
    conventions = profile.conventions
    found = [(conventions.levels.sentence, conventions.levels.source)]
    if conventions.cost:
        found += [
            (conventions.cost.value, conventions.cost.source),
            (conventions.cost.explanation, conventions.cost.source),
        ]
    return found


def evidence_of(facts: ProjectFacts, source: SourceText) -> list[Evidence]:
    """What the facts prove: first one entry for each requirement, in their order."""
    return [
        *_of_requirements(facts, source),
        *_of_the_year(facts, source),
        *(e for fact in facts.header if (e := _of_header(fact, source))),
        *(e for item in facts.budget_items for e in _of_item(item, source)),
        *_sums(facts, source),
    ]


def _of_requirements(facts: ProjectFacts, source: SourceText) -> Iterator[Evidence]:
    for requirement in facts.requirements:
        mention = requirement.mention
        origin = source.origin(requirement.start, requirement.end)
        if mention is None:
            yield Evidence(frozenset(), "brief", origin, "")
            continue
        values = _values_of(mention)
        kind: ProvenanceKind = "computed" if mention.reading else "brief"
        yield Evidence(values, kind, origin, mention.reading or mention.text, mention)


def _sums(facts: ProjectFacts, source: SourceText) -> Iterator[Evidence]:
    """What a commitment that comes back every year adds up to over the period."""
    for requirement in facts.requirements:
        total = summed(requirement, facts.period)
        if total:
            origin = source.origin(requirement.start, requirement.end)
            values = frozenset({total.value})
            yield Evidence(values, "computed", origin, total.note, total.mention)


def _values_of(mention: Mention) -> frozenset[Decimal]:
    target = mention.target
    values = {v for v in (target.low, target.high) if v is not None}
    if target.date:
        values |= {
            Decimal(n)
            for n in (target.date.year, target.date.month, target.date.day, target.date.quarter)
            if n
        }
    if not values:
        values = {
            v for m in DIGITS.finditer(mention.text) if (v := parse_number(m.group())) is not None
        }
    return frozenset(values)


def _of_the_year(facts: ProjectFacts, source: SourceText) -> Iterator[Evidence]:
    if not facts.year:
        return
    origin = source.origin(*facts.year_span) if facts.year_span else "setting:--year"
    note = f"预算年度：{facts.year_reading}" if facts.year_reading else "预算年度"
    yield Evidence(frozenset({Decimal(facts.year)}), "brief", origin, note)


def _of_header(fact: HeaderFact, source: SourceText) -> Evidence | None:
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    value = Decimal(str(fact.value))
    money = fact.field.endswith("amount")
    return Evidence(
        frozenset({value, value / 10_000} if money else {value}),
        "computed" if fact.reading else "brief",
        source.origin(fact.start, fact.end),
        fact.reading or number_text(value),
        dimension="money" if money else "duration" if fact.field == "duration_years" else "",
    )


def _of_item(item: BudgetItem, source: SourceText) -> Iterator[Evidence]:
    written = fold(item.money.text) in fold(one_spelling(source.text)[item.start : item.end])
    yield Evidence(
        frozenset({item.money.yuan, item.money.yuan / 10_000}),
        "brief" if written else "computed",
        source.origin(item.start, item.end),
        item.money.text if written else item.text,
        dimension="money",
    )
    yield from _factors(item, source)


def _factors(item: BudgetItem, source: SourceText) -> Iterator[Evidence]:
    """The factors of an item's calculation: 32人, 10个月, each proving only itself and its unit."""
    if not item.product:
        return
    origin = source.origin(item.product.start, item.product.end)
    written = fold(item.product.text) in fold(one_spelling(source.text))
    for mention in find_mentions(item.product.text):
        kind: ProvenanceKind = "brief" if written else "computed"
        yield Evidence(_values_of(mention), kind, origin, item.product.text, mention)
