"""Whether a text may be the name or the explanation of a row, whoever wrote it.

A name stays the name of its own measure, an explanation explains it, neither brings in a number."""

from __future__ import annotations

import re

from assistant.drafting.tokens import tokens_of
from assistant.model import OPEN, Indicator
from assistant.rules.links import KIND, SAME_RATE
from assistant.rules.text import contained

_LONGEST_NAME, _LONGEST_EXPLANATION = 30, 160
_KEEPS_NAME = 0.34
_LEAST_LEFT = 0.25
_UPSIDE_DOWN = re.compile(r"=(?:总|应|全部)[^/÷。=]{0,60}[/÷](?!总|应|全部)")
_SHARES = ("比例", "占比", "比重")


def name_trouble(name: str, number: int, rows: tuple[Indicator, ...]) -> str | None:
    """Why the text may not be the name of that row, in Chinese; None when it may."""
    own = rows[number].name or ""
    if OPEN in own or len(name) > _LONGEST_NAME or re.search(r"[，。；：]", name):
        return "名称要简短，待填的名称由填报人写"
    if any(t.text not in own for t in tokens_of(name)):
        return "名称里不写数值"
    likeness = _likeness(name, own)
    others = [r.name or "" for i, r in enumerate(rows) if i != number]
    nearest = max((_likeness(name, other) for other in others), default=0.0)
    lost = likeness < _KEEPS_NAME or contained(own, name) < _LEAST_LEFT
    if name in others or lost or (likeness < 1.0 and likeness <= nearest):
        return f"与原来的“{own}”不是同一个指标"
    if not _same_kind(name, own):
        return f"与原来的“{own}”不是同一种比率"
    return None


def _likeness(name: str, own: str) -> float:
    """How much of either name is in the other: a fuller name is the same measure, said better."""
    return max(contained(name, own), contained(own, name))


def _same_kind(name: str, own: str) -> bool:
    said, meant = re.findall(KIND, name), re.findall(KIND, own)
    if not meant and own.endswith(_SHARES) and name.endswith("率"):
        return True  # 活动按时比例 said as 活动按时开展率
    if not meant and name.endswith("程度"):
        return True  # a claim (有效提升…能力) that became something to be measured
    if bool(said) != bool(meant):
        return False
    if not said:
        return True
    return said[-1] == meant[-1] or any({said[-1], meant[-1]} <= same for same in SAME_RATE)


def explanation_trouble(text: str, row: Indicator) -> str | None:
    """Why the text may not explain the row, in Chinese; None when it may."""
    own = row.explanation or ""
    if len(text) > _LONGEST_EXPLANATION or not text.startswith(("考察", "考核", "反映")):
        return "解释以“考察”开头，不超过 160 字"
    allowed = f"{own}{row.name}"
    if any(t.text not in allowed for t in tokens_of(text)):
        return "解释里不写新的数"
    if "量化标准" in own and own[own.index("“") :] not in text:
        return "分档的量化标准要照抄"
    if OPEN in own:
        return "待填的解释由填报人写"
    if _UPSIDE_DOWN.search(text) and not _UPSIDE_DOWN.search(own):
        return "算式的分子和分母颠倒了"
    if contained(row.name or "", text) < 0.3:
        return "解释要说明这一行考核什么"
    return None
