"""The gate: a number with evidence stays and says where from, any other becomes 【待填】."""

from __future__ import annotations

import pytest

from assistant.drafting.proof import Proof, prove
from assistant.drafting.tokens import tokens_of
from assistant.facts import understand
from assistant.model import OPEN, Declaration, Indicator
from assistant.pipeline import source_text
from assistant.vocabulary.profile import load_profile
from tests.drafting.making import load_cases


def proved(text: str, declaration: Declaration, **options) -> Proof:
    source = source_text({"说明.md": text})
    return prove(declaration, understand(source), source, load_profile(), **options)


def placed(case: dict) -> tuple[Declaration, str]:
    """The case's words in their cell, and the cell's path."""
    if "into" not in case:
        return Declaration(annual_goal=case["write"]), "/annual_goal"
    row = Indicator(level2="数量指标", **{case["into"]: case["write"]})
    return Declaration(indicators=(row,)), f"/indicators/0/{case['into']}"


def written(declaration: Declaration, path: str) -> str:
    if path == "/annual_goal":
        return declaration.annual_goal
    return getattr(declaration.indicators[0], path.rsplit("/", 1)[1])


def _cases() -> list:
    return [
        pytest.param(
            case,
            id=f"proof-{number}",
            marks=[pytest.mark.xfail(reason=case["bug"], strict=True)] if "bug" in case else [],
        )
        for number, case in enumerate(load_cases("proof"), 1)
    ]


@pytest.mark.parametrize("case", _cases())
def test_gate(case: dict) -> None:
    declaration, path = placed(case)
    proof = proved(case["text"], declaration)
    after = written(proof.declaration, path)
    if "left" in case:
        accepted = case["left"] if isinstance(case["left"], list) else [case["left"]]
        assert after in accepted
        assert any(place == path for place, _ in proof.unproved)
        assert any(p.kind == "placeholder" and p.text == OPEN for p in proof.provenance)
        return
    assert after == case["write"]
    assert not proof.unproved
    found = [f"{p.kind} {p.text}" for p in proof.provenance]
    assert not [wanted for wanted in case["proofs"] if wanted not in found], found
    assert all(p.path == path and p.source for p in proof.provenance)


def test_what_is_computed_shows_the_reading() -> None:
    goal = Declaration(annual_goal="提交运维报告4份。")
    (entry,) = proved("每季度提交一份运维报告。", goal).provenance
    assert (entry.kind, entry.note) == ("computed", "4个季度 × 每季度1份 = 4份")


def test_the_source_names_the_place_in_the_description() -> None:
    text = "培训教师400人次。举办讲座24场。"
    (entry,) = proved(text, Declaration(annual_goal="举办讲座24场。")).provenance
    name, span = entry.source.removeprefix("brief:").rsplit(":", 1)
    start, end = map(int, span.split("-"))
    assert name == "说明.md"
    assert "24" in text[start:end]


def test_an_answer_proves_its_own_number_only() -> None:
    declaration = Declaration(annual_goal="举办讲座36场，培训48人。")
    proof = proved("举办讲座24场。", declaration, answers={"/annual_goal": "举办讲座36场"})
    assert proof.declaration.annual_goal == f"举办讲座36场，培训{OPEN}。"
    assert [p.source for p in proof.provenance if p.text == "36"] == ["answer"]


def test_numbers_of_a_precedent_never_pass() -> None:
    row = Indicator(
        level2="质量指标", name="验收合格率", value="≥98%", explanation="考察合格率≥98%。"
    )
    proof = proved("开展公园管养。", Declaration(annual_goal="合格率≥98%。", indicators=(row,)))
    assert proof.declaration.annual_goal == f"合格率{OPEN}。"
    assert proof.declaration.indicators[0].value == OPEN
    assert "98" not in proof.declaration.indicators[0].explanation


def test_the_bases_are_proved_too() -> None:
    declaration = Declaration(
        policy_basis="《规划》（某府〔2024〕7号）。", budget_basis="讲座24场×3000元=7.2万元。"
    )
    proof = proved("依据《规划》（某府〔2023〕9号），讲座24场×3000元=7.2万元。", declaration)
    assert "2024" not in proof.declaration.policy_basis
    assert "7号" not in proof.declaration.policy_basis
    assert proof.declaration.budget_basis == declaration.budget_basis


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("目标1：举办讲座。", []),
        ("合格率=合格数/总数×100%。", []),
        ("1.设备购置；", []),
        ("举办3场，合格率≥95%", ["3", "95"]),
        ("三场讲座", ["三场"]),
        ("7×24小时", ["7", "24"]),
        ("1,440,000元", ["1,440,000"]),
        ("不断提升，一定加强", []),
    ],
)
def test_what_counts_as_a_number(text: str, numbers: list[str]) -> None:
    assert [token.text for token in tokens_of(text)] == numbers
