"""The budget year of a form: from its title, else from what the annual goal says without doubt.

Without doubt is one single YYYY年度, or an opening 本项目YYYY年… when the goal names no other year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.formats.base import Row
from assistant.formats.form.collect import Collected

_TITLE_YEAR = re.compile(r"(?:预算|申报)年度[:：]?(20\d\d)|(20\d\d)(?:年度?|(?=\D*绩效))")
_BLANK_YEAR = re.compile(r"(?:\((?:20)?|20|_)年")
_GOAL_YEAR = re.compile(r"(20\d\d)年度")
_OPENING_YEAR = re.compile(
    r"(?:目标\d?[:.、]?)?(?:本|该)?(?:项目)?(?:计划)?(?:在|于)?(20\d\d)年(?!度|前|底|末|\d)"
)
_ANY_YEAR = re.compile(r"(20\d\d)年")


def read_year(titles: Sequence[Row], into: Collected) -> None:
    """Fill `year` when the title says it."""
    for row in titles:
        for _, cell in row.filled():
            years = {one or other for one, other in _TITLE_YEAR.findall(_narrow(cell.text))}
            if len(years) == 1:
                into.keep("year", int(years.pop()), cell)
                return
            if _BLANK_YEAR.search(_narrow(cell.text)):
                into.remember("/year", cell)


def year_from_goal(goal: str) -> tuple[int, str] | None:
    """The year that the annual goal proves, and the note that says so."""
    found = _year_of_goal(_narrow(goal))
    if found is None:
        return None
    words, year = found
    return year, f"标题没有写年度，预算年度取自年度目标中的“{words}”"


def _year_of_goal(goal: str) -> tuple[str, int] | None:
    """(the words that say it, the year), or None when the goal says none or several."""
    years = set(_GOAL_YEAR.findall(goal))
    if len(years) == 1:
        year = years.pop()
        return f"{year}年度", int(year)
    opening = _OPENING_YEAR.match(goal)
    if not years and opening and set(_ANY_YEAR.findall(goal)) == {opening.group(1)}:
        return opening.group(), int(opening.group(1))
    return None


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
