"""Every number of a draft is proved, or it is not written.

A number in a goal or in a row's name, value or explanation comes from the description (`brief`),
from a calculation on it (`computed`) or from a convention of the profile (`convention`). The gate
knows nothing of how the text was composed and fails closed: what has no evidence becomes 【待填】.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assistant.drafting.evidence import Evidence, conventions_of, evidence_of
from assistant.drafting.tokens import Token, tokens_of
from assistant.model import (
    OPEN,
    Declaration,
    Mention,
    ProjectFacts,
    Provenance,
    Requirement,
    SourceText,
)
from assistant.parse.citing import document_number
from assistant.parse.fold import fold
from assistant.parse.money import find_money
from assistant.parse.spelling import one_spelling
from assistant.vocabulary.profile import Profile

PROVED_TEXTS = ("annual_goal", "long_term_goal", "policy_basis", "budget_basis")
PROVED_CELLS = ("name", "value", "explanation")


class Proof(NamedTuple):
    """The proved declaration (unproved numbers replaced) and the origin of every number left."""

    declaration: Declaration
    provenance: tuple[Provenance, ...]
    unproved: tuple[tuple[str, str], ...]


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
        self.conventions = conventions_of(profile)
        self.evidence = evidence_of(facts, source)
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
            self._record(path, OPEN, Evidence(frozenset(), "placeholder", "", "说明里没有，需补充"))
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
    if token.text.endswith(("类", "种")):
        return (fold(token.text),)  # 二类: it says itself what it is of
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
