"""Counted people, places and land that gain by the work: 惠及2.3万人, 保护耕地1.1万亩."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact, squeeze, trim
from assistant.facts.requirements.context import Context, Spot
from assistant.vocabulary.description import word_pattern, words

_GAINS = re.compile(r"更|受益|惠及|改善|享受|获益")
# 解决8200名|群众的出行安全问题：数的是受益的人。
_HELPED = re.compile(
    r"(?P<who>群众|居民|村民|师生|学生|老人|老年人|职工|市民|农户|农民|患者|儿童|残疾人|游客)的[一-龥]{2,}"
)
_SECURED = re.compile(r"得到[^，。]{0,10}(?:保障|改善|提升|解决|保护)")
_PLACES = re.compile(r"(?:行政村|自然村|村|社区|学校|乡镇|街道)")


def gaining(spot: Spot, context: Context) -> Action | None:
    """改善沿线1.8万名居民的居住环境: people are counted who benefit."""
    return (
        _reached(spot)
        or _served(spot)
        or _of_places(spot, context)
        or _helped(spot)
        or _secured(spot)
        or _protected(spot)
        or _better_off(spot, context)
    )


# 12家|乡镇卫生院都要有人来、46个|居民小区全部配督导：数的是到了多少个地方。
_REACHED = re.compile(
    r"(?P<where>[一-龥]{2,10}?)(?:全部|全都|都|均)(?:要|得|须|应)?"
    r"(?:(?:有|派)人(?:来|参加|参训|参会|到场|到会)|(?:配备|配齐|配有|配上|配)(?P<what>[一-龥]{2,6}))"
)


def _reached(spot: Spot) -> Action | None:
    said = _REACHED.fullmatch(squeeze(spot.after))
    if (
        not said
        or squeeze(spot.before)
        or not said["where"].endswith((*words("places"), "学校", "院"))
    ):
        return None
    return Action("", f"{said['what'] or ''}覆盖{said['where']}", False)


# 修好以后大约4300名|学生能用上。
_SERVED = re.compile(
    r"(?P<who>[一-龥]{2,8}?)(?:就|都|也)?(?:能|能够|可以?|可)(?:用上|喝上|吃上|住上|走上|坐上|看上|享受到?|受益|得到|用得上|就近)[一-龥]{0,10}"
)


def _served(spot: Spot) -> Action | None:
    said = _SERVED.fullmatch(squeeze(spot.after)) if _people(spot) else None
    return Action("", f"受益{said['who']}", False) if said else None


def _people(spot: Spot) -> bool:
    return spot.mention.target.unit in words("people_units")


def _of_places(spot: Spot, context: Context) -> Action | None:
    """惠及11个行政村|2.3万人."""
    where = spot.before or context.noun
    told = _people(spot) and re.search(r"惠及|受益", spot.clause)
    return Action("", "受益群众", False) if told and where.endswith(words("places")) else None


def _helped(spot: Spot) -> Action | None:
    helped = _HELPED.match(squeeze(spot.after))
    gained = re.search(r"解决|改善|满足|保障|惠及|方便|消除|提高|提升", spot.clause)
    return (
        Action("", f"受益{helped['who']}", False) if _people(spot) and helped and gained else None
    )


def _secured(spot: Spot) -> Action | None:
    """3.8万|群众、2.1万亩|农田得到防洪灌溉保障."""
    if not _SECURED.search(spot.clause):
        return None
    thing = compact(re.split(r"得到", squeeze(spot.after))[0])
    wide = spot.mention.target.dimension == "area"
    return (
        Action("", f"受益{thing}", False)
        if 2 <= len(thing) <= 8 and (_people(spot) or wide)
        else None
    )


def _protected(spot: Spot) -> Action | None:
    """保护人口1.3万人、耕地1.1万亩."""
    land = trim(spot.before)
    wide = spot.mention.target.dimension == "area" and re.search(r"保护", spot.clause)
    if wide and land in ("耕地", "农田", "林地", "草地", "湿地"):
        return Action("", f"保护{land}", False)
    return None


def _better_off(spot: Spot, context: Context) -> Action | None:
    lead = trim(compact(trim(spot.before)))  # 建成后可服务|4600人
    better = re.match(word_pattern("benefit_verbs").pattern, lead)
    places = bool(_PLACES.match(squeeze(spot.after)))
    if not (better or _gains(spot, lead, places)) or not (places or _people(spot)):
        return None
    who = compact(re.split(r"的|出行|更|受益|得到|享受|生活", squeeze(spot.after))[0])
    if not who or _is_place(who, places):
        if better and lead.endswith("就业"):
            return Action("", lead, False)  # 带动就业2.2万人
        bare = lead[better.end() :] if better else re.sub(r"^.*?(?:受益|惠及)", "", lead)
        who = compact(bare) or "群众"
        who = "群众" if _is_place(who, places) else who
    return Action("", f"受益{who}", False) if len(who) <= 12 else None


def _gains(spot: Spot, lead: str, places: bool) -> bool:
    where = spot.clause if places else spot.after
    return bool(_GAINS.search(where) or re.search(r"受益$|惠及$", lead))


def _is_place(who: str, places: bool) -> bool:
    """True for the name of a place where people are counted."""
    return who.endswith(words("places")) and not places
