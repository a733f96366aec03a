"""The vocabulary's own reader gives what any YAML reader gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.vocabulary.loading import ROOT, parsed


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_reads_as_plain_yaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert repr(parsed(text)) == repr(yaml.safe_load(text))


def test_what_the_vocabulary_does_not_use_is_refused() -> None:
    with pytest.raises(ValueError, match="anchors"):
        parsed("a: &x 1\nb: *x\n")
    assert parsed("") is None
