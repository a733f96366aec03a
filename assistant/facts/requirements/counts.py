"""Counted things: 举办10场会议, 审查合同100份, 每季度交一份报告, 为500名老人提供助餐."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.effects import tells_effect
from assistant.facts.naming import count_name, kind_of_count, per_words, without_per
from assistant.facts.phrases import Action, compact, squeeze, trim
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.facts.requirements.things import (
    THESE,
    plain_object,
    split_unit,
    thing_counted,
)
from assistant.model import Mention, Requirement, RequirementKind
from assistant.parse.render import goal_amount
from assistant.vocabulary.description import action_words, is_measure, words

# 耕地质量平均提升0.5个等级。
_STEPS = ("个等级", "级", "位", "名次", "个百分点", "倍")
_RISEN = re.compile(r"(?:平均)?(?:提升|提高|上升|下降|降低|增加|前移)$")


_OTHERWISE = re.compile(r"的?(?:为|即为?|算|视为|全额|足额|方可|才|可以?|予以|给予|支付|拨付|付款)")


_MEASURED = re.compile(r"[一-龥]{2}(?:宽|高|深|厚|坡|密|浓)度$")


def count(spot: Spot, context: Context) -> Requirement | None:
    """The requirement a counted number states; None when nothing says what is counted."""
    own = _with_its_unit(spot)
    if own is None:
        return None
    target = own.mention.target
    if target.low == 0 and target.comparator == "equal":
        return _none(own)
    if dense := _so_many_each(own):
        return dense
    action = _points(own, context) or _doing(own, context)
    if action is None:
        return None
    name = _name(own, action, context)
    context.verb = action.verb if action.leading else ""
    context.by_unit[target.unit] = context.by_unit[target.unit.split("（")[0]] = action
    context.last = action
    if not 2 < len(name) <= 60:
        return None
    named = _scored(own, action) or _grown(own) or _Named(name, kind_of_count(name, target), action)
    return _requirement(own, named)


def _sized(spot: Spot, action: Action) -> bool:
    """True for 栽植土球直径|60厘米: a size of what is planted, no planting of sizes."""
    return is_measure(action.object) and spot.mention.target.dimension != "count"


class _Named(NamedTuple):
    """What a count is called, its category, and what is done."""

    name: str
    kind: RequirementKind
    action: Action


def _with_its_unit(spot: Spot) -> Spot | None:
    """The number in its own unit; None for 万 of nothing."""
    mention, after = split_unit(spot.mention, spot.after)
    if mention.target.unit == "分" and (_OTHERWISE.match(squeeze(after)) or trim(spot.before)[1:]):
        after = ""  # 考核得分85分以上全额付款：说的是考核得分
    if mention.target.unit in ("万", "亿"):
        if not tells_effect(squeeze(spot.before)):
            return None
        mention = _in_money(mention)  # 拉动9000万以上
    return spot._replace(mention=mention, after=after)


_POINTS = re.compile(
    r"(?P<of>考评|考核|评价|测评|评估|检查|评议|评审)(?:平均)?(?:得分|评分|分数|成绩)"
)


def _points(spot: Spot, context: Context) -> Action | None:
    """第三方考评得分 of 每季度开展一次第三方考评，考评得分85分以上."""
    said = _POINTS.fullmatch(trim(spot.before)) if spot.mention.target.unit == "分" else None
    if not said:
        return None
    about = compact(context.noun)
    whole = about if about.endswith(said["of"]) else f"{about}{said['of']}"
    whole = whole if len(whole) <= _NAMED and not re.search(r"\d|[，、]", whole) else said["of"]
    return Action("", f"{whole}{said.group()[len(said['of']) :]}", False)


_NAMED = 12


def _doing(spot: Spot, context: Context) -> Action | None:
    """What is counted and done; None for the basis of a fee."""
    action = thing_counted(spot, context)
    if action and (_MEASURED.search(action.object) or _sized(spot, action)):
        action = Action("", action.object, False)  # 硬化机耕路36公里，路面宽度4米
    if action is None or (_COSTS.search(action.object) and not _SPARED.search(action.object)):
        return None
    if not action.verb and _FEE.search(action.object):
        return None  # 路灯电费2.3万盏×……：数的是算钱的底数
    return action


def _name(spot: Spot, action: Action, context: Context) -> str:
    unit = spot.mention.target.unit
    name = count_name(action, unit, spot.mention.per)
    counted = {earlier.strip("万亿") for earlier in context.by_unit}
    again = spot.before.strip().startswith("累计") and unit.strip("万亿") in counted
    return f"累计{name}" if again else name  # 新增2000家，累计达到1.5万家


def _scored(spot: Spot, action: Action) -> _Named | None:
    """考核得分, 群众满意度 of so many points."""
    if spot.mention.target.unit != "分":
        return None
    thing = plain_object(action)
    told = thing.removesuffix("分").removesuffix("得")
    name = thing if thing.endswith(("满意度", "平均分", "总分")) else f"{told}得分"
    return _Named(name, "served_satisfaction" if "满意" in thing else "quality", action)


def _grown(spot: Spot) -> _Named | None:
    """耕地质量平均提升0.5个等级."""
    before = compact(trim(spot.before))
    risen = _RISEN.search(before) if spot.mention.target.unit in _STEPS else None
    if not risen:
        return None
    action = Action("", f"{before[: risen.start()]}{risen.group()}", False)
    return _Named(f"{before}幅度", "quality", action)


def _requirement(spot: Spot, named: _Named) -> Requirement:
    mention, (name, kind, action) = spot.mention, named
    if not action.verb and spot.clause.lstrip().startswith("涉及"):
        action = action._replace(verb="涉及", leading=True)
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind=kind,
        name=name,
        object=without_per(plain_object(action), mention.per) or action.verb,
        action=action.verb,
        clause=_listed(spot, action) or _clause(action, mention, kind, name),
        mention=mention,
    )


_EACH_OF = re.compile(
    r"^(?P<what>[一-龥]{3,14}?)(?P<reach>达到|达|不低于|不少于)每(?P<many>[^每]{2,6})$"
)


def _so_many_each(spot: Spot) -> Requirement | None:
    """食品抽检量达到每千人口|4批次: a density, in a unit of its own (批次/千人口)."""
    said, mention = _EACH_OF.match(trim(spot.before)), spot.mention
    if not said or not _DENSITY.match(said["many"]) or mention.target.comparator != "equal":
        return None
    unit = f"{mention.target.unit}/{said['many']}"
    update = {"comparator": "at_least", "high": None, "unit": unit}
    target = mention.target.model_copy(update=update)
    dense = mention.model_copy(update={"target": target, "per": None})
    return timed(dense, kind_of_count(said["what"], target), said["what"], said["what"])


_COSTS = re.compile(r"(?<![消免])费$")
# 免除殡葬服务费3600例、减免检定费170万元：做的就是这件事。
_SPARED = re.compile(r"免除|减免|免收|免交")
_FEE = re.compile(
    r"(?:[水电油]|讲课|授课|材料|人工|耗材|租赁|运输|加工|印刷|制作|差旅|食宿|住宿|伙食|场地)费$"
)


# 每千名老年人拥有养老床位35张：说的是多密，不是再做35张。
_DENSITY = re.compile(r"\d|[十百千万]")


def _in_money(mention: Mention) -> Mention:
    update = {"unit": f"{mention.target.unit}元", "dimension": "money"}
    return mention.model_copy(update={"target": mention.target.model_copy(update=update)})


def _none(spot: Spot) -> Requirement | None:
    """信息泄露事件0起: nothing of the kind is to happen."""
    event = compact(
        re.sub(r"(?:发生)?(?:起数|次数|数量|数|为|控制在){0,6}$", "", trim(spot.before))
    )
    event = re.sub(r"^(?:不发生|发生)", "", event)
    if not 2 <= len(event) <= 24:
        return None
    mention, unit = spot.mention, spot.mention.target.unit
    tail = {"起": "发生数", "人": "人数", "次": "次数"}.get(unit, "发生数")
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind="social",
        name=event if event.endswith(tail) else f"{event}{tail}",
        object=event,
        clause=f"不发生{event}",
        mention=mention,
    )


# --- how a goal says it ---------------------------------------------------------------------


def _listed(spot: Spot, action: Action) -> str:
    listed = THESE.match(squeeze(spot.before))
    if not listed or not listed.group("list"):
        return ""
    amount = goal_amount(spot.mention.target, spot.mention.text)
    things = re.sub(r"^.*把", "", listed.group("list"))
    return f"{action.verb}{things}等{amount}{action.object}"


def _clause(action: Action, mention: Mention, kind: str, name: str) -> str:
    amount = goal_amount(mention.target, mention.text)
    thing = without_per(compact(action.object), mention.per)
    bare_measure = not action.verb and (name == thing or thing.endswith(("规模", "参与", "参加")))
    if kind != "quantity" or name.startswith("受益") or bare_measure:
        return f"{name}{amount}"
    thing = thing if action.leading else without_per(plain_object(action), mention.per)
    verb = action.verb if action.leading else _default_verb(thing, mention.target.unit)
    if verb == "达到" or _DENSITY.match(mention.per or ""):
        return f"{name}{amount}" if amount[:1] in "不超少" else f"{name}达到{amount}"
    if verb in thing:
        verb = "" if thing.startswith(verb) else "完成"
    return f"{per_words(mention.per)}{verb}{thing}{amount}"


def _default_verb(thing: str, unit: str) -> str:
    """The verb a goal uses when the description names only the thing and its number: work is done,
    people are served or employed, places are covered."""
    often = unit in ("次", "场", "期", "轮", "场次")
    if thing.endswith((*words("processes"), *action_words())):
        return "开展" if often else "完成"
    if often:
        return "开展"
    if thing.startswith("用"):
        return ""
    if thing.endswith(("工资", "津贴", "奖金", "慰问金", "救助金", "补助金", "优待金", "助学金")):
        return "发放"
    if thing.endswith(words("staff")) and unit in words("people_units"):
        return "配备"
    if unit in words("equipment_units") or (unit == "套" and thing.endswith(words("places"))):
        return "配备"
    if unit in words("people_units"):
        return "服务"
    return "覆盖" if thing.endswith(words("places")) else "完成"
