"""年度目标: every commitment of the declared year with its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.offline.goals.deeds import Deed, deeds_of, listed, segments
from assistant.drafting.offline.goals.parts import Part, parts_of
from assistant.drafting.offline.goals.standards import (
    MANY,
    Standard,
    by_subject,
    is_deadline,
    is_delivered,
    open_standards,
    standards_of,
    texts,
)
from assistant.drafting.offline.rows import Row
from assistant.model import OPEN, ProjectFacts, Requirement


def annual_goal(facts: ProjectFacts, rows: Sequence[Row], subject: str) -> str:
    """The goal of the declared year."""
    opening = f"本项目{facts.year}年度将" if facts.year else "本项目本年度将"
    year = [r for r in facts.requirements if r.scope == "year" and r.clause]
    parts, rest = parts_of(year)
    kept = [*standards_of(rest), *open_standards(rows)]
    ends = [benefit.phrase for benefit in facts.benefits]
    if parts:
        tasks = _named(parts) or "完成以下任务"
        overall = _overall(_deeds(rest, subject), kept, ends)
        return f"{opening}{tasks}：\n{_by_part(parts, subject)}{overall}"
    return opening + _whole(_deeds(rest, subject), kept, ends, subject)


def _deeds(requirements: Sequence[Requirement], subject: str) -> list[Deed]:
    return deeds_of((r for r in requirements if is_delivered(r) or is_deadline(r)), subject)


def _whole(deeds: list[Deed], kept: list[Standard], ends: list[str], subject: str) -> str:
    done = segments(deeds)
    told = any(OPEN not in said for _, said in kept)
    nothing = "" if told else f"做好{subject}各项工作" + ("" if kept else f"，完成{OPEN}")
    text = re.sub("^项目于", "于", "；".join(done) or nothing)
    many = len(kept) > MANY and bool(text)
    if many:
        first = [text_ for kind, text_ in kept if kind == "quantity"]
        text += _assured(first, len(deeds)) + f"。{by_subject(kept)}"
    elif kept:
        text = (text + _assured(texts(kept), len(deeds))).lstrip("，")
    if ends:
        text += f"。通过项目实施，{listed(ends)}" if many else f"，从而{listed(ends)}"
    return text + "。"


def _assured(kept: list[str], deeds: int) -> str:
    return f"{'；' if deeds > 1 else '，'}确保{listed(kept)}" if kept else ""


def _named(parts: Sequence[Part]) -> str:
    *names, last = [part.name for part in parts]
    return f"推进{'、'.join(names)}和{last}" if all((*names, last)) else ""


def _by_part(parts: Sequence[Part], subject: str) -> str:
    lines = []
    for number, part in enumerate(parts, 1):
        pieces = segments(_deeds(part.requirements, subject))
        if kept := texts(standards_of(part.requirements)):
            pieces.append(f"确保{listed(kept)}")
        lead = f"{part.name}方面，" if part.name else ""
        lines.append(f"目标{number}：{lead}{'；'.join(pieces)}。\n")
    return "".join(lines)


def _overall(deeds: Sequence[Deed], kept: list[Standard], ends: list[str]) -> str:
    """What belongs to no part: said of the whole project."""
    pieces = segments(deeds)
    if kept:
        pieces.append(f"确保{listed(texts(kept))}")
    if not pieces and not ends:
        return ""
    if not pieces:
        return f"通过项目实施，{listed(ends)}。"
    return f"项目整体{'；'.join(pieces)}{'，从而' + listed(ends) if ends else ''}。"
