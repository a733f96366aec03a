"""What the engine promises whatever the rules say: ids, places, crashes, clean forms."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import yaml

from assistant.model import Declaration, Indicator, SourceCell
from assistant.rules import engine
from assistant.rules.base import FormRule
from assistant.rules.engine import check
from assistant.rules.fixing import fix

ROOT = Path(__file__).parents[2]
CORPUS = sorted((ROOT / "corpus" / "declarations").glob("*.json"))
CLEAN = sorted((Path(__file__).parent / "clean").glob("*.yaml"))
CELLS = ("level1", "level2", "name", "value", "unit", "explanation")


def corpus(path: Path) -> Declaration:
    return Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))


def clean(path: Path) -> Declaration:
    plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    plain["indicators"] = [dict(zip(CELLS, row, strict=True)) for row in plain["indicators"]]
    return Declaration.model_validate(plain)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_a_clean_form(path: Path) -> None:
    findings, unchecked = check(clean(path))
    loud = [(f.code, f.message) for f in findings if f.severity != "info"]
    assert loud == []
    assert unchecked == ()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[-6:])
def test_fixing_twice_changes_nothing_and_adds_nothing(path: Path) -> None:
    before = corpus(path)
    for confirm in (False, True):
        after, applied = fix(before, confirm=confirm)
        again, more = fix(after, confirm=confirm)
        assert again == after
        assert not more
        known = {f.code for f in check(before)[0]}
        new = [f for f in check(after)[0] if f.code not in known and f.severity == "error"]
        assert not new, new
        assert len(check(after)[0]) <= len(check(before)[0])
        assert bool(applied) == (after != before)


def test_ids_survive_moving_rows_and_rewording() -> None:
    before = corpus(CORPUS[0])
    moved = before.model_copy(update={"indicators": before.indicators[::-1]})
    ids = {f.id for f in check(before, ignore=["IN011"])[0]}
    assert ids == {f.id for f in check(moved, ignore=["IN011"])[0]}


def test_ids_are_unique_within_a_form() -> None:
    for path in CORPUS:
        ids = [finding.id for finding in check(corpus(path))[0]]
        assert len(ids) == len(set(ids))


def test_the_place_comes_from_the_file_when_it_is_known() -> None:
    form = Declaration(project_code="12")
    cells = {"/project_code": SourceCell(place="表1 第3行", text="12")}
    placed = check(form, cells=cells, select=["ST011"])[0][0].place
    assert placed == "表1 第3行 项目编码"
    assert check(form, select=["ST011"])[0][0].place == "项目编码"


def test_without_a_year_the_rules_that_need_it_say_so() -> None:
    form = Declaration(policy_basis="《行动方案（2019—2020年）》")
    findings, unchecked = check(form, select=["BA002"])
    assert findings == ()
    assert "预算年度未知" in unchecked[0]
    assert check(form, year=2026, select=["BA002"])[0]


def test_a_crashed_rule_is_our_fault_and_stops_nobody(monkeypatch, caplog) -> None:
    class Crashing(FormRule):
        code = "ZZ001"
        severity = "error"

        def remarks(self, form):
            raise RuntimeError("boom")

    others = engine.all_rules()
    monkeypatch.setattr(engine, "all_rules", lambda: (Crashing(), *others))
    findings, unchecked = check(corpus(CORPUS[0]))
    assert findings
    assert "ZZ001" in unchecked[0]
    assert "boom" in caplog.text


def test_severity_can_be_set_per_code() -> None:
    form = Declaration(project_code="12")
    assert check(form, select=["ST011"], severity={"ST011": "info"})[0][0].severity == "info"


@pytest.mark.parametrize(
    "piece", ("×3元", "1万元", "24小时", "满意度≥90%，", "《甲办法》", "确保", "（")
)
def test_long_odd_text_is_checked_in_reasonable_time(piece: str) -> None:
    text = piece * (4000 // len(piece))
    form = Declaration(
        year=2026, annual_amount=5, policy_basis=text, budget_basis=text, annual_goal=text,
        long_term_goal=text,
    )  # fmt: skip
    begun = time.perf_counter()
    check(form)
    assert time.perf_counter() - begun < 10


def test_a_goal_of_very_many_promises_is_compared_in_part_and_says_so() -> None:
    promises = "".join(f"开展第{n}类巡查{n + 3}次，" for n in range(200))
    rows = tuple(
        Indicator(
            level1="产出指标", level2="数量指标", name=f"第{n}类巡查次数", value=f"≥{n + 3}次",
            unit="次", explanation="以巡查台账为准。",
        )
        for n in range(200)
    )  # fmt: skip
    form = Declaration(year=2026, annual_goal=promises, indicators=rows)
    findings, unchecked = check(form, select=["AG"])
    assert "200处" in unchecked[0]
    assert {finding.code for finding in findings} <= {"AG001", "AG002"}
    few = form.model_copy(update={"annual_goal": promises[:100]})
    assert check(few, select=["AG"])[1] == ()


def test_a_doubled_verb_is_told_once() -> None:
    form = Declaration(year=2026, annual_goal="本项目2026年度确保确保系统可用率≥99%。")
    assert [f.code for f in check(form, select=["WO"])[0]] == ["WO004"]
