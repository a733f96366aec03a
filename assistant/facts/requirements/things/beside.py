"""The words on both sides of a number: 举办|10场|会议, 审查合同|100份|, |30个| after a topic."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.phrases import (
    Action,
    compact,
    ending_verb,
    first_piece,
    split_action,
    squeeze,
    trim,
)
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.again import chosen
from assistant.facts.requirements.things.phrase import phrase_counted
from assistant.facts.requirements.things.told import told_before
from assistant.vocabulary.description import action_words, formal, one_character, words

_PLACE = re.compile(
    r"^(?:目前|现有|现在)?(?:辖区|全区|全市|全县|全镇|全街道|本区|街道|共有|共|有|涉及)*$"
)
_STATE = re.compile(
    r"^(?!现场)(?:目前|现在|现)?(?:全区|全市|全县|辖区|街道|学校)?(?:现在|共(?!计))?(?:有(?![效机线害序关责组])|现有|共有|拥有)?"
)
_IN_CHARGE = re.compile(r"^[^，。]{0,16}?(?:负责(?!人)|承担|牵头(?!人|单位))(?:对|实施|组织)?")
_SERVED = re.compile(
    r"(?P<who>.+?)(?:免费)?(?:提供|发放|开展|进行|办理|安排|安装|做|实施|适配|配备)(?P<what>.+)$"
)
_TAIL_VERB = re.compile(
    r"(?:的(?:日常|定期|全年)?|(?<=[一-龥])(?:进行|开展|实施)(?:全面|日常|定期|统一)?)(?P<verb>[一-龥]{2,6})$"
)
# 1680路|前端全部巡检一遍：动词在后，次数已在“每月”里。
_ALL_ONCE = re.compile(
    r"^(?P<noun>[^，。]+?)(?P<all>全部|都|逐一|轮流)?(?:要|需|应)?(?P<verb>[一-龥]{2})(?:一遍|一次|一轮|1次|1遍)?$"
)


# 12所|学校的|18栋校舍：前一个数的是后面东西的主人。
_OWNER = re.compile(r"(?P<who>[一-龥]{2,8})的")


def beside(spot: Spot, context: Context) -> Action | None:
    """What stands behind the number, else before it, else what was told before."""
    before = _own_words(squeeze(spot.before))
    lead = "" if _PLACE.match(re.sub(r"^[为给对向]", "", before)) else trim(before)
    if part := chosen(spot, before, context):
        return part
    noun = _noun_after(spot.after)
    if len(noun) == 1 and len(lead) > 2 and one_character(noun) == noun:
        noun = ""  # 数字资源续订2个库
    if swept := _swept(noun):
        return swept
    if noun := _its_own(noun, lead, context):
        return _with_noun(spot, lead, _whole_word(noun), context)
    if len(lead) == 1 and lead in action_words():
        return Action(formal(lead), "", True)  # 站牌，要换|150个
    if said := _said_last(lead):
        return said
    if lead:
        return phrase_counted(lead if len(lead) > 1 else before, squeeze(spot.before))
    return _as_told(spot, context)


def _said_last(lead: str) -> Action | None:
    """渔民培训办|4期|, 宣传册印|2万册: as one speaks, the verb right before the number."""
    thing, verb = ending_verb(lead)
    spoken = verb and len(thing) > 2 and lead[len(thing) :] in ("办", "搞", "做", "开", "印")
    return Action(verb, thing, True) if spoken else None


# 用三年时间完成剩余|7.8万卷|的数字化。
_TAKES_YEARS = re.compile(
    r"^(?:计划|拟)?用?[一二两三四五六七八九十\d]+年(?:左右)?(?:的)?时间(?:内)?(?:完成)?(?:剩余|其余)?"
)
# 面向农民工、失业人员等开展补贴性培训|4000人次：数的是培训。
_MEANT_FOR = re.compile(
    r"^(?:面向|针对|围绕)[^，。]{2,40}?(?:开展|举办|组织|实施|提供|进行)(?:各类)?(?=[一-龥]{2})"
)
# 查阅大厅设查阅座位|24个：设的是查阅座位。
_SET_IN = re.compile(
    r"^[一-龥]{1,10}(?:厅|室|馆|中心|站点?|窗口|院|校|所|楼|园|广场|社区|小区)(?:内|里|均|各|都|统一)*(?P<verb>设置|设立|配备|安装|设|配|装)(?:有|置)?(?=[一-龥]{2})"
)
_MANAGED = re.compile(
    r"^[一-龥]{2,12}(?:局|委|办|中心|馆|所|站|处|院|街道)(?:管理|管护|下辖|现有|共有)(?=[一-龥]{2})"
)


def _own_words(before: str) -> str:
    """The words before the number without who is in charge and what only says that there is."""
    before = _SET_IN.sub(r"\g<verb>", before)
    before = _MEANT_FOR.sub("", _TAKES_YEARS.sub("", _MANAGED.sub("", before)))
    before = _STATE.sub("", _IN_CHARGE.sub("", before))
    before = re.sub(r"^[一-龥]{2,8}(?:涵盖|包括|包含|分为|含有)(?=[一-龥]{2})", "", before)
    before = "" if re.fullmatch(r"(?:共|合)?计(?:约)?", before) else before
    return re.sub(r"^每[一-龥]{1,2}(?=[为给对向]$)", "", before)


def _swept(noun: str) -> Action | None:
    swept = _ALL_ONCE.match(noun)
    if not swept or swept.group("verb") not in action_words():
        return None
    every = swept["all"] or re.search(r"[遍次轮]$", noun)
    return Action(swept.group("verb"), swept.group("noun"), True) if every else None


def _its_own(noun: str, lead: str, context: Context) -> str:
    """The noun behind the number, by the name it was told under; none that begins another thing."""
    if noun in _long_verbs() and not lead:
        about = compact(first_piece(context.for_count()))
        return about if about.endswith(noun) else about + noun  # 7.8万卷的数字化
    if noun and not lead and (whole := _of_the_row(noun, context)):
        return whole
    if noun in ("点", "处", "家", "人", "所"):
        noun = compact(first_piece(context.for_count())) or noun
    begins = noun.startswith(_long_verbs()) and not noun.endswith(words("staff"))
    if begins and lead and split_action(lead).object:
        return ""  # 宣传活动12场发材料2万份: the next verb begins another thing
    return noun


def _of_the_row(noun: str, context: Context) -> str:
    """技术改造设备补助项目 of a row 技术改造设备补助: 12个项目."""
    topic = compact(context.row_topic)
    if not topic or len(noun) > _SHORT:
        return ""
    if noun in topic:
        return topic  # 老旧小区改造：8个小区
    return f"{topic}{noun}" if noun == "项目" and not topic.endswith(noun) else ""


_SHORT = 4


def _as_told(spot: Spot, context: Context) -> Action | None:
    if was := _before_now(spot, context):
        return was
    about = re.sub(r"(?<=[一-龥]{2})(?:人数|户数|家数)$", "", told_before(spot.mention, context))
    at = spot.clause.find(spot.mention.text.strip())
    if at > 0 and spot.clause[:at].rstrip().endswith("、") and context.noun:
        about = re.sub(r"(?<=[一-龥]{2})(?:人数|户数|家数)$", "", context.noun)  # 年鉴1部、80万字
    if spot.mention.target.unit not in ("个", "处"):  # 86处点位，共344台套
        part = next((p for p in words("parts") if about.endswith(p) and len(about) > len(p)), "")
        about = about.removesuffix(part)
    if about and context.last.verb and compact(about) == compact(context.last.object):
        return context.last  # 培训志愿者3次，150人次
    return phrase_counted(trim(about)) if about else None


def _before_now(spot: Spot, context: Context) -> Action | None:
    """接待观众 of 2025年接待观众25.3万人次；明年目标是28万人次以上."""
    earlier = context.was.get(spot.mention.target.unit)
    begins = not trim(spot.clause.partition(spot.mention.text)[0])
    return Action(earlier.action, earlier.object, True) if earlier and begins else None


@cache
def _long_verbs() -> tuple[str, ...]:
    return tuple(verb for verb in action_words() if len(verb) > 1)


def _noun_after(after: str) -> str:
    if re.match(
        r"\s*(?:以上|左右|以内|/|每|共|合计|总计|，|。|、|；|的?$|应|必?须|需|均|都|由|按|可以|具备|具有|是|和|与|及|并)",
        after,
    ):
        return ""
    noun = re.split(r"[，。；、]", after.strip().removeprefix("的"))[0]
    noun = re.sub(r"^的?(?:频次|频率|次数|标准|节奏)", "", squeeze(noun))  # 每年一次的频次|清疏
    noun = re.sub(r"^(?:24|二十四)小时", "", noun)  # 3个|24小时自助书房
    noun = re.sub(r"(?<=[一-龥]{2})(?:进行|开展|实施)[一-龥]{2,8}$", "", noun)
    noun = re.split(r"每(?:个)?(?:季度|月|周|年|天)", noun)[0]
    if owner := _OWNER.fullmatch(squeeze(noun)):
        return owner["who"]
    return re.sub(r"(?:要|须|应|需)?(?:在|于)$|(?:总共|总计|合计|共计|共)$", "", squeeze(noun))


def _whole_word(noun: str) -> str:
    """车 alone is no name: 车辆."""
    return one_character(noun) if len(noun) == 1 else noun


def _with_noun(spot: Spot, lead: str, noun: str, context: Context) -> Action:
    if served := _handed_out(spot, noun, context):
        return served
    split = split_action(lead) if lead else Action("", "", False)
    _, end = ending_verb(lead)
    if end and not (split.leading and split.object):
        return Action(end, noun, True)
    if split.verb and split.leading:
        return Action(split.verb, noun, True)
    shared = _TAIL_VERB.search(squeeze(spot.clause))
    deed = shared["verb"] if shared and shared["verb"].endswith(action_words()) else ""
    if (
        deed
        and not noun.endswith(deed)
        and noun not in deed
        and not _OWNER.fullmatch(squeeze(spot.after))
    ):
        return Action(deed, noun, False)
    return phrase_counted(noun)


def _handed_out(spot: Spot, noun: str, context: Context) -> Action | None:
    """为|500名|老人提供助餐服务: who is served, with what."""
    led = re.match(r"(?:为|向|给|对|组织)", squeeze(spot.before))
    served = _SERVED.match(noun) if led else None
    if not served:
        return None
    what = re.sub(r"(?:的)?服务$", "服务", served.group("what"))
    context.activity = what
    who = served.group("who")
    return Action("", f"{what}{who}" if len(what) <= 12 else who, False)
