"""One injected defect at a time: it is found, and nothing else is said (see eval/mutations)."""

from __future__ import annotations

from eval.mutations.harness import defects, run

FLOOR = 0.98


def test_injected_defects_are_found_without_noise() -> None:
    outcomes = list(run())
    missed = [(o.form, o.defect) for o in outcomes if not o.caught]
    assert len(missed) <= len(outcomes) * (1 - FLOOR), missed
    assert [(o.form, o.defect, o.noise) for o in outcomes if o.noise] == []


def test_every_defect_applies_somewhere() -> None:
    applied = [outcome.defect for outcome in run()]
    assert [defect for defect in defects() if defect not in applied] == []
