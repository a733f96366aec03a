"""Comparison words and signs of 指标值: how they are written, and how they should be."""

from __future__ import annotations

import re

BEFORE = {
    "不低于": "≥", "不少于": "≥", "不小于": "≥", "大于等于": "≥", "大于或等于": "≥", "至少": "≥",
    "达到": "≥", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "小于等于": "≤",
    "小于或等于": "≤", "至多": "≤", "最多": "≤", "控制在": "≤", "超过": ">", "高于": ">",
    "大于": ">", "多于": ">", "超": ">", "低于": "<", "少于": "<", "小于": "<",
}  # fmt: skip
AFTER = {
    "及以上": "≥", "或以上": "≥", "以上": "≥", "及以下": "≤", "或以下": "≤", "以下": "≤",
    "之内": "≤", "以内": "≤", "内": "≤",
}  # fmt: skip
SIGNS = "≥≤><＞＜≧≦"
STANDARD = {
    "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "＞": ">", "＜": "<", "》": ">", "《": "<", "％": "%",
    "═": "=", "＝": "=", "～": "-", "—": "-", "－": "-", "–": "-", "~": "-", "．": ".", "，": ",",
}  # fmt: skip
_NUMBER = r"[0-9０-９][0-9０-９.,，]*"
_REST = r"[^0-9０-９≥≤><＞＜，,；;。、]{0,8}"


def with_signs(value: str) -> str | None:
    """不低于40小时 → ≥40小时, 200个以上 → ≥200个; None when there is no word to replace."""
    plain = value.strip()
    before = _longest(plain, BEFORE, start=True)
    after = _longest(plain, AFTER, start=False)
    core = plain[len(before) : len(plain) - len(after) if after else None]
    if not (before or after) or not re.fullmatch(f"{_NUMBER}{_REST}", core):
        return None
    if before and after and not _agree(BEFORE[before], AFTER[after]):
        return None
    if before == "达到" and not after and not core.endswith(("%", "％")):
        return None
    if before == "控制在" and not after:
        return None
    return (AFTER[after] if after else BEFORE[before]) + core


def without_redundant_word(value: str) -> tuple[str | None, str] | None:
    """≤2个工作日内 → (≤2个工作日, 内); (None, word) when they contradict; None: no word."""
    plain = value.strip()
    plain = STANDARD.get(plain[:1], plain[:1]) + plain[1:]
    if not plain or plain[0] not in SIGNS:
        return None
    after = _longest(plain, AFTER, start=False)
    core = plain[: len(plain) - len(after)] if after else plain
    if not after or not re.fullmatch(f"[{SIGNS}]=?\\s*{_NUMBER}{_REST}", core):
        return None
    return (core, after) if _agree(plain[0], AFTER[after]) else (None, after)


def standard_signs(value: str) -> str:
    """The same value in the standard signs, half-width digits and without blanks around signs."""
    if not any(char in value for char in "0123456789０１２３４５６７８９"):
        return value.replace("％", "%") if value == "％" else value
    if not any(char in STANDARD or char in "<>０１２３４５６７８９" for char in value):
        return value
    text = re.sub(r"[》>＞]\s*[=＝═]", "≥", value.strip())
    text = re.sub(r"[《<＜]\s*[=＝═]", "≤", text)
    text = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text)
    return "".join(_standard(text, index) for index in range(len(text)))


def _standard(text: str, index: int) -> str:
    """Signs before a number, dashes and separators between numbers; titles 《…》 are left alone."""
    char = text[index]
    if char not in STANDARD:
        return char
    before, after = text[:index], text[index + 1 :]
    if char in "》《＞＜＝═":
        return STANDARD[char] if not before and re.match(r"\s*[0-9]", after) else char
    if char in "～—－–~，":
        between = re.search(r"[0-9%％][^0-9]{0,4}$", before) and re.match(r"[0-9]", after)
        return STANDARD[char] if between else char
    return STANDARD[char]


def _longest(text: str, known: dict[str, str], *, start: bool) -> str:
    fits = [w for w in known if (text.startswith(w) if start else text.endswith(w))]
    return max(fits, key=len, default="")


def _agree(one: str, other: str) -> bool:
    up, down = "≥>＞≧", "≤<＜≦"
    return (one in up) == (other in up) and (one in down) == (other in down)
