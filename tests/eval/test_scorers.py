"""Each scorer passes a good draft and notices the one promise that a mutation breaks."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml

from eval.cases import load_case, load_cases
from eval.drafts import DraftView
from eval.numbers import find_numbers
from eval.scorers import SCORERS
from eval.scorers.leaked_names import _distinctive

FIXTURES = yaml.safe_load((Path(__file__).parent / "fixtures.yaml").read_text(encoding="utf-8"))
SCORE = {scorer.name: scorer.score for scorer in SCORERS}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eval")
    for name in ("cases", "descriptions"):
        (folder / name).mkdir()
    (folder / "descriptions" / "路灯.md").write_text(FIXTURES["description"], encoding="utf-8")
    path = folder / "cases" / "路灯.yaml"
    path.write_text(yaml.safe_dump(FIXTURES["case"], allow_unicode=True), encoding="utf-8")
    return load_case(path)


def proved(draft):
    """The draft with a provenance entry for each number the description or convention has."""
    entries = [
        {"path": path, "text": number.text, **_origin(number)}
        for path, text in DraftView.from_json(draft).claims()
        for number in find_numbers(text)
    ]
    return {**draft, "provenance": entries}


def _origin(number):
    for given in find_numbers(FIXTURES["description"]):
        if given.value == number.value:
            return {"kind": "brief", "source": f"brief:路灯.md:{given.start}-{given.end}"}
    return {"kind": "computed" if number.value == 4 else "convention", "note": "4个季度×每季度1份"}


def changed(draft, mutation):
    broken = copy.deepcopy(draft)
    for path, value in {mutation["path"]: mutation["value"], **mutation.get("and", {})}.items():
        *parents, last = path.strip("/").split("/")
        place = broken["declaration"]
        for key in parents:
            place = place[int(key)] if isinstance(place, list) else place[key]
        place[last] = value
    return broken


@pytest.mark.parametrize("name", SCORE)
def test_a_good_draft_passes(case, name):
    score = SCORE[name](case, DraftView.from_json(proved(FIXTURES["draft"])))
    assert score.value == 1, score.reason


@pytest.mark.parametrize(
    "mutation", FIXTURES["mutations"], ids=lambda m: f"{m['scorer']}:{m['path']}"
)
def test_a_broken_promise_is_noticed(case, mutation):
    broken = changed(proved(FIXTURES["draft"]), mutation)
    score = SCORE[mutation["scorer"]](case, DraftView.from_json(broken))
    assert score.value < 1
    assert mutation["reason"] in score.reason


def test_findings_and_questions_are_judged(case):
    finding = {"severity": "error", "code": "XX001", "message": "错", "path": "/annual_goal"}
    draft = {
        **FIXTURES["draft"],
        "findings": [finding],
        "questions": [{"path": "/nope/3", "question": "何时"}],
    }
    view = DraftView.from_json(draft)
    assert SCORE["findings"](case, view).value == 0
    assert "没有问：新增" in SCORE["questions"](case, view).reason


def test_every_case_file_loads_and_no_description_is_forgotten():
    cases = load_cases()
    used = {case.file_name for case in cases}
    folder = Path(__file__).parents[2] / "eval"
    written = {
        path.name for name in ("briefs", "descriptions") for path in (folder / name).glob("*.md")
    }
    assert len(cases) >= 30
    assert used == written


def test_the_readme_shows_every_case_and_scorer():
    readme = (Path(__file__).parents[2] / "eval" / "README.md").read_text(encoding="utf-8")
    assert [case.name for case in load_cases() if case.name not in readme] == []
    assert [scorer.meaning for scorer in SCORERS if scorer.meaning not in readme] == []


def test_the_past_form_of_the_project_itself_is_no_other_projects() -> None:
    case = next(c for c in load_cases() if c.name.startswith("09"))
    of_this = _distinctive(case.project)
    of_none = _distinctive((None, ()))
    own = "网格信息采集各项指标"
    runs = {own[at : at + 6] for at in range(len(own) - 5)}
    assert runs & of_none
    assert not runs & of_this
    assert len(of_this) > 1_000
