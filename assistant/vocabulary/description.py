"""Typed access to `description.yaml`: how descriptions say things, and what that is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.model import RequirementKind
from assistant.vocabulary.loading import load


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load("description")
    return words


@cache
def words(name: str) -> tuple[str, ...]:
    """One flat word list of the file, longest first."""
    return tuple(sorted(_words()[name], key=len, reverse=True))


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a flat list, the longest first."""
    return re.compile("|".join(map(re.escape, words(name))))


@cache
def table_units() -> dict[str, str]:
    """Heads of columns that state a unit (人数 → 人)."""
    table: dict[str, str] = _words()["column_units"]
    return table


@cache
def shape(name: str) -> re.Pattern[str]:
    """A pattern of the file (under `shapes`), for what no word list can say."""
    return re.compile("|".join(_words()["shapes"][name]), re.IGNORECASE)


@cache
def header_field(label: str) -> str | None:
    """The header field (or `period`, `year`) that a label names, or None."""
    label = re.sub(r"^20\d\d年?(?:度)?|[*＊\s]|[（(][^）)\n]{0,60}[）)]", "", label)
    table: dict[str, list[str]] = _words()["header_labels"]
    return next((field for field, labels in table.items() if label in labels), None)


@cache
def exact_role(label: str) -> str | None:
    """The role of a label that is one of the listed words, brackets and year left out."""
    bare = re.sub(r"[（(][^）)\n]{0,60}[）)]|\s|^20\d\d年?(?:度)?", "", label)
    table: dict[str, list[str]] = _words()["roles"]
    return next((role for role, labels in table.items() if bare in labels), None)


@cache
def role_of(label: str) -> str | None:
    """What a heading, a column or a label announces: policy, benefit, money, quantity …"""
    bare = re.sub(r"[（(][^）)\n]{0,60}[）)]|\s|^20\d\d年?(?:度)?", "", label)
    table: dict[str, list[str]] = _words()["roles"]
    exact = next((role for role, labels in table.items() if bare in labels), None)
    if exact or len(bare) > 10:
        return exact
    if re.search(r"资金|经费|预算|费用|金额", bare):
        return "money"
    return next(
        (
            role
            for role, labels in table.items()
            if any(bare.endswith(w) for w in labels if len(w) > 1)
        ),
        None,
    )


@cache
def action_words() -> tuple[str, ...]:
    """All verbs, longest first."""
    return tuple(sorted(_words()["verbs"], key=len, reverse=True))


def verbs_beginning(text: str) -> Iterator[str]:
    """The verbs that the text begins with, longest first."""
    return filter(text.startswith, _verbs_by_sign(0).get(text[:1], ()))


def verbs_ending(text: str) -> Iterator[str]:
    """The verbs that the text ends with, longest first."""
    return filter(text.endswith, _verbs_by_sign(-1).get(text[-1:], ()))


@cache
def _verbs_by_sign(place: int) -> dict[str, list[str]]:
    """All verbs by their first sign (0) or their last (-1): hundreds need not be tried each."""
    found: dict[str, list[str]] = {}
    for verb in action_words():
        found.setdefault(verb[place], []).append(verb)
    return found


@cache
def formal(verb: str) -> str:
    """The written form of a verb (办 → 举办)."""
    entry: dict[str, str] = _words()["verbs"].get(verb) or {}
    return entry.get("formal", verb)


@cache
def deeds_done() -> dict[str, str]:
    """Deeds of one character with their written form (演 of 全部演完 → 演出)."""
    table: dict[str, str] = _words()["deeds_done"]
    return table


def is_measure(name: str) -> bool:
    """True for a noun that is itself a measured quantity (设计速度, 路基宽)."""
    return name.endswith(words("measured"))


def one_character(noun: str) -> str:
    """The written word for a noun of one character (车 → 车辆)."""
    table: dict[str, str] = _words()["one_character"]
    return table.get(noun, noun)


@cache
def is_silent(verb: str) -> bool:
    """True when an indicator's name does not repeat the verb (提交报告4份 → 报告数量)."""
    return bool((_words()["verbs"].get(verb) or {}).get("silent"))


@cache
def service_verb(text: str) -> tuple[str, str] | None:
    """The service action a text begins with: (as said, as named), or None."""
    table: dict[str, str] = _words()["service_verbs"]
    hits = [said for said in table if text.startswith(said)]
    return (said := max(hits, key=len), table[said]) if hits else None


@cache
def suffix_of(unit: str) -> str:
    """The last word of an indicator's name for a counted unit (场 → 场次), 数量 by default."""
    table: dict[str, list[str]] = _words()["suffixes"]
    return next((suffix for suffix, units in table.items() if unit in units), "数量")


@cache
def kind_cues() -> tuple[tuple[str, RequirementKind], ...]:
    """(word, category kind), in the order in which categories win."""
    table: dict[RequirementKind, list[str]] = _words()["category_cues"]
    return tuple((word, kind) for kind, cues in table.items() for word in cues)
