"""Which characters behind a figure are its unit: 2个|点, 12个|人, 3万|人."""

from __future__ import annotations

import re

from assistant.model import Mention
from assistant.vocabulary.description import words

_MANY_PEOPLE = re.compile(
    r"[万](?P<who>群众|居民|村民|市民|师生|学生|老人|老年人|职工|农民|患者|儿童|残疾人|游客)"
)


def split_unit(mention: Mention, after: str) -> tuple[Mention, str]:
    """2个|点, 12个|人: what follows 个 is the thing, not the unit; 3万|人: it is the unit."""
    unit = mention.target.unit
    if "(" in unit:
        return _in_unit(mention, unit.replace("(", "（").replace(")", "）")), after
    if unit == "个" and after.startswith("等级"):
        return _in_unit(mention, "个等级"), after.removeprefix("等级")
    if unit == "个人":
        return _in_unit(mention, "人"), after
    if people := _MANY_PEOPLE.fullmatch(unit):
        return _in_unit(mention, "万人"), f"{people['who']}{after}"  # 3.8万|群众
    if unit in ("万", "亿"):
        if people := _MANY_PEOPLE.match(f"{unit}{after}"):
            return _in_unit(mention, "万人"), after
        noun = re.match(
            r"(?![做买用给发换吧呢嘛啊了的左整])[一-龥]{1,3}(?=$|[，。；、×*（\s])", after
        )
        if noun and noun.group().endswith(words("crowds")):
            return _in_unit(mention, f"{unit}人"), after  # 3.8万|群众
        whole = f"{unit}{noun.group()}" if noun else unit
        return _in_unit(mention, whole), after[len(noun.group()) if noun else 0 :]
    if not re.fullmatch(r"个(?!工作日|月|百分点|季度|小时|星期|等级)[一-龥]{1,2}", unit):
        return mention, after
    return _in_unit(mention, "个"), f"{unit[1:]}{after}"


def _in_unit(mention: Mention, unit: str) -> Mention:
    return mention.model_copy(update={"target": mention.target.model_copy(update={"unit": unit})})
