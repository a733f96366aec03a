"""The punctuation of Chinese sentences in one form: half-width signs read as full-width ones."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4)  # asked for the whole description, at each amount in it
def one_spelling(text: str) -> str:
    """Commas, colons and brackets of Chinese words in their Chinese form, one for one."""
    for _ in range(_NESTED):
        text = _BRACKETED.sub(lambda m: f"（{m.group(1)}）", text)
    return _HALF_WIDTH.sub(lambda m: m.group().translate(_FULL_WIDTH), text)


_FULL_WIDTH = str.maketrans(",;:", "，；：")
_HALF_WIDTH = re.compile(
    r"(?<=[一-龥》”）】%‰])[,;:]|[,;](?=[一-龥《“（【])|(?<=[A-Za-z0-9]);(?=[^\n]{0,3}[一-龥])"
)
_NESTED = 2
_BRACKETED = re.compile(r"\((?=(?:(?<=[一-龥》”]\()|[^()\n]*[一-龥]))([^()\n]*)\)")
