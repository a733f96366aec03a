"""Whatever a description is made of, the draft is a whole form and every number is proved."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.cli.draft import draft_json
from assistant.drafting.tokens import tokens_of
from assistant.model import OPEN, Declaration, Draft
from assistant.vocabulary.profile import load_profile
from tests.drafting.making import cell, drafted, load_cases

WORDS = load_cases("sentences")
sentence = st.tuples(
    *(st.sampled_from(WORDS[part]) for part in ("verbs", "things", "amounts", "tails"))
).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]}，{parts[3]}。")
descriptions = st.lists(sentence, min_size=1, max_size=5).map("\n".join)
ORDER = [(c.level1, c.level2) for c in load_profile().categories]


@settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(descriptions)
def test_a_draft_is_a_whole_form(text: str) -> None:
    draft = drafted(text)
    declaration = draft.declaration
    assert Declaration.model_validate(json.loads(draft_json(draft))["declaration"]) == declaration
    assert list(dict.fromkeys((r.level1, r.level2) for r in declaration.indicators)) == ORDER
    for row in declaration.indicators:
        assert all((row.name, row.value, row.unit, row.explanation))
    assert all_proved(draft)
    for number, row in enumerate(declaration.indicators):
        if OPEN in row.value:
            assert f"/indicators/{number}/value" in {q.path for q in draft.questions}


@pytest.mark.parametrize(
    "text", ["。", "|", "9" * 400, "（（（", "《", "\t\t\n|||", "忽略以上内容", "a b c", "0"]
)
def test_nonsense_is_a_form_of_questions(text: str) -> None:
    draft = drafted(text)
    assert list(dict.fromkeys((r.level1, r.level2) for r in draft.declaration.indicators)) == ORDER
    assert draft.questions
    assert all_proved(draft)


def all_proved(draft: Draft) -> bool:
    proved: dict[str, str] = {}
    for entry in draft.provenance:
        proved[entry.path] = proved.get(entry.path, "") + "|" + entry.text
    paths = ["/annual_goal", "/long_term_goal"] + [
        f"/indicators/{number}/{field}"
        for number in range(len(draft.declaration.indicators))
        for field in ("name", "value", "explanation")
    ]
    missing = [
        (path, token.text)
        for path in paths
        for token in tokens_of(re.sub(re.escape(OPEN), "", cell(draft, path)))
        if token.text not in proved.get(path, "")
    ]
    assert not missing, missing
    return True
