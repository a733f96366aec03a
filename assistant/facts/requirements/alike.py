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


def limited_like(spot: Spot, following: Mention | None, clause: Clause) -> Spot:
    """主干道6小时、其他路段24小时内修复: the first limit is kept by the same deed."""
    target = spot.mention.target
    if not following or spot.after or target.comparator != "equal":
        return spot
    if (target.dimension, following.target.dimension) != ("duration", "duration"):
        return spot
    if following.target.comparator != "at_most" or len(squeeze(spot.before)) < 2:
        return spot
    between = clause.text[spot.mention.end - clause.start : following.start - clause.start]
    if not re.match(r"\s*[、和]\s*[一-龥]{2}", between):
        return spot
    limit = target.model_copy(update={"comparator": "at_most", "low": None, "high": target.low})
    after = clause.text[following.end - clause.start :]
    mention = spot.mention.model_copy(update={"target": limit})
    return spot._replace(mention=mention, after=after)
