"""Nothing of the project under test can be found while its draft is judged."""

from __future__ import annotations

import inspect

import pytest

from assistant.retrieval import Index
from eval.cases import load_cases
from eval.runner import LeavingOut, opened_index

CASE = next(case for case in load_cases() if case.name.startswith("01-"))


@pytest.fixture(scope="module")
def index():
    with opened_index() as opened:
        yield opened


@pytest.mark.parametrize("way", ["indicators", "indicators_like"])
def test_the_indicator_library_leaves_the_project_out(index, way):
    text = "新媒体监测报告数量 4份"
    projects = {use.project_name for used in getattr(index, way)(text, k=200) for use in used.uses}
    left = {
        use.project_name
        for used in getattr(LeavingOut(index, CASE), way)(text, k=200)
        for use in used.uses
    }
    assert projects & set(CASE.project[1])
    assert left and not left & set(CASE.project[1])


def test_it_has_every_way_of_finding_a_past_form():
    ways = {
        name
        for name, member in inspect.getmembers(Index, inspect.isfunction)
        if "exclude_project" in inspect.signature(member).parameters
    }
    assert ways <= set(dir(LeavingOut))
