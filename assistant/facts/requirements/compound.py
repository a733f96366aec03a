"""Two numbers that say one thing: 6月底前完成50%, 10个街道各设一个服务站, and rates without a %."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.naming import kind_of_rate, rate_name
from assistant.facts.phrases import compact, split_action, squeeze, trim
from assistant.facts.requirements.context import Context
from assistant.facts.requirements.things import split_unit, told_before
from assistant.facts.segments import Clause
from assistant.model import Mention, Requirement, Target
from assistant.parse.render import goal_amount, number_text
from assistant.vocabulary.description import action_words, formal, suffix_of

_MODAL = r"(?:要|须|应|需|得|必须|力争|争取|确保|实际)*"
_STAGE = re.compile(
    rf"^{_MODAL}(?P<verb>完成|建成|开工|支付|拨付|投用|交付|改造|安装|达到|实现)(?P<thing>[一-龥]{{0,8}}?)(?:总?量|进度|任务)?(?:的|达到|达|要到|到)*$"
)


class Joined(NamedTuple):
    """What two numbers say together, and the numbers that are thereby used up."""

    requirement: Requirement
    used: tuple[Mention, ...]


def joined(clause: Clause, usable: list[Mention], context: Context) -> list[Joined]:
    """The requirements of a clause that two of its numbers state together."""
    found = [one for mention in usable if (one := _each_of_list(clause, mention))]
    for pair in itertools.pairwise(usable):
        first, second = pair
        between = squeeze(clause.text[first.end - clause.start : second.start - clause.start])
        after = squeeze(clause.text[second.end - clause.start :])
        second, after = split_unit(second, after)
        if first.target.comparator == "by_date":
            before = squeeze(clause.text[: first.start - clause.start])
            requirement = _dated_rate(first, second, before, between) or _stage(
                first, second, between, after, context
            )
        else:
            requirement = _for_each(first, second, between, after)
        if requirement:
            found.append(Joined(requirement, pair))
    return found


def _dated_rate(date: Mention, amount: Mention, before: str, between: str) -> Requirement | None:
    """入住率|年底|达到85%: a rate, and when it is to be reached."""
    subject = compact(trim(before))
    reached = re.fullmatch(rf"{_MODAL}(?:前|之前)?(?:达到|达|实现|不低于|提升到|要到|到)?", between)
    if not reached or amount.target.dimension != "ratio" or not subject.endswith(("率", "满意度")):
        return None
    name = f"{date.text.strip()}{subject}"
    return _requirement((date, amount), kind_of_rate(subject), name, subject, "")


def _stage(
    date: Mention, amount: Mention, between: str, after: str, context: Context
) -> Requirement | None:
    """6月底前完成|50%, 6月底完成|12座: how much is done by then, not when all is done."""
    said = _STAGE.match(between)
    if not said or re.search(r"率$|满意度$", said["thing"]):
        return None
    ratio = amount.target.dimension == "ratio"
    if not ratio and (after or said["thing"] or amount.target.dimension != "count"):
        return None
    verb = "完成" if said["verb"] in ("达到", "实现") else said["verb"]
    topic = context.for_rate() if ratio else told_before(amount, context)
    thing = said["thing"] or compact(re.split(r"[，、]", topic)[0])
    thing = re.sub(rf"{verb}$", "", split_action(thing).object or thing)
    if len(thing) > 16:
        return None
    tail = "率" if ratio else suffix_of(amount.target.unit)
    name = f"{date.text.strip()}{thing}{verb}{tail}"
    return _requirement((date, amount), "timeliness", name, thing, verb)


_LISTED = re.compile(
    r"(?P<list>[一-龥]{1,6}(?:、[一-龥]{1,6}){1,12})(?:阶段|季|期)?各(?P<verb>[一-龥]{2,4})?$"
)


def _each_of_list(clause: Clause, mention: Mention) -> Joined | None:
    """汛前、汛中、汛后各开展|一次|全面排查 → 3次, shown as computed."""
    before = squeeze(clause.text[: mention.start - clause.start])
    said, each = _LISTED.search(before), mention.target.low
    thing = compact(re.split(r"[，。；、]", squeeze(clause.text[mention.end - clause.start :]))[0])
    countable = mention.target.comparator == "equal" and mention.target.dimension == "count"
    deed = said["verb"] if said and said["verb"] in action_words() else ""
    if not said or each is None or not countable or mention.target.unit != "次":
        return None
    if not thing and not deed:
        return None
    parts = said["list"].split("、")
    total = each * len(parts)
    reading = (
        f"{len(parts)}次（{said['list']}） × 每次{number_text(each)}次 = {number_text(total)}次"
    )
    target = mention.target.model_copy(update={"low": total})
    counted = mention.model_copy(update={"target": target, "reading": reading})
    verb, thing = (deed or "开展", thing) if thing else ("开展", deed)
    made = _requirement((mention, counted), "quantity", f"{thing}次数", thing, verb)
    goal = f"{verb}{thing}{goal_amount(target, mention.text)}"
    return Joined(made.model_copy(update={"clause": goal}), (mention, mention))


def _for_each(first: Mention, second: Mention, between: str, after: str) -> Requirement | None:
    """10个|街道各设|一个|服务站 → 10个服务站, shown as computed."""
    said = re.match(r"^(?P<who>[一-龥]{1,8}?)(?:每个?|各自?)(?P<verb>[一-龥]{1,2})$", between)
    each, many = second.target.low, first.target.low
    if not said or said["verb"] not in action_words() or each is None or many is None or not after:
        return None
    if second.target.comparator != "equal" or second.target.dimension != "count":
        return None
    thing = compact(re.split(r"[，。；、]", after)[0])
    verb, total, unit = formal(said["verb"]), each * many, second.target.unit
    reading = (
        f"{number_text(many)}{first.target.unit}{said['who']} × 每{first.target.unit}"
        f"{number_text(each)}{unit} = {number_text(total)}{unit}"
    )
    target = second.target.model_copy(update={"low": total, "high": None})
    mention = second.model_copy(update={"target": target, "reading": reading, "per": None})
    name = f"{thing}{verb}{suffix_of(unit)}"
    made = _requirement((first, mention), "quantity", name, thing, verb)
    return made.model_copy(update={"clause": f"{verb}{thing}{goal_amount(target, mention.text)}"})


def _requirement(
    mentions: tuple[Mention, Mention], kind: str, name: str, thing: str, verb: str
) -> Requirement:
    first, second = mentions
    return Requirement.model_validate(
        {
            "start": first.start,
            "end": second.end,
            "kind": kind,
            "name": name,
            "object": thing,
            "action": verb,
            "clause": f"{name}{goal_amount(second.target, second.text)}",
            "mention": second,
        }
    )


_BARE_RATE = re.compile(
    r"(?P<name>[^，。；\d]{0,14}?(?:满意度|满意率|好评率|[一-龥]{2}率))(?:[^，。；\d率]{0,6}?)"
    r"(?P<value>\d{2,3}(?:\.\d+)?)(?P<tail>\+|以上|左右)?(?:吧|呢|就行|即可)?$"
)
_ALL = Decimal(100)


def bare_rate(clause: Clause, mentions: Iterable[Mention], topic: str) -> Requirement | None:
    """满意度争取90以上: a rate is a percentage, also where nobody wrote the %."""
    said = _BARE_RATE.fullmatch(squeeze(clause.text))
    if not said or any(m.target.unit for m in mentions):
        return None
    value = Decimal(said["value"])
    if value > _ALL:
        return None
    name = rate_name(compact(trim(said["name"])), topic)
    exact = value == _ALL and not said["tail"]
    target = Target(
        comparator="equal" if exact else "at_least",
        low=value,
        high=value if exact else None,
        unit="%",
        dimension="ratio",
    )
    text = squeeze(clause.text)
    mention = Mention(
        start=clause.start,
        end=clause.end,
        text=text,
        target=target,
        reading=f"“{text}”，{name}以%计 → {'' if exact else '≥'}{number_text(value)}%",
    )
    return Requirement(
        start=clause.start,
        end=clause.end,
        kind=kind_of_rate(name),
        name=name,
        object=name,
        clause=f"{name}{goal_amount(target, mention.text)}",
        mention=mention,
    )
