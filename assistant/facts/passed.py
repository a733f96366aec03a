"""What is to hold of all without a figure: 持证上岗, 培训合格后上岗, 经审查通过, 检验合格后入库."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.phrases import compact, trim_start
from assistant.parse.scanning import either
from assistant.vocabulary.description import words

_MUST = r"(?:必须|一律|全部|全员|全都|须|要|应|需|均|都|得){0,4}"


class Passed(NamedTuple):
    """The rate that is 100%, and what it is said of."""

    name: str
    of: str


def passed(plain: str) -> Passed | None:
    """The rate that a clause without figures promises for all, or None."""
    if _NOT_YET.search(plain):
        return None
    plain = _WHOSE.sub("", plain)
    return next(
        (found for read in (_licensed, _trained, _at_once, _examined) if (found := read(plain))),
        None,
    )


# 已通过验收、验收合格后拨付、不合格的：说的是从前、条件、例外。
_NOT_YET = re.compile(
    r"已经?|曾|去年|上年|未|不合格|合格的|[一-龥]后(?:方可|再|才)?(?:拨|支付|付|结算|办理)|如果?|若"
)
# 19个接种点的接种医生、8名社工：说的是接种医生、社工。
_WHOSE = re.compile(
    r"^(?:全部|所有)?(?:\d+[个家所名处支位](?:[一-龥]{2,8}的)?|[一-龥]{2,8}的)(?=[一-龥]{2})"
)
_LICENSED = re.compile(
    rf"(?P<who>[一-龥、]{{2,14}}?){_MUST}持(?P<paper>[一-龥]{{0,4}}证)(?P<deed>上岗|作业|执业|操作|驾驶)"
)
_TRAINED = re.compile(
    rf"(?P<who>[一-龥、]{{2,14}}?){_MUST}(?:经|通过)?(?P<what>(?:岗前|业务|技能|安全|专业|上岗){{0,2}}(?:培训|考核|考试|体检){{1,2}})"
    rf"{_MUST}合格(?:以?后)?(?:方可|才能|再|才可)?(?:上岗|作业|操作|接种|入职|带队|执勤)"
)


def _licensed(plain: str) -> Passed | None:
    """护理员须持证上岗."""
    said = _LICENSED.fullmatch(plain)
    who = _who(said["who"]) if said else ""
    return Passed(f"{who}持{said['paper']}{said['deed']}率", who) if said and who else None


def _trained(plain: str) -> Passed | None:
    """操作人员都要培训考核合格后上岗."""
    said = _TRAINED.fullmatch(plain)
    who = _who(said["who"]) if said else ""
    return Passed(f"{who}{said['what']}合格率", who) if said and who else None


_EXAMINED = re.compile(
    rf"(?P<what>[一-龥、]{{2,14}}?){_MUST}(?:经[一-龥]{{0,6}}?|通过)?(?P<deed>{either(words('examinations'))}){_MUST}(?P<how>合格|通过)"
    rf"(?:以?后(?:方可|才能|再|才可)?(?:{either(words('used_then'))}))?"
)


def _examined(plain: str) -> Passed | None:
    """剧目须经审查通过, 食材检验合格后入库, 年度服务考核合格."""
    said = _EXAMINED.fullmatch(plain)
    what = _who(said["what"]) if said else ""
    if not said or len(what) < 2:
        return None
    what = what.removesuffix("经").removesuffix(said["deed"])
    return Passed(f"{what}{said['deed']}{said['how']}率", what)


_AT_ONCE = re.compile(
    rf"(?P<what>[一-龥、]{{2,14}}?){_MUST}(?P<deed>验收|{either(words('examinations'))}){_MUST}一次(?:性)?(?P<how>合格|通过)"
)


def _at_once(plain: str) -> Passed | None:
    """平台系统验收一次通过."""
    said = _AT_ONCE.fullmatch(plain)
    what = _who(said["what"]) if said else ""
    if not said or len(what) < 2:
        return None
    return Passed(f"{what}{said['deed']}一次{said['how']}率", what)


def _who(text: str) -> str:
    """The people or the thing, without what leads in; 年度 tells of which."""
    return compact(text if text.startswith("年度") else trim_start(text))
