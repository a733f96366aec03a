"""Every report shows the same findings with the same ids, and escapes what it must."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from assistant.model import CheckedDeclaration, CheckedFile, Declaration
from assistant.reports.run import Run
from assistant.rules.engine import check

CORPUS = Path(__file__).parents[2] / "corpus" / "declarations"
KINDS = ("text", "json_report", "sarif", "github", "html", "memo")


@pytest.fixture(scope="module")
def run() -> Run:
    files = []
    for path in sorted(CORPUS.glob("*.json"))[:3]:
        form = Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))
        findings, unchecked = check(form)
        quiet = findings[0].model_copy(update={"suppressed": "已说明"})
        checked = CheckedDeclaration(
            declaration=form, findings=(quiet, *findings[1:]), unchecked=unchecked
        )
        files.append(CheckedFile(path=path.name, declarations=(checked,)))
    files.append(CheckedFile(path="坏.docx", error="文件是空的。"))
    return Run(tuple(files))


def render(kind: str, run: Run) -> str:
    return import_module(f"assistant.reports.{kind}").render(run)


@pytest.mark.parametrize("kind", KINDS)
def test_every_finding_is_shown(kind: str, run: Run) -> None:
    report = render(kind, run)
    assert "文件是空的" in report
    for finding in run.findings:
        if not finding.suppressed:
            assert finding.code in report


@pytest.mark.parametrize("kind", ("json_report", "sarif", "html", "memo"))
def test_ids_are_the_same_everywhere(kind: str, run: Run) -> None:
    report = render(kind, run)
    live = [finding.id for finding in run.findings if not finding.suppressed]
    assert all(identity in report for identity in live)


def test_json_is_as_the_contract_has_it(run: Run) -> None:
    report = json.loads(render("json_report", run))
    assert set(report) == {"tool", "files", "across", "summary"}
    assert set(report["tool"]) == {"name", "version", "profile", "ruleset"}
    assert report["files"][3] == {"path": "坏.docx", "error": "文件是空的。", "declarations": []}
    finding = report["files"][0]["declarations"][0]["findings"][0]
    assert set(finding) == {
        "id", "code", "name", "severity", "path", "related", "place", "excerpt", "message",
        "suggestion", "source", "fix", "suppressed",
    }  # fmt: skip
    assert report["summary"]["suppressed"] == 3
    assert report["summary"]["declarations"] == 3


def test_sarif_has_what_readers_need(run: Run) -> None:
    log = json.loads(render("sarif", run))
    results = log["runs"][0]["results"]
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert log["version"] == "2.1.0"
    assert {result["ruleId"] for result in results} <= rules
    assert all(result["locations"] for result in results)
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]


def test_html_escapes_what_the_form_says() -> None:
    form = Declaration(project_name="<script>alert(1)</script>", annual_goal="<b>待定</b>")
    checked = CheckedDeclaration(declaration=form, findings=check(form)[0])
    page = render("html", Run((CheckedFile(path="<a>", declarations=(checked,)),)))
    assert "<script" not in page
    assert "<b>" not in page
    assert "http" not in page


def test_github_lines_stay_on_one_line(run: Run) -> None:
    for line in render("github", run).splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))


def test_every_report_names_ruleset_and_what_was_not_checked() -> None:
    form = Declaration(policy_basis="《行动方案（2019—2020年）》")
    findings, unchecked = check(form)
    checked = CheckedDeclaration(declaration=form, findings=findings, unchecked=unchecked)
    run = Run((CheckedFile(path="a.json", declarations=(checked,)),))
    for kind in ("text", "html", "memo"):
        report = render(kind, run)
        assert "预算年度未知" in report
        assert run.ruleset[:19] in report
