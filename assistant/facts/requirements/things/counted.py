"""The one entry: which reader names the thing that a number counts."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.again import known, summed, these
from assistant.facts.requirements.things.beside import beside
from assistant.facts.requirements.things.completed import completed, continued
from assistant.facts.requirements.things.gaining import gaining
from assistant.facts.requirements.things.often import held_inside

_READERS = (summed, known, these, gaining, held_inside, beside)
_PEOPLE_DOING = re.compile(
    r"(?P<who>学生|学员|老人|儿童|群众|居民|村民|职工|患者|教师|市民|游客)(?P<what>上课|就餐|就读|就医|参加|住宿|入住|使用|健身|活动|观看)"
)


def thing_counted(spot: Spot, context: Context) -> Action | None:
    """The thing a number counts and the verb that goes with it; None when nothing tells."""
    action = next((found for read in _READERS if (found := read(spot, context))), None)
    if action is None or not (compact(action.object) or action.verb):
        return None
    if doing := _PEOPLE_DOING.fullmatch(action.object):
        action = action._replace(object=f"{doing['what']}{doing['who']}")
    return completed(continued(action, context), spot, context)
