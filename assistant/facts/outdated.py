"""Dates that lie before the declared year: most likely a slip, so asked about and not written."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import Contradiction, Requirement


def without_outdated(
    requirements: tuple[Requirement, ...], year: int | None
) -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """(what may stand in the form, what is to be done before the declared year begins)."""
    late = tuple(r for r in requirements if _is_before(r, year))
    return tuple(r for r in requirements if r not in late), late


def asked_again(late: tuple[Requirement, ...], year: int | None) -> Iterator[Contradiction]:
    """2025年12月31日前 of a project for 2026: which date is meant?"""
    for text in dict.fromkeys(r.mention.text for r in late if r.mention):
        yield Contradiction(
            path="/indicators",
            question=f"“{text}”早于申报年度{year}年，应为哪一天？",
            because="年度外的日期没有写进表",
        )


def _is_before(requirement: Requirement, year: int | None) -> bool:
    date = requirement.mention.target.date if requirement.mention else None
    return bool(year and date and date.year and date.year < year)
