"""One injected defect at a time: it is found, and nothing else is said (see eval/mutations)."""

from __future__ import annotations

import pytest

from eval.mutations.harness import Outcome, defects, run

FLOOR = 0.98


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(run())


def test_injected_defects_are_found(outcomes: list[Outcome]) -> None:
    missed = [(o.form, o.defect) for o in outcomes if not o.caught]
    assert len(missed) <= len(outcomes) * (1 - FLOOR), missed


def test_nothing_else_is_said(outcomes: list[Outcome]) -> None:
    assert [(o.form, o.defect, o.noise) for o in outcomes if o.noise] == []


def test_every_defect_applies_somewhere(outcomes: list[Outcome]) -> None:
    applied = [outcome.defect for outcome in outcomes]
    assert [defect for defect in defects() if defect not in applied] == []
