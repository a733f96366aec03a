"""The verb for a thing that the description only names and counts (公厕5座, 血压计9500件).

Only work, or what comes out of it, is completed (完成); a thing is what the project does to it, as
its name or the part's says (检定, 养护), else it is only told of (涉及).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.model import Requirement
from assistant.vocabulary.description import action_words, words
from assistant.vocabulary.goal_wording import goal_words

_GIVEN = ("完成", "服务", "覆盖", "配备")
_EQUIPMENT = ("台", "套", "台套", "辆", "架", "具", "艘", "部")
_NO_DEED = re.compile(
    r"(?:项目|经费|资金|专项|工程|工作|服务|补助|补贴|[（(][^（）()]{0,60}[）)]){1,9}$"
)


def fitting(verb: str, requirement: Requirement, about: Sequence[str]) -> str:
    """The verb as given where the description says it or it fits; `about` are the names of the
    part and the project."""
    thing = requirement.object
    if requirement.action or verb not in _GIVEN or not requirement.mention:
        return verb
    if thing.endswith(goal_words("own", "visitors")):
        return "接待"
    if verb == "覆盖":
        looks_after = _tending(about)
        return verb if not looks_after or looks_after in thing else looks_after
    if any(result in thing[2:] for result in goal_words("own", "results")):
        return ""
    if _holds_a_deed(thing):
        return "完成"
    if verb == "服务" or thing.endswith(goal_words("served")):
        return "服务"
    return _for_a_thing(thing, requirement.mention.target.unit, about)


@cache
def _holds_a_deed(thing: str) -> bool:
    """True for work, or what comes out of it: 政治考核, 路基土石方, 松褐天牛飞机防治."""
    done = (*action_words(), *goal_words("own", "verbs"))
    if any(len(verb) > 1 and verb in thing for verb in done):
        return not thing.endswith(goal_words("own", "sites"))
    return thing.endswith((*words("processes"), *goal_words("own", "products")))


def _for_a_thing(thing: str, unit: str, about: Sequence[str]) -> str:
    if verb := _tending(about):
        return verb
    if thing.endswith((*words("places"), *goal_words("own", "sites"))):
        return "覆盖"
    if unit not in _PEOPLE and (verb := _tending(about, "providing")):
        return verb
    if unit in _EQUIPMENT:
        return "配备"
    built = any(_NO_DEED.sub("", name).endswith(goal_words("once", "verbs")) for name in about)
    return "完成" if built else "涉及"


_PEOPLE = ("人", "名", "位", "户", "人次", "户次")


def _tending(about: Sequence[str], how: str = "tending") -> str:
    """How the part or the project looks after things (公园养护), or comes by them (物资储备), as
    its name ends."""
    for name in about:
        bare = _NO_DEED.sub("", name)
        verb = next((v for v in goal_words("own", how) if bare.endswith(v)), "")
        if verb:
            return verb
    return ""
