"""The unit before its project or speaking of itself: 区消防救援大队消防站建设项目, 我们交通局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.segments import Sentence
from assistant.facts.titles import Piece, unit_kind
from assistant.model import HeaderFact

NAME_END = re.compile(
    r"(?:项目|工程|经费|服务|管理|运维|建设|计划|补贴|补助|奖补|培训|改造|养护|推广|监测|治理|购置|采购|保障|宣传|研究|编制|"
    r"修复|维修|整治|防治|筛查|接种|保护|展览|赛事|扶持|救助|运营|检测|抽检|普查|保洁|绿化|党建|人员|活动|资金|费用?|专项)(?:[（(][^（）()]*[）)])?$"
)
"""How the name of a project ends."""

_BEGINS = re.compile(r"(?:20\d\d年(?:度)?\s*)?(?=[一-龥]{0,8}?[省市区县州旗镇乡][一-龥])")
_LONGEST = 24
# 区政府办公室、市公安局交警支队：前面一截也像单位，要连后面的一起读。
_GOES_ON = re.compile(r"[一-龥]{0,6}?(?:办公室|分局|支队|大队|委员会|联合会)(?![一-龥]{0,2}[所站])")
# 区图书馆改造、县医院门诊楼、市体育馆物业：说的是房子和地方，申请的不一定是它。
_A_PLACE = re.compile(
    r"^(?:新|旧|老|主|总|分|原|及|和|与|、|的|周边|门前|大楼|大院|大厅|机关|办公|业务用房|综合楼|门诊|住院|院区|校区|场馆|室内|屋[顶面]|"
    r"外墙|消防(?!安全)|电梯|空调|食堂|绿化|物业|保安|保洁|安保|建设|改造|新建|扩建|改扩建|迁建|重建|搬迁|修[缮复]|维修|装修|"
    r"装饰|加固|提升|运营|运维|管理|设备|信息化|工程|项目)"
)
_ORGAN = re.compile(r"(?:局|委员会|大队|支队|总队|办公室|办事处|联合会|法院|检察院|部|厅)$")


_OTHERS = re.compile(
    r"(?:经|报|请|向|根据|按照?|依据|对|与|会同|联合|委托|送|抄送|接受|由|关于|为|给|协助|配合|支持|拨付)"
)


class Leading(NamedTuple):
    """A unit with what stands behind it."""

    unit: str
    rest: str


def leading_unit(text: str) -> Leading | None:
    """The unit at the beginning of a project's name; a building that is worked on is none."""
    begin = _BEGINS.match(text)
    if not begin or _OTHERS.match(text):
        return None
    head = text[begin.end() :]
    for end in range(4, min(len(head), _LONGEST)):
        unit, rest = head[:end], head[end:]
        if unit_kind(unit) != "unit":
            continue
        longer = _GOES_ON.match(rest)
        if longer and unit_kind(unit + longer.group()) == "unit":
            unit, rest = unit + longer.group(), rest[longer.end() :]
        place = _A_PLACE.match(rest) and not _ORGAN.search(unit)
        named = NAME_END.search(re.split(r"[，,。；;：:（(]", rest)[0])
        return Leading(unit, rest) if len(rest) > 3 and named and not place else None
    return None


_SELF = re.compile(
    r"(?:^|[，,：:])(?:我们(?:是)?|我是|咱们?(?:是)?)(?P<unit>(?![和跟与给对向]|单位)[一-龥]{2,14}?)(?:这[边里儿块])?"
    r"(?=$|[，,]|想|打算|准备|要|拟|计划|负责|明年|今年|20\d\d|现在|目前|每年)"
)
# 商务局消费券的事我汇报一下。
_REPORTED = re.compile(
    r"(?:^|[，,])(?P<unit>[一-龥]{2,10}?局)(?=[一-龥]{2,12}(?:的事|这个事|这件事))"
)
_NO_NAME = re.compile(r"[了过把请找跟去到报]|^(?:这|那|有|都|就|每)")


def speaking_units(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """The organ that speaks of itself, as it is said; a short name (文保所) is none."""
    for sentence in sentences[:6]:
        for pattern in (_SELF, _REPORTED):
            match = pattern.search(sentence.text)
            unit = match.group("unit") if match else ""
            if match and unit_kind(unit) == "unit" and not _NO_NAME.search(unit):
                at = sentence.start + match.start("unit")
                yield HeaderFact(field="applicant_unit", value=unit, start=at, end=at + len(unit))


_OWN_SHORT = re.compile(
    r"[一-龥]{0,8}?[省市区县州旗镇乡](?:妇联|残联|文联|科协|团委|总工会|工商联|红十字会|侨联|人武部|编办|政法委|纪委监委|管委会)"
)
_SHORT_BEFORE_YEAR = re.compile(rf"(?P<unit>{_OWN_SHORT.pattern})(?=20\d\d年)")


def short_units(sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]) -> Iterator[HeaderFact]:
    """区人武部 in a place of its own (title, bracket, signature, before the year): as written."""
    for piece in titles:
        if piece.kind == "short_unit" and _OWN_SHORT.fullmatch(piece.text):
            yield HeaderFact(
                field="applicant_unit", value=piece.text, start=piece.start, end=piece.end
            )
    for sentence in sentences[:1]:
        if match := _SHORT_BEFORE_YEAR.match(sentence.text):
            end = sentence.start + match.end("unit")
            unit = match.group("unit")
            yield HeaderFact(field="applicant_unit", value=unit, start=end - len(unit), end=end)


def leading_units(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """The unit before the project's name in the first line."""
    for sentence in sentences[:1]:
        for text in (sentence.text, sentence.topic, sentence.label):
            found = leading_unit(text) if text else None
            at = sentence.text.find(found.unit) if found else -1
            if found and at >= 0:
                start = sentence.start + at
                yield HeaderFact(
                    field="applicant_unit",
                    value=found.unit,
                    start=start,
                    end=start + len(found.unit),
                )
