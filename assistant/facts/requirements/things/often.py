"""A frequency that holds its verb: 每个季度交一份|监测报告, 知识图谱|每月更新一次."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact, split_action, squeeze, trim
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.things.phrase import behind_verb, lists, phrase_counted
from assistant.facts.requirements.things.told import told_before
from assistant.model import Mention
from assistant.vocabulary.description import formal, verbs_beginning, verbs_ending

_NAMED = re.compile(
    r"(?P<noun>[^\d一二两三四五六七八九十≥≤]{2,}?)(?:不少于|至少|各)?[\d一二两三四五六七八九十]"
)


# 每名学员至少电话或上门回访|2次：回访的是学员。
_AT_LEAST = re.compile(r"(?P<who>[一-龥]{0,8}?)(?:至少|不少于|不低于)(?P<how>[一-龥]{2,10})")


def held_inside(spot: Spot, context: Context) -> Action | None:
    """The verb inside the number's own words, with what it is done to."""
    mention = spot.mention
    if not mention.reading and not mention.per and len(mention.text) < 6:
        return None
    if re.match(r"的?(?:频次|频率|标准|节奏)[一-龥]{2}", squeeze(spot.after)):
        return None  # 每年不少于一次的频次|清疏养护
    plain = _without_how_often(mention)
    verb = next(verbs_beginning(plain), "")
    if verb:
        return _done(verb, plain, spot, context)
    if plain == squeeze(mention.text):
        return None
    named = _NAMED.match(plain)
    said = trim(named.group("noun")) if named else ""
    if least := _AT_LEAST.fullmatch(said):
        who, verb = least["who"], next(verbs_ending(least["how"]), "")
        if len(verb) > 1:
            who = who or least["how"].removesuffix(verb) or told_before(mention, context)
            return Action(formal(verb), who, False)
    if not named and re.match(r"[一-龥]{2}", squeeze(spot.after)):
        return None  # 每个队1辆|水罐车
    if not said or re.search(r"不少于|不低于|至少|不超过|达到", said):
        said = trim(spot.before) or told_before(mention, context)
    who = compact(trim(spot.before))
    if said == _ASSESSED and 1 < len(who) <= _SHORT and not who.endswith(said):
        return Action("", f"{who}{said}", False)  # 养护单位每个月考核一次
    return phrase_counted(said) if said else None


_ASSESSED, _SHORT = "考核", 10


def _without_how_often(mention: Mention) -> str:
    each = "|".join(map(re.escape, mention.per.split("·"))) if mention.per else "(?!)"
    per = f"(?:每个?(?:{each}))+"  # 每学期|每校开展一场: the first may stand before
    return re.sub(
        rf"^(?:全年|年内|[日周月年]均|{per}|每个?(?:季度|月|周|年|半年|天|日|学期)|按(?:季度|月)|至少|要(?![素点件])|需(?![求要])|应(?![急征届用诉])|均|都)+",
        "",
        squeeze(mention.text),
    )


_PLACES = ("站", "校", "村", "馆", "园", "库", "店", "队", "镇", "桥", "点")


def one_of_more(spot: Spot, told: str) -> bool:
    """更新老化站点6个。每站巡检2次: each 站 is meant, not only those told of before."""
    each = (spot.mention.per or "").split("·")
    return any(place in told for place in each if place in _PLACES)


def _done(verb: str, plain: str, spot: Spot, context: Context) -> Action:
    held = re.match(rf"{re.escape(verb)}(?P<noun>[^\d一二两三四五六七八九十≥≤不至]{{2,}})", plain)
    after = "" if re.match(r"\s*[并且和]", spot.after) else spot.after.removeprefix("的")
    noun = re.split(r"[，。；、]", after)[0].strip() or (held.group("noun") if held else "")
    if noun:
        return Action(formal(verb), compact(noun), True)
    noun = trim(spot.before) or context.for_count()
    if not trim(spot.before) and one_of_more(spot, noun):
        noun = ""
    if lists(verb, noun):
        return Action("", formal(verb), False)  # 内容包括修剪、浇水和补植。全年修剪不少于8次
    if not noun:
        return Action(formal(verb), "", True)
    beneficiary = re.sub(r"^(?:对|给|为|向)", "", noun)
    thing = split_action(beneficiary).object if beneficiary.endswith(verb) else beneficiary
    thing = behind_verb(thing, formal(verb))
    thing = _TENDED.sub("", thing)
    return Action(formal(verb), thing, not _SEASON.search(thing))


# 绿地养护每月修剪1次：修剪的是绿地。
_TENDED = re.compile(r"(?<=[一-龥]{2})(?:养护|管护|管养|维护|运维|保洁)$")


# 管护员汛期每天巡一次：巡的不是汛期。
_SEASON = re.compile(r"(?:期|季|季度|时段|期间|平时|节假日|工作日|周末|夜间|白天)$")
