"""What was chosen or accepted under the code of a rule that another took over goes on to count."""

from __future__ import annotations

import json

import pytest

from assistant.errors import UsageError
from assistant.model import Declaration, Indicator
from assistant.rules.base import AcrossRule
from assistant.rules.catalogue import page_of
from assistant.rules.comparing import compare
from assistant.rules.engine import check
from assistant.rules.registry import (
    every_rule,
    is_chosen,
    known_codes,
    matches,
    retired_notices,
    retired_rules,
    rule_codes,
    rule_files,
)
from tests.rules.test_across import entries
from tests.rules.test_cases import form_of, load_cases

LOCAL = Declaration(
    year=2026, project_code="440304231063100201000", duration_years=7, is_new=False,
    indicators=(
        Indicator(level1="产出指标", level2="质量指标", name="验收合格率", value="≥95%", unit="%",
                  explanation="考察验收合格率"),
        Indicator(level1="产出指标", level2="数量指标", name="审核合同数量", value="≥9份",
                  unit="份", explanation="考察审核合同数量"),
    ),
)  # fmt: skip
"""A project until 2029, a rate without its formula, and an explanation that says nothing."""


def told(**chosen) -> list[tuple[str, str | None]]:
    return [(f.code, f.formerly) for f in check(LOCAL, **chosen)[0]]


def test_every_retired_code_has_a_rule_that_took_over() -> None:
    living = set(rule_codes())
    for code, retired in retired_rules().items():
        assert code not in living
        assert retired.into in living
        assert retired.what
        assert page_of(code).code == retired.into
        assert known_codes().count(code) == 1


@pytest.mark.parametrize("code", retired_rules())
def test_the_rule_that_took_over_still_tells_it(code: str) -> None:
    """Some case of the rule is found when only the retired code is selected, and under its id."""
    into = retired_rules()[code].into
    rule = next(rule for rule in every_rule() if rule.code == into)
    stem = next(path.stem for path in rule_files() if path.stem.upper().startswith(into))
    if isinstance(rule, AcrossRule):
        found = [
            across.finding
            for case in load_cases(stem)
            for across in compare(entries(list(map(form_of, case["forms"]))), select=[code])[0]
        ]
    else:
        found = [f for case in load_cases(stem) for f in check(form_of(case), select=[code])[0]]
    assert found
    assert {(finding.code, finding.formerly) for finding in found} == {(into, code)}


def test_there_are_sixty_to_ninety_rules() -> None:
    assert 60 <= len(rule_codes()) <= 90


def test_a_retired_code_selects_and_ignores_only_what_it_told() -> None:
    assert told(select=["ST012", "IN011"]) == [
        ("ST012", "ST013"), ("IN011", None), ("IN011", "IN013"),
    ]  # fmt: skip
    assert told(select=["st013", "IN013"]) == [("ST012", "ST013"), ("IN011", "IN013")]
    assert told(select=["ST012", "IN011"], ignore=["IN013"]) == [
        ("ST012", "ST013"), ("IN011", None),
    ]  # fmt: skip
    assert told(select=["IN011"], ignore=["IN011"]) == []


def test_a_level_chosen_for_a_retired_code_is_for_what_it_told() -> None:
    found = check(LOCAL, select=["IN011"], severity={"IN013": "error"})[0]
    assert [(f.formerly, f.severity) for f in found] == [(None, "info"), ("IN013", "error")]


def test_the_id_is_that_of_the_retired_code() -> None:
    """So that a baseline, and a suppression by id, hold on. Reckoned as the engine does."""
    (found,) = check(LOCAL, select=["ST013"])[0]
    assert (found.id, found.code) == ("6ac91e59a4", "ST012")


def test_the_json_is_the_contracts() -> None:
    (found,) = check(LOCAL, select=["ST013"])[0]
    assert "formerly" not in found.as_json()
    assert json.dumps(found.as_json(), ensure_ascii=False)


def test_a_family_is_that_of_the_living_rule() -> None:
    assert matches("IN012", ["IN"], (), "AG005")
    assert not matches("IN012", ["AG"], (), "AG005")
    assert matches("IN012", ["AG005"], (), "AG005")
    assert is_chosen("AG005", ["IN"])
    assert not is_chosen("AG005", ["AG001"])


def test_the_notice_is_one_sentence_per_retired_code() -> None:
    assert retired_notices(["VA003", "st013", "ST013", "ZZ001"]) == (
        "规则 ST013 已并入 ST012：“项目期超出中期规划的末年”由 ST012 指出；"
        "旧编号写在豁免、基线、select、ignore 里仍按原意生效，以后请写 ST012。",
    )
    with pytest.raises(UsageError):
        page_of("ST999")
