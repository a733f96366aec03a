"""The numeric lock: what a rewrite of a goal must leave as it is.

Every number with its unit and comparison, document number, title, quoted or Latin name, body and
place stays; a number stays with its own thing; no number comes in that the form does not have. The
instruction may name exceptions. Decided by code, whoever wrote the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.drafting.tokens import Token, tokens_of
from assistant.model import Commitment, Declaration, Locked, Mention, Target
from assistant.parse.fold import fold
from assistant.parse.goals import find_commitments
from assistant.parse.policies import find_policies
from assistant.parse.targets import compatible, parse_target, same_amount
from assistant.rules.text import contained
from assistant.vocabulary.loading import load

LENGTH = re.compile(r"(\d{2,4})\s*(?:个)?字(?:以内|之内|左右|内)?")
_NAMES = re.compile(r"《[^》]{2,80}》|“[^”]{2,30}”|[A-Za-z][A-Za-z0-9+.-]*")
_HAN = "\u4e00-\u9fff"
_PARTICLE = re.compile(r"[的及和与或在为将等从对]")
_ALIKE = 0.5


class Item(NamedTuple):
    """One locked thing; `target` for a number that is a quantity."""

    text: str
    target: Target | None = None


class Lock:
    """The lock on one goal. `instruction` may name numbers that are to change."""

    def __init__(self, before: str, declaration: Declaration, instruction: str = "") -> None:
        self.before = before
        self._declaration = declaration
        self._instruction = LENGTH.sub("", instruction)
        self.items = (*_numbers(before), *dict.fromkeys(_names(before, declaration)))
        self._promises = find_commitments(before)
        self._rows = [
            (row.name or "", target)
            for row in declaration.indicators
            if (target := parse_target(row.value, row.unit))
        ]

    def states(self, after: str) -> tuple[Locked, ...]:
        """Each locked thing with whether the text still has it; what stands twice stays twice."""
        mentions = [mention.target for mention in _quantities(after)]
        promised = [c.mention.target for c in find_commitments(after)]
        used: list[Target] = []
        found = []
        for item in self.items:
            if item.target is None:
                kept = fold(item.text) in fold(after)
            else:
                before = sum(_is_same_target(item.target, t) for t in used)
                held = (
                    sum(_is_same_target(item.target, t) for t in one)
                    for one in (mentions, promised)
                )
                kept = max(held) > before
                used.append(item.target)
            found.append(Locked(text=item.text, kept=kept))
        return tuple(found)

    def troubles(self, after: str) -> list[str]:
        """Why the text breaks the lock, one Chinese sentence each; empty when it does not."""
        lost = [s.text for s in self.states(after) if not s.kept and not self._may_go(s.text)]
        found = [f"丢了或改了“{text}”" for text in lost]
        found += [f"多出了“{text}”，原文、指标行和要求里都没有" for text in self._added(after)]
        return found + list(self._moved(after))

    def _may_go(self, text: str) -> bool:
        """True for what the instruction names: the number itself, or its thing with a new one."""
        if not self._instruction:
            return False
        if text in self._instruction:
            return True
        renews = bool(tokens_of(self._instruction))
        about = [p.subject for p in self._promises if text in p.text or p.mention.text == text]
        return renews and any(contained(s, self._instruction) >= _ALIKE for s in about)

    def _added(self, after: str) -> Iterator[str]:
        known, asked = tokens_of(self.before), tokens_of(self._instruction)
        for token in tokens_of(after):
            said = any(_same(token, other) for other in known)
            said = said or any(_is_asked(token, other) for other in asked)
            if not (said or self._in_rows(token)):
                yield token.mention.text if token.mention else token.text

    def _in_rows(self, token: Token) -> bool:
        target = token.mention.target if token.mention else None
        if target is None:
            return any(token.text in name for name, _ in self._rows)
        return any(compatible(target, other) for _, other in self._rows) or any(
            token.text in name for name, _ in self._rows
        )

    def _moved(self, after: str) -> Iterator[str]:
        """Numbers that now stand beside another thing than before."""
        known = [(p.subject, p.mention.target) for p in self._promises] + self._rows
        for promise in find_commitments(after):
            target = promise.mention.target
            if self._instruction and _said(promise, self._instruction):
                continue
            rivals = [(_likeness(promise.subject, s), t) for s, t in known if _kin(target, t)]
            best = max((score for score, _ in rivals), default=0.0)
            own = max((s for s, t in rivals if same_amount(target, t)), default=0.0)
            if best >= _ALIKE and own < best - 0.15:
                yield f"“{promise.text}”的数与原来的事项对不上"


def length_asked(instruction: str) -> int | None:
    """How many characters the instruction allows: 压缩到150字以内 → 150."""
    match = LENGTH.search(instruction)
    return int(match.group(1)) if match else None


def _quantities(text: str) -> list[Mention]:
    """The quantities of a text, each once however many numbers its words hold."""
    return list({t.mention.start: t.mention for t in tokens_of(text) if t.mention}.values())


def _numbers(text: str) -> Iterator[Item]:
    yield from (Item(mention.text, mention.target) for mention in _quantities(text))
    yield from dict.fromkeys(Item(t.text) for t in tokens_of(text) if not t.mention)


def _names(text: str, declaration: Declaration) -> Iterator[Item]:
    named = (declaration.project_name, declaration.applicant_unit, declaration.budget_unit)
    yield from (Item(name) for name in named if name and name in text)
    yield from (Item(m.group()) for m in _NAMES.finditer(text))
    yield from (Item(p.number) for p in find_policies(text) if p.number)
    elsewhere = _other_texts(text, declaration)
    source = load("plain_words")
    for suffix in source["place_suffixes"]:
        for match in re.finditer(rf"[{_HAN}]{{2}}{suffix}(?!场|域|门|分)", text):
            name = match.group()
            is_common = name.endswith(tuple(source["common_places"])) or _PARTICLE.search(name)
            if name in elsewhere and not is_common:
                yield Item(name)


def _other_texts(text: str, declaration: Declaration) -> str:
    """What the rest of the form says: a name comes back, a chance of characters does not."""
    fields = (
        "project_name", "applicant_unit", "budget_unit", "policy_basis", "budget_basis",
        "annual_goal", "long_term_goal",
    )  # fmt: skip
    texts = [str(getattr(declaration, field) or "") for field in fields]
    texts += [f"{row.name} {row.explanation}" for row in declaration.indicators]
    return "\n".join(other for other in texts if other != text)


def _is_same_target(a: Target, b: Target) -> bool:
    """90%以上 and ≥90% are one; 90% and ≥90% are not."""
    floor, ceiling = {"at_least"}, {"at_most"}
    same_side = a.comparator == b.comparator or {a.comparator, b.comparator} in (floor, ceiling)
    return same_side and same_amount(a, b) and (a.unit == b.unit or not (a.unit and b.unit))


def _same(token: Token, other: Token) -> bool:
    if token.mention and other.mention:
        return _is_same_target(token.mention.target, other.mention.target)
    return token.text == other.text and (token.mention is None or other.mention is None)


def _is_asked(token: Token, other: Token) -> bool:
    """An instruction names the amount (改为120份); how it is compared stays as it was."""
    if token.mention and other.mention:
        return same_amount(token.mention.target, other.mention.target)
    return token.text == other.text


def _said(promise: Commitment, instruction: str) -> bool:
    return promise.mention.text in instruction or contained(promise.subject, instruction) >= _ALIKE


def _likeness(one: str, other: str) -> float:
    return max(contained(one, other), contained(other, one))


def _kin(target: Target, other: Target) -> bool:
    return target.dimension == other.dimension and (target.date is None) == (other.date is None)
