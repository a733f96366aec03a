"""What past forms usually write where a draft is open: the proposal of a question, with its count.

A precedent is asked about the same measure in the same unit; each project has one voice. Nothing is
proposed where the forms do not agree, and a proposal never enters the form by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, Declaration, Indicator, Precedent
from assistant.vocabulary.works import same_measures

SAME_ENDING = 4
"""So many characters at the end in common, and two names measure the same (活动参与率)."""
SAME_SUBJECT = 5
"""…and these are also about the same people or things (群众满意度)."""
NEAR = 0.25
"""How near a form must be for its rows to name what a row without name could be."""
_MOST_NAMES = 3


class Proposal(NamedTuple):
    """A value that forms agree on, why, and the precedents that were counted."""

    value: str | None = None
    because: str | None = None
    lent: tuple[Precedent, ...] = ()


def proposal_for(
    row: Row, precedents: Sequence[Precedent], same: Declaration | None = None
) -> Proposal:
    """What the project's own last form has, else what most others write; nothing where neither."""
    if row.indicator.name in (None, OPEN):
        return _names_for(row, precedents)
    return _own(row, same) or _of_others(row, precedents)


def _own(row: Row, same: Declaration | None) -> Proposal | None:
    for earlier in same.indicators if same else ():
        if _answers(earlier, row) and _common_ending(row, earlier) >= SAME_ENDING:
            year = f"{same.year}年度" if same and same.year else "以往"
            return Proposal(earlier.value, f"本项目{year}申报表如此填写，请确认")
    return None


def _of_others(row: Row, precedents: Sequence[Precedent]) -> Proposal:
    asked = _nearest_in_kind(row, precedents)
    votes = Counter(_plain(p.indicator.value) for p in asked if p.indicator and p.indicator.value)
    if not votes:
        return Proposal()
    (value, count), *others = votes.most_common()
    if len(asked) == 1:
        return _of_one(row, asked[0])
    if count == 1 or 2 * count < len(asked):
        return Proposal()
    because = f"同类{len(asked)}份申报表中{count}份如此"
    if others and others[0][1] == count:
        because += f"，另{count}份填{others[0][0]}"
    return Proposal(value, because, tuple(asked))


def _nearest_in_kind(row: Row, precedents: Sequence[Precedent]) -> list[Precedent]:
    """One row per project: of the same name, else about the same people or things, where there are
    several such projects; else all that measure the same."""
    name = len(row.indicator.name or "")
    alike = [(p, p.indicator) for p in precedents if p.indicator and _answers(p.indicator, row)]
    for least in (name, SAME_SUBJECT):
        closer = [p for p, other in alike if _common_ending(row, other) >= min(least, name)]
        if len(found := _one_per_project(closer)) > 1:
            return found
    return _one_per_project([p for p, _ in alike])


def _of_one(row: Row, precedent: Precedent) -> Proposal:
    """One form alone says it only for nearly the same name."""
    indicator = precedent.indicator
    if indicator is None or _common_ending(row, indicator) < SAME_ENDING:
        return Proposal()
    because = f"以往1份申报表的“{indicator.name}”如此填写"
    return Proposal(indicator.value, because, (precedent,))


def _names_for(row: Row, precedents: Sequence[Precedent]) -> Proposal:
    """Rows of near forms in the same category: names to choose from, no value."""
    near = [
        p
        for p in precedents
        if p.indicator and p.score >= NEAR and p.indicator.level2 == row.indicator.level2
        and p.indicator.name and not p.indicator.is_not_applicable
    ]  # fmt: skip
    names = list(dict.fromkeys(p.indicator.name for p in near if p.indicator))[:_MOST_NAMES]
    if not names or (row.requirement and row.requirement.doubtful):
        return Proposal()
    lent = tuple(p for p in near if p.indicator and p.indicator.name in names)
    return Proposal(None, f"相近项目这一类写的是：{'、'.join(map(str, names))}", lent)


def _answers(other: Indicator, row: Row) -> bool:
    """True for a filled row of the same category and unit that measures the same."""
    mine = row.indicator
    if other.level2 != mine.level2 or other.is_not_applicable or not other.value:
        return False
    if OPEN in other.value or not _same_unit(mine.unit, other.unit):
        return False
    return _alike(mine.name or "", other.name or "")


def _alike(name: str, other: str) -> bool:
    if name == other or _ending(name, other) >= SAME_ENDING:
        return True
    return any(name.endswith(group) and other.endswith(group) for group in same_measures())


def _same_unit(one: str | None, other: str | None) -> bool:
    plain = {unicodedata.normalize("NFKC", unit).strip() for unit in (one, other) if unit}
    return len(plain - {OPEN}) < 2


def _common_ending(row: Row, other: Indicator) -> int:
    return _ending(row.indicator.name or "", other.name or "")


def _ending(one: str, other: str) -> int:
    """How many characters two names have in common at the end."""
    length = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _one_per_project(precedents: Sequence[Precedent]) -> list[Precedent]:
    """The nearest row of each project."""
    found: dict[tuple[str, str | None], Precedent] = {}
    for precedent in sorted(precedents, key=lambda p: -p.score):
        found.setdefault((precedent.project_name, precedent.unit), precedent)
    return list(found.values())


def _plain(value: str) -> str:
    """One spelling of a value: ≧90％ is ≥90%."""
    folded = unicodedata.normalize("NFKC", value).replace("≧", "≥").replace("≦", "≤")
    return re.sub(r"\s", "", folded.replace(">=", "≥").replace("<=", "≤"))
