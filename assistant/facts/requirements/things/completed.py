"""What the clauses before add to a thing counted: its verb, its subject, the whole of a part."""

from __future__ import annotations

import re

from assistant.facts.phrases import (
    Action,
    compact,
    ending_verb,
    first_piece,
    split_action,
    trim,
)
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.often import one_of_more
from assistant.facts.requirements.things.phrase import behind_verb, lists, plain_object
from assistant.facts.requirements.things.wholes import EVENTS, ROUNDS, class_of_whole, part_of_sum
from assistant.vocabulary.description import (
    action_words,
    formal,
    is_measure,
    verbs_ending,
    words,
)


def completed(action: Action, spot: Spot, context: Context) -> Action:
    """The verb goes on through a list (覆盖班级48个、师生2400人); a bullet's subject through its
    clauses (足球联赛，参赛队伍32支); a verb without object is about the clause before."""
    return next((found for add in _ADDING if (found := add(action, spot, context))), action)


def continued(action: Action, context: Context) -> Action:
    """专区运维，每季度交一份运维报告 → 专区运维报告: the object takes up the clause before it."""
    noun = compact(context.noun)
    takes_up = len(noun) > 2 and not _SENTENCE.search(noun) and noun.endswith(action.object[:2])
    if takes_up and action.leading and len(action.object) > 2:
        return action._replace(object=noun + action.object[2:])
    return action


# 46个居民小区全部配督导，聘请督导员32名：前面是一句话，不是一个名称。
_SENTENCE = re.compile(r"(?<=[一-龥]{2})(?:全部|都|均)(?=[一-龥]{2})")


def _things_listed(action: Action, spot: Spot, context: Context) -> Action | None:
    """配阅览座位12个、借阅电脑2台; 助餐座位20个: things are listed, a verb in them describes."""
    if not (action.leading and action.verb and action.object):
        return None
    said = spot.before
    seats = action.verb in words("complete_verbs") and said.startswith(action.verb)
    listed = spot.clause.partition(said)[0].rstrip().endswith("、") if said else False
    unit = spot.mention.target.unit.split("（")[0]
    given = context.verb in _GIVING and action.verb not in _GIVING and unit in _THINGS and listed
    if not seats and not given:
        return None
    return Action(context.verb if listed else "", trim(said), bool(listed and context.verb))


_GIVING = ("配备", "购置", "采购", "购买", "设置", "设立", "更换", "安装", "添置", "租赁")
_THINGS = tuple("台套件张辆艘把部盏架具个只块")


def _measure_of(action: Action, _spot: Spot, context: Context) -> Action | None:
    """总面积, 里程: of what was told."""
    about = _about(context)
    if action.object in words("bare_measures") and about:
        return Action("", f"{about}{action.object}", False)
    return None


def _deed_on(action: Action, _spot: Spot, context: Context) -> Action | None:
    """实施改造|12处: the object is a deed on what was told."""
    about = _about(context)
    if action.leading and action.object in words("bare_deeds") and about:
        return Action(f"{action.verb}{action.object}", about, True)
    return None


def _by_whom(action: Action, _spot: Spot, context: Context) -> Action | None:
    """每天供餐600份: who does what a verb with its own object says (食堂)."""
    if action.verb not in words("complete_verbs") or not (action.leading or not action.object):
        return None
    noun = _about(context)
    serves = noun == context.taken or _SERVING.search(noun)  # 食堂每天供餐600份
    subject = noun if serves and 2 <= len(noun) <= 12 and not split_action(noun).leading else ""
    return Action(action.verb, subject, False)


_SERVING = re.compile(r"[点站院馆厅校厂队家]$|食堂|中心|机构|企业|单位|公司")


def _same_event(action: Action, _spot: Spot, context: Context) -> Action | None:
    """培训骨干教师120人次，办3期."""
    held = not action.object and action.verb in ("举办", "开展", "组织")
    return context.last if held and context.last.verb else None


_STAFF = re.compile(r"[员师工队岗]$|坐席$")
_HIRED = re.compile("聘|招|配|派遣|选派")


def _on_what_was_told(action: Action, spot: Spot, context: Context) -> Action | None:
    if action.object or not action.verb:
        return None
    noun = _about(context)
    who, hired = ending_verb(noun)
    if _HIRED.search(context.last.verb or hired) and _STAFF.search(who):
        return Action("", action.verb, False)  # 聘用辅助调查员24名，培训4期：没有说培训谁
    if spot.mention.per and re.search(r"全年|每", noun):
        return Action("", action.verb, False)  # 公园全年开放，保洁每天2遍
    if one_of_more(spot, noun):
        return Action("", action.verb, False)  # 更新老化站点6个。每站巡检2次：不只是那6个
    if lists(action.verb, context.for_count()):
        return Action("", action.verb, False)  # 用于培训和演练，其中培训4次
    if noun == action.verb:
        return Action("", noun, False)  # 接种人数2835人、5670剂次
    if action.verb in words("whole_deeds") and spot.mention.target.unit not in ROUNDS:
        return Action("", action.verb, False)  # 灌缝15万米
    return action._replace(object=behind_verb(noun, action.verb), leading=True)


_SEASON = re.compile(
    r"(?:重点区域|其他区域|一般区域|重点部位|重点路段|越冬期|繁殖期|高峰期|丰水期|枯水期|防火期|汛期|淡季|旺季|冬季|夏季|春季|秋季|工作日|节假日|寒暑假|平时|夜间|白天|其他|其余)$"
)


def _in_season(action: Action, spot: Spot, context: Context) -> Action | None:
    """汛期每天巡查1次，非汛期每月2次: the deed is said before."""
    known = context.by_unit.get(spot.mention.target.unit)
    if action.verb or not _SEASON.search(action.object) or not known or not known.verb:
        return None
    return Action(known.verb, action.object, False)


def _each_place(action: Action, spot: Spot, context: Context) -> Action | None:
    """12个乡镇每个乡镇至少8场: what is held there was told before."""
    per, unit = spot.mention.per, spot.mention.target.unit
    known = context.by_unit.get(unit)
    if not per or not known or unit not in (*ROUNDS, "场次"):
        return None
    place = per.split("·")[-1]
    bare = place in words("places") and not trim(spot.before) and not trim(spot.after)
    return known if bare or compact(action.object) == place else None


def _is_short(said: str, label: str) -> bool:
    """快检 of 快速检测."""
    rest = iter(label)
    return 1 < len(said) < len(label) and said[0] == label[0] and all(c in rest for c in said)


def _labelled(action: Action, spot: Spot, context: Context) -> Action | None:
    """等级保护测评：三级系统9个: the label names the deed."""
    label, unit = context.label, spot.mention.target.unit
    deed = next((v for v in verbs_ending(label) if len(v) > 1), "")
    if action.verb or not action.object or not deed:
        return None
    if _is_short(action.object, label):
        return Action("", label, False)  # 快速检测。全年快检5万批次
    if unit in ROUNDS or not 4 <= len(label) <= 14:
        return None
    if deed in action.object or label in action.object or spot.mention.per:
        return _rest_of_label(action.object, deed, spot, label)
    whole = "" if label.startswith(action.object) else _up_to(action.object, label)
    return Action("", f"{whole}{label}", False)  # 村级防疫员补助。村级防疫员135人


def _up_to(thing: str, label: str) -> str:
    """学校新增 of 学校新增AED, where the label goes on with AED配置."""
    sizes = range(min(len(thing), len(label)) - 1, 1, -1)
    same = next((n for n in sizes if label.startswith(thing[-n:])), 0)
    return thing[: len(thing) - same]


def _event(action: Action, spot: Spot, context: Context) -> Action | None:
    """招聘会：线下48场，线上24场: the label is what is held."""
    label = context.label
    held = spot.mention.target.unit in (*ROUNDS, "场次") and label.endswith(EVENTS)
    if not held or action.verb or label in action.object or not 1 < len(action.object) <= 4:
        return None
    return Action("", f"{action.object}{label}", False)


def _rest_of_label(thing: str, deed: str, spot: Spot, label: str) -> Action | None:
    rest = thing.removeprefix(deed)
    if label in thing or thing.endswith(deed) or rest == thing or len(rest) > 4:
        return None
    return Action("", f"{label}{'' if rest == spot.mention.target.unit else rest}", False)


def _labelled_times(action: Action, spot: Spot, context: Context) -> Action | None:
    """巡查：辖区12次: the label is the verb."""
    if action.verb or spot.mention.target.unit != "次" or context.label not in action_words():
        return None
    return Action(formal(context.label), action.object, False)


def _going_on(action: Action, _spot: Spot, context: Context) -> Action | None:
    if action.verb or not context.verb or action.object.startswith("受益"):
        return None
    if is_measure(action.object) or _EFFECT.search(action.object):
        return None  # 硬化机耕路36公里，路面宽度4米; 亩均增产40公斤
    return Action(context.verb, action.object, True)


# 改造管网18公里，年节约用水120万立方米：节约的不是改造的。
_EFFECT = re.compile(
    r"增产|增收|增效|节约|节省|节水(?!灌)|节电|节能量|减少|减排|削减|降低|下降|缩短|提高|提升|增加|增长|带动|拉动|吸纳|就业|(?:率|系数|指数|拥有量|提前量|占比|产值|销售额)$"
)


def _part_of_whole(action: Action, spot: Spot, context: Context) -> Action | None:
    """软件|1套，45个点位: a part alone is no name."""
    whole = compact(trim(spot.before)) or compact(context.noun)
    if not action.verb and action.object in words("parts") and len(whole) > 2:
        return Action("", f"{whole}{action.object}", False)
    return None


def _under_head(action: Action, _spot: Spot, context: Context) -> Action | None:
    """足球联赛，参赛队伍32支: a short thing under the subject of its bullet."""
    led = split_action(context.head)
    head = compact(led.object if led.leading and led.object else context.head)
    if action.verb or head in action.object or not 2 <= len(head) <= 14:
        return None
    if action.object.startswith(("带动", "受益", "惠及")):
        return None
    if head.endswith(words("staff")) or action.object.endswith((*words("staff"), "坐席")):
        return None
    if len(compact(action.object)) > 4:
        return None
    return Action("", f"{head}{compact(plain_object(action))}", False)


def _about(context: Context) -> str:
    return _HEADS.sub("", compact(first_piece(context.for_count())))


_HEADS = re.compile(r"(?<=[一-龥]{2})(?:人数|户数|家数)$")


_ADDING = (
    _things_listed,
    _each_place,
    part_of_sum,
    class_of_whole,
    _measure_of,
    _deed_on,
    _by_whom,
    _same_event,
    _on_what_was_told,
    _in_season,
    _labelled,
    _event,
    _labelled_times,
    _going_on,
    _part_of_whole,
    _under_head,
)
