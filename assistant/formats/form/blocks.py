"""Indicators published as running text: 【产出指标-数量指标】指标1：设备数量（≥77台）；指标2：…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.formats.form.labels import Labels

_BLOCK = re.compile(r"[【\[]([^】\]]{2,40})[】\]]([^【\[]*)")
_ITEM = re.compile(
    r"(?:绩效)?指标\d{1,2}\s*[:：.、]|(?:^|(?<=[；;。\n]))\s*\d{1,2}\s*[.、．](?!\d)|[；;\n]"
)
_LEVELS = re.compile(r"^([^-—–－/、:：]+)[-—–－/、:：]+(.+)$")
_IN_BRACKETS = re.compile(r"^(.+?)\s*[（(]([^（()）]*)[）)]$", re.DOTALL)
_SIGNED = re.compile(r"^(.+?)\s*[:：]?\s*([≥≤≧≦><=＞＜＝﹥﹤》《].*)$", re.DOTALL)
_AFTER_COLON = re.compile(r"^(.+?)\s*[:：]\s*(.+)$", re.DOTALL)


def is_block(text: str, labels: Labels) -> bool:
    """True for a text whose brackets name a category."""
    return any(_levels(match.group(1), labels) for match in _BLOCK.finditer(text))


def indicators_in(text: str, labels: Labels) -> Iterator[dict[str, str]]:
    """The texts of each indicator in the block: level1, level2, name and value as written."""
    for match in _BLOCK.finditer(text):
        levels = _levels(match.group(1), labels)
        if not levels:
            continue
        for item in _ITEM.split(match.group(2)):
            stated = item.strip().rstrip("；;。，,").strip()
            if stated:
                yield {**levels, **_name_and_value(stated)}


def _levels(heading: str, labels: Labels) -> dict[str, str]:
    pair = _LEVELS.match(heading.strip())
    if pair and labels.is_level1(pair.group(1)) and labels.is_level2(pair.group(2)):
        return {"level1": pair.group(1).strip(), "level2": pair.group(2).strip("* ＊")}
    level2 = heading.strip().strip("*＊")
    level1 = labels.level1_of(level2)
    return {"level1": level1, "level2": level2} if level1 and labels.is_level2(level2) else {}


def _name_and_value(stated: str) -> dict[str, str]:
    for pattern in (_IN_BRACKETS, _SIGNED, _AFTER_COLON):
        match = pattern.match(stated)
        if match:
            return {"name": match.group(1).strip(), "value": match.group(2).strip()}
    return {"name": stated}
