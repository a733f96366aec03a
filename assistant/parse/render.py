"""Typed value → text: a target with a sign for a cell (≥90%), in words for a goal (不少于100份)."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.model import Target

_SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equal": ""}
_WORDS = {
    "at_least": "不少于",
    "more_than": "超过",
    "at_most": "不超过",
    "less_than": "少于",
    "equal": "",
}


def number_text(value: Decimal) -> str:
    """A number as forms write it: no exponent, no needless zeros."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def sign_value(target: Target, text: str) -> str:
    """The 指标值 of a target; `text` is used as it stands where the target holds no number."""
    if ratio := re.search(r"(?<!\d)\d+(?:\.\d+)?\s{0,3}[:：]\s{0,3}\d+(?:\.\d+)?", text):
        return f"{_SIGNS.get(target.comparator, '')}{ratio.group()}"
    if target.comparator == "between" and target.low is not None and target.high is not None:
        low, high = number_text(target.low), number_text(target.high)
        return f"{low}%-{high}%" if target.unit == "%" else f"{low}-{high}{target.unit}"
    value = target.low if target.low is not None else target.high
    if target.unit == "/" and target.level:
        return f"{_SIGNS.get(target.comparator, '')}{target.level}"
    if value is None or target.comparator not in _SIGNS:
        return text.strip()
    return f"{_SIGNS[target.comparator]}{number_text(value)}{target.unit}"


def goal_amount(target: Target, text: str) -> str:
    """The amount as a goal says it after the thing it measures."""
    signed = sign_value(target, text)
    value = target.low if target.low is not None else target.high
    if value is None or target.comparator not in _WORDS:
        return signed
    if target.dimension in ("ratio", "duration") and target.comparator != "equal":
        return signed
    if target.dimension == "ratio":
        return f"达到{signed}"
    words = _WORDS[target.comparator]
    if target.unit in _SIZES or "/" in target.unit:
        words = {"不少于": "不小于", "不超过": "不大于"}.get(words, words)
    if target.unit == "分":
        words = words.replace("不少于", "不低于")
    return f"{words}{number_text(value)}{target.unit}"


_SIZES = ("厘米", "毫米", "cm", "mm", "微米", "度")
