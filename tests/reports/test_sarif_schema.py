"""Our SARIF is SARIF: every log is validated against the schema of 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from assistant.model import CheckedDeclaration, CheckedFile, Declaration
from assistant.reports.run import Run
from assistant.reports.sarif import as_dict
from assistant.rules.comparing import compare
from assistant.rules.engine import check
from assistant.rules.own import rules_from
from tests.rules.test_across import corpus, entries

SCHEMA = Path(__file__).parents[1] / "fixtures" / "sarif" / "sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def whole() -> Run:
    """The corpus in one file, findings between forms, a suppressed one, an unreadable file."""
    own = rules_from(
        {
            "rules": [
                {
                    "code": "ZX001", "kind": "forbidden", "words": ["服务"], "message": "甲",
                    "source": "乙",
                }
            ]
        },
        "规则.yaml",
    )  # fmt: skip
    declarations = []
    for number, form in enumerate(corpus()):
        findings, unchecked = check(form, own=own)
        if not number:
            quiet = findings[0].model_copy(update={"suppressed": "已说明"})
            findings = (quiet, *findings[1:])
        declarations.append(
            CheckedDeclaration(declaration=form, findings=findings, unchecked=unchecked)
        )
    files = (
        CheckedFile(path="单位.json", declarations=tuple(declarations)),
        CheckedFile(path="C:\\申报 表\\坏#1.docx", error="文件是空的。"),
    )
    return Run(files, across=compare(entries(corpus()))[0], own=own)


def test_a_whole_run_is_valid(validator: Draft4Validator) -> None:
    log = as_dict(whole())
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)] == []
    results = log["runs"][0]["results"]
    assert {"ZX001", "AC009"} <= {result["ruleId"] for result in results}
    assert sum("suppressions" in result for result in results) == 1


def test_a_rule_names_the_codes_it_has_taken_over() -> None:
    rules = {rule["id"]: rule for rule in as_dict(whole())["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["AC011"]["deprecatedIds"] == ["AC012", "AC013"]
    assert "deprecatedIds" not in rules["AG001"]


@pytest.mark.parametrize("files", [(), (CheckedFile(path="a.json", error="坏。"),)])
def test_a_run_without_findings_is_valid(validator: Draft4Validator, files: tuple) -> None:
    assert list(validator.iter_errors(as_dict(Run(files)))) == []


def test_odd_texts_stay_valid(validator: Draft4Validator) -> None:
    form = Declaration(project_name="\u0000\u202e<b>", annual_goal="【待填】" * 3, year=2026)
    checked = CheckedDeclaration(declaration=form, findings=check(form)[0])
    run = Run((CheckedFile(path="-", declarations=(checked,)),))
    assert list(validator.iter_errors(as_dict(run))) == []


def test_the_schema_is_not_satisfied_by_anything(validator: Draft4Validator) -> None:
    log = as_dict(whole())
    log["runs"][0]["results"][0]["level"] = "serious"
    assert list(validator.iter_errors(log))
