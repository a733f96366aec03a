"""What a description says of the years to come, as the long-term goal takes it over."""

from __future__ import annotations

import pytest

from assistant.facts import understand
from tests.facts.notation import cases, source


@pytest.mark.parametrize("case", cases("outlooks"))
def test_outlooks(case: dict) -> None:
    facts = understand(source(case), year=2027)
    assert [one.text for one in facts.outlooks] == case["said"]
    spans = [(one.start, one.end) for one in facts.outlooks]
    inside = [r for r in facts.requirements if any(a <= r.start < b for a, b in spans)]
    assert all(r.scope == "period" for r in inside if r.kind not in ("lasting",))
