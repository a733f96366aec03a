"""Things counted before that a number takes up again: a sum, 新开的2个点, A、B、C这3个, a part."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, squeeze, trim, trim_start
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.phrase import plain_object
from assistant.vocabulary.description import action_words, formal

SUM = re.compile(r"(?:共计|合计|总计|一共|总共|全年共|共)")
THESE = re.compile(r"(?:^|(?>.*把)|(?>.*将)|(?>.*对))(?P<list>[^，。]*?)这$")
_KNOWN = re.compile(r"(?:^|[这那])(?P<verb>[一-龥]{1,4})的$")
_TENDED = re.compile(
    r"(?P<noun>[^，。；]{1,12}?)(?:做好|进行|开展|实施)?(?P<verb>运营|运维|维护|建设|管理|改造|优化|升级)(?:好|工作)?$"
)


def summed(spot: Spot, context: Context) -> Action | None:
    """…开一场课，全县32所中学，共32场: a sum counts what was last counted in the same unit."""
    before = context.by_unit.get(spot.mention.target.unit)
    return before if before and SUM.fullmatch(squeeze(spot.before)) else None


def known(spot: Spot, context: Context) -> Action | None:
    """新开的|2个|点, after 新开幸福食堂2个: the same things again, under their own name."""
    said = _KNOWN.search(squeeze(spot.before))
    if not said or said.group("verb") not in action_words():
        return None
    verb, target = formal(said.group("verb")), spot.mention.target
    for earlier in reversed(context.stated):
        counted = earlier.mention and earlier.mention.target
        same = counted and (counted.low, counted.unit) == (target.low, target.unit)
        if same and earlier.action == verb:
            return Action(verb, earlier.object, True)
    return None


def these(spot: Spot, _context: Context) -> Action | None:
    """把A、B、C这|4个|场景做好运营: the thing counted stands after, what it consists of before."""
    listed, tended = THESE.match(squeeze(spot.before)), _TENDED.match(squeeze(spot.after))
    return Action(tended.group("verb"), tended.group("noun"), True) if listed and tended else None


# 至少1个|获得省级推介, 其中被市委采用|不少于2篇|：数的是前面那些里的一部分。
_OF_THEM = re.compile(
    r"(?:获得?|荣获|入选|被(?!审)|评为|获评|纳入|列入|达到|通过|创建为|晋升)[^，。；\d]{2,16}$"
)


def chosen(spot: Spot, before: str, context: Context) -> Action | None:
    """Some of what was counted before, told by what becomes of them."""
    unit, after = spot.mention.target.unit, squeeze(spot.after).removeprefix("以上")
    fate = next((t for t in (after, trim_start(before)) if _OF_THEM.fullmatch(t)), "")
    if not fate or spot.mention.target.dimension != "count":
        return None
    lead = trim(before) if fate == after else ""
    earlier = context.by_unit.get(unit)
    thing = lead or (plain_object(earlier) if earlier else "")
    return Action("", f"{thing}{fate}", False) if len(thing) > 1 else None
