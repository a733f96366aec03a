"""Recorded answers of a capable model, replayed through the pipeline; and how much it is told."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.llm import Model, Reply
from assistant.llm.model import CALLS
from eval.cases import load_cases
from eval.recordings import NOBODY, has_recording, is_current, recorded, recorded_model, tokens
from eval.runner import draft_case, opened_index, run

CASES = load_cases()
RECORDED = tuple(case for case in CASES if has_recording(case))
MOST_TOKENS = 6_000


@pytest.fixture(scope="module")
def replayed():
    """Case name → (offline result, replayed result)."""
    plain, told = run(RECORDED), run(RECORDED, recorded_model)
    return {one.case.name: (one, other) for one, other in zip(plain, told, strict=True)}


def test_every_brief_is_recorded() -> None:
    assert {case.name for case in CASES if case.folder == "briefs"} == {c.name for c in RECORDED}


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case.name[:2])
def test_a_recording_is_of_the_prompts_as_they_are(replayed, case) -> None:
    meta = replayed[case.name][1].draft["meta"]
    assert meta["engine"] == recorded(case).get("engine", "llm")
    assert is_current(case, meta["prompts"])
    assert meta["engine"] == "offline" or meta["usage"]["calls"] <= CALLS


def test_two_questions_are_usual(replayed) -> None:
    calls = [told.draft["meta"]["usage"]["calls"] for _, told in replayed.values()]
    assert sorted(calls)[len(calls) // 2] == 2


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case.name[:2])
def test_what_it_says_is_proved_like_everything_else(replayed, case) -> None:
    plain, told = replayed[case.name]
    # Six characters in common with a past form ("leaked_names") can be plain wording here; whose
    # words may stand in a form is held by the tests of `grounds`.
    for name in ("proved_numbers", "grounded_numbers", "forbidden", "row_value"):
        assert told.scores[name].value >= plain.scores[name].value, told.scores[name].reason
    assert not [f for f in told.draft["findings"] if f["severity"] == "error"]
    # A model may add what was missed; what was read without it stays, with its value.
    assert not stated(plain) - stated(told)


def stated(result) -> Counter:
    """Category and value of every row that says something."""
    rows = result.draft["declaration"]["indicators"]
    return Counter(
        (r["level2"], r["value"]) for r in rows if r["value"] not in ("不适用", "【待填】")
    )


class Listener:
    """Answers nothing of use and counts what it is told."""

    def __init__(self) -> None:
        self.told = 0

    def ask(self, messages, shape, terms) -> Reply:
        if "键为 word" in messages[-1].text:
            return Reply('{"word": "好"}', 0, 0)
        first = self.told == 0
        self.told += tokens(messages)
        return Reply('{"missed": [], "effects": []}' if first else '{"annual_goal": ""}', 0, 0)


def test_facts_and_draft_of_a_page_stay_short() -> None:
    longest = max(
        CASES, key=lambda case: len(case.description) if len(case.description) < 800 else 0
    )
    listener = Listener()
    with opened_index() as index:
        draft_case(longest, index, Model(NOBODY, chat=listener), "llm")
    assert 1_000 < listener.told <= MOST_TOKENS
