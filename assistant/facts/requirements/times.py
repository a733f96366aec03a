"""Lengths of time and dates: 2小时内修复, 6月底前印发, 每天开放8小时, 使用年限不少于15年."""

from __future__ import annotations

import re

from assistant.facts.naming import count_name, per_words, without_per
from assistant.facts.phrases import (
    Action,
    compact,
    squeeze,
    trim,
    trim_start,
)
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.facts.requirements.limits import limit
from assistant.model import Mention, Requirement, RequirementKind
from assistant.vocabulary.description import action_words, service_verb, suffix_of, verbs_ending

_LASTING = re.compile(r"使用年限|运行年限|寿命|质保|保修|责任期|设计年限|管护期|服务年限")
_HEADER_LENGTH = re.compile(
    r"合同期限?|履约期|实施期限?|建设期|项目期|^期限|周期$|工期$|^服务期限?$"
)
_CLOCK = re.compile(r"\s*7\s*[*×xX✕]\s*24")


_MODAL = re.compile(
    r"(?:必须|须|要求|要|应当|(?<![响反供效适对])应|需|得|能|做到|保证|确保|力争|争取|都|均){1,9}$"
)


def duration(spot: Spot, context: Context) -> Requirement | None:
    """A length of time: a limit to keep, or something that goes on so long."""
    mention = spot.mention
    if _CLOCK.match(mention.text):
        return _round_the_clock(spot)
    if ahead := _ahead(spot):
        return ahead
    if mention.text.strip() in ("24小时", "二十四小时") and _ATTENDED.match(squeeze(spot.after)):
        return _all_day(spot)
    if spot.after.startswith("一遇"):
        return _return_period(spot, context)
    if mention.text.strip() in ("24小时", "二十四小时") and _NAMED_SO.search(squeeze(spot.after)):
        return None
    spot = spot._replace(before=_MODAL.sub("", spot.before.strip()))
    if mention.target.comparator == "equal" and _within(spot, context):
        target = mention.target.model_copy(
            update={"comparator": "at_most", "low": None, "high": mention.target.low}
        )
        spot = spot._replace(mention=mention.model_copy(update={"target": target}))
        mention = spot.mention
    subject = trim(spot.before)
    is_limit = mention.target.comparator in ("at_most", "less_than")
    lasts = subject if is_limit or _LASTING.search(subject) else context.row_topic
    if _LASTING.search(lasts) and not (is_limit and re.search("内|期间|发现", lasts)):
        return _lasting(mention, compact(lasts))
    return limit(spot, context) if is_limit else _length(spot, subject, context)


_BEFOREHAND = re.compile(r"^(?P<what>.{2,14}?)(?:应|要|须|需)?(?:提前|前)(?:至少|不少于)?$")


def _ahead(spot: Spot) -> Requirement | None:
    """停产检修提前|15日|报备, 每轮发券前|5天|要公告: how long before."""
    said = _BEFOREHAND.match(trim_start(spot.before))
    deed = trim_start(squeeze(spot.after))
    if (
        not said
        or not re.fullmatch(r"[一-龥]{2,4}", deed)
        or spot.mention.target.dimension != "duration"
    ):
        return None
    if spot.mention.target.comparator not in ("equal", "at_least"):
        return None
    unit = spot.mention.target.unit
    length = "天数" if unit.endswith(("日", "天")) else suffix_of(unit)
    name = f"{compact(said['what'])}{deed}提前{'时间' if length == '数量' else length}"
    return timed(spot.mention, "timeliness", name, name)


# 24小时心理援助热线、24小时自助图书馆：是它的名字。
_NAMED_SO = re.compile(
    r"^(?!内)[^，。；\d]{0,8}?(?:热线|专线|书房|书屋|图书馆|自助[^，。]{0,6}|便利店|警务站|值班室|服务站|药房)"
)


def _all_day(spot: Spot) -> Requirement:
    """强降雨期间24小时值守: how it is attended, not how long it takes."""
    thing = compact(trim(spot.before)) + squeeze(spot.after)
    made = timed(spot.mention, "quality", f"{thing}时间", thing)
    return made.model_copy(
        update={"clause": f"{compact(trim(spot.before))}24小时{squeeze(spot.after)}"}
    )


def _return_period(spot: Spot, context: Context) -> Requirement | None:
    """防洪标准达到50年一遇设计: how strong, not how long."""
    if re.search(r"(?:遇到|遭遇|遇|发生|出现)$", squeeze(spot.before)):
        return None  # 遇到2年一遇降雨：说的是什么时候
    subject = compact(trim(spot.before)) or context.service_subject
    if len(subject) < 2:
        return None
    context.service_subject = subject
    level = re.match(r"一遇的?(设计|校核)", spot.after)
    name = f"{subject}（{level.group(1)}）" if level else subject
    target = spot.mention.target.model_copy(update={"unit": "年一遇", "dimension": "count"})
    mention = spot.mention.model_copy(update={"target": target})
    return timed(mention, "quality", name, subject)


def _within(spot: Spot, context: Context) -> bool:
    """30分钟响应: a service follows at once; 报告出具时限20个工作日: a limit is named; or the
    clause goes on with limits of the same kind (一般故障24小时内修复，电缆故障72小时)."""
    if spot.mention.target.unit in ("年", "月", "个月", "学期"):
        return False
    if service_verb(spot.after) or service_verb(trim_start(spot.after)):
        return True
    if re.search(r"(?:时限|期限|响应时间|办理时间|等候时间|等待时间)$", trim(spot.before)):
        return not squeeze(spot.after)
    goes_on = context.limit_verb and not squeeze(spot.after) and not spot.mention.per
    return bool(goes_on and re.search(r"故障|问题|缺陷|险情|事项|案件|投诉|报修", spot.before))


# 按全年200天的标准补助。
_PAID = re.compile(
    r"的?标准(?:全额|足额|给予|予以|进行|统一|按时|逐月|按月)*(?P<verb>补助|补贴|发放|资助|供餐|供应|补偿)"
)


_HELD = ("场", "次", "期", "班", "节", "趟")


def _length(spot: Spot, subject: str, context: Context) -> Requirement | None:
    if paid := _PAID.match(squeeze(spot.after)):
        return timed(
            spot.mention, "quantity", f"{paid.group('verb')}天数", f"{paid.group('verb')}天数"
        )
    thing = subject or trim_start(spot.after.lstrip("的")) or context.for_count()
    if not subject and thing.endswith(("天数", "时长", "次数", "数量")) and _doing(spot.mention):
        thing = ""  # 全年开放天数…，每周开放时间…
    if subject in ("时间", "时长") and (deed := _deed_before(context)):
        thing = f"{deed}{subject}"
    name = without_per(compact(thing), spot.mention.per)
    if doing := _doing(spot.mention):
        if spot.mention.per in _HELD:  # 12个乡镇，每场演出不少于90分钟
            name, thing = "", doing
        name = f"{name}{per_words(spot.mention.per)}{doing}{suffix_of(spot.mention.target.unit)}"
    if not 1 < len(name) <= 24 or _HEADER_LENGTH.search(name) or _is_a_plan(spot, name):
        return None
    if not re.search(r"(?:期|期限|时长|时间|年限|寿命|天数)$", name):
        if spot.mention.target.unit == "年" and spot.mention.target.comparator == "equal":
            return None  # 新政策执行三年、三年一报：说的是项目做多久
        name = count_name(Action("", name, False), spot.mention.target.unit, spot.mention.per)
    if spot.mention.per and per_words(spot.mention.per) not in name:
        name = f"{per_words(spot.mention.per)}{name}"
    kind: RequirementKind = "timeliness" if "工作日" in spot.mention.target.unit else "quantity"
    kind = "quality" if re.search(r"留样|保存|存放|储存", name) else kind
    return timed(spot.mention, kind, name, compact(thing))


def _deed_before(context: Context) -> str:
    """进修 of 6名医护人员派到省中医院进修，时间不少于6个月."""
    last = context.stated[-1] if context.stated else None
    if last is None or last.start < context.since or last.kind != "quantity":
        return ""
    deeds = (*_LEARNING, *verbs_ending(last.object))
    return next((v for v in deeds if len(v) > 1 and last.object.endswith(v)), "")


_LEARNING = ("进修", "挂职", "跟岗", "研修", "驻训", "实习")


def _is_a_plan(spot: Spot, name: str) -> bool:
    """改成三年一报, 三年做下来, 滚动安排三年: how long the project is planned for, nothing done."""
    target = spot.mention.target
    whole = target.unit == "年" and target.comparator == "equal" and not spot.mention.per
    return whole and not re.search(r"期|期限|年限|寿命|时长|时间|年检|工龄|学制", name)


_ATTENDED = re.compile(
    r"^(?:不间断|全天候|专人|轮流)*(?P<verb>值守|值班|监测|监控|开放|服务|在线|待命|备勤|接听|运行|巡逻|安保)"
)


def _doing(mention: Mention) -> str:
    """开放 of 每周开放不少于5天."""
    said = (
        re.match(
            rf"{per_words(mention.per)}(?:至少|要|应|须)?(?P<verb>[一-龥]{{2,4}}?)(?:时间|时长)?(?:不少于|不低于|至少|不超过|达到|≥|\d)",
            squeeze(mention.text),
        )
        if mention.per
        else None
    )
    return said["verb"] if said and said["verb"] in action_words() else ""


def _lasting(mention: Mention, name: str) -> Requirement:
    """质保期2年内 says how long, not how fast."""
    target = mention.target
    if target.comparator == "at_most":
        target = target.model_copy(
            update={"comparator": "equal", "low": target.high, "high": target.high}
        )
        mention = mention.model_copy(update={"target": target})
    return timed(mention, "lasting", name, name)


def _round_the_clock(spot: Spot) -> Requirement:
    """7×24小时 of something: how long it is at hand, a standard of its quality."""
    thing = compact(trim_start(spot.after.lstrip("的"))) or compact(trim(spot.before)) or "服务"
    made = timed(spot.mention, "quality", f"{thing}服务时间".replace("服务服务", "服务"), thing)
    target = spot.mention.target.model_copy(update={"low": None, "high": None})
    mention = spot.mention.model_copy(update={"text": "7×24小时", "target": target})
    return made.model_copy(update={"clause": f"提供7×24小时{thing}", "mention": mention})
