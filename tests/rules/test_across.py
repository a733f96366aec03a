"""Rules between declarations against their cases, and what `compare` promises for all of them.

A case lists small forms, written as in test_cases; `finds` is the number of findings or the first
place of each: number of the form, then the path.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.model import Declaration
from assistant.rules import comparing
from assistant.rules.base import AcrossRule
from assistant.rules.batch import Batch, Entry
from assistant.rules.comparing import compare
from assistant.rules.engine import profile_of
from assistant.rules.form import Form
from assistant.rules.registry import ACROSS, rule_files
from tests.rules.test_cases import chosen, form_of, load_cases

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "declarations").glob("*.json"))
ALL = [
    pytest.param(path.stem, case, id=f"{path.stem[:5]}-{number}")
    for path in rule_files()
    if path.parent.name == ACROSS
    for number, case in enumerate(load_cases(path.stem), 1)
]


def entries(declarations: list[Declaration]) -> list[Entry]:
    return [
        Entry("单位.json", number, Form(form, profile_of(form), form.year))
        for number, form in enumerate(declarations)
    ]


def corpus() -> list[Declaration]:
    return [Declaration.model_validate(json.loads(path.read_text("utf-8"))) for path in CORPUS]


@pytest.mark.parametrize(("stem", "case"), ALL)
def test_case(stem: str, case: dict) -> None:
    code = chosen(stem, case)
    found, _, unchecked = compare(entries(list(map(form_of, case["forms"]))), select=[code])
    assert unchecked == ()
    shown = [f"{a.where[0].declaration}{a.where[0].path}" for a in found]
    if isinstance(case["finds"], int):
        assert len(found) == case["finds"], [a.finding.message for a in found]
    else:
        assert shown == case["finds"], [a.finding.message for a in found]
    if "severity" in case:
        assert found[0].finding.severity == case["severity"]
    for across in found:
        assert across.finding.path == across.where[0].path
        assert len(across.where) > 1


def test_a_single_declaration_has_nothing_to_be_compared_with() -> None:
    assert compare(entries(corpus()[:1])) == ((), frozenset(), ())


def test_what_is_found_in_the_corpus_is_what_a_reviewer_would_say() -> None:
    found, _, _ = compare(entries(corpus()))
    assert [(a.finding.code, a.finding.severity) for a in found] == [
        ("AC009", "info"),
        ("AC011", "info"),
        ("AC011", "info"),
    ]
    ai, informatisation = (a.finding.message for a in found[1:])
    assert "深工信〔2025〕43号" in ai
    assert "征求意见稿" in informatisation
    assert "福府办〔2024〕3号" in informatisation


def test_next_years_corpus_is_seen_to_be_copied() -> None:
    forms = corpus()
    later = [f.model_copy(update={"year": 2027, "is_new": True}) for f in forms]
    found, silenced, _ = compare(entries([*forms, *later]))
    stale = [a for a in found if a.finding.code == "AC026"]
    assert len(stale) == 11
    assert {"AC024", "AC026"} <= {a.finding.code for a in found}
    assert ("单位.json", 11, "AG004", "/annual_goal") in silenced


def test_ids_do_not_depend_on_the_order_of_the_files() -> None:
    forms = corpus()
    one = {a.finding.id for a in compare(entries(forms))[0]}
    assert one == {a.finding.id for a in compare(entries(forms[::-1]))[0]}


def test_versions_of_one_form_are_no_second_project() -> None:
    forms = corpus()
    found, _, _ = compare(entries([*forms, *forms]))
    assert {a.finding.code for a in found} == {"AC003", "AC009", "AC011"}


def test_a_crashed_rule_is_our_fault_and_stops_nobody(monkeypatch, caplog) -> None:
    class Crashing(AcrossRule):
        code = "AC999"
        severity = "error"

        def remarks(self, batch: Batch):
            raise RuntimeError("boom")

    others = comparing.across_rules()
    monkeypatch.setattr(comparing, "across_rules", lambda: (Crashing(), *others))
    found, _, unchecked = compare(entries(corpus()))
    assert found
    assert "AC999" in unchecked[0]
    assert "boom" in caplog.text
