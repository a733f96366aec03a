"""A part of what was counted before is named with its whole: 其中城镇280户, 招聘会（专场42场）."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.phrase import plain_object
from assistant.facts.words import last_word
from assistant.vocabulary.description import action_words, words

ROUNDS = ("次", "场", "期", "轮")
"""Units in which things are held."""
EVENTS = ("会", "活动", "讲座", "论坛", "大赛", "比赛", "联赛", "演出", "展览", "课程", "班")
"""How the name of what is held ends."""


def part_of_sum(action: Action, spot: Spot, context: Context) -> Action | None:
    """培训4000人次，其中家政护理1200人次: a part is done as the whole is."""
    whole = context.by_unit.get(spot.mention.target.unit)
    begins = re.match(r"\s*(?:其中|含)", spot.clause)
    goes_on = context.parting == spot.mention.target.unit
    context.parting = spot.mention.target.unit if begins or goes_on else ""
    if not whole or not context.parting or (action.verb and action.leading):
        return None
    part, told = plain_object(action), plain_object(whole)
    if not 2 <= len(part) <= 12:
        return None
    if whole.leading and whole.verb not in _GENERAL:
        return None if action.verb else Action(whole.verb, part, True)
    if _ATTAINED.match(told) and spot.mention.target.unit in words("people_units"):
        return Action("", f"{part}{told}", False)  # 高校毕业生|达成就业意向
    if part in words("modifiers"):
        return Action(
            whole.verb if whole.leading else "", f"{part}{last_word(told)}", whole.leading
        )
    deed = next((p for p in (*words("processes"), *action_words()) if told.endswith(p)), "")
    return Action("", f"{part}{deed}", False) if len(deed) > 1 and deed not in part else None


_ATTAINED = re.compile(r"(?:达成|实现|取得|获得|签订|落实|享受|参加|接受|通过|申领|领取)[一-龥]{2}")
_GENERAL = ("", "开展", "完成", "实施", "组织", "进行")


def class_of_whole(action: Action, spot: Spot, context: Context) -> Action | None:
    """小型水库26座（小（1）型4座）, 招聘会48场（专场42场）: a class alone is no name."""
    unit = spot.mention.target.unit
    whole = context.by_unit.get(unit)
    if action.verb or not whole or not action.object:
        return None
    if action.object.startswith("进") and unit in (*ROUNDS, "场次"):
        deed = re.sub(r"进[一-龥]{2,3}$", "", plain_object(whole))
        return Action("", f"{deed}{action.object}", False)  # 宣讲|进校园30场
    tail = last_word(compact(whole.object) if whole.leading else plain_object(whole))
    held = unit in (*ROUNDS, "场次") and tail.endswith(EVENTS) and len(action.object) <= 4
    if not held and not re.search(r"[型类级档]$", action.object):
        return None
    if held and (action.object.endswith(EVENTS) or tail in action.object):
        return None
    fits = len(action.object) <= 6 and len(tail) > 1 and not tail.endswith(tuple("型类级档"))
    return (
        Action(whole.verb if whole.leading else "", f"{action.object}{tail}", whole.leading)
        if fits
        else None
    )
