"""Limits to keep: 2小时内修复, 收到申请后10个工作日内办结, 审核通过后将资金兑付到户."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.naming import time_name
from assistant.facts.phrases import compact, ending_verb, split_action, squeeze, trim, trim_start
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.model import Requirement
from assistant.vocabulary.description import action_words, formal, service_verb, words

_EVENT = re.compile(
    r"^(?P<front>[^，。]*?)(?:(?:在|于|自)(?P<lead>[^，。]{0,8}?)|)(?P<event>(?P<verb>收到|接到|达成|发出|接报|接警|受理|提交|申请|发现|签订|审核通过|到货|验收合格|验收|齐全|报修|"
    r"发生|通知|回填|移交|下单|送检|采样|评审|办结|结案|结束|完成|批准|批复|公示|报告|投诉|登记)(?P<what>[^，。]{0,14}?))(?:之日起|之)?(?:后|起|完|完了|完后)?$"
)

# 自采样之日起、报告在采样后：说明从什么时候算起。
_SINCE = re.compile(
    r"^(?P<front>[^，。]*?)(?P<lead>)(?:在|于|自|从)(?P<event>(?P<verb>[^，。在于自从\d]{2,10}?)(?P<what>))(?:之日起|以后|之后|后|起)$"
)
# 检验报告出具后|5个工作日内公示：公示的是检验报告。
_MADE = re.compile(
    r"^(?P<front>)(?P<lead>)(?P<event>(?P<verb>[一-龥]{2,8}?(?:报告|结果|名单))(?P<what>出具|形成|印发|公布))后$"
)
_EACH_TIME = re.compile(
    r"^(?P<front>[^，。]*?)(?P<lead>)(?P<event>(?P<verb>每(?:个)?(?:月|季度|季|学期|半年|年)(?:度)?(?:初|末|底|开学|结束)|(?:季|月|季度|月度|学期|半年|年度)(?:末|终了|结束)?)(?P<what>))后$"
)
_EVENT_NOUNS = ("协议", "合同", "方案", "材料", "资料", "手续", "验收", "公示", "结果", "名单")
_NOT_LIMITED = re.compile(
    r"^每[段次项件个]|^(?:出了|出现|发生|坏了)(?=故障|问题|报修)|^(?:[路现场井河]?[上场里内])?(?:出|出现|发生|有)了(?=[一-龥]{2,10}$)|(?:在|于|自)$|(?:争取|力争)?从[^，。]*$"
)


class _Deed(NamedTuple):
    """What is to be done within a limit: the words that say it, its verb as a name has it, and
    what it is done to, where that stands between."""

    said: str = ""
    verb: str = ""
    thing: str = ""


def limit(spot: Spot, context: Context) -> Requirement | None:
    """What is to be done within a length of time, from what on."""
    before, after = squeeze(spot.before), _HOW.sub("", squeeze(spot.after))
    where = _WHERE.match(before)  # 接到报修后|城区|1小时内到场
    before = before if where else _AT_ONCE.sub(r"\g<0>后", before)  # 发现险情|30分钟内上报
    event = _since(where["begin"] if where else before)
    event = event if where or before.endswith(("后", "起", "完")) else None
    deed = _deed(after)
    verb = deed.verb or _goes_on(before, after, context)
    context.limit_verb = verb
    front = where["where"] if where else event.group("front") if event else spot.before
    subject = deed.thing or ("" if front in _EVENT_NOUNS else _limited(front))
    about = compact(context.noun) if _CASE.match(front) and not deed.thing else ""
    subject += about  # 适用速裁程序的|5个工作日内完成
    if not verb and not subject and not context.label.endswith(_TIMES):
        return None
    named = deed.thing or not deed.said or deed.said.endswith(("到", "给", "入"))  # 发到|个人
    rest = "" if named else _rest(trim_start(after)[len(deed.said) :])
    whole = event and verb == "完成" and len(rest) > 1  # 受理后15个工作日内|完成审核
    thing = rest if whole else _thing(subject, rest, event, context)
    thing = _paid(thing, subject, verb)
    name = thing if thing.endswith(_TIMES) and verb in ("", "完成") else time_name(thing, verb)
    if verb.startswith(("意见", "报告出具")):
        thing += verb[:2]
    return timed(
        spot.mention, "timeliness", name, about or thing, _begin(event, front, spot, context)
    )


def _goes_on(before: str, after: str, context: Context) -> str:
    """The verb of the limit before, where none is said (一般故障24小时内修复，电缆72小时)."""
    measured = trim(before).endswith(("时间", "时长", "天数", "周期", "用时", "耗时"))
    return context.limit_verb if not after and not measured else ""


_CASE = re.compile(r"(?:适用|属于|属|符合|涉及|遇有?|需要?)[一-龥]{2,10}的$")
_WHERE = re.compile(
    r"^(?P<begin>(?:(?:接到|收到|发现)[一-龥]{2,8}|接报|接警|报修)后)(?P<where>[一-龥]{2,6})$"
)
_AT_ONCE = re.compile(r"^(?:发现|接到|收到)[一-龥]{2,10}(?<![后起完])$")


def _begin(event: re.Match[str] | None, front: str, spot: Spot, context: Context) -> str:
    """From what the time counts: 申请受理后; that of the limit before where none is said."""
    if event is None:
        return "" if _limited(spot.before) else context.begin  # 发现损坏后24小时内响应、3日内修复
    begin = f"{event.group('lead') or ''}{event.group('event')}后"
    context.begin = f"{front}{begin}" if front in _EVENT_NOUNS else begin
    return context.begin


# 将资金兑付到户, 把补助拨给剧团：对什么做、做什么都说了。
_TO_WHAT = re.compile(
    r"(?:将|把)(?P<thing>[一-龥]{2,10}?)(?:及时|足额|全额|统一|全部|直接)*(?P<verb>兑付|拨付|支付|发放|打入|打到|打给|拨给|拨到|发给|发到|交给|送到|送达|"
    r"反馈|报送|提交|移交|上传|录入|公示|公布|通知|归还|退还|修复|恢复|清理|处置|整改|更换)(?=$|[给到至完好在]|[一-龥])"
)
_SPOKEN_PAID = {"打入": "拨付", "打到": "拨付", "打给": "拨付", "拨给": "拨付", "拨到": "拨付"}
_HANDED = {"发给": "发放", "发到": "发放", "交给": "移交", "送到": "送达"}


def _deed(after: str) -> _Deed:
    """The deed that the words behind a limit name; an empty one where they name none."""
    if done := _TO_WHAT.match(after):
        verb = done["verb"]
        return _Deed(done.group(), (_SPOKEN_PAID | _HANDED).get(verb, verb), done["thing"])
    if two := _TWO_DEEDS.fullmatch(after):
        return _Deed(after, f"{two['first']}{two['second']}")
    said = _decided(after) or service_verb(trim_start(after) or after) or _spoken_verb(after)
    return _Deed(*said)


# 补贴申请在20个工作日内|审核拨付。
_TWO_DEEDS = re.compile(
    r"(?P<first>审核|审批|审查|评审|受理|核查|核实|复核|查处|调查|清运|检修|核定)(?:并|和|、)?"
    r"(?P<second>拨付|发放|办结|公示|反馈|处置|处理|整改|回复|答复|支付|兑付|到位|办理)(?:完毕|到位|完成)?"
)
_MONEY = re.compile(
    r"[一-龥]{0,12}?(?:资金|经费|补助金?|补贴(?:资金)?|款项?|费用?|金|津贴|报酬|奖励|工资|待遇|保费|赔付)(?=按|拨|兑|支|发|$)"
)
_PAYING = ("拨付", "兑付", "支付")


def _paid(thing: str, subject: str, verb: str) -> str:
    """资金 is what is paid, where only the clauses before are told about (季后15日内拨付到位)."""
    if verb not in _PAYING or subject:
        return thing
    said = _MONEY.match(thing)
    return said.group() if said else "资金"


_TIMES = ("时间", "时长", "时限", "车程", "用时", "耗时", "周期", "住院日")


_HOW = re.compile(
    r"^(?:(?:要|得|应|须|必须|都|就)?(?:有|派|安排|组织)(?:专)?人(?:员)?(?:去|来|上门|到现场)?|(?:组织|开展|进行)(?=[一-龥]{2})|书面|当面|电话|免费|统一|及时|立即|派人|一次性|全部)+"
)


def _since(before: str) -> re.Match[str] | None:
    """What a limit is counted from (收到申请后, 自采样之日起, 每学期开学后)."""
    return (
        _MADE.match(before)
        or _EACH_TIME.match(before)
        or _SINCE.match(before)
        or _EVENT.match(before)
    )


def _limited(before: str) -> str:
    """What the words before a limit say it is for."""
    plain = _AND_THEN.sub("", trim(before))
    plain = _HAPPENED.sub("", _NOT_LIMITED.sub("", plain))
    return _without_actor(_ONCE.sub("", plain))


# 出了故障厂家|4小时内到场、网络出现中断|30分钟内响应、路灯坏了|12小时内修好。
_HAPPENED = re.compile(
    r"(?:出|出现|发生)了?(?=故障|中断|问题|异常|险情|破损)|(?<=故障)了|(?:坏|破)了|^了"
)


# 故障当日报修、|2日内修复：前一件事已经说完。
_AND_THEN = re.compile(
    r"(?<=[一-龥]{2})(?:当[日天]|即时|及时|立即|第一时间|随时)(?:报修|上报|报告|响应|受理|派单|登记|到场)$"
)


# 结业后补贴申请在……：说的是什么时候的申请。
_ONCE = re.compile(r"^[一-龥]{2}后(?=[一-龥]{3})")


def _thing(subject: str, rest: str, event: re.Match[str] | None, context: Context) -> str:
    """What is to be done in time: said before the limit, behind its verb, or clauses ago."""
    if subject and event is None:
        context.service_subject = subject
    if not subject:
        label = context.label
        subject = label if label.endswith(_TIMES) else _inherited(event, context)
        if (
            rest
            and rest not in subject
            and (_IS_PLACE.search(subject) or (event and not _told(event)))
        ):
            subject = rest  # 偏远村8小时内到场，24小时内恢复供水
    thing = compact(subject)
    return thing + rest if rest and rest not in thing and rest != "交付" else thing


_IS_PLACE = re.compile(r"[镇村城郊]区?$|乡镇$|社区$|[主次]干道$")


def _decided(after: str) -> tuple[str, str] | None:
    """作出是否给予援助的决定: the time is for the decision, not for the help."""
    made = re.match(
        r"(?:依法)?[作做]出(?:是否)?(?:给予|予以|准予|同意)?(?P<what>[^，。]{0,8}?)的?(?P<verb>决定|答复|批复|认定|结论)$",
        squeeze(after),
    )
    return (squeeze(after), made.group("what") + made.group("verb")) if made else None


def _without_actor(subject: str) -> str:
    """故障 of 故障厂家, that is who comes when there is one."""
    if re.fullmatch(r"[一-龥]{1,10}(?:局|委员会|街道办|中心|公司|机构|单位|部门)", subject):
        return ""  # 区审计局15个工作日内复核完毕
    actor = next((a for a in words("actors") if subject.endswith(a)), "")
    rest = re.sub(r"(?<![时后由让请了])[时后由让请了]+$", "", subject[: len(subject) - len(actor)])
    if actor and len(rest) >= 2:
        return rest
    first = next((a for a in words("actors") if subject.startswith(a)), "")
    return subject[len(first) :] if len(subject) - len(first) >= 2 else subject


def _told(event: re.Match[str] | None) -> str:
    """What an event is about: 故障 of 故障报修后; "" of 公示无异议后, which is only a state."""
    what = event.group("what") if event else ""
    state = re.match(r"无|不|通过|完成|合格|截止|之日", what) or re.search(r"齐全|齐备|完整$", what)
    return what if len(what) >= 2 and not state else ""


def _rest(text: str) -> str:
    if re.match(r"到(?!位|场)|至|给", text):
        return ""  # 拨付到校
    rest = re.sub(r"^(?:完毕|完|好|清|到位|到)+", "", compact(text))
    return "" if re.match(r"完毕|到位|[并且和、]|率", rest) or len(rest) > 10 else rest


def _inherited(event: re.Match[str] | None, context: Context) -> str:
    """软件问题1小时内响应、2小时内修复: the second limit is about the same subject."""
    if context.service_subject and not event:
        return context.service_subject
    if event and event.re is _MADE:
        return event.group("verb")
    if what := _told(event):
        return what
    if event and event.group("what") and context.for_rate():
        return context.for_rate()
    if event and event.group("verb") in ("报修", "投诉", "接警", "申请", "报告"):
        return event.group("verb")
    return _NOT_LIMITED.sub("", context.for_rate())


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
    if inner and len(plain) <= 16:
        return plain, formal(inner)
    done = re.fullmatch(r"(?:完成)?(?P<verb>[一-龥]{2,3}?)(?:完毕|完成|到位|完|好)", plain)
    if done:
        return plain, done["verb"]
    return (
        (plain, plain) if re.fullmatch(r"(?!以|左|不|以内|就地?$)[一-龥]{2,6}", plain) else ("", "")
    )
