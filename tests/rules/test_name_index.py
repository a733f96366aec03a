"""The index finds the same names as comparing with every one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.name_index import NameIndex
from assistant.rules.text import contained

NAMES = st.lists(st.text("巡查次数合格率甲乙", max_size=9), max_size=12)


@given(NAMES, st.text("巡查次数合格率甲乙", min_size=2, max_size=9), st.sampled_from((0.5, 0.8, 1)))
def test_nothing_alike_is_missed(names: list[str], text: str, least: float) -> None:
    alike = [name for name in dict.fromkeys(names) if contained(text, name) >= least]
    assert list(NameIndex(names).containing(text, least)) == alike
