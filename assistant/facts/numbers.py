"""Which numbers of a description may state a requirement, and which stretches belong to amounts,
documents and periods.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.effects import tells_effect
from assistant.facts.money.roles import counts_pieces
from assistant.facts.segments import Sentence
from assistant.facts.specifications import without_specifications
from assistant.model import Mention, Money, Period, PolicyCitation, Target
from assistant.parse.frequencies import find_frequencies
from assistant.parse.grades import find_grades
from assistant.parse.masks import Cover
from assistant.parse.mentions import find_mentions
from assistant.parse.money import find_money, find_products
from assistant.parse.numbers import parse_number
from assistant.parse.policies import find_policies
from assistant.parse.units import dimension_of

Span = tuple[int, int]


class Numbers(NamedTuple):
    """What stands in a text: the quantities, the cited documents, and the stretches (`taken`) of
    documents, amounts and calculations, which state no requirement."""

    mentions: tuple[Mention, ...]
    policies: tuple[PolicyCitation, ...]
    taken: list[Span]


def numbers_of(text: str, sentences: tuple[Sentence, ...], period: Period | None) -> Numbers:
    """The quantities of a description and what is none."""
    policies = tuple(p for p in find_policies(text) if not _is_own_title(p, sentences))
    columns = [(s.start, s.end) for s in sentences if s.role == "quantity"]
    money = [
        m for m in find_money(text) if not _is_effect(text, m) and not _is_pieces(text, m, columns)
    ]
    taken = (
        [(p.start, p.end) for p in policies]
        + _after_first_factor(text)
        + [(m.start, m.end) for m in money]
    )
    mentions = without_specifications(_mentions(text, taken, period), text, sentences)
    return Numbers(_with_cells(mentions, sentences), policies, taken)


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
    plain = _of_fractions([m for m in found if not busy.touches(m.start, m.end)], text)
    return tuple(sorted([*often, *map(_counted_piece, plain)], key=lambda m: m.start))


def _of_fractions(mentions: list[Mention], text: str) -> list[Mention]:
    """不低于三分之二（67%）: one promise, said as a fraction and again in per cent."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        last = found[-1] if found else None
        if last and last.target.unit == "/" and _said_in_percent(last, mention, text):
            update = {"low": mention.target.low, "high": None, "unit": "%", "level": None}
            if last.target.comparator in ("at_most", "less_than"):
                update = {**update, "low": None, "high": mention.target.low}
            found[-1] = last.model_copy(update={"target": last.target.model_copy(update=update)})
        else:
            found.append(mention)
    return found


def _said_in_percent(fraction: Mention, percent: Mention, text: str) -> bool:
    part, whole, many = fraction.target.low, fraction.target.high, percent.target.low
    if percent.target.unit != "%" or not part or not whole or many is None:
        return False
    return text[fraction.end : percent.start].strip() in _BRACKETS and (
        abs(part * 100 / whole - many) < 1
    )


_BRACKETS = ("（", "(", "，即", "（即", "，")


def _with_cells(
    mentions: tuple[Mention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Mention, ...]:
    """With the bare numbers of a table, in the unit that their column states."""
    cells = [_cell(s) for s in sentences if s.unit]
    busy = Cover((c.start, c.end) for c in cells)
    kept = [m for m in mentions if not busy.touches(m.start, m.end)]
    read = Cover((m.start, m.end) for m in (*kept, *cells))
    odd = (s for s in sentences if s.role == "quantity" and not read.touches(s.start, s.end))
    cells += [_counted(s, found) for s in odd if (found := _COUNTED.fullmatch(s.text.strip()))]
    return tuple(sorted([*kept, *cells], key=lambda m: m.start))


_COUNTED = re.compile(r"(?P<many>\d[\d,.]*)(?P<unit>[一-龥]{1,3})")


def _counted(sentence: Sentence, cell: re.Match[str]) -> Mention:
    """400枪 in a column of quantities: whatever is counted there, it is counted."""
    many = parse_number(cell["many"])
    target = Target(comparator="equal", low=many, high=many, unit=cell["unit"], dimension="count")
    return Mention(start=sentence.start, end=sentence.end, text=sentence.text, target=target)


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
