"""Lengths of time and dates: 2小时内修复, 6月底前印发, 每天开放8小时, 使用年限不少于15年."""

from __future__ import annotations

import re

from assistant.facts.naming import count_name, time_name
from assistant.facts.phrases import (
    Action,
    compact,
    ending_verb,
    split_action,
    squeeze,
    trim,
    trim_start,
)
from assistant.facts.requirements.context import Context, Spot
from assistant.model import Mention, Requirement, RequirementKind
from assistant.parse.render import goal_amount
from assistant.vocabulary.description import action_words, formal, service_verb, words

_EVENT = re.compile(
    r"^(?P<front>[^，。]*?)(?:(?:在|于|自)(?P<lead>[^，。]{0,8}?)|)(?P<event>(?P<verb>收到|接到|接报|接警|受理|提交|申请|发现|签订|审核通过|到货|验收合格|验收|齐全|报修|"
    r"发生|通知|回填|办结|结案|结束|完成|批准|批复|公示|报告|投诉|登记)(?P<what>[^，。]{0,14}?))(?:之日起|之)?(?:后|起)?$"
)
_DATED_VERBS = re.compile(
    r"(完工通车|建成投用|竣工验收|投入使用|交付使用|拨付到位|发放到位|完工|竣工|通车|投用|开工|到位|开门|开放|开馆|上线|装好|办完|办结|"
    r"完成|建成|交付|印发|发布|报送|提交|送到|送达|拨付|发放|启用|启动|结束|到账|兑现|打到)"
)
_LASTING = re.compile(r"使用年限|寿命|质保|保修|设计年限|管护期|服务年限")
_HEADER_LENGTH = re.compile(r"实施期限?|建设期|项目期|^期限|周期$|工期$|^服务期限?$")
_CLOCK = re.compile(r"\s*7\s*[*×xX✕]\s*24")


def duration(spot: Spot, context: Context) -> Requirement | None:
    """A length of time: a limit to keep, or something that goes on so long."""
    mention = spot.mention
    if _CLOCK.match(mention.text):
        return _round_the_clock(spot)
    if mention.target.comparator == "equal" and _within(spot):
        target = mention.target.model_copy(
            update={"comparator": "at_most", "low": None, "high": mention.target.low}
        )
        spot = spot._replace(mention=mention.model_copy(update={"target": target}))
        mention = spot.mention
    subject = trim(spot.before)
    if _LASTING.search(subject):
        return _lasting(mention, compact(subject))
    if mention.target.comparator in ("at_most", "less_than"):
        return _limit(spot, context)
    return _length(spot, subject, context)


def _within(spot: Spot) -> bool:
    """30分钟响应, 45个工作日完成审核: a service follows at once, so the time is a limit."""
    short = spot.mention.target.unit not in ("年", "月", "个月", "学期")
    return bool(short and (service_verb(spot.after) or service_verb(trim_start(spot.after))))


# 按全年200天的标准补助。
_PAID = re.compile(
    r"的?标准(?:全额|足额|给予|予以|进行|统一|按时|逐月|按月)*(?P<verb>补助|补贴|发放|资助|供餐|供应|补偿)"
)


def _length(spot: Spot, subject: str, context: Context) -> Requirement | None:
    if paid := _PAID.match(squeeze(spot.after)):
        return _made(
            spot.mention, "quantity", f"{paid.group('verb')}天数", f"{paid.group('verb')}天数"
        )
    thing = subject or trim_start(spot.after.lstrip("的")) or context.for_count()
    name = compact(thing)
    if not 1 < len(name) <= 24 or _HEADER_LENGTH.search(name):
        return None
    if not re.search(r"(?:期|期限|时长|时间|年限|寿命|天数)$", name):
        name = count_name(Action("", name, False), spot.mention.target.unit, spot.mention.per)
    return _made(spot.mention, "quantity", name, compact(thing))


def _lasting(mention: Mention, name: str) -> Requirement:
    """质保期2年内 says how long, not how fast."""
    target = mention.target
    if target.comparator == "at_most":
        target = target.model_copy(
            update={"comparator": "equal", "low": target.high, "high": target.high}
        )
        mention = mention.model_copy(update={"target": target})
    return _made(mention, "lasting", name, name)


def _made(
    mention: Mention, kind: RequirementKind, name: str, thing: str, action: str = ""
) -> Requirement:
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind=kind,
        name=name,
        object=thing,
        action=action,
        clause=f"{name}{goal_amount(mention.target, mention.text)}",
        mention=mention,
    )


def _round_the_clock(spot: Spot) -> Requirement:
    """7×24小时 of something: how long it is at hand, a standard of its quality."""
    thing = compact(trim_start(spot.after.lstrip("的"))) or compact(trim(spot.before)) or "服务"
    made = _made(spot.mention, "quality", f"{thing}服务时间".replace("服务服务", "服务"), thing)
    target = spot.mention.target.model_copy(update={"low": None, "high": None})
    mention = spot.mention.model_copy(update={"text": "7×24小时", "target": target})
    return made.model_copy(update={"clause": f"提供7×24小时{thing}", "mention": mention})


# --- limits ---------------------------------------------------------------------------------


def _limit(spot: Spot, context: Context) -> Requirement | None:
    event = (
        _EVENT.match(squeeze(spot.before)) if spot.before.strip().endswith(("后", "起")) else None
    )
    subject = trim(event.group("front")) if event else trim(spot.before)
    subject = re.sub(
        r"^每[段次项件个]|^(?:出了|出现|发生)(?=故障|问题)|(?:在|于|自)$|(?:争取|力争)?从[^，。]*$",
        "",
        subject,
    )
    said, verb = (
        _decided(spot.after)
        or service_verb(trim_start(spot.after) or spot.after)
        or _spoken_verb(spot.after)
    )
    subject = _without_actor(subject)
    if not verb and not subject:
        return None
    rest = _rest(trim_start(spot.after)[len(said) :] if said else "")
    if not subject:
        subject = _inherited(event, context)
        if rest and rest not in subject and event and not _told(event):
            subject = rest
    elif event is None:
        context.service_subject = subject
    thing = compact(subject)
    if rest and rest not in thing and rest != "交付":
        thing += rest
    name = (
        thing
        if thing.endswith(("时间", "时长", "时限")) and verb in ("", "完成")
        else time_name(thing, verb)
    )
    if verb.startswith(("意见", "报告出具")):
        thing += verb[:2]
    begin = f"{event.group('lead') or ''}{event.group('event')}后" if event else ""
    return _made(spot.mention, "timeliness", name, thing, begin)


def _decided(after: str) -> tuple[str, str] | None:
    """作出是否给予援助的决定: the time is for the decision, not for the help."""
    made = re.match(
        r"(?:依法)?[作做]出(?:是否)?(?:给予|予以|准予|同意)?(?P<what>[^，。]{0,8}?)的?(?P<verb>决定|答复|批复|认定|结论)$",
        squeeze(after),
    )
    return (squeeze(after), made.group("what") + made.group("verb")) if made else None


def _without_actor(subject: str) -> str:
    """故障 of 故障厂家, that is who comes when there is one."""
    actor = next((a for a in words("actors") if subject.endswith(a)), "")
    rest = re.sub(r"(?:时|后|由|让|请)$", "", subject[: len(subject) - len(actor)])
    return rest if actor and len(rest) >= 2 else subject


def _told(event: re.Match[str] | None) -> str:
    """What an event is about: 故障 of 故障报修后; "" of 公示无异议后, which is only a state."""
    what = event.group("what") if event else ""
    state = re.match(r"无|不|通过|完成|合格|截止|之日", what)
    return what if len(what) >= 2 and not state else ""


def _rest(text: str) -> str:
    rest = re.sub(r"^(?:完毕|完|好|清|到位|到)+", "", compact(text))
    return "" if re.match(r"完毕|到位|[并且和、]|率", rest) or len(rest) > 10 else rest


def _inherited(event: re.Match[str] | None, context: Context) -> str:
    """软件问题1小时内响应、2小时内修复: the second limit is about the same subject."""
    if context.service_subject and not event:
        return context.service_subject
    if what := _told(event):
        return what
    if event and event.group("verb") in ("报修", "投诉", "接警", "申请", "报告"):
        return event.group("verb")
    return context.for_rate()


def _spoken_verb(after: str) -> tuple[str, str]:
    """(the words that hold the verb, the verb as a name has it)."""
    plain = squeeze(after)
    action = split_action(plain)
    if action.verb and action.leading:
        return plain[: len(plain) - len(action.object)], action.verb
    inner = next((v for v in action_words() if len(v) > 1 and v in plain), "")
    stem, verb = ending_verb(plain)
    if verb and len(stem) <= 8:
        return plain, stem + verb
    return (plain, formal(inner)) if inner and len(plain) <= 16 else ("", "")


# --- deadlines ------------------------------------------------------------------------------


def deadline(spot: Spot, context: Context) -> Requirement | None:
    """于2026年6月底前|印发《规划》: what is to be done by then."""
    subject = re.sub(
        r"(?:应|须|要|于|在|的)$", "", trim(re.sub(r"(?:于|在)$", "", squeeze(spot.before)))
    )
    subject = re.sub(r"^(?:全部|所有)", "", subject)
    thing, verb = _dated(spot.after)
    named = re.search(r"^(.*?)(?:时间|日期|节点|期限|时限)$", subject)
    if not verb and named and not squeeze(spot.after):
        thing, verb = "项目", named.group(1) or "完成"
    if not verb:
        return None
    if not thing and not compact(subject) and verb in _WORKS_DONE:
        thing = "工程"
    if not thing and not compact(subject) and re.match("安装|调试", verb):
        thing = "设备"
    thing = thing or compact(subject) or _topic(context)
    if not 1 < len(thing) <= 36:
        thing = "项目"
    mention = spot.mention
    made = _made(mention, "timeliness", f"{thing}{verb}时间", thing, verb)
    return made.model_copy(update={"clause": _in_order(thing, verb, mention.text, bool(subject))})


_WORKS_DONE = ("完工", "竣工", "完工通车", "建成投用", "竣工验收", "通车")


def _in_order(thing: str, verb: str, date: str, subject_first: bool) -> str:
    """于6月底前印发规划, but 补助资金于9月底前拨付."""
    if (
        subject_first
        or re.search("[一-龥]完成$", verb)
        or (
            _DATED_VERBS.fullmatch(verb)
            and verb not in ("完成", "印发", "发布", "报送", "提交", "交付")
        )
    ):
        return f"{thing}于{date}{verb}"
    return f"于{date}{verb}{thing}"


def _topic(context: Context) -> str:
    return (
        re.sub(
            r"^(?:组织|开展|进行)(?=.{2})", "", compact(re.split(r"[，、]", context.for_rate())[0])
        )
        or "项目"
    )


_AFTER_VERB = re.compile(r"^(?:到位|完毕|完成?|好|给|至|到(?=[一-龥])).*$")


_DONE = re.compile(r"(?:完成|完毕|到位|完|好|成)$")
_DONE_LIST = re.compile(
    r"[一-龥]{1,4}?(?:完成|完毕|到位|完|好)(?:[、和并][一-龥]{1,4}?(?:完成|完毕|到位|完|好))+$"
)


def _dated(after: str) -> tuple[str, str]:
    """(object after the verb, verb) of what follows a date."""
    plain = trim_start(re.sub(r"^(?:全部|全面|基本|正式|均)+", "", squeeze(after)))
    plain = re.sub(r"^(?:全部|全面|基本|正式|均)+", "", plain)
    if all_done := _DONE_LIST.match(plain):
        verbs = [formal(_DONE.sub("", v)) for v in re.split(r"[、和并]", all_done.group())]
        return "", f"{''.join(verbs)}完成"
    if begun := _DATED_VERBS.match(plain):
        rest = re.split(r"[，。；\d]|并(?=[一-龥]{2})", compact(plain[begun.end() :]))[0]
        thing = "" if begun.group() in ("打到", "送到", "送达") else _AFTER_VERB.sub("", rest)
        return thing, _plain_verb(begun.group())
    action = split_action(plain)
    if action.verb and action.leading and action.object:
        thing = re.split(r"[，。；\d]|并(?=[一-龥]{2})", compact(action.object))[0]
        return re.sub(r"^(?:到位|完毕|完成?|好|给|至|到(?=[一-龥]{2})).*$", "", thing), _tidy(
            plain, action.verb
        )
    found = _DATED_VERBS.search(plain)
    if found and found.start() <= 10:
        return compact(plain[: found.start()]), _plain_verb(found.group())
    stem, verb = ending_verb(plain)
    return compact(stem), verb


def _tidy(plain: str, verb: str) -> str:
    found = _DATED_VERBS.match(plain)
    return _plain_verb(found.group()) if found else verb


def _plain_verb(said: str) -> str:
    return {
        "装好": "安装完成",
        "办完": "举办完成",
        "送到": "送达",
        "拨付到位": "拨付",
        "打到": "到账",
        "发放到位": "发放",
        "开门": "投用",
    }.get(said, said)
