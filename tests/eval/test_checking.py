"""The checker's evaluation: what counts as found, and that its page is complete."""

from __future__ import annotations

import pytest

from eval import checking
from eval.mutations import harness


@pytest.fixture(scope="module")
def labelled() -> checking.Labelled:
    return checking.against_labels()


def test_every_labelled_defect_is_found_at_its_place(labelled: checking.Labelled) -> None:
    assert labelled.missed == []


def test_a_finding_answers_for_one_label_only(labelled: checking.Labelled) -> None:
    answering = [finding.id for _, _, finding in labelled.found]
    assert len(answering) == len(set(answering))
    assert not set(answering) & {finding.id for _, finding in labelled.unlabelled}


def test_what_nobody_labelled_is_advice_at_most(labelled: checking.Labelled) -> None:
    loud = [(p, f.code, f.message) for p, f in labelled.unlabelled if f.severity != "info"]
    assert loud == []


def test_a_sample_of_the_defects_is_the_same_each_time_and_leaves_none_out() -> None:
    sample = [(o.form, str(o.defect)) for o in harness.run(1)]
    assert sample == [(o.form, str(o.defect)) for o in harness.run(1)]
    assert {defect for _, defect in sample} == {str(defect) for defect in harness.defects()}


def test_each_defect_written_by_hand_is_found() -> None:
    by_hand = [o for o in harness.run(1) if "form" in o.defect]
    assert len(by_hand) >= 40
    assert [o.defect["what"] for o in by_hand if not o.caught] == []
