"""A noun phrase that is counted, split into its verb and its thing."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact, split_action
from assistant.facts.words import cut
from assistant.vocabulary.description import action_words, deeds_done, formal, is_measure

_AGED = re.compile(r"(?:使用(?:年限|时间)?|服役)(?:已?超过|满|达到?)\d+年(?:以上)?的?")
# 年削减COD；但“年处理水量”本身是一个量。
_A_YEAR = re.compile(r"^年(?=(?:处理|处置|削减|节约|减少|减排|接待|供应)[^，。]*(?<!量)$)")
_BY_MEANS = re.compile(r"用|利用|通过|使用|运用|依托|借助|给|为|向")


def phrase_counted(phrase: str, whole: str = "") -> Action:
    """The phrase before its number; means (用PDA…) and recipients (给网格员…) are left out. `whole`
    is the phrase with the words that lead it in."""
    if is_measure(phrase) or re.match(r"(?:受益|惠及)(?=人口|人群|群众|居民|农户|学生)", phrase):
        return Action("", phrase, False)
    phrase = re.sub(r"^每[一-龥]{1,2}(?=.{3})", "", phrase)
    phrase = _A_YEAR.sub("", _AGED.sub("", phrase))
    if deed := _BY_MEANS.match(whole) and _deed_within(phrase):
        return deed
    given = re.match(r"(?:对)?(?P<who>.+?)(?:给予|予以)(?P<what>.+)$", phrase)
    if given:
        return Action("", f"{given.group('who')}{given.group('what')}", False)
    action = split_action(phrase)
    return action if action.verb else _done_there(phrase) or action


# 路段装护栏、村口修桥：动词只有一个字，两边都是整词。
_SHORT_VERBS = tuple("装建修铺换设配购种栽")


def _done_there(phrase: str) -> Action | None:
    """临水临崖路段|装|护栏: where, a verb of one character, what."""
    parts = cut(phrase)
    for number in range(1, len(parts) - 1):
        verb, where, what = parts[number], "".join(parts[:number]), "".join(parts[number + 1 :])
        whole = len(parts[number - 1]) > 1 and len(parts[number + 1]) > 1
        if verb in _SHORT_VERBS and whole and re.fullmatch(r"[一-龥]{2,10}", where):
            return Action(deeds_done().get(verb) or formal(verb), f"{where}{what}", True)
    return None


def _deed_within(phrase: str) -> Action | None:
    """PDA设备开展巡查: the deed behind the means."""
    for verb in action_words():
        at = phrase.find(verb, 1)
        if len(verb) > 1 and 0 < at <= 8 and len(phrase) > at + len(verb) + 1:
            return Action(formal(verb), phrase[at + len(verb) :], True)
    return None


def behind_verb(phrase: str, verb: str) -> str:
    """独立烟感 of 给独居老人装独立烟感, where 装 is said again; else the phrase as it is."""
    for said in action_words():
        if formal(said) == verb and 0 < phrase.find(said) <= len(phrase) - len(said) - 2:
            before, behind = phrase.split(said, 1)
            return before if behind in _NO_THING and len(before) > 1 else behind
    return phrase


# 两癌筛查项目：筛查的是两癌，不是“项目”。
_NO_THING = ("项目", "工作", "任务", "经费", "工程", "服务", "活动")


def plain_object(action: Action) -> str:
    """The thing counted, with its verb where that stands behind it."""
    return compact(action.object) + ("" if action.leading or not action.verb else action.verb)


def lists(verb: str, phrase: str) -> bool:
    """True where the verb is one of several: 内容包括修剪、浇水和补植."""
    listed = re.split(r"[和与、及]|包括|包含|用于", phrase)
    return len(listed) > 1 and verb in listed
