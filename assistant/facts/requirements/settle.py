"""The whole of what was found: the same thing said twice is one, background is no target."""

from __future__ import annotations

import re
from collections import Counter

from assistant.model import Requirement
from assistant.parse.render import sign_value
from assistant.parse.units import to_base

_ENOUGH = 3
_PROMPT = re.compile(r"及时|按时|按期|准时")


def settled(found: list[Requirement]) -> tuple[Requirement, ...]:
    """The requirements of a text, each once, without what only says how things are."""
    return _told_apart(_without_background(_without_filled(_once(_adopt_names(found)))))


def _told_apart(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """医用冰箱购置数量 beside 医用冰箱数量: a verb left out of the name tells two rows apart."""
    counted = Counter(r.name for r in found if r.kind == "quantity")
    return tuple(
        r.model_copy(update={"name": r.name.replace(r.object, r.object + r.action, 1)})
        if counted[r.name] > 1 and r.action and r.object and r.action not in r.name
        else r
        for r in found
    )


def _without_filled(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """满意率, named in a list, is no open row beside 居民满意率≥90%."""
    filled = [r.name for r in found if r.mention]
    asked = [r.start for r in found if r.mention and r.kind == "served_satisfaction"]
    return tuple(
        r
        for r in found
        if r.mention
        or not (
            any(name.endswith(r.name) for name in filled)
            or (r.kind == "served_satisfaction" and any(0 <= at - r.end < _SOON for at in asked))
        )
    )


_SOON = 8
"""队员对保障的满意度也调查一下，90%吧: so near, the figure is that of the words before it."""


def _adopt_names(found: list[Requirement]) -> list[Requirement]:
    """长期看及时率要到98%: a bare rate for the period is about the year's rate of the same kind."""
    return [_named_like(r, found) if r.scope == "period" else r for r in found]


def _named_like(requirement: Requirement, found: list[Requirement]) -> Requirement:
    for other in found:
        alike = other.scope == "year" and other.kind == requirement.kind == "timeliness"
        ratio = other.mention and other.mention.target.dimension == "ratio"
        if alike and ratio and _PROMPT.search(other.name) and _PROMPT.search(requirement.name):
            return requirement.model_copy(update={"name": other.name, "object": other.object})
    return requirement


EXISTING = re.compile(r"(?:现有|已有|共有|现在有|目前有|在册)[一-龥、]{0,12}$")


def _without_background(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """现有水库86座 is no target beside the work that is planned; alone, it is what is kept up."""
    planned = [r for r in found if r.kind == "quantity" and not r.existing]
    return tuple(r for r in found if not r.existing) if len(planned) >= _ENOUGH else found


def _once(found: list[Requirement]) -> tuple[Requirement, ...]:
    kept: dict[tuple[str, str, str], Requirement] = {}
    by_amount: dict[object, list[Requirement]] = {}
    for requirement in found:
        if requirement.sums_up:
            parts = [k for k, r in kept.items() if _part_of_sum(r, requirement)]
            for part in parts:
                by_amount[_amount(kept[part])].remove(kept.pop(part))
        mention = requirement.mention
        value = sign_value(mention.target, mention.text) if mention else ""
        amount, key = _amount(requirement), (requirement.name, value, requirement.scope)
        alike = by_amount.setdefault(amount, []) if amount else []
        if key in kept or any(_same_again(requirement, earlier) for earlier in alike):
            continue
        if any(_sent_alike(requirement, r) or _due_alike(requirement, r) for r in kept.values()):
            continue
        if any(_counted_alike(requirement, earlier) for earlier in kept.values()):
            continue
        alike.append(requirement)
        kept[key] = requirement
    return tuple(kept.values())


def _counted_alike(one: Requirement, earlier: Requirement) -> bool:
    """62个队 after 62支队: the same things, counted in the unit that anything is counted in."""
    if not (one.mention and earlier.mention and one.name == earlier.name):
        return False
    now, then = one.mention.target, earlier.mention.target
    alike = now.low == then.low and now.comparator == then.comparator and now.unit == "个"
    return alike and now.low is not None and one.scope == earlier.scope


# 进修培养骨干6人……6名医护人员派到省中医院进修：派出去的是同一批人。
_SENT = re.compile(r"进修|挂职|跟岗|研修|驻训")


def _sent_alike(later: Requirement, earlier: Requirement) -> bool:
    """As many people, sent to learn in the same way."""
    if later.kind != "quantity" or earlier.kind != "quantity" or later.scope != earlier.scope:
        return False
    now, then = later.mention, earlier.mention
    if not now or not then or now.target.low is None or now.target.low != then.target.low:
        return False
    people = {now.target.unit, then.target.unit} <= {"人", "名", "位"}
    how = _SENT.search(later.name)
    return people and bool(how) and bool(how and how.group() in earlier.name)


def _due_alike(later: Requirement, earlier: Requirement) -> bool:
    """等保测评 after 三级等保系统等级测评, due on the same day: one thing, named shorter."""
    if later.kind != "timeliness" or earlier.kind != "timeliness":
        return False
    now, then, short = later.mention, earlier.mention, later.object
    if not now or not then or now.target.date is None or now.target.date != then.target.date:
        return False
    if later.action != earlier.action or later.scope != earlier.scope or len(short) < _SHORTEST:
        return False
    if later.doubtful or earlier.doubtful or short[-2:] != earlier.object[-2:]:
        return False
    rest = iter(earlier.object)
    return short[:2] in earlier.object and all(sign in rest for sign in short)


_SHORTEST = 4


def _part_of_sum(earlier: Requirement, total: Requirement) -> bool:
    """每人接种两剂次，共5600剂次: the sum says what is to be done."""
    if not earlier.mention or not total.mention or earlier.kind != total.kind:
        return False
    same = earlier.object == total.object and earlier.action == total.action
    return same and earlier.mention.target.unit == total.mention.target.unit


def _amount(requirement: Requirement) -> object:
    target = requirement.mention.target if requirement.mention else None
    return to_base(target.low, target.unit) if target and target.low is not None else None


def _share_word(one: Requirement, other: Requirement) -> bool:
    """每季度300批次定量 → 1200批次, after 定量检测1200批次."""
    return any(one.name[i : i + 2] in other.name for i in range(len(one.object) - 1))


_KEPT_SO = re.compile(r"[一-龥]{2}(?:安全|正常|平稳|稳定)[一-龥]{2}$")


def _does_more(later: Requirement, earlier: Requirement) -> bool:
    """为35名肢体残疾儿童适配辅具 after 救助肢体残疾儿童35人: another thing is done for them."""
    if not earlier.action or earlier.object not in later.object:
        return False
    more = later.object.replace(earlier.object, "", 1)
    return len(more) > 1 and later.action != earlier.action and earlier.action not in later.name


def _same_again(later: Requirement, earlier: Requirement) -> bool:
    """校车补贴76台 after 专用校车补贴76台: the same number of the same thing, said twice."""
    if later.kind != "quantity" or earlier.kind != "quantity" or later.scope != earlier.scope:
        return False
    if _amount(later) is None or len(later.object) < 2:
        return False
    if later.mention and earlier.mention and later.mention.reading and _share_word(later, earlier):
        return later.mention.target.unit == earlier.mention.target.unit
    if _KEPT_SO.match(later.object) and later.object[:2] in earlier.name:
        return True  # 小型水库26座 … 26座水库安全度汛
    if _does_more(later, earlier):
        return False
    bare = later.object.removesuffix(later.action) or later.object
    again = bare in earlier.name and later.action == earlier.action
    return again or later.object in earlier.name or earlier.object in later.name
