"""Percentages: 合格率100%, 95%以上按时完成, 参加活动的比例不低于90%."""

from __future__ import annotations

import re

from assistant.facts.naming import kind_of_rate, rate_name
from assistant.facts.phrases import compact, squeeze, trim, trim_start
from assistant.facts.requirements.context import Context, Spot
from assistant.model import Requirement
from assistant.parse.render import goal_amount

_RATE_END = re.compile(r"(?:率|比例|比重|占比|度|覆盖面|水平|指数|得分率|安全感|获得感|幸福感)$")
_DONE_AFTER = re.compile(
    r"(按时|按期|及时|准时)?(完成|办结|到位|合格|达标|参加|开展|解决|覆盖|响应|修复|整改|送达|发放)"
)
_PROMPT = re.compile(r"按时|按期|及时|准时")
_OF_WHAT = re.compile(
    r"(?:验收)?(?:合格|通过|及时|准确|完成|整改|达标|完好|按时完成|参与|成活|办结|覆盖|解决)?(?:率|满意度|比例)$"
)


def rate(spot: Spot, context: Context) -> Requirement | None:
    """The requirement a percentage states, named with the object it is about."""
    subject = _subject(spot, context.row_topic)
    if not subject:
        return None
    if not _RATE_END.search(subject):
        if len(subject) > 16 or re.search(r"[，、]", subject):
            return None
        grows = re.search(r"增长|同比|提高|提升", subject) and not re.search(r"下降|减少", subject)
        subject += "增长率" if grows else "率"
        subject = re.sub(r"(增长|同比增长|下降)增长率$", r"\1率", subject)
    if re.search(r"\d月(?:底|末)?前?(?:完成)?$", squeeze(spot.before)):
        return None
    spot = _reached(spot)
    name = rate_name(subject, context.for_rate())
    if _PROMPT.match(name) and name == subject:
        name = re.split(r"按|依照|及时|准时", compact(context.for_rate()))[0] + name
    mention = spot.mention
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind=kind_of_rate(name),
        name=name,
        object=_OF_WHAT.sub("", name),
        clause=f"{name}{goal_amount(mention.target, mention.text)}",
        mention=mention,
    )


def _reached(spot: Spot) -> Spot:
    """达到90% is a floor, as long as it is not everything."""
    target = spot.mention.target
    reached = re.search(r"达到|要到|达", spot.mention.text) or re.search(
        r"(?:达到?|要到)$", spot.before
    )
    if target.comparator != "equal" or not reached or (target.low or 0) >= 100:
        return spot
    floor = target.model_copy(update={"comparator": "at_least", "high": None})
    return spot._replace(mention=spot.mention.model_copy(update={"target": floor}))


def _subject(spot: Spot, row_topic: str) -> str:
    subject = compact(trim(spot.before))
    subject = re.sub(r"^(?:带动|拉动|促进|实现)(?=.{4,})", "", subject)
    plain = re.sub(r"(?:提高|提升|增加|降低|下降|缩短|减少)$", "", subject)
    subject = plain if _RATE_END.search(plain) else subject
    after = spot.after
    if after.startswith(("的", "以上的")) and len(after) > 2 and not subject:
        return compact(trim_start(after.lstrip("的"))) + "比例"
    if not subject and not after and _RATE_END.search(row_topic):
        return compact(row_topic)
    done = _DONE_AFTER.match(after)
    if done and not _RATE_END.search(subject):
        subject += done.group() + "率"
    return re.sub(r"^按时(开展|完成|实施)比例$", r"按时\1率", subject)
