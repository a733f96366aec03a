"""Every number of a draft is proved, or it is not written.

A number in a goal or in a row's name, value or explanation comes from the description (`brief`),
from a calculation on it (`computed`) or from a convention of the profile (`convention`). The gate
knows nothing of how the text was composed and fails closed: what has no evidence becomes 【待填】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from assistant.drafting.cumulation import summed
from assistant.facts.clean import one_spelling
from assistant.model import (
    OPEN,
    BudgetItem,
    Declaration,
    Mention,
    ProjectFacts,
    Provenance,
    ProvenanceKind,
    Requirement,
    SourceText,
)
from assistant.parse.citing import document_number
from assistant.parse.fold import fold
from assistant.parse.grades import find_grades, grade_of
from assistant.parse.mentions import find_mentions
from assistant.parse.money import find_money
from assistant.parse.numbers import parse_number
from assistant.parse.readings import find_readings
from assistant.parse.render import number_text
from assistant.vocabulary.profile import Profile

PROVED_TEXTS = ("annual_goal", "long_term_goal", "policy_basis", "budget_basis")
PROVED_CELLS = ("name", "value", "explanation")

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NOT_A_NUMBER = re.compile(r"目标\d+[：:]|×100%|^\d{1,2}\.(?=\D)", re.MULTILINE)


# 婚姻登记、知青、退伍军人三类档案：读数时不当数量，写进表里仍要有出处。
_KINDS = re.compile(r"(?<![第之])(?P<number>[两二三四五六七八九十])[类种](?!之一)")


class Token(NamedTuple):
    """A number as it stands in a text: digits, Chinese numerals, or a word read as one."""

    start: int
    end: int
    text: str
    value: Decimal | None
    mention: Mention | None = None


class Evidence(NamedTuple):
    """What proves a number: values it may take, where it was said, how it was read."""

    values: frozenset[Decimal]
    kind: ProvenanceKind
    source: str
    note: str
    mention: Mention | None = None
    dimension: str = ""
    """For a header value or a sum: what it measures (money, duration); it proves nothing else."""


class Proof(NamedTuple):
    """The proved declaration (unproved numbers replaced) and the origin of every number left."""

    declaration: Declaration
    provenance: tuple[Provenance, ...]
    unproved: tuple[tuple[str, str], ...]


def tokens_of(text: str) -> tuple[Token, ...]:
    """All numbers of a text, list numbering and the ×100% of a formula left out."""
    skipped = [m.span() for m in _NOT_A_NUMBER.finditer(text)]
    mentions = (*find_mentions(text), *(find_grades(text) or grade_of(text)))
    found = [
        Token(m.start(), m.end(), m.group(), parse_number(m.group()), _around(mentions, m))
        for m in _DIGITS.finditer(text)
        if not any(a <= m.start() < b for a, b in skipped)
    ]
    for kinds in _KINDS.finditer(text):
        if not any(m.start <= kinds.start() < m.end for m in mentions):
            value = parse_number(kinds.group("number"))
            found.append(Token(kinds.start(), kinds.end(), kinds.group(), value))
    for mention in (*mentions, *find_readings(text)):
        if mention.text.startswith("伍") and text[mention.start - 1 : mention.start] in (
            "队",
            "入",
        ):
            continue
        inside = any(mention.start <= t.start < mention.end for t in found)
        if not inside and not any(a <= mention.start < b for a, b in skipped):
            value = mention.target.low if mention.target.low is not None else mention.target.high
            found.append(Token(mention.start, mention.end, mention.text, value, mention))
    return tuple(sorted(found, key=lambda t: t.start))


def _around(mentions: tuple[Mention, ...], match: re.Match[str]) -> Mention | None:
    return next((m for m in mentions if m.start <= match.start() and match.end() <= m.end), None)


def prove(
    declaration: Declaration,
    facts: ProjectFacts,
    source: SourceText,
    profile: Profile,
    made_from: Mapping[int, Requirement] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Proof:
    """Check every number of the declaration. `made_from` names the fact behind a row, `answers`
    what the user stated for a path."""
    gate = _Gate(facts, source, profile, made_from or {}, answers or {})
    changed: dict[str, str] = {}
    for path, text in _texts(declaration):
        proved = gate.check(path, text)
        if proved != text:
            changed[path] = proved
    return Proof(_with(declaration, changed), tuple(gate.provenance), tuple(gate.unproved))


def _texts(declaration: Declaration) -> Iterator[tuple[str, str]]:
    for field in PROVED_TEXTS:
        text = getattr(declaration, field)
        if text:
            yield f"/{field}", text
    for index, row in enumerate(declaration.indicators):
        for cell in PROVED_CELLS:
            text = getattr(row, cell)
            if text:
                yield f"/indicators/{index}/{cell}", text


def _with(declaration: Declaration, changed: Mapping[str, str]) -> Declaration:
    if not changed:
        return declaration
    fields = {path[1:]: text for path, text in changed.items() if path.count("/") == 1}
    rows = list(declaration.indicators)
    for path, text in changed.items():
        if path.startswith("/indicators/"):
            _, _, index, cell = path.split("/")
            rows[int(index)] = rows[int(index)].model_copy(update={cell: text})
    return declaration.model_copy(update={**fields, "indicators": tuple(rows)})


class _Gate:
    def __init__(
        self,
        facts: ProjectFacts,
        source: SourceText,
        profile: Profile,
        made_from: Mapping[int, Requirement],
        answers: Mapping[str, str],
    ) -> None:
        self.source = source
        self.said = fold(one_spelling(source.text))
        self.made_from = made_from
        self.answers = answers
        self.conventions = _conventions(profile)
        self.evidence = [*_requirement_evidence(facts, source), *_header_evidence(facts, source)]
        self.evidence += _sums(facts, source)
        self.money = {m.yuan: m for m in reversed(find_money(source.text))}
        self.by_requirement = {
            r.start: e for r, e in zip(facts.requirements, self.evidence, strict=False)
        }
        self.provenance: dict[Provenance, None] = {}
        self.unproved: list[tuple[str, str]] = []

    def check(self, path: str, text: str) -> str:
        """The text with every unproved number replaced; origins are recorded."""
        blanks: list[tuple[int, int]] = []
        seen = set[str]()
        for token in tokens_of(text):
            evidence = self._evidence(path, text, token)
            if evidence is None:
                blanks.append(_whole(token))
                self.unproved.append((path, token.text))
            elif token.text not in seen:
                seen.add(token.text)
                self._record(path, token.text, evidence)
        proved = text
        for start, end in sorted(set(blanks), reverse=True):
            proved = proved[:start] + OPEN + proved[end:]
        for _ in range(proved.count(OPEN)):
            self._record(path, OPEN, Evidence(frozenset(), "placeholder", "", "描述中没有，需补充"))
        return proved

    def _record(self, path: str, text: str, evidence: Evidence) -> None:
        entry = Provenance(
            path=path, kind=evidence.kind, text=text, source=evidence.source, note=evidence.note
        )
        self.provenance.setdefault(entry)

    def _evidence(self, path: str, text: str, token: Token) -> Evidence | None:
        if token.value is None:  # 年底: a date without a number; Ⅲ类: a level
            named = token.mention and token.mention.target.comparator in ("by_date", "level")
            return self._verbatim(text, token) if named else None
        return (
            self._of_answer(path, token)
            or self._of_convention(text, token)
            or self._of_row(path, token)
            or self._of_facts(token)
            or self._of_money(token)
            or self._verbatim(text, token)
            or self._of_document(text, token)
        )

    def _of_answer(self, path: str, token: Token) -> Evidence | None:
        answer = next((a for p, a in self.answers.items() if path == p and token.text in a), None)
        if answer is None:
            answer = next(
                (a for a in self.answers.values() if token.mention and token.mention.text in a),
                None,
            )
        return Evidence(frozenset(), "brief", "answer", f"填报人补充：{answer}") if answer else None

    def _of_convention(self, text: str, token: Token) -> Evidence | None:
        for phrase, source in self.conventions:
            at = text.find(phrase)
            while at >= 0:
                if at <= token.start and token.end <= at + len(phrase):
                    return Evidence(frozenset(), "convention", source, source)
                at = text.find(phrase, at + 1)
        return None

    def _of_row(self, path: str, token: Token) -> Evidence | None:
        if not path.startswith("/indicators/"):
            return None
        requirement = self.made_from.get(int(path.split("/")[2]))
        evidence = self.by_requirement.get(requirement.start) if requirement else None
        return evidence if evidence and token.value in evidence.values else None

    def _of_facts(self, token: Token) -> Evidence | None:
        """The same value in the same unit, said as a fact."""
        unit = token.mention.target.unit if token.mention else None
        for evidence in self.evidence:
            same_unit = unit is None or _measures(evidence, token.mention)
            same_unit = same_unit or token.value == 0
            dated = token.mention and token.mention.target.comparator == "by_date"
            if token.value in evidence.values and (same_unit or dated):
                return evidence
        return None

    def _of_money(self, token: Token) -> Evidence | None:
        """The same sum in other words: 85万元 for the 85万 of the description."""
        if not token.mention or token.mention.target.dimension != "money":
            return None
        said = find_money(token.mention.text)
        money = self.money.get(said[0].yuan) if len(said) == 1 else None
        if money is None:
            return None
        origin = self.source.origin(money.start, money.end)
        return Evidence(frozenset({money.yuan}), "brief", origin, money.text)

    def _verbatim(self, text: str, token: Token) -> Evidence | None:
        """The same digits with what they belong to: their unit, or the characters around them."""
        for piece in _with_neighbours(text, token):
            at = self.said.find(piece)
            if at >= 0:
                at += piece.find(fold(token.text))
                return Evidence(
                    frozenset(), "brief", self.source.origin(at, at + len(token.text)), ""
                )
        return None

    def _of_document(self, text: str, token: Token) -> Evidence | None:
        """A part of a document's number that stands whole in the description: CJJ14-2016."""
        plain = fold(text)
        for number in document_number().finditer(plain):
            at = self.said.find(number.group())
            if at >= 0 and number.start() <= token.start and token.end <= number.end():
                origin = self.source.origin(at, at + len(number.group()))
                return Evidence(frozenset(), "brief", origin, number.group())
        return None


def _measures(evidence: Evidence, mention: Mention | None) -> bool:
    """True when the evidence is for a number of this unit or dimension."""
    target = mention.target if mention else None
    if target is None:
        return True
    if evidence.mention:
        return evidence.mention.target.unit == target.unit
    return evidence.dimension in ("", target.dimension)


def _with_neighbours(text: str, token: Token) -> tuple[str, ...]:
    """What must stand in the description for a number to be its own: 24场, never 24 alone."""
    if token.mention and token.mention.target.unit:
        return (fold(text[token.start : max(token.end + 1, token.mention.end)]),)
    if token.mention and token.mention.target.comparator in ("by_date", "level"):
        return (fold(token.mention.text),)
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    pieces = [
        f"{before}{token.text}{after}",
        f"{token.text}{after}" if after.strip("，、。；") else "",
    ]
    pieces.append(f"{before}{token.text}" if before.isascii() and before.isalpha() else "")
    return tuple(fold(piece) for piece in pieces if len(piece) > len(token.text))


def _whole(token: Token) -> tuple[int, int]:
    """The span to blank: the whole quantity, not only its digits."""
    return (token.mention.start, token.mention.end) if token.mention else (token.start, token.end)


def _conventions(profile: Profile) -> list[tuple[str, str]]:
    conventions = profile.conventions
    found = [(conventions.levels.sentence, conventions.levels.source)]
    if conventions.cost:
        found += [
            (conventions.cost.value, conventions.cost.source),
            (conventions.cost.explanation, conventions.cost.source),
        ]
    return found


def _requirement_evidence(facts: ProjectFacts, source: SourceText) -> Iterator[Evidence]:
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
            v for m in _DIGITS.finditer(mention.text) if (v := parse_number(m.group())) is not None
        }
    return frozenset(values)


def _header_evidence(facts: ProjectFacts, source: SourceText) -> Iterator[Evidence]:
    if facts.year:
        note = f"预算年度：{facts.year_reading}" if facts.year_reading else "预算年度"
        yield Evidence(frozenset({Decimal(facts.year)}), "brief", _year_origin(facts, source), note)
    for fact in facts.header:
        if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
            continue
        value = Decimal(str(fact.value))
        kind: ProvenanceKind = "computed" if fact.reading else "brief"
        money = fact.field.endswith("amount")
        scaled = {value, value / 10_000} if money else {value}
        yield Evidence(
            frozenset(scaled),
            kind,
            source.origin(fact.start, fact.end),
            fact.reading or number_text(value),
            dimension="money" if money else "duration" if fact.field == "duration_years" else "",
        )
    for item in facts.budget_items:
        written = fold(item.money.text) in fold(one_spelling(source.text)[item.start : item.end])
        yield Evidence(
            frozenset({item.money.yuan, item.money.yuan / 10_000}),
            "brief" if written else "computed",
            source.origin(item.start, item.end),
            item.money.text if written else item.text,
            dimension="money",
        )
        yield from _calculation_evidence(item, source)


def _calculation_evidence(item: BudgetItem, source: SourceText) -> Iterator[Evidence]:
    """The factors of an item's calculation: 32人, 10个月, each proving only itself and its unit."""
    if not item.product:
        return
    origin = source.origin(item.product.start, item.product.end)
    written = fold(item.product.text) in fold(one_spelling(source.text))
    for mention in find_mentions(item.product.text):
        kind: ProvenanceKind = "brief" if written else "computed"
        yield Evidence(_values_of(mention), kind, origin, item.product.text, mention)


def _year_origin(facts: ProjectFacts, source: SourceText) -> str:
    return source.origin(*facts.year_span) if facts.year_span else "setting:--year"
