"""The generated catalogue is fresh, and every page can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.rules import catalogue
from assistant.rules.registry import ROOT, ruleset_hash


def test_readme_is_what_the_rules_say() -> None:
    written = (Path(ROOT) / "README.md").read_text(encoding="utf-8")
    assert written == catalogue.catalogue_markdown(), (
        "重新生成：python -m assistant rules --format markdown > assistant/rules/README.md"
    )


def test_an_unknown_code_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="ZZ999"):
        catalogue.page_of("ZZ999")


def test_a_page_is_found_in_any_case() -> None:
    assert catalogue.page_of("va003").code == "VA003"


def test_the_hash_is_stable_and_well_formed() -> None:
    assert ruleset_hash() == ruleset_hash()
    assert len(ruleset_hash()) == len("sha256:") + 64
