"""Every measurable fact of a small description is read, in its category, and none is invented."""

from __future__ import annotations

import re

import pytest

from assistant.facts import understand
from assistant.parse.render import sign_value
from tests.facts.notation import cases, expected, fits, shown, source


@pytest.mark.parametrize("case", cases("requirements"))
def test_requirements(case: dict) -> None:
    facts = understand(source(case), year=case.get("year", 2026))
    left = list(facts.requirements)
    for written in case["facts"]:
        hit = next((r for r in left if fits(r, expected(written))), None)
        assert hit, f"missing: {written}\n{shown(facts)}"
        left.remove(hit)
    allowed = [expected(written) for written in case.get("also", [])]
    invented = [r.name for r in left if not any(fits(r, one) for one in allowed)]
    assert not invented, f"invented: {invented}\n{shown(facts)}"


@pytest.mark.parametrize("case", cases("requirements", sound=True))
def test_names_and_clauses_read_well(case: dict) -> None:
    for requirement in understand(source(case), year=case.get("year", 2026)).requirements:
        for text in (requirement.name, requirement.clause):
            assert not re.search(r"([一-龥]{2,})\1", text), f"a word stands twice: {text}"
            assert not re.search(r"^[，、的和及与]|[，、的和及与]$|[（(][^）)]*$|\s", text), text
        assert len(requirement.name) <= 40
        mention = requirement.mention
        written = mention and sign_value(mention.target, mention.text)
        assert not (written and re.search(r"\d", written) and written in requirement.name)
        assert requirement.name.removesuffix("数") not in ("", "项目数量", "数量")


@pytest.mark.parametrize("case", cases("requirements", sound=True))
def test_every_fact_has_its_place_in_the_text(case: dict) -> None:
    text = source(case).text
    for requirement in understand(source(case), year=case.get("year", 2026)).requirements:
        assert 0 <= requirement.start < requirement.end <= len(text)
        mention = requirement.mention
        if mention and not mention.reading:
            digits = re.findall(r"[\d.]+", sign_value(mention.target, mention.text))
            assert digits[:1] == [] or text[requirement.start : requirement.end].strip()
