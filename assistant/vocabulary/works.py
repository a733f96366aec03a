"""Kinds of work: what to ask, how to name rows, where a description says nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from assistant.model import Value
from assistant.vocabulary.description import action_words
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import CategoryKind


class OpenRow(Value):
    """How an unanswered row of a category is named, and the question that fills it."""

    name: str
    unit: str
    question: str
    level: bool = False
    needs: tuple[str, ...] = ()
    """Words one of which the project's name or its unit must hold, or the row is of another field
    (周边居民 of a road, not of a school's laboratory)."""


@cache
def work_of(name: str, unit: str = "") -> str | None:
    """The first kind of work whose cue stands in a project's name, unless a word beside it says
    that it is of another field (白蚁防治 is no health service), or nothing in the name and the unit
    says that it is of this one (保洁 of a river is no 物业)."""
    about = name + unit
    return next((w["name"] for w in _works() if _hits(w, name) and _agrees(w, about)), None)


def _agrees(known: Mapping[str, Any], about: str) -> bool:
    needs = known.get("needs", ())
    return not needs or any(word in about for word in needs)


@cache
def work_in(text: str) -> str | None:
    """The kind of work a whole description speaks of, where no name tells it: several cues of its
    own, and more than any other kind has. None leaves the neutral questions."""
    works = [w for w in _works() if _agrees(w, text)]
    counted = sorted(((len(_hits(w, text)), w["name"]) for w in works), reverse=True)
    (best, name), (second, _) = counted[:2]
    return name if best >= 2 and best > second else None


def _works() -> list[dict[str, Any]]:
    works: list[dict[str, Any]] = load("works")["works"]
    return works


def _hits(work: dict[str, Any], text: str) -> set[str]:
    for other in work.get("except", ()):
        text = text.replace(other, "　")
    return {cue for cue in work["cues"] if cue in text}


@cache
def open_row(kind: CategoryKind, work: str | None, about: str | None = None) -> OpenRow:
    """The open row of a category for a kind of work. `about`: the project's name and unit, that a
    row of one field must agree with; without agreement, and for no kind, the neutral row."""
    rows: dict[str, Any] = next((w["rows"] for w in _works() if w["name"] == work), {})
    own = rows.get(kind)
    if own and about is not None and not _agrees(own, about):
        own = None
    return OpenRow.model_validate(own or load("works")["default"][kind])


@cache
def same_measures() -> tuple[tuple[str, ...], ...]:
    """Groups of endings of names that measure the same thing (按时完成率, 按期完工率)."""
    groups: list[list[str]] = load("works")["same_measures"]
    return tuple(map(tuple, groups))


@cache
def header_question(field: str) -> str:
    """The question that fills an unknown header cell."""
    questions: dict[str, str] = load("works")["header"]
    return questions[field]


_LABEL = 6
"""So long is the name of a cell at most; longer pieces are clauses."""


class HeaderGroup(Value):
    """Header cells that one question asks for; {0} in it stands for how each field is asked."""

    question: str
    because: str | None = None
    fields: dict[str, str]

    def asked(self, missing: Collection[str]) -> str:
        """The question for those of its fields that are missing."""
        pieces = [said for field, said in self.fields.items() if field in missing]
        joined = "、" if max(map(len, pieces)) <= _LABEL else "，"
        return self.question.format(joined.join(pieces))


@cache
def header_groups() -> tuple[HeaderGroup, ...]:
    """The groups of header cells that are asked for together."""
    return tuple(map(HeaderGroup.model_validate, load("works")["header_groups"]))


def asked_with(paths: Collection[str]) -> frozenset[str]:
    """The header cells that the questions at these paths ask for, their groups included."""
    named = {path.removeprefix("/") for path in paths}
    groups = [g for g in header_groups() if named.intersection(g.fields)]
    return frozenset(paths) | {f"/{field}" for group in groups for field in group.fields}


@cache
def rate_formula(name: str) -> str:
    """A formula for a rate without one of its own: 备案率 → 已备案的数量/应备案的总数量."""
    shared: dict[str, Any] = load("works")["rates"]
    stem = name.removesuffix("率")
    if not name.endswith("率") or len(stem) < 2:
        return str(shared["share"]).format(re.sub(r"(?:比例|占比|比重)$", "", name))
    if owed := re.search(r"应(.)尽\1$", stem):
        return str(shared["owed"]).format(owed.group(1))
    for tail in shared["states"]:
        if stem.endswith(tail):
            return str(shared["state"]).format(tail)
    if prompt := re.search(r"(?:按时|按期|及时|准时)([一-龥]{2,4})$", stem):
        return str(shared["prompt"]).format(prompt.group(), prompt.group(1))
    if stem[-2:] not in action_words() and stem[-2:] not in shared["deeds"]:
        return _share_of(stem, shared)
    return str(shared["done"]).format(stem[-2:])


_SHORT_STEM = 8
"""So long a stem is said whole: 优良中等路, 馆藏数字化; cut, it would be no word."""


def _share_of(stem: str, shared: dict[str, Any]) -> str:
    """贫血的学生人数/学生总人数 of 学生贫血; 优良路的数量/总数量 of 优良路."""
    for who in shared["people"]:
        if stem.startswith(who) and len(stem) > len(who) + 1:
            return str(shared["among"]).format(stem.removeprefix(who), who)
    whole = stem if len(stem) <= _SHORT_STEM else stem[-3 if stem.endswith("化") else -2 :]
    return str(shared["share"]).format(whole)


@cache
def limit_start(name: str) -> str:
    """What a limit is counted from, where its name holds the event (投诉件处置时限: 接到投诉); ""
    where it does not."""
    starts: dict[str, list[str]] = load("works")["limit_starts"]
    return next((event for event, words in starts.items() if any(w in name for w in words)), "")


@cache
def formula_for(name: str) -> str | None:
    """How a rate of that name is calculated, by the longest known rate it ends with."""
    formulas: dict[str, str] = load("works")["formulas"]
    hits = [rate for rate in formulas if name.endswith(rate)]
    return formulas[max(hits, key=len)] if hits else None
