"""Text as a reader sees it: widths and separators levelled, phrases searched with their numbers.

Nothing here knows a case or a draft.
"""

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = {
    ord("〜"): "~",
    ord("～"): "~",
    ord("—"): "-",
    ord("–"): "-",
    ord("－"): "-",
    ord("％"): "%",
}
_SAME |= {ord("≧"): "≥", ord("≦"): "≤", ord("＝"): "=", ord("\u3000"): " ", ord("\xa0"): " "}
_QUOTES = {ord(mark): '"' for mark in "“”‘’'「」『』"}

PLACEHOLDER = "【待填】"
NOT_APPLICABLE = "不适用"


def level(text: str) -> str:
    """The same text, character by character, in half width; spans stay valid."""
    return text.translate(_WIDE).translate(_SAME).translate(_QUOTES)


def squeeze(text: str) -> str:
    """Levelled text without blanks, thousands separators and emphasis marks: for comparing."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", level(text))
    return re.sub(r"[\s*_`]+", "", plain.replace("×", "x").replace("*", "x"))


def holds(text: str, phrase: str) -> bool:
    """Whether the text contains the phrase; a phrase that begins with a digit begins a number."""
    haystack, needle = squeeze(text), squeeze(phrase)
    if not needle:
        return False
    guard = r"(?<![\d.])" if needle[0].isdigit() else ""
    return re.search(guard + re.escape(needle), haystack, re.IGNORECASE) is not None


def holds_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands in the text."""
    return any(holds(text, phrase) for phrase in phrases)
