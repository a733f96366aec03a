"""What no fact took up is told in one question; what describes how things are is not."""

from __future__ import annotations

import pytest

from assistant.facts import understand
from assistant.model import ProjectFacts
from assistant.pipeline import source_text


def _told(text: str) -> str:
    facts: ProjectFacts = understand(source_text({"x.md": f"县林业局2027年管护项目。{text}"}))
    return "".join(c.question for c in facts.contradictions if "没有写进表" in c.question)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("造林的那片3月底前务必见效果", "3月底前"),
        ("样地保留木要达70%的样子", "70%"),
        ("反正别少于86种。", "86种"),
    ],
)
def test_a_number_nobody_read_is_asked_about(text: str, words: str) -> None:
    told, rows = _told(text), [r.name for r in understand(source_text({"x.md": text})).requirements]
    assert words in told or rows, (told, rows)


@pytest.mark.parametrize(
    "text",
    [
        "全县在册古树214株。",
        "资金由中央45%、省25%、县30%承担。",
        "去年完成造林1200亩。",
        "管护费每亩15元，共3860亩。",
    ],
)
def test_what_only_describes_is_not(text: str) -> None:
    assert _told(text) == ""
