"""Own rules: the six kinds on small forms, wrong files, and patterns that cannot be made slow."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from assistant.errors import SettingsError
from assistant.rules.catalogue import page_for, page_text
from assistant.rules.engine import check
from assistant.rules.fixing import fix
from assistant.rules.own import rules_from
from tests.rules.test_cases import form_of

CASES = yaml.safe_load((Path(__file__).parent / "own_rules.yaml").read_text("utf-8"))
WRONG = yaml.safe_load((Path(__file__).parent / "wrong_rules.yaml").read_text("utf-8"))
COMMON = {"code": "ZX001", "message": "见“{found}”。", "source": "本单位规定"}


def rules(rule: dict):
    return rules_from({"rules": [COMMON | rule]}, "规则.yaml", reserved={"VA"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_kind(case: dict) -> None:
    own = rules(case["rule"])
    for entry in case["forms"]:
        findings, unchecked = check(form_of(entry), select=["ZX"], own=own)
        assert unchecked == ()
        assert [f.path for f in findings] == entry["finds"], entry
        for finding in findings:
            assert (finding.code, finding.source) == ("ZX001", "本单位规定")
            assert "{found}" not in finding.message
        if "fixed" in entry:
            after, _ = fix(form_of(entry), confirm=True, select=["ZX"], own=own)
            plain = after.model_dump()
            assert {k: plain[k] for k in entry["fixed"]} == entry["fixed"]
            assert fix(after, confirm=True, select=["ZX"], own=own) == (after, ())


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["says"])
def test_a_wrong_rule_is_one_sentence(case: dict) -> None:
    with pytest.raises(SettingsError) as raised:
        rules_from(case["content"], "规则.yaml", reserved={"VA"})
    sentence = str(raised.value)
    assert case["says"] in sentence
    assert "规则.yaml" in sentence
    assert "\n" not in sentence


def test_a_rule_has_a_page_and_a_level() -> None:
    own = rules({"kind": "forbidden", "words": ["相关部门"], "severity": "error"})
    page = page_for(own[0])
    assert (page.family, page.severity, page.basis) == ("own", "error", "本单位规定")
    assert "本单位规则" in page_text(page)
    form = form_of({"annual_goal": "会同相关部门办理。"})
    assert check(form, select=["ZX"], own=own)[0][0].severity == "error"
    assert check(form, select=["ZX"], own=own, severity={"ZX001": "info"})[0][0].severity == "info"


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){20}", "([ab]*)*c"])
def test_no_pattern_is_slower_than_linear(pattern: str) -> None:
    own = rules({"kind": "forbidden", "fields": ["annual_goal"], "pattern": f"{pattern}b?d"})
    form = form_of({"annual_goal": "a" * 50_000 + "!"})
    begun = time.perf_counter()
    list(own[0].remarks(_form(form)))
    assert time.perf_counter() - begun < 5  # a backtracking engine would take ages


def _form(declaration):
    from assistant.rules.engine import profile_of
    from assistant.rules.form import Form

    return Form(declaration, profile_of(declaration), declaration.year)
