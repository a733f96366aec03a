"""Names that cannot stand in a form: what was read is kept, its name is asked for."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.phrases import squeeze
from assistant.model import Requirement
from assistant.vocabulary.description import words

_ODD = re.compile(r"[@→=＝|｜\[\]【】：;；？?！!~…]|[\U0001F300-\U0001FAFF]|\d{1,2}:\d{2}")
_TWICE = re.compile(r"(每[一-龥])[^，]*\1|(?<![效利汇概频税])率[^，（]{0,8}率$|([一-龥]{2,4})\2$")
_LEAD = re.compile(
    r"(?:于|和|与|及(?![时格])|的|都(?!市)|均(?![衡等])|各(?![级类项地])|再(?![生就教])|另|把|将|被(?![审征监服调保帮抚执救])|从(?!业)|"
    r"但|而|则|也|还(?![原款建林])|就(?![业医诊餐读地])|要(?![素点])|得|别(?!墅)|吧|呢)"
)
_NOTHING = re.compile(
    r"(?:每(?:[一-龥]|学期|季度|社区|街道|个[一-龥]))*(?:数量|次数|人数|户数|家数|时长|天数|时间|长度|面积|量)"
)
# 名称里只有半个括号、还带着“按、含、本工程”和说话的字：没有读准。
_LOOSE = re.compile(
    r"^(?:按(?!时|期|揭)|含(?!水|量|氧)|本工程|本项目|对外(?!开放|宣传|交流|合作|贸易)|为(?!民))|时间完成|得保证|肯定|^[）)]|[（(]$"
)
_SHORT, _LONG = 3, 30


def doubted(requirement: Requirement, clause: str) -> Requirement:
    """The requirement, marked with the words it was read from when its name does not read."""
    return requirement if sounds(requirement.name) else marked(requirement, clause)


def marked(requirement: Requirement, clause: str) -> Requirement:
    """The requirement without a name: `doubtful` says what it was read from."""
    said = squeeze(clause)
    goal = said if requirement.object and _quotable(said) else ""
    return requirement.model_copy(update={"doubtful": said, "clause": goal})


def _quotable(text: str) -> bool:
    """True for words that a goal may quote as they stand."""
    return len(text) <= _LONG and not _ODD.search(text) and not _talk().search(text)


def sounds(name: str) -> bool:
    """True for a name that reads as one: no talk, no loose ends, nothing said twice."""
    long = len(name) > _LONG and not re.search(r"[、“（]", name)
    return not (
        len(name) < _SHORT
        or long
        or _NOTHING.fullmatch(name)
        or _LOOSE.search(name)
        or any(name.count(a) != name.count(b) for a, b in ("（）", "()", "“”", "《》"))
        or _ODD.search(name)
        or _TWICE.search(name)
        or _LEAD.match(name)
        or _talk().search(name)
    )


@cache
def _talk() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("talk"))))
