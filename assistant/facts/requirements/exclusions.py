"""Numbers that are no requirement of this declaration: what was, what is only quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.model import Mention

_PAST = re.compile(
    r"今年(?![^，。；]{0,6}(?:目标|计划|任务|要求))[一-龥]{0,6}(?<![就要的])(?:是|才|只有|才是)$|今年[一-龥]{1,3}(?:了|的是)$|已(?:经)?(?:完成|建成|建|实施|投入|改造|累计|开展)|(?<![较比])(?:上年|去年|往年)|前期|此前|截至|(?:最|比|较|过去)?近$"
)
_FROM_TO = re.compile(
    r"(?:从|由)[^，。；\d]{0,8}(?:20\d\d年(?:度|底|末|初)?)?[^，。；\d由从]{0,8}$"
)
_TO = re.compile(
    r"^(?:左右)?(?:缩|降|减|提|增|升|压|扩|下降|上升|缩短|压减|提高|提升|增加|减少|改|往)(?:短|低|少|高|加|升|至|到|为|减|缩|大)*"
)
_PLACES = re.compile(r"(?:乡镇|村|社区|街道|县|区|部门|单位|行政村|地)")
_DENIAL = re.compile(
    r"(?:无|零|没有|未发生|杜绝|不(?:能|得|许|准|可|允许)?(?:再)?(?:出现|发生|产生|存在|有|出))$"
)
_EACH = re.compile(r"(?:每次|人均|每人|每户|户均|单价|每个|平均|每位|每名|每生每[天日])$")
_PRICED = re.compile(
    r"(?:大概|约|补|奖|给|是|就|要|按|平均)*(?:\d|[一二两三四五六七八九十]+[块百千万元]|$)"
)
_STANDARD = re.compile(r"^的?(?:标准|规格|口径|原则)")
_ONCE = re.compile(r"^(?:性|验收|通过|交验|合格|交付)")
_NAMED_PERIOD = re.compile(
    r"^(?:(?:大概|大约|约|预计|计划|的?盘子|投入|安排|下来|一共)*\s{3,}|总|滚动|完成|建成|实现|内累计|合计|共计|总共|共|累计|总额|总金额|总投资|行动|规划|计划|期|服务期|合同期|实施期|建设期|运营期|来|间|以来|以后|后)"
)


def is_age(mention: Mention) -> bool:
    """65岁以上, 一级: they describe, they count nothing; but ≤2级 is a limit."""
    if mention.target.unit == "级":
        return mention.target.comparator == "equal"
    return mention.target.unit in ("岁", "周岁", "年级", "周岁以上")


def is_present_state(before: str, later: str) -> bool:
    """街道现在有5个食堂，今年要新开2个: what there is already, where something is added to it."""
    return bool(
        re.search(r"(?:现在|目前|现)?(?:共)?(?:有|现有|已有)[一-龥]{0,8}$", before.strip())
    ) and bool(re.search(r"新[开增建设添]", later))


_PAID_FOR = re.compile(
    r"(?:租期|租赁期|期限|服务期|按|共|计|合计|全年|一年|连续|每年|发放|补助|补贴){0,3}(?:按|共|为)?"
    r"\d{1,2}个?(?:月|季度)(?:计算|计|算|发放|补助)?"
)
_PAID_EACH = re.compile(
    r"每个?(?:月|季度)[^，。；\d]{0,8}\d[\d.,]{0,12}万?元|元/[^，。；\d]{0,4}(?:月|季度)|月工资|月租"
)


def is_paid_span(clause: str, sentence: str) -> bool:
    """每人每月1200元，12个月: for how long it is paid, a factor of the sum and no target."""
    plain = re.sub(r"\s", "", clause)
    return bool(_PAID_FOR.fullmatch(plain) and _PAID_EACH.search(sentence))


class _Place(NamedTuple):
    """A number as written, with the text on both sides."""

    text: str
    left: str
    right: str
    dimension: str


def is_excluded(text: str, before: str, after: str, dimension: str) -> bool:
    """True for a number that states no target. `text` is the number as written."""
    place = _Place(text, before.rstrip(), after.lstrip(), dimension)
    return any(says_nothing(place) for says_nothing in _REASONS)


def _was(place: _Place) -> bool:
    """已完成300户; 从3天缩到1天 (the first of the two)."""
    left = place.left
    if place.dimension == "duration" and re.match(r"(?:最|过去)?近.{1,3}(?:年|个月)$", place.text):
        return True
    return bool(_PAST.search(left) or (_FROM_TO.search(left) and _TO.match(place.right)))


def _idiom(place: _Place) -> bool:
    """一村一策; 巡检一遍; 12点前."""
    text, right = place.text, place.right
    if re.fullmatch(r"一(.)", text) and re.match(r"[一-龥]?一[一-龥]", right):
        return True
    if re.fullmatch(r"[一1](.)", text) and re.search(r"[一1](.)[一-龥]$", place.left):
        return True  # 发现一起查一起
    if re.fullmatch(r"[两二三四]块", text) and re.search(r"(?:主要|分成?|大|就)$", place.left):
        return True  # 今年主要两块
    clock = text.endswith(("点", "点钟")) and re.match(r"前|之前|钟|半|整|到|至|以前", right)
    return bool(clock) or (text.endswith("遍") and not re.search(r"\d", text))


def _places(place: _Place) -> bool:
    """A、B等12个村: how many places there are, as a description of them."""
    return bool(re.search(r"等$", place.left) and _PLACES.match(place.right))


def _part_of_name(place: _Place) -> bool:
    """一次验收合格率, 24小时在线率: the number belongs to the name of a rate."""
    text, right = place.text, place.right
    if re.match(r"每[天周月日季]", text) and re.match(r"[一-龥]{1,8}率", right):
        return True  # 每周一节足球课开课率100%
    if place.dimension == "duration" and re.match(
        r"[一-龥]{1,8}(?:\s{3,12}|[（(][^（）()]{1,8}[）)])?率", right
    ):
        return True  # 结业后6个月内就业（含创业）率
    if re.match(r"一[次批轮]", text) and re.match(r"[一-龥]{1,6}率", right):
        return True
    return text.startswith("一次") and bool(_ONCE.match(right))


_PENALTY = re.compile(
    r"取消|扣(?=当月|服务费|款|发|罚|除|减|分)|淘汰出|退回|扣减|扣除|扣罚|罚款|核减|违约金|不予(?:支付|拨付|结算)"
)


def _penalty(place: _Place) -> bool:
    """考核得分低于80分扣减服务费10%: what happens otherwise, nothing that is aimed at."""
    return bool(_PENALTY.search(place.left) or _PENALTY.search(place.right[:12]))


def _charged(place: _Place) -> bool:
    """监理费按2%计, 按研发投入的5%给予补助: a tariff, nothing that is aimed at."""
    return bool(
        place.dimension == "ratio"
        and re.search(r"按(?!时|期|照?计划|要求|规定)[^，。；]{0,16}$", place.left)
        and re.match(
            r"的?(?:比例|标准|费率|税率)?(?:计(?!划)|提取|计提|收取|缴[纳存]|支付|付费|给予|予以|补[助贴]|奖励|安排"
            r"|测算|列支|返还|扣|核定|分担|承担|配套|下[达拨]|后补助)",
            place.right,
        )
    )


def _attribute(place: _Place) -> bool:
    """更新15年以上老旧电梯120台, 5000字以内3个工作日交稿: a number that describes something."""
    if place.text.endswith(("层", "排", "导", "寸", "匹")) and re.match(r"[A-Z螺]", place.right):
        return True  # 128层CT一台
    old = place.dimension == "duration" and re.search(r"年(?:以上|以下|以内)$", place.text)
    if old and re.match(r"的?[一-龥]{2,}", place.right):
        return True
    if re.match(r"超过|大于|满", place.text) and re.match(r"的[一-龥]{2,}", place.right):
        return True  # 更换使用年限超过10年的老旧设备
    if re.search(r"以[上下]$", place.text) and re.match(r"的[一-龥]{2,}", place.right):
        return True  # 受威胁人数100人以上的隐患点
    return bool(re.search(r"以[内下]$", place.text) and re.match(r"的?\d", place.right))


_COMPUTED = re.compile(
    r"^的?(?:标准)?(?:来?算(?![盘力法术])|计算|测算|估算|折算|推算|给予|予以|补|奖|资助|返还|计提|收取)"
)


def _reckoned(place: _Place) -> bool:
    """按接种率90%计算, 按研发投入的5%给予补助: how it is reckoned, nothing to be reached."""
    return bool(re.search(r"按(?!期|时|照?计划)[^，,。；;\d]{0,12}$", place.left)) and bool(
        _COMPUTED.match(place.right)
    )


_BETWEEN = re.compile(r"(?:间隔|相隔|相距)(?:时间)?(?:为|约|不少于|至少)?$")
_TAKES = re.compile(r"(?:分|用|利用|花|以)$")


def _spread(place: _Place) -> bool:
    """两剂间隔6个月, 分三年实施, 用三年时间完成: how the work is spread over time."""
    if re.match(r"[间相]隔", place.right):
        return True
    if place.dimension != "duration":
        return False
    if _BETWEEN.search(place.left):
        return True
    return bool(
        _TAKES.search(place.left)
        and re.match(r"的?(?:时间)?(?:左右)?\s*(?:实施|完成|建设|推进|做|干)", place.right)
    )


def _factor(place: _Place) -> bool:
    """6家×24场=144场: only the result is done; 1比6 is a ratio."""
    if re.match(r"比[\d一二三四五六七八九十]", place.right) or re.search(r"\d比$", place.left):
        return True
    return bool(re.match(r"[×*xX]", place.right) or re.search(r"[×*xX]$", place.left))


_EACH_UNIT = re.compile(
    r"[一每]个?(?:公里|千米|米|平方米?|立方米?|亩|公顷|吨|公斤|斤|台|套|座|处|个|户|人|名|家|所|间|栋|盏|株|棵|册|本|场|次|期|天|年|月|份|件|辆|条|块)(?=[，。；、合共]|\s|$)"
)


def _per_piece(place: _Place) -> bool:
    """一公里补一块六, 一张6000: the price of one."""
    one = re.fullmatch(r"一[一-龥]{1,3}", place.text)
    if re.search(r"\d块$", place.text) and re.match(r"[一每]", place.right):
        return True  # 85块一个
    if re.search(r"\d[万千百]?$", place.text) and _EACH_UNIT.match(place.right):
        return True  # 11.2万一公里
    if one and re.match(r"(?:[一每]个?[年月天次])?(?:\d[\d.]*(?:块|元|万)|\s{3,})", place.right):
        return True  # 呼吸器一具6500元, 一公里一年1000块
    return bool(one and not place.left.strip() and _PRICED.match(place.right.strip()))


def _afterwards(place: _Place) -> bool:
    """改造完3个月要回访: when, not how long."""
    return place.dimension == "duration" and bool(
        re.search(r"[完后]$", place.left) and re.match(r"要|须|应|再|后", place.right)
    )


def _costs(place: _Place) -> bool:
    """186个人是204.6万: how many a sum is for."""
    return place.dimension == "count" and bool(re.match(r"就?是\s{3,}", place.right))


def _in_parts(place: _Place) -> bool:
    """分两批拨付: how, not how much."""
    return place.left.endswith("分") and bool(re.search(r"[批次期步]$", place.text))


_LEVEL = re.compile(
    r"(?P<lead>[得能许有]{0,2})[一二三四五六七八九\d]级(?:及?以[上下]|及其以[上下])?"
)


def _denied(place: _Place) -> bool:
    """无一起, 不能出一起, 不得有三级以上（缺陷）."""
    level = _LEVEL.fullmatch(place.text.strip())
    if level and _DENIAL.search(place.left + level["lead"]):
        return True
    return bool(re.match(r"[一1]", place.text) and _DENIAL.search(place.left))


def _standard(place: _Place) -> bool:
    """每人每月800元的标准; but 全年200天的标准 says how long it is paid."""
    paid_for = place.dimension == "duration" and place.left.endswith("全年")
    return bool(_STANDARD.match(place.right)) and not paid_for


def _span_of_time(place: _Place) -> bool:
    """3-5月; 三年行动."""
    if place.dimension == "duration" and re.fullmatch(
        r"\d{1,2}[-—~至到]\d{1,2}(?:个)?月|[23]\d年?[-—~至到][23]\d年", place.text
    ):
        return True
    years = place.dimension == "duration" and place.text[-1] in "年"
    return years and bool(_NAMED_PERIOD.match(place.right))


_TARIFF = re.compile(r"(?:补助|补贴|奖励|收费|计提)(?:标准|比例)(?:为|是|按)?[^，。]{0,10}$")


def _tariff(place: _Place) -> bool:
    """补助标准为核定投资的30%: how much is paid."""
    return place.dimension == "ratio" and bool(_TARIFF.search(place.left))


def _per_head(place: _Place) -> bool:
    return bool(_EACH.search(place.left.strip()))


_OWNERS = re.compile(
    r"[一-龥]{2,8}的[一-龥、]{2,10}?(?:都|均|全部|一律)(?:要|须|应|必须)?[一-龥]{2}"
)


def _owners(place: _Place) -> bool:
    """19个接种点的接种医生都要培训合格: whose doctors, not how many."""
    return not place.left.strip() and bool(_OWNERS.match(place.right))


_REASONS = (
    _owners,
    _was,
    _idiom,
    _places,
    _part_of_name,
    _penalty,
    _charged,
    _attribute,
    _factor,
    _reckoned,
    _spread,
    _in_parts,
    _costs,
    _per_piece,
    _afterwards,
    _denied,
    _standard,
    _span_of_time,
    _tariff,
    _per_head,
)
