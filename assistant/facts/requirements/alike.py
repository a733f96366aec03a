"""Numbers that stand side by side: each for the same, in each month, limited by the same word."""

from __future__ import annotations

import re

from assistant.facts.phrases import squeeze
from assistant.facts.requirements.context import Spot
from assistant.facts.segments import Clause
from assistant.model import Mention


def for_each_of(mention: Mention, label: str) -> Mention:
    """50 in a column 每期人数 is 50 a course."""
    each = re.match(r"每(期|场|班|次|户|站|校|村|月|天|日|周)", label)
    if not each or mention.per or mention.target.dimension != "count":
        return mention
    return mention.model_copy(update={"per": each.group(1)})


_OF_TIME = re.compile(r"[天日周月季年期晚夜时]")


_EACH = re.compile(r"一个?(?P<per>月|周|天|日|季度|学期|期)")


def in_each(mentions: list[Mention], clause: Clause) -> list[Mention]:
    """海上巡航一个月不少于12个航次: so many in each month, nothing that lasts a month."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        each = _EACH.fullmatch(last.text.strip()) if last else None
        if last and each and mention.target.dimension == "count" and not mention.per:
            between = clause.text[last.end - clause.start : mention.start - clause.start]
            if not between.strip("要得至少应需 "):
                found.pop()
                mention = mention.model_copy(update={"per": each["per"]})
        found.append(mention)
    return found


def for_each_alike(mentions: list[Mention], clause: Clause) -> list[Mention]:
    """每个中队配备油锯4台、灭火机10台: the second is for each 中队 as well."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last and last.per and not mention.per and not _OF_TIME.search(last.per):
            between = clause.text[last.end - clause.start : mention.start - clause.start]
            alike = mention.target.dimension == last.target.dimension == "count"
            if alike and re.fullmatch(r"[一-龥]{0,12}\s*[、和及]\s*[一-龥]{2,12}", between):
                mention = mention.model_copy(update={"per": last.per})
        found.append(mention)
    return found


# 设备故障县城周边|24小时内、偏远乡镇|48小时内修复：先说什么事，再说在哪里。
_SOMEWHERE = re.compile(
    r"(?P<what>[一-龥]{0,8}(?:故障|险情|爆管|破损|缺陷|事故|停电|漏水|警情))(?P<where>[一-龥]{2,6})$"
)
_FIRST_PLACE = re.compile(
    r"(?P<what>[一-龥]{0,8}(?:故障|险情|爆管|破损|缺陷|事故|停电|漏水|警情))[一-龥]{2,6}\d+个?(?:小时|分钟|工作日|日|天)(?:以?内)?[、和]$"
)
_NO_PLACE = re.compile(r"发生|发现|处理|处置|排除|修复|响应|报[告修警]|抢修|[后起时前的]|率$|数$")


def _somewhere(spot: Spot, clause: Clause) -> Spot:
    """The limit said of the trouble at each place: 县城周边设备故障, 偏远乡镇设备故障."""
    before = squeeze(spot.before)
    if spot.mention.target.dimension != "duration" or _NO_PLACE.search(before):
        return spot
    if said := _SOMEWHERE.fullmatch(before):
        return spot._replace(before=f"{said['where']}{said['what']}")
    ahead = squeeze(clause.text[: spot.mention.start - clause.start]).removesuffix(before)
    first = (
        _FIRST_PLACE.search(f"{''.join(ahead.split()).rstrip('、和')}、")
        if 2 <= len(before) <= 6
        else None
    )
    if not first or _NO_PLACE.search(first["what"]) or first["what"][-2:] in before:
        return spot
    return spot._replace(before=f"{before}{first['what']}")


def limited_like(spot: Spot, following: Mention | None, clause: Clause) -> Spot:
    """主干道6小时、其他路段24小时内修复: the first limit is kept by the same deed."""
    target, spot = spot.mention.target, _somewhere(spot, clause)
    if not following or spot.after or target.comparator not in ("equal", "at_most"):
        return spot
    if (target.dimension, following.target.dimension) != ("duration", "duration"):
        return spot
    if following.target.comparator != "at_most" or len(squeeze(spot.before)) < 2:
        return spot
    between = clause.text[spot.mention.end - clause.start : following.start - clause.start]
    if not re.match(r"\s*[、和]\s*[一-龥]{2}", between):
        return spot
    limit = target.model_copy(
        update={"comparator": "at_most", "low": None, "high": target.low or target.high}
    )
    after = clause.text[following.end - clause.start :]
    mention = spot.mention.model_copy(update={"target": limit})
    return spot._replace(mention=mention, after=after)
