"""One spelling for matching: full-width, variant and typographic signs folded, length unchanged.

Grammars match on the folded text and cut their spans from the original.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_VARIANTS = {
    "％": "%", "﹪": "%", "﹒": ".", "　": " ", "\u00a0": " ", "\t": " ",
    "≧": "≥", "⩾": "≥", "≮": "≥", "﹥": ">",
    "≦": "≤", "⩽": "≤", "≯": "≤", "﹤": "<",
    "═": "=", "﹦": "=", "∶": ":", "：": ":", "︰": ":",
    "～": "~", "〜": "~", "∼": "~", "˜": "~", "－": "-", "–": "-", "—": "-", "−": "-",
    "‐": "-", "‑": "-", "─": "-", "―": "-",
    "✕": "×", "╳": "×", "✖": "×", "•": "·", "∙": "·", "・": "·", "⋅": "·",
    "㎡": "㎡", "［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]",
    "￥": "¥", "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"',
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    """Full-width ASCII and the variants above, each to one character."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
    table.update({ord(sign): plain for sign, plain in _VARIANTS.items()})
    return table


@cache
def _wide_separator() -> re.Pattern[str]:
    return re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """The text in the spelling that grammars match on; every character keeps its place."""
    if "，" in text:
        text = _wide_separator().sub(",", text)
    return text.translate(_table())
