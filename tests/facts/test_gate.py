"""Names that may stand in a form pass the last gate, names that were sent back do not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from assistant.facts import understand
from assistant.facts.admitted import admitted
from assistant.facts.gate import Said, fault
from assistant.facts.segments import sentences_of
from assistant.facts.words import cut, edges
from assistant.pipeline import source_text

_CASES = yaml.safe_load((Path(__file__).parent / "cases" / "gate.yaml").read_text(encoding="utf-8"))
_CORPUS = Path(__file__).parents[2] / "corpus" / "declarations"


def _said(case: dict) -> Said:
    at = case["said"].find(case["number"])
    plain = re.match(r"[\d约]", case["number"]) is not None
    end = at + len(case["number"]) if plain else at
    return Said(case["said"], at, end, tuple(case.get("above", ())))


@pytest.mark.parametrize("case", _CASES["good"], ids=lambda case: case["name"])
def test_a_name_of_whole_words_of_its_sentence_passes(case: dict) -> None:
    assert fault(case["name"], _said(case)) == ""


@pytest.mark.parametrize("case", _CASES["bad"], ids=lambda case: case["name"])
def test_a_name_that_was_sent_back_does_not(case: dict) -> None:
    assert fault(case["name"], _said(case))


def test_there_are_enough_of_both() -> None:
    assert min(len(_CASES["good"]), len(_CASES["bad"])) >= 60


def test_the_names_of_real_forms_read_as_names() -> None:
    """What a name must not hold is held by none of the corpus: there each is its own source."""
    forms = [json.loads(path.read_text(encoding="utf-8")) for path in _CORPUS.glob("*.json")]
    names = {row["name"] for form in forms for row in form["indicators"] if row["name"]}
    assert len(names) > 50
    refused = {name: why for name in names if (why := fault(name, Said(name)))}
    assert not refused


def test_a_refused_name_is_asked_for_with_the_words_of_the_source() -> None:
    text = "县水务局2027年河道保洁\n配备保洁员85名，保洁船14艘。"
    facts, sentences = understand(source_text({"x.md": text})), sentences_of(text)
    read = next(r for r in facts.requirements if r.mention and r.mention.target.unit == "艘")
    assert admitted([read], sentences) == (read,)
    [refused] = admitted([read.model_copy(update={"name": "船保洁数量"})], sentences)
    assert refused.doubtful == "保洁船14艘" and refused.mention == read.mention


def test_words_are_cut_where_the_dictionary_and_ours_say() -> None:
    assert cut("举办大型招聘会4场")[:3] == ("举办", "大型", "招聘会")
    assert 3 not in edges("大型招聘会") and 2 in edges("大型招聘会")
    assert "".join(cut("64排CT 1台，Ⅳ类")) == "64排CT 1台，Ⅳ类"


@pytest.mark.parametrize("text", ["", "，", "𠮷野家3家", "a" * 300, "率" * 40])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert "".join(cut(text)) == text
    understand(source_text({"x.md": f"项目。{text}"}))
