"""What a sentence asks for, without a model: `phrasings.yaml` holds what people say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.conversation import UNKNOWN, Intent
from assistant.conversation.phrasing import LONGEST_SENTENCE, read, understand

CASES = yaml.safe_load((Path(__file__).parent / "phrasings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_sentence_is_understood(case: dict[str, Any]) -> None:
    expected = Intent(**{key: value for key, value in case.items() if key != "said"})
    assert understand(case["said"]) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("把合同审查改成120份，删掉第3行", ["change", "remove_row"]),
        ("合同审查改成120份；苗木成活率改成96%；加一个满意度指标", ["change", "change", "add_row"]),
        ("把合同审查改成120份，然后检查", ["change", "check"]),
        ("检查。导出word", ["check", "export"]),
        ("把验收方式改成现场验收，按合同约定", ["change"]),
        ("改写年度目标，把“覆盖”换成“管养”", ["rewrite"]),
        ("年度目标短一点，然后检查", ["rewrite", "check"]),
        ("今天天气不错，然后我们去公园", ["unknown"]),
    ],
)
def test_several_things_are_read_when_each_is_one(text: str, kinds: list[str]) -> None:
    assert [intent.kind for intent in read(text)] == kinds


@pytest.mark.parametrize("text", ["", "  ", "。" * 50, "改成" * 300, "把" * (LONGEST_SENTENCE + 1)])
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert understand(text) == UNKNOWN
