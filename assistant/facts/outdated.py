"""Dates that lie before the declared year: most likely a slip, so asked about and not written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import Contradiction, Requirement


def without_outdated(
    requirements: tuple[Requirement, ...], year: int | None
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """(what may stand in the form, what is to be done before the declared year begins)."""
    late = tuple(r for r in requirements if _is_before(r, year))
    kept = tuple(r for r in requirements if r not in late)
    # 2026年10月批复，2027年2月开工：一步一步说过来的，前一步已经做完。
    steps = any(r.mention and r.mention.target.comparator == "by_date" for r in kept)
    return kept, tuple(r for r in late if not (steps and _is_step(r)))


def asked_again(late: tuple[Requirement, ...], year: int | None) -> Iterator[Contradiction]:
    """2025年12月31日前 of a project for 2026: which date is meant?"""
    for text in dict.fromkeys(r.mention.text for r in late if r.mention):
        yield Contradiction(
            path="/indicators",
            question=f"“{text}”早于申报年度{year}年，应为哪一天？",
            because="年度外的日期没有写进表",
        )


def _is_step(requirement: Requirement) -> bool:
    """True for a step that comes before the work itself: 立项, 批复, 招标, 设计."""
    return bool(re.search(r"立项|可研|批复|设计|勘察|论证|评审|招标|采购|备案", requirement.name))


def _is_before(requirement: Requirement, year: int | None) -> bool:
    date = requirement.mention.target.date if requirement.mention else None
    return bool(year and date and date.year and date.year < year)
