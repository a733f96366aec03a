"""A goal takes over what the description itself says as a deed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.facts import understand
from assistant.model import Requirement
from assistant.pipeline import source_text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "own_words.yaml").read_text("utf-8"))


def _read(text: str) -> tuple[Requirement, ...]:
    return understand(source_text({"x.md": text}), year=2027).requirements


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:16])
def test_the_words_of_a_deed(case: dict) -> None:
    found = [r for r in _read(case["text"]) if r.said]
    assert list(dict.fromkeys(r.said for r in found)) == case["said"]
    if "deed" in case:
        assert list(dict.fromkeys(r.deed for r in found)) == case["deed"]
