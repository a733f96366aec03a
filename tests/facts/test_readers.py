"""Each reader of the facts against its own case file: money, header, year, benefits, policies …"""

from __future__ import annotations

import shlex
from decimal import Decimal

import pytest

from assistant.facts import understand
from assistant.model import Benefit, ProjectFacts
from tests.facts.notation import cases, source


def read(case: dict) -> ProjectFacts:
    return understand(source(case), year=case.get("year"))


@pytest.mark.parametrize("case", cases("money"))
def test_money(case: dict) -> None:
    facts = read(case)
    for role in ("annual", "total"):
        if role in case:
            assert facts.header_value(f"{role}_amount") == case[role]
    if "items" not in case:
        return
    items = [(item.name, item.money.yuan) for item in facts.budget_items]
    wanted = [shlex.split(written) for written in case["items"]]
    assert [yuan for _, yuan in items] == [Decimal(w[-1]) for w in wanted], items
    for (name, _), words in zip(items, wanted, strict=True):
        assert words[0] in name, items


@pytest.mark.parametrize("case", cases("money", sound=True))
def test_an_item_shows_its_amount_as_the_description_has_it(case: dict) -> None:
    facts = read(case)
    for item in facts.budget_items:
        written = f"{item.money.yuan.normalize():f}", f"{(item.money.yuan / 10000).normalize():f}"
        assert any(number in item.text.replace(",", "") for number in written), item.text


@pytest.mark.parametrize("case", [c for c in cases("money") if "basis" in c.values[0]])
def test_what_the_basis_is_made_of(case: dict) -> None:
    facts = read(case)
    written = [item.text for item in facts.budget_items]
    assert len(written) == len(case["basis"]), written
    for text, wanted in zip(written, case["basis"], strict=True):
        assert wanted in text, written
    asked = [c.question for c in facts.contradictions if c.path == "/budget_basis"]
    if "gap" in case:
        assert len(asked) == 1
        assert f"相差{case['gap'] / 10_000:g}万元" in asked[0]
    else:
        assert not asked


@pytest.mark.parametrize("case", cases("contradictions"))
def test_contradictions(case: dict) -> None:
    facts = understand(source(case), year=2026)
    shown = [(c.path, c.question) for c in facts.contradictions]
    assert [path for path, _ in shown] == case["paths"], shown
    for one in facts.contradictions:
        assert one.question.endswith("？")
        assert one.because
    for field in case.get("open", []):
        assert facts.header_value(field) is None


@pytest.mark.parametrize("case", cases("header"))
def test_header(case: dict) -> None:
    facts = read(case)
    for field, wanted in case.items():
        if field not in ("text", "year", "bug"):
            accepted = wanted if isinstance(wanted, list) else [wanted]
            assert facts.header_value(field) in accepted, field


@pytest.mark.parametrize("case", cases("years"))
def test_year(case: dict) -> None:
    facts = understand(source(case))
    assert facts.year == case["year"]
    assert (facts.year is None) == (facts.year_span is None)


@pytest.mark.parametrize("case", cases("benefits"))
def test_benefits(case: dict) -> None:
    left: list[Benefit] = list(read(case).benefits)
    for written in case["benefits"]:
        kinds, said = written.split(" ", 1)
        hit = next((b for b in left if b.kind in kinds.split("|") and said in b.phrase), None)
        assert hit, (written, left)
        assert hit.name.endswith("程度")
        assert hit.name != hit.phrase
        left.remove(hit)
    assert case.get("more") or not left, left


@pytest.mark.parametrize("case", cases("policies"))
def test_policies(case: dict) -> None:
    facts = read(case)
    found = [f"{(p.title or '').strip('《》')}|{p.number or ''}" for p in facts.policies]
    assert found == case["policies"]
    vague = [str(one.value) for one in facts.vague_policies]
    for said in case.get("vague", []):
        assert any(said in one for one in vague), vague
    if case.get("vague") == []:
        assert not vague


@pytest.mark.parametrize("case", cases("audience"))
def test_who_is_served(case: dict) -> None:
    wanted = case["serves_public"]
    accepted = wanted if isinstance(wanted, list) else [wanted]
    assert read(case).serves_public in accepted
