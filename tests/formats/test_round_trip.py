"""What is written is read back unchanged, in every format that holds a whole declaration."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.formats import read_bytes, to_bytes
from assistant.model import Declaration
from tests.formats.declarations import declarations, declarations_of

TEXT_FORMATS = ["json", "jsonl", "txt", "html", "md"]
PACKAGES = ["docx", "xlsx"]


def again(written: list[Declaration], kind: str) -> list[Declaration]:
    return [one.declaration for one in read_bytes(to_bytes(written, kind), f"x.{kind}")]


@pytest.mark.parametrize("kind", TEXT_FORMATS)
@settings(max_examples=20, deadline=None)
@given(written=st.lists(declarations, min_size=1, max_size=2))
def test_text_formats(kind: str, written: list[Declaration]) -> None:
    assert again(written, kind) == written


@pytest.mark.parametrize("kind", PACKAGES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=declarations)
def test_packages(kind: str, written: Declaration) -> None:
    assert again([written], kind) == [written]


@pytest.mark.parametrize("kind", ["txt", "docx"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.one_of(declarations_of("central-88"), declarations_of("central-101")))
def test_national_profiles(kind: str, written: Declaration) -> None:
    assert again([written], kind) == [written]
