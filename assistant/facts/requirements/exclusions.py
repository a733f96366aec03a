"""Numbers that are no requirement of this declaration: what was, what is only quoted."""

from __future__ import annotations

import re

from assistant.model import Mention

_PAST = re.compile(
    r"已(?:经)?(?:完成|建成|建|实施|投入|改造|累计|开展)|上年|去年|往年|前期|此前|截至"
)
_FROM_TO = re.compile(r"(?:从|由)$")
_TO = re.compile(
    r"^(?:左右)?(?:缩|降|减|提|增|升|压|扩|下降|上升|缩短|压减|提高|提升|增加|减少|改)(?:短|低|少|高|加|升|至|到|为|减|缩|大)*"
)
_STANDARD = re.compile(r"^的?(?:标准|规格|口径|原则)")
_ONCE = re.compile(r"^(?:性|验收|通过|交验|合格|交付)")
_NAMED_PERIOD = re.compile(
    r"^(?:滚动|完成|建成|实现|内累计|合计|共计|总共|共|累计|总额|总金额|总投资|行动|规划|计划|期|来|间|以来|以后|后)"
)


def is_age(mention: Mention) -> bool:
    """65岁以上, 一级: they describe, they count nothing."""
    return mention.target.unit in ("岁", "周岁", "年级", "级", "周岁以上")


def is_present_state(before: str, later: str) -> bool:
    """街道现在有5个食堂，今年要新开2个: what there is already, where something is added to it."""
    return bool(
        re.search(r"(?:现在|目前|现)?(?:共)?(?:有|现有|已有)[一-龥]{0,8}$", before.strip())
    ) and bool(re.search(r"新[开增建设添]", later))


def is_excluded(text: str, before: str, after: str, dimension: str) -> bool:
    """True for a number that states no target. `text` is the number as written."""
    left, right = before.rstrip(), after.lstrip()
    if _PAST.search(left):
        return True
    if _FROM_TO.search(left) and _TO.match(right):
        return True
    if re.fullmatch(r"一(.)", text) and re.match(r"[一-龥]?一[一-龥]", right):
        return True
    if text.endswith(("遍", "点", "点钟")) and (
        text.endswith("遍") or re.match(r"前|之前|钟|半|整|到|至|以前", right)
    ):
        return True
    if re.search(r"等$", left) and re.match(
        r"(?:乡镇|村|社区|街道|县|区|部门|单位|行政村|地)", right
    ):
        return True
    if dimension == "duration" and re.match(r"[一-龥]{1,8}率", right):
        return True
    if re.match(r"[一1]", text) and re.search(r"(?:无|零|没有|未发生|不发生)$", left):
        return True
    if re.match(r"一[次批轮]", text) and re.match(r"[一-龥]{1,6}率", right):
        return True
    if re.fullmatch(r"\d{1,2}[-—~至到]\d{1,2}(?:个)?月", text):
        return True
    if _STANDARD.match(right):
        return True
    if text.startswith("一次") and _ONCE.match(right):
        return True
    if dimension == "duration" and _NAMED_PERIOD.match(right) and text[-1] in "年":
        return True
    return bool(
        re.search(
            r"(?:每次|人均|每人|每户|户均|单价|每个|平均|每位|每名|每生每[天日])$", left.strip()
        )
    )
