"""Declarations made up by rule, as many as wanted: for measuring size, never for judging quality.

The same number and seed give the same declarations.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from assistant.model import Declaration, Indicator

_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_ROWS = 10


def declarations(count: int, seed: int = 1) -> Iterator[Declaration]:
    """That many declarations of ten rows and two goals each."""
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose
    for number in range(count):
        yield _declaration(number, chance)


def _declaration(number: int, chance: random.Random) -> Declaration:
    place, subject = chance.choice(_WORDS["places"]), chance.choice(_WORDS["objects"])
    office = f"{place}区{chance.choice(_WORDS['offices'])}"
    rows = tuple(_row(place, subject, chance) for _ in range(_ROWS))
    name = f"{place}{subject}{chance.choice(_WORDS['parts'])}{number}号项目"
    said = "，".join(f"{row.name}{row.value}" for row in rows[:4])
    return Declaration(
        profile="futian-2026", year=2020 + number % 7, project_code=f"44{number:012d}",
        project_name=name, applicant_unit=office, budget_unit=office,
        annual_goal=f"完成{subject}{chance.choice(_WORDS['parts'])}工作：{said}。",
        long_term_goal=f"持续开展{subject}，{rows[-1].name}保持{rows[-1].value}。",
        indicators=rows,
    )  # fmt: skip


def _row(place: str, subject: str, chance: random.Random) -> Indicator:
    level2, name, value, unit = chance.choice(_WORDS["measures"])
    where = chance.choice(("", place, f"{place}{chance.choice(_WORDS['places'])}"))
    what = (
        f"{where}{subject}{chance.choice(_WORDS['parts'])}{chance.choice(('', *_WORDS['parts']))}"
    )
    amount = value.format(chance.randrange(1, 100))
    return Indicator(
        level2=level2, name=name.format(what), value=amount, unit=unit,
        explanation=f"考核{name.format(what)}",
    )  # fmt: skip
