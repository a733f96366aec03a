"""Small readings of text: quick looks agree with the close ones."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.text import may_repeat

WORDS = st.lists(st.sampled_from(["保障", "确", "运行", "一", "0", "00", "，", "\n", "😀", "a"]))


@given(WORDS.map("".join))
def test_what_stands_twice_is_never_overlooked(text: str) -> None:
    said_twice = re.search(r"([\u4e00-\u9fff]{2,8})\1", text)
    assert may_repeat(text, 8) or not said_twice


def test_what_stands_once_is_let_pass() -> None:
    assert not may_repeat("确保系统稳定运行，保障安全，保障供应。", 8)
    assert not may_repeat("一二三四五六七八九十百千万亿" * 2, 8)
    assert not may_repeat("1000000000元，合格率100%\n\n\n\n……", 8)
    assert may_repeat("确保确保系统稳定", 8)
    assert may_repeat("开展设备设施维护开展设备设施维护", 8)
    assert not may_repeat("开展设备设施维护保养开展设备设施维护保养", 8)
