"""Percentages: 合格率100%, 95%以上按时完成, 参加活动的比例不低于90%."""

from __future__ import annotations

import re

from assistant.facts.naming import join_topic, kind_of_rate, rate_name
from assistant.facts.phrases import compact, squeeze, trim, trim_start
from assistant.facts.requirements.context import Context, Spot
from assistant.model import Requirement
from assistant.parse.render import goal_amount
from assistant.vocabulary.description import action_words, service_verb

_RATE_END = re.compile(
    r"(?:率|增速|增幅|降幅|涨幅|误差|偏差|产出比|研发投入强度|比例|比重|占比|度|覆盖面|水平|指数|得分率|安全感|获得感|幸福感)$"
)
_DONE_AFTER = re.compile(
    r"(按时|按期|及时|准时)?(完成|办结|到位|合格|达标|参加|开展|解决|覆盖|响应|修复|整改|送达|发放)"
)
_ALL = 100
_PROMPT = re.compile(r"按时|按期|及时|准时")
_OF_WHAT = re.compile(
    r"(?:验收)?(?:合格|通过|及时|准确|完成|整改|达标|完好|按时完成|参与|成活|办结|覆盖|解决)?(?:率|满意度|比例)$"
)


# 投诉举报7个工作日内受理率100%，按期办结率98%：接着说的是投诉举报。
_IN_TIME = re.compile(r"(?<=[一-龥]{2})\d+个?(?:工作日|小时|天|日|分钟)内[一-龥]{2,4}$")


def rate(spot: Spot, context: Context) -> Requirement | None:
    """The requirement a percentage states, named with the object it is about."""
    if re.search(r"\d月(?:底|末)?前?(?:完成)?$", squeeze(spot.before)):
        return None
    spot = _of_a_share(_reached(spot))
    subject = _subject(spot, context)
    if not subject:
        return None
    if _FUNDING.search(subject):
        return None
    deed = _deed_of(subject)
    done_to = _done_to(deed, spot, context) if deed else ""
    about = done_to or context.of_one_thing()
    name = about if about.endswith(subject) else rate_name(subject, about)
    if done_to and name == subject:
        name = join_topic(done_to, subject)
    if _PROMPT.match(name) and name == subject:
        name = _prompt_name(name, re.split(r"按|依照|及时|准时", compact(context.for_rate()))[0])
    mention, thing = spot.mention, _IN_TIME.sub("", _OF_WHAT.sub("", name))
    context.rated = (re.sub(r"一次性?$", "", thing), name)
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind=kind_of_rate(name),
        name=name,
        object=thing,
        clause=f"{name}{goal_amount(mention.target, mention.text)}",
        mention=mention,
        against=_against(spot.before),
    )


# 较2024年本底提高：从哪一年算起。
_BASE = re.compile(
    r"(?:较|比|与)(?P<base>20\d\d年(?:度|底|末)?(?:同期)?(?:本底|基数|基期|实际|水平)?)[一-龥]{0,4}$"
)


def _against(before: str) -> str:
    """2024年本底: the year that a change is counted from, where it is said."""
    said = _BASE.search(squeeze(before))
    return said["base"].removesuffix("水平").removesuffix("实际") if said else ""


_DEED_RATE = re.compile(
    r"(?:\d+个?(?:工作日|小时|天|日|分钟)内)?(?:按时|按期|及时|准时|足额|全额|当场|当日)?(?P<deed>[一-龥]{2,4})率"
)
_NEAR = 160


def _deed_of(subject: str) -> str:
    """除治 of 除治率, 受理 of 7个工作日内受理率: a rate of a deed, without what it is done to."""
    said = _DEED_RATE.fullmatch(subject)
    deed = said["deed"] if said else ""
    return deed if deed in action_words() or service_verb(deed) == (deed, deed) else ""


def _done_to(deed: str, spot: Spot, context: Context) -> str:
    """疫木 of 疫木除治1.1万株, 除治率100%: what the same deed was done to, if that is one thing."""
    if deed in context.noun:
        return compact(context.noun).removesuffix(deed) or context.noun
    if re.match(r"\d", spot.before.strip()) and context.noun != context.before:
        return context.noun  # 受理投诉800件，3个工作日内回复率100%
    near = [r for r in context.stated if 0 <= spot.mention.start - r.end < _NEAR]
    things = {compact(r.object).removesuffix(deed) for r in near if _does(r, deed)}
    return things.pop() if len(things) == 1 else ""


def _does(one: Requirement, deed: str) -> bool:
    return one.action == deed or (deed in one.name and not one.name.startswith(deed))


def _prompt_name(name: str, about: str) -> str:
    """不合格产品核查 + 按期处置完成率: a verb that ends one and begins the other is said once."""
    verb = re.match(r"(?:按时|按期|及时|准时)([一-龥]{2})", name)
    return (about.removesuffix(verb.group(1)) if verb else about) + name


# 财政承担80%（中央45%、省25%）：钱从哪里来，不是绩效。
_FUNDING = re.compile(
    r"^(?:中央|省|自治区|市|州|县|区|镇|地方|各级|本级|自筹|社会)(?:级|财政|配套|资金|承担|负担|分担)*率?$"
    r"|财政(?:承担|负担|分担|补贴|补助|出资)率?$|(?:自缴|自筹|自付)率?$"
)
_SHARE = re.compile(
    r"^(?P<part>[^，。]{2,16}?)(?P<limit>不高于|不超过|不大于|控制在|不低于|不少于)(?P<whole>[^，。]{2,14}?)的$"
)
_OVER = ("不高于", "不超过", "不大于", "控制在")


def _of_a_share(spot: Spot) -> Spot:
    """租金不高于同地段市场价的|60%: the limit stands before what the share is of."""
    said = _SHARE.match(squeeze(spot.before))
    target = spot.mention.target
    if not said or target.comparator != "equal":
        return spot
    is_rate = said["part"].endswith("率")  # 抽查率不低于结案数的15%
    bound = {"comparator": "at_most", "low": None, "high": target.low}
    if said["limit"] not in _OVER:
        bound = {"comparator": "at_least", "low": target.low, "high": None}
    mention = spot.mention.model_copy(update={"target": target.model_copy(update=bound)})
    share = f"{said['part']}占{said['whole']}比例"
    return spot._replace(mention=mention, before=said["part"] if is_rate else share)


_AIMED = re.compile(r"(?:达到?|要到|得到|得有|要有|得|要|应|争取|力争|起码)$")


_LOW_IS_GOOD = re.compile(
    r"(?:故障|差错|错误|事故|投诉|漏损|淘汰|流失|死亡|发病|返修|返工|逾期|复发|超支|空置|违规|误报|漏报|受害|失业|死淘)率"
)


def _reached(spot: Spot) -> Spot:
    """达到90%, 得有90% is a floor, as long as it is not everything."""
    target = spot.mention.target
    if target.comparator == "at_least" and target.unit == "%" and (target.low or 0) == _ALL:
        whole = target.model_copy(update={"comparator": "equal", "high": target.low})
        return spot._replace(mention=spot.mention.model_copy(update={"target": whole}))
    reached = re.match(r"达|要到|得有|要有|得达", spot.mention.text) or _AIMED.search(
        squeeze(spot.before)
    )
    if target.comparator != "equal" or not reached or (target.low or 0) >= _ALL:
        return spot
    if _LOW_IS_GOOD.search(squeeze(spot.before)):
        return spot
    floor = target.model_copy(update={"comparator": "at_least", "high": None})
    return spot._replace(mention=spot.mention.model_copy(update={"target": floor}))


_CHANGES = re.compile(
    r"(?:提高|提升|增加|增长|上升|降低|下降|减少|压降|缩短)(?:了|幅度|比例)?(?:不少于|不低于|至少|超过)*$"
)
_FALLS = re.compile(r"降|减|缩")


_AGAINST = re.compile(
    r"(?:较|比|与)(?:20\d\d年(?:度|底|末)?(?:本底|基数|基期|实际|水平)?|原设备|原来|改造前|上年|去年|往年|同期|近[一-龥\d]{1,3}年|前[一-龥\d]{1,3}年)(?:同期|平均|均值|水平)*(?:相比)?|同比|环比"
)


def _changed(subject: str, before: str) -> str:
    """困人故障率下降|30% is no rate of 30%, but how far the rate falls."""
    said = _CHANGES.search(squeeze(before))
    if not said:
        return ""
    thing = _CHANGES.sub("", _AGAINST.sub("", subject))
    rise = "下降" if _FALLS.search(said.group()) else "增长"
    if len(thing) < 2:
        return ""
    return (
        f"{thing}{'提升' if rise == '增长' else rise}幅度"
        if _RATE_END.search(thing)
        else f"{thing}{rise}率"
    )


_HALF = re.compile(r"[一-龥]{2}占$")
_RATE_OF_LABEL = re.compile(r"(?P<rate>满意度|满意率|[一-龥]{2}率)(?:要求|目标|标准|指标)?$")
# 亮灯率主干道99%、次干道98%：率在前，各是谁的在后。
_RATE_FIRST = re.compile(r"^(?P<rate>[^，。、]{1,8}?(?:率|满意度))[：:]?(?P<whose>[一-龥]{2,8})$")


# 风险消除率2027年到|75%以上：哪一年到，不是名称。
_BY_YEAR = re.compile(
    r"(?<=[率度例重])(?:到|至|在)?(?:20\d\d|今|明|本)年(?:度|底|末)?(?:要|须|应|将|力争|争取)?(?:提高|提升|达|做)?到?$"
)


def _subject(spot: Spot, context: Context) -> str:
    subject = re.sub(r"^(?:带动|拉动|促进|实现)(?=.{4,})", "", compact(trim(spot.before)))
    subject = re.sub(r"^(?:本?项目)?预期(?=投入产出|产出比|收益)", "", subject)
    subject = _BY_YEAR.sub("", subject)
    subject = (
        ""
        if re.fullmatch(
            r"(?:就|都|也)?(?:写|填|报|按|估计|预计|大概|预估|要?求|目标)(?:到|上|个)?", subject
        )
        else subject
    )
    if changed := _changed(subject, spot.before):
        return changed
    plain = re.sub(r"(?:提高|提升|增加|降低|下降|缩短|减少)$", "", subject)
    subject = plain if _RATE_END.search(plain) else subject
    subject = f"{subject}比" if _HALF.search(subject) else subject  # 本地原创节目占|三成以上
    after = re.sub(r"^(?:左右|上下)?(?:吧|呢|啊|就行|即可|就够了?)$", "", spot.after)
    topic = context.row_topic
    if after.startswith(("的", "以上的")) and len(after) > 2 and not subject:
        return compact(trim_start(after.lstrip("的"))) + "比例"
    if not subject and not after and _RATE_END.search(topic):
        return compact(topic)
    if not subject and not after and _RATE_END.search(context.noun):
        return compact(context.noun)  # 券核销率去年是88%，今年想做到92%
    if not subject and not after and context.noun and context.noun == context.rated[0]:
        return context.rated[1]  # 优良中等路率今年估计85%，明年写86%
    done = _DONE_AFTER.match(after)
    if done and not _RATE_END.search(subject):
        subject += done.group() + "率"
    subject = re.sub(r"^按时(开展|完成|实施)比例$", r"按时\1率", subject)
    return _with_rate(subject, context)


# 收集率由62%提高到68%，全部建成后达到75%：说的还是前面那个率。
_ONCE_DONE = re.compile(
    r"^(?:[全]?部)?(?:项目|工程)?(?:建成|完工|完成|投用|竣工|实施|投产|运行|改造)(?:以|之)?后$"
)


def _with_rate(subject: str, context: Context) -> str:
    """The subject ending in its rate; "" for what is no rate."""
    if _ONCE_DONE.match(subject):
        told = (r.name for r in reversed(context.stated) if r.mention)
        return next((name for name in told if _RATE_END.search(name)), "")
    if _RATE_END.search(subject):
        return subject
    label = _RATE_OF_LABEL.search(context.label)
    if label and 2 <= len(subject) <= 10:
        return f"{subject}{label['rate']}"  # 满意度：学生≥90%，家长≥88%
    listed = _RATE_FIRST.match(subject)
    if listed:
        context.rate_noun = listed["rate"]
        return f"{listed['whose']}{listed['rate']}"
    if context.rate_noun and 2 <= len(subject) <= 8:
        return f"{subject}{context.rate_noun}"
    if len(subject) > 16 or re.search(r"[，、]", subject):
        return ""
    if re.search(r"[一-龥](?:生|人|人员|者|户|员工|干部|党员|女性|男性|青年|老人|儿童)$", subject):
        return f"{subject}占比"
    grows = re.search(r"增长|同比|提高|提升", subject) and not re.search(r"下降|减少", subject)
    subject += ("增长率" if grows else "率") if subject else ""
    return re.sub(r"(增长|同比增长|下降)增长率$", r"\1率", subject)
