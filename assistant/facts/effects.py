"""Measured effects (减少20%, 增加降水800万立方米, 存活率98% under 绩效): they belong to the effect
categories, although they are counted or measured like outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.facts.segments import Sentence
from assistant.model import Requirement, RequirementKind

_LED = re.compile(
    r"^(?:通过|经过)[一-龥]{1,10}$|^(?:本?项目|工程|改造|设施|建设)?(?:全部)?(?:实施|建成|完成|投用|投入使用|改造|建好)(?:以|之)?后|^(?:预计|预期)(?:效果|成效|效益|可)"
)
_ECOLOGICAL = re.compile(
    r"降水|节水|减排|水质|空气|植被|存活率|成活率|森林|林分|疫情(?:发生)?面积|无疫情|水土|湿地|碳|污染|生态"
)
_ECONOMIC = re.compile(
    r"增收|增产|产能|产量|产值|节约|挽回|减免|审减|拉动|带动|销售|营业额|成交|增速|税收|亩均"
)
_SOCIAL = re.compile(
    r"接待(?:游客|观众|读者)|素养|住院率|缩短|发生率|患病率|贫血率|就业率|失业|下降率|降低率|减少率|知晓率|避险率|受益|惠及|保护面积|保护人口|投诉|跌倒|火化率|安葬比例|覆盖率提高|通公交率|客运量|体质"
)
_OUTPUT = re.compile(r"验收|抽查|普查|检测|检验|施工|作业|录入|随访|除治|补栽|苗木|新栽|绿化")
_MEASURED = ("quantity", "quality")


# 说的是带来、省下、保住的钱，不是花的钱。
_BROUGHT = re.compile(
    r"(?:风险保障(?:水平|额度)?|保障金额|节约|节省|增收|带动|撬动|拉动|产值|(?<!事业)收入(?!出)|税收|成交额|销售额|融资|成本"
    r"|亩均投资|单位投资|(?<!总)造价|挽回|减免|审减|核减|追回|止损)[^，。；\d]{0,12}$"
)


def tells_effect(before: str) -> bool:
    """True for the words before an amount that the project brings about or saves."""
    return bool(_BROUGHT.search(before))


def with_effects(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence]
) -> tuple[Requirement, ...]:
    """The requirements, those that measure an effect in its category; one stands under a heading
    of effects or behind 通过……."""
    spans = [span for sentence in sentences for span in _effects(sentence)]
    return tuple(
        r.model_copy(update={"kind": kind})
        if (kind := _kind(r)) and any(a <= r.start < b for a, b in spans)
        else r
        for r in requirements
    )


# 等候时间由25分钟缩短到10分钟：说的是人们得到的方便，不是做得快慢。
_LIVED = re.compile(
    r"(?:等候|等待|排队|候诊|预约|通勤|通行|出行|候车|审理|找车位)[^率，。；]{0,12}(?:时间|天数|时长)"
)


def with_lived_effects(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """What people wait, once it is said from what it comes down: an effect on them."""
    return tuple(
        r.model_copy(update={"kind": "social"})
        if r.baseline and r.kind in (*_MEASURED, "timeliness") and _LIVED.search(r.name)
        else r
        for r in requirements
    )


# 可供全校1460名学生使用：说的是谁受益，不是服务了多少人次。
_FOR_USE = re.compile(
    r"(?P<many2>(?:大约|约)?(?<!\d)\d[\d.]{0,9}万?(?:余|多)?[名人户位])(?P<who2>学生|师生|群众|居民|村民|老人|职工|患者|儿童|市民)(?:都|就)?(?:能|可以?)(?:用上|用得上|受益|喝上|住上|享受到|吃上)[^，。\d]{0,6}$|"
    r"可?供(?:全[校院镇县村市区乡]|周边|附近)?(?P<many>约?\d[\d.]*万?(?:余|多)?[名人户位])(?P<who>[一-龥]{2,8}?)(?:共同|日常|就近)?(?:使用|学习|就读|入住|活动|锻炼|饮用|就医)$"
)


def with_users(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence]
) -> tuple[Requirement, ...]:
    """Those something is made for, as the people who benefit."""
    users = {
        clause.start: (clause.end, said)
        for sentence in sentences
        for clause in sentence.clauses
        if (said := _FOR_USE.search(clause.text.strip()))
    }
    return tuple(_benefiting(r, users) for r in requirements)


def _benefiting(one: Requirement, users: Mapping[int, tuple[int, re.Match[str]]]) -> Requirement:
    hits = (s for start, (end, s) in users.items() if start <= one.start < end)
    said = next(hits, None) if one.kind == "quantity" else None
    if said is None:
        return one
    many, beneficiary = said["many"] or said["many2"], said["who"] or said["who2"]
    unit = "户" if "户" in many else "人"
    who = f"受益{beneficiary}"
    update = {
        "kind": "social",
        "name": f"{who}{unit}数",
        "object": who,
        "action": "",
        "doubtful": "",
    }
    return one.model_copy(update={**update, "clause": f"{who}{many}"})


def _effects(sentence: Sentence) -> list[tuple[int, int]]:
    if sentence.role == "benefit" or re.search(r"绩效|成效|效果|效益", sentence.label):
        return [(sentence.start, sentence.end)]
    return [(c.end, sentence.end) for c in sentence.clauses if _LED.match(c.text.strip())][:1]


def _kind(one: Requirement) -> RequirementKind | None:
    if one.kind not in _MEASURED or _OUTPUT.search(one.name):
        return None
    if _ECONOMIC.search(one.name):
        return "economic"
    if _ECOLOGICAL.search(one.name):
        return "ecological"
    return "social" if _SOCIAL.search(one.name) else None
