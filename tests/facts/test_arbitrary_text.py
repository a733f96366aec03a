"""Whatever is written: reading it never fails, and every fact lies where the text says it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.facts import understand
from assistant.model import ProjectFacts, SourceText
from tests.facts.notation import CASES

PIECES = yaml.safe_load((CASES / "pieces.yaml").read_text(encoding="utf-8"))
made = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
plain = st.text(max_size=120)
QUICK = settings(
    max_examples=120, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def check(text: str) -> ProjectFacts:
    facts = understand(SourceText(text=text, parts=(("t", 0),)))
    spans = [
        *facts.header, *facts.requirements, *facts.benefits, *facts.budget_items, *facts.policies,
        *facts.vague_policies, *facts.activities, *filter(None, [facts.period]),
    ]  # fmt: skip
    spans += [r.mention for r in facts.requirements if r.mention]
    for fact in spans:
        assert 0 <= fact.start <= fact.end <= len(text), fact
        assert text[fact.start : fact.end].strip(), fact
    for requirement in facts.requirements:
        assert requirement.name
        assert requirement.clause or requirement.doubtful
    if facts.year_span:
        assert text[slice(*facts.year_span)]
    return facts


@QUICK
@given(made)
def test_made_of_pieces(text: str) -> None:
    check(text)


@QUICK
@given(plain)
def test_any_characters(text: str) -> None:
    check(text)


@QUICK
@given(made)
def test_reading_is_repeatable(text: str) -> None:
    assert check(text) == check(text)


@QUICK
@given(made, st.integers(2020, 2035))
def test_a_year_given_is_the_year(text: str, year: int) -> None:
    assert understand(SourceText(text=text), year=year).year == year


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n\n", "|" * 500, "\t" * 500, "（" * 500, "）" * 500, "《" * 300, "9" * 5000,
        "一" * 500, "," * 500, "。" * 500, "1," * 500, "×" * 300, "每" * 300, "\n|" * 300,
        "- " * 300, "# " * 300, "：" * 300, "年" * 300, "20" * 500,
        "举办讲座24场，" * 150, "第三方" * 200,
    ],
    ids=lambda text: f"{text[:3]!r}x{len(text)}",
)  # fmt: skip
def test_much_of_one_thing(text: str) -> None:
    check(text)
