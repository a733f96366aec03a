"""Zero of something no list of events names: 文物损伤为零, 故障为0, 不出现一个辍学的学生."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.phrases import compact, trim_start
from assistant.parse.scanning import either
from assistant.vocabulary.description import words


class NoneOf(NamedTuple):
    """What is not to happen, counted in which unit, and how the goal says it."""

    name: str
    event: str
    unit: str
    goal: str


def none_of(plain: str) -> NoneOf | None:
    """What a clause without other figures says is to be none, or None."""
    if _TOLD.search(plain):
        return None
    plain = _WHEN.sub("", plain)
    return _is_zero(plain) or _not_one(plain)


# 上年故障为零、如果、往年：说的是从前、是条件；基数为零不是承诺。
_TOLD = re.compile(r"去年|上年|往年|目前|截至|20\d\d年以来|如果?|若|一旦|起点|基数|历史|仍|还是")
_WHEN = re.compile(r"^(?:20\d\d年度?|全年|当年|年内|本年度?|确保|保证|做到|实现){1,3}")
_UNITS = "起|例|次|宗|件|份|人|名|个|处|条|户|项|台|批"
_IS_ZERO = re.compile(
    rf"(?P<what>[一-龥、]{{3,30}}?)(?P<tail>发生数|发生率|起数|件数|次数|人数|例数|数量|数|率)?"
    rf"(?:要|应|须|必须|力争|保持|控制){{0,2}}(?:为|是)(?:零|0)(?P<unit>{_UNITS})?"
)
_WHOSE = re.compile(r"的(?=[一-龥]{0,4}$)")


def _is_zero(plain: str) -> NoneOf | None:
    """采集过程中文物损伤为零, 影响服务大厅办件的故障为0, 样品丢失率为0."""
    said = _IS_ZERO.fullmatch(plain)
    if not said:
        return None
    event = compact(trim_start(said["what"])).removesuffix("的")
    if len(event) < _SHORTEST:
        return None
    tail = said["tail"] or ""
    if tail.endswith("率"):
        return NoneOf(f"{event}{tail}", event, "%", f"保持{event}{tail}为0")
    unit = said["unit"] or _TAILS.get(tail) or _unit_of(event)
    name = f"{event}{tail or _NAMES.get(unit, '数量')}"
    return NoneOf(name, event, unit, f"保持{event}为零")


_SHORTEST = 3
_TAILS = {"起数": "起", "件数": "件", "次数": "次", "人数": "人", "例数": "例"}
_NAMES = {"起": "发生数", "次": "次数", "人": "人数", "名": "人数", "件": "件数", "份": "份数"}
_HAPPENS = re.compile(r"事故|事件|故障|投诉|案|火灾|中毒|舆情|溺水|纠纷|险情|中断")
_NOT_ONE = re.compile(
    r"(?P<where>[^，。]{0,12}?)(?:不得|不能|不许|不准|绝不|不|没有|杜绝)(?:再)?(?P<deed>出现|发生|有|让|漏掉|落下|遗漏|出|漏)(?:任何)?"
    rf"一(?P<unit>{_UNITS})(?P<what>[一-龥]{{2,24}})"
)
_GONE = re.compile(rf"(?P<who>[一-龥]{{2,12}}?)(?P<fate>{either(words('fates'))})")


def _not_one(plain: str) -> NoneOf | None:
    """不出现一个因家庭经济困难辍学的学生, 不让一名困难群众掉队."""
    said = _NOT_ONE.fullmatch(plain)
    if not said:
        return None
    unit, what = said["unit"], said["what"]
    if fate := _GONE.fullmatch(what):
        what = f"{fate['fate']}{fate['who']}"
    if said["deed"] in ("漏掉", "落下", "遗漏", "漏"):
        what = f"遗漏{what}"
    event = _WHOSE.sub("", what)
    unit = "人" if event.endswith(_PEOPLE) and unit in ("个", "名", "人") else unit
    name = f"{event}{_NAMES.get(unit, '数量')}"
    return NoneOf(name, event, unit, re.sub(r"^.*?(?=不|绝|没|杜)", "", plain))


_PEOPLE = (
    *("学生", "儿童", "群众", "老人", "居民", "村民", "职工", "人员", "少年", "患者", "学员"),
    *("孩子", "残疾人", "对象", "考生", "队员", "农民工", "妇女", "游客", "人口", "人群", "老年人"),
)


def _unit_of(event: str) -> str:
    return "起" if _HAPPENS.search(event[-4:]) else "次"
