"""One deed done for several receivers: 为86名队员和6个中队更新装备."""

from __future__ import annotations

import itertools
import re
from functools import cache

from assistant.facts.phrases import compact, squeeze
from assistant.facts.requirements.context import Context
from assistant.facts.segments import Clause
from assistant.model import Mention, Requirement
from assistant.parse.render import goal_amount
from assistant.vocabulary.description import action_words, formal, suffix_of, words

_TOWARDS = re.compile(r"(?:为|给|向|对)(?:全[省市区县镇]|辖区|辖区内|符合条件的)?$")
_NOUN = re.compile(r"(?P<noun>[一-龥]{2,10}?)[、和与及]$")
_GIVEN = re.compile(r"(?P<what>.{2,}?)(?:给予|予以)(?P<deed>补助|补贴|奖励|资助|支持)")
_LONGEST = 14


@cache
def _deed() -> re.Pattern[str]:
    verbs = "|".join(v for v in action_words() if len(v) > 1)
    return re.compile(
        r"(?P<noun>[一-龥]{2,8}?)(?:统一|免费|全部|分别)?(?:提供|进行|实施|办理)?"
        rf"(?P<verb>{verbs}|配(?=装备|设备|器材))(?P<what>[一-龥、]{{0,20}})$"
    )


def received(clause: Clause, usable: list[Mention], context: Context) -> list[Requirement]:
    """A requirement for each receiver: two or more before one deed, or one that is outfitted; the
    places in which something is set up."""
    if set_up := _set_up(clause, usable):
        return [set_up]
    counted = _counted(clause, usable)
    last = (
        _deed().match(squeeze(clause.text[counted[-1].end - clause.start :])) if counted else None
    )
    if last is None:
        return []
    outfits = last["what"].endswith(words("outfits"))
    nouns = [_between(clause, a, b) for a, b in itertools.pairwise(counted)]
    if not all(nouns) or (not nouns and not outfits):
        return []
    context.verb = "配备" if outfits else ""
    deed, said = _named(last)
    receivers = list(zip(counted, [*nouns, last["noun"]], strict=True))
    return [_of_one(m, noun, deed, "" if i else said) for i, (m, noun) in enumerate(receivers)]


_IN = re.compile(r"(?:^|[一-龥])在(?:全[省市区县镇]|辖区内?)?$")
_PLACED = re.compile(
    r"(?P<noun>[一-龥]{2,8}?)(?:统一|分别|各|均|都|集中)?"
    r"(?P<verb>设立|设置|布设|建设|新建|开设|安装|加装|部署|开展|举办|推广|设|建|装)(?P<what>[一-龥]{2,12})$"
)


def _set_up(clause: Clause, usable: list[Mention]) -> Requirement | None:
    """在14家|农贸市场设快检点: how many places have one."""
    mention = usable[0] if len(usable) == 1 else None
    if mention is None or mention.per or mention.target.unit not in words("loose_units"):
        return None
    said = _PLACED.match(squeeze(clause.text[mention.end - clause.start :]))
    if not said or not said["noun"].endswith(words("places")):
        return None
    if not _IN.search(squeeze(clause.text[: mention.start - clause.start])):
        return None
    verb, what = formal(said["verb"]), compact(said["what"])
    return _of_one(mention, said["noun"], f"{what}{verb}", f"{verb}{what}，")


def _counted(clause: Clause, usable: list[Mention]) -> list[Mention]:
    """The receivers' numbers behind 为 or 给; none where the clause has others as well."""
    counted = [m for m in usable if m.target.unit in words("loose_units") and not m.per]
    if not counted or len(counted) != len(usable):
        return []
    led = _TOWARDS.search(squeeze(clause.text[: counted[0].start - clause.start]))
    return counted if led else []


def _named(last: re.Match[str]) -> tuple[str, str]:
    """The deed as a row names it, and as a goal begins with it."""
    if given := _GIVEN.fullmatch(last["verb"] + last["what"]):
        deed = f"{given['what']}{given['deed']}"
        return deed, deed
    verb, what = formal(last["verb"]), compact(last["what"])
    deed = f"{what}{verb}" if len(what) + len(verb) <= _LONGEST else verb
    return deed, f"{verb}{what}，" if what else verb


def _between(clause: Clause, first: Mention, second: Mention) -> str:
    between = squeeze(clause.text[first.end - clause.start : second.start - clause.start])
    said = _NOUN.fullmatch(between) or re.fullmatch(r"(?P<noun>[一-龥]{2,10})", between)
    return said["noun"] if said else ""


def _of_one(mention: Mention, noun: str, deed: str, lead: str) -> Requirement:
    amount = goal_amount(mention.target, mention.text)
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind="quantity",
        name=f"{deed}覆盖{noun}{suffix_of(mention.target.unit)}",
        object=noun,
        action="覆盖",
        clause=f"{lead}覆盖{noun}{amount}",
        mention=mention,
    )
