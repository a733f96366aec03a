"""Every report shows the same findings with the same ids, and escapes what it must."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from assistant.model import CheckedDeclaration, CheckedFile, Declaration
from assistant.reports.run import Run
from assistant.rules.batch import Entry
from assistant.rules.comparing import compare
from assistant.rules.engine import check, profile_of
from assistant.rules.form import Form

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
    for kind in ("text", "html", "memo", "sarif", "github"):
        report = render(kind, run)
        assert "预算年度未知" in report
        assert run.ruleset[:19] in report


@pytest.mark.parametrize("kind", ("text", "html", "memo", "github", "sarif", "json_report"))
def test_what_forms_say_against_one_another_is_shown_with_its_places(kind: str) -> None:
    forms = [
        Declaration(year=2026, project_code="440304261", project_name="河道清淤"),
        Declaration(year=2026, project_code="440304261", project_name="雨污管网改造"),
    ]
    files = tuple(
        CheckedFile(path=f"{n}.json", declarations=(CheckedDeclaration(declaration=form),))
        for n, form in enumerate(forms)
    )
    across, _, _ = compare(
        Entry(f"{n}.json", 0, Form(form, profile_of(form), 2026)) for n, form in enumerate(forms)
    )
    report = render(kind, Run(files, across=across))
    assert "AC001" in report
    assert "0.json" in report
    if kind != "github":
        assert "1.json" in report
    if kind in ("text", "html", "memo"):
        assert "“雨污管网改造” 项目编码" in report
    quiet = across[0].model_copy(
        update={"finding": across[0].finding.model_copy(update={"suppressed": "编码已申请更正"})}
    )
    run = Run(files, across=(quiet,))
    assert run.counts["suppressed"] == 1
    assert ("编码已申请更正" in render(kind, run)) == (kind in ("html", "sarif", "json_report"))


def test_several_forms_are_counted_by_rule(run: Run) -> None:
    for kind in ("text", "html"):
        report = render(kind, run)
        assert "按规则" in report
        assert "IN011 提示 5处：基层党建、综合事务管理、编外人员" in report
    assert "按规则" not in render("text", Run(run.files[:1]))
