"""A target value that stands in several cells (sign, number, unit) put together as one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.formats.base import Cell
from assistant.formats.form.values import narrow
from assistant.vocabulary.loading import load

_NUMBER = re.compile(r"[\d,.]+(?:[-~—–至到][\d,.]+)?[%‰]?")
_DIRECTION = re.compile(r"^(?:正向|反向|定量|定性)(?:指标)?[(、,:/-]?([^()]*)\)?$")
_SIGNED = re.compile(r"^[≥≤≧≦><=＞＜＝﹥﹤》《═]")


@cache
def _signs() -> dict[str, str]:
    signs: dict[str, list[str]] = load("labels")["signs"]
    return {word: sign for sign, words in signs.items() for word in words}


def _meaning(text: str) -> str | None:
    """The symbol that a cell of the sign column stands for; None where it is no sign.

    正向 大于等于 and 反向(≤) say the direction besides: the sign counts.
    """
    written = narrow(text)
    if written in _signs():
        return _signs()[written]
    both = _DIRECTION.match(written)
    return _signs().get(both.group(1)) if both and both.group(1) else None


def sign_words(written: str) -> dict[str, str]:
    """Symbol → how to write it beside `written`: in words where that is a word (大于等于)."""
    text = narrow(written)
    if text[:1] < "\u4e00" or not _signs().get(text):
        return {}
    spellings: dict[str, list[str]] = load("labels")["signs"]
    return {
        symbol: next(word for word in words if word[0] >= "\u4e00")
        for symbol, words in spellings.items()
        if symbol
    }


def is_kind(text: str) -> bool:
    """True for words that say how a target is meant and stand for no sign (定量, 正向)."""
    return _meaning(text) == "" and bool(narrow(text))


def is_sign(text: str) -> bool:
    """True for ≥, <=, 大于等于 … and for the words that say a target is qualitative."""
    return _meaning(text) is not None


def is_symbol(text: str) -> bool:
    """True for what stands for a sign (≥, 大于等于), not for words such as 定量."""
    return bool(_meaning(text))


def parts_of(cells: Sequence[Cell]) -> dict[str, Cell]:
    """The sign, the number (or the words) and the unit among cells that are one value together."""
    found: dict[str, Cell] = {}
    for cell in cells:
        text = narrow(cell.text)
        is_first_sign = not found and is_sign(text) and text not in ("无", "/")
        if is_first_sign or (is_symbol(text) and "sign" not in found):
            found["sign"] = cell
        elif "value" not in found and (text[:1].isdigit() or "unit" in found):
            found["value"] = cell
        else:
            found.setdefault("unit", cell)
    if "value" not in found and "unit" in found:
        found["value"] = found.pop("unit")
    return found


def compose(sign: str, number: str, unit: str) -> str:
    """`≥` `90` `%` → `≥90%`. A qualitative value, or one already complete, stays as it is."""
    symbol = _meaning(sign) or ""
    text = number.strip()
    if not _NUMBER.fullmatch(narrow(text)):
        return text if _SIGNED.match(text) or not text[:1].isdigit() else symbol + text
    tail = "" if text.endswith(("%", "％", "‰")) or narrow(unit) in ("", "无", "/", "-") else unit
    return symbol + text + tail.strip()
