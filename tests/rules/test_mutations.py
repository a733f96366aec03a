"""One injected defect at a time: it is found, and nothing else is said (see eval/mutations).

Each is tried in three forms here; `python -m eval --checker --full` tries it in all.
"""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.rules.registry import rule_codes
from eval.mutations import across
from eval.mutations.harness import Outcome, defects, run

FLOOR = 0.98


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(run(3))


def test_injected_defects_are_found(outcomes: list[Outcome]) -> None:
    missed = [(o.form, o.defect) for o in outcomes if not o.caught]
    assert len(missed) <= len(outcomes) * (1 - FLOOR), missed


def test_nothing_else_is_said(outcomes: list[Outcome]) -> None:
    assert [(o.form, o.defect, o.noise) for o in outcomes if o.noise] == []


def test_every_defect_applies_somewhere(outcomes: list[Outcome]) -> None:
    applied = [outcome.defect for outcome in outcomes]
    assert [defect for defect in defects() if defect not in applied] == []


@pytest.fixture(scope="module")
def between() -> list[Outcome]:
    return list(across.run())


def test_contradictions_between_forms_are_found(between: list[Outcome]) -> None:
    missed = [(o.form, o.defect) for o in between if not o.caught]
    assert len(missed) <= len(between) * (1 - FLOOR), missed


def test_nothing_else_is_said_between_forms(between: list[Outcome]) -> None:
    assert [(o.form, o.defect, o.noise) for o in between if o.noise] == []
    assert across.without_defect() == []


def test_every_rule_has_two_mutators() -> None:
    wanted = [defect["code"] for defect in (*defects(), *across.defects())]
    codes = Counter(c for code in wanted for c in (code if isinstance(code, list) else [code]))
    assert [code for code in rule_codes() if codes[code] < 2] == []
