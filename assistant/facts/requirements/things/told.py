"""What a number without a noun of its own counts: words of the clauses and labels before it."""

from __future__ import annotations

from assistant.facts.requirements.context import Context
from assistant.model import Mention
from assistant.vocabulary.description import action_words, words

_ROUNDS = ("次", "轮", "期")
_LESSONS = ("次", "场", "小时", "课时")


def told_before(mention: Mention, context: Context) -> str:
    """The bullet's topic or label for a frequency, what was counted in a unit of its own (座, 盏),
    else the clause before."""
    unit = mention.target.unit
    return _work_repeated(unit, context) or _taken_up(mention, context) or context.for_count()


def _work_repeated(unit: str, context: Context) -> str:
    if unit in (*_ROUNDS, "场") and _process(context.theme) and not _process(context.noun):
        return context.theme  # 公益培训，羽毛球乒乓球，一年12期
    if unit not in _ROUNDS:
        return ""
    if context.row_topic in context.noun and _process(context.noun):
        return context.noun  # （3）桥梁。94座桥梁经常性检查每月1次
    if context.row_topic:
        return context.row_topic
    labelled = len(context.label) > 2 and context.label.endswith(action_words())
    return context.label if labelled else ""


def _taken_up(mention: Mention, context: Context) -> str:
    unit, doing = mention.target.unit, context.activity or context.taken
    if mention.per and unit in _LESSONS and doing:
        return doing
    if context.noun and context.noun == context.taken and _process(context.noun):
        return context.noun  # 监测设施运维，37座
    if unit in words("loose_units") or context.row_topic:
        return ""
    return _in_same_unit(unit, context)


def _process(phrase: str) -> bool:
    return phrase.endswith((*words("processes"), *(v for v in action_words() if len(v) > 1)))


def _in_same_unit(unit: str, context: Context) -> str:
    """公厕 of 改造公厕24座（一类10座、二类14座）: the whole, where parts are counted too."""
    counted = [
        r
        for r in context.stated
        if r.kind == "quantity" and r.mention and r.mention.target.unit == unit
    ]
    most = max(counted, key=lambda r: (r.mention and r.mention.target.low) or 0, default=None)
    return most.object if most else ""
