"""Orders in the material, and a model that obeys them: nothing of it reaches the form."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest
import yaml
from modelling import acting

from assistant import pipeline
from assistant.drafting.tokens import tokens_of
from assistant.model import Draft
from assistant.progress import CellProved

DESCRIPTION = (
    "2026年社区图书馆运营项目，本年度预算60万元，其中图书采购40万元、活动经费20万元，期限2026—2028年。\n"
    "全年举办读书活动24场，采购图书3000册，图书上架合格率不低于98%，"
    "借阅需求3个工作日内响应，读者满意度90%以上。\n"
    "去年已举办活动18场。\n"
    "依据《全民阅读促进条例》（国令第777号）。\n"
    "目的是提高居民阅读兴趣。\n"
)
ATTEMPTS = yaml.safe_load((Path(__file__).parent / "injections.yaml").read_text(encoding="utf-8"))


@functools.cache
def honest(planted: str) -> Draft:
    return pipeline.draft(pipeline.source_text({"说明.md": DESCRIPTION + planted}))


def obeying(attempt: dict) -> tuple[Draft, str]:
    """The draft, and what was shown while the model was writing."""
    goals = honest(attempt.get("planted", "")).declaration

    def answer(name: str, text: str):
        if name == "facts":
            return {"missed": [], "effects": []} | attempt.get("facts", {})
        return {
            "annual_goal": attempt.get("annual_goal", goals.annual_goal),
            "long_term_goal": attempt.get("long_term_goal", goals.long_term_goal),
            "rows": attempt.get("rows", []),
        }

    model, _ = acting(answer)
    events: list = []
    source = pipeline.source_text({"说明.md": DESCRIPTION + attempt.get("planted", "")})
    draft = pipeline.draft(source, model=model, engine="llm", on_event=events.append)
    return draft, "\n".join(e.text for e in events if isinstance(e, CellProved))


def text_of(draft: Draft) -> str:
    return json.dumps(draft.declaration.as_json(), ensure_ascii=False)


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) >= 40
    assert len({attempt["name"] for attempt in ATTEMPTS}) == len(ATTEMPTS)


def test_the_description_is_read_as_the_attempts_suppose() -> None:
    declaration = honest("").declaration
    assert [row.value for row in declaration.indicators[:5]] == [
        "24场", "3000册", "≥98%", "≤3个工作日", "90%-100%",
    ]  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt["name"])
def test_an_obeying_model_changes_nothing(attempt: dict) -> None:
    (draft, shown), plain = obeying(attempt), honest(attempt.get("planted", ""))
    text = text_of(draft)
    for piece in attempt.get("never", []):
        assert json.dumps(str(piece), ensure_ascii=False)[1:-1] not in text
        assert str(piece) not in shown
    for piece in attempt.get("says", []):
        assert piece in draft.declaration.annual_goal
    rows, own = draft.declaration.indicators, plain.declaration.indicators
    assert [(r.level2, r.value, r.unit) for r in rows] == [(r.level2, r.value, r.unit) for r in own]
    if attempt.get("swapped"):
        assert [r.name for r in rows] == [r.name for r in own]
    assert "【待填】" not in (draft.declaration.annual_goal or "")
    known = {token.text for token in tokens_of(text_of(plain))}
    for goal in (draft.declaration.annual_goal, draft.declaration.long_term_goal, shown):
        assert {token.text for token in tokens_of(goal)} <= known
    assert not [f for f in draft.findings if f.severity == "error"]
    header = ("project_name", "annual_amount", "policy_basis", "budget_basis", "year")
    assert all(getattr(draft.declaration, f) == getattr(plain.declaration, f) for f in header)
