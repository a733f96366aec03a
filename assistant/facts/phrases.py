"""Small tools on Chinese phrases: trimming what only leads in or out, splitting verb and object.

No segmenter is used: what a phrase may begin or end with is vocabulary (`description.yaml`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.vocabulary.description import action_words, formal, words

_BLANK = re.compile(r"[\s　]+")
# 动词后紧跟这些词时，整个是名词：监测报告、培训班、宣传报道。
COMPOUND_HEADS = re.compile(
    r"(?:报告|报道|班|会|会议|点|站|站点|中心|意见|意见书|记录|档案|员|队|队伍|手册|方案|活动|项目|对象|服务|工作|费|费用|经费|"
    r"标准|任务|机构|点位|基地|室|课程|教材|文书|计划|场次|次数|量|专区|箱|卡|证|券|包|人次|批次|断面|率|度|周期|过程|期|能力|水平)"
    r"(?:（[^）]*）)?"
)
_NOT_OBJECT = re.compile(r"[之前后时中率及和、与]|合格|通过|完毕|情况|以上|后的|前的")


class Action(NamedTuple):
    """A phrase split into its verb (written form) and object; `leading` tells V+O from O+V."""

    verb: str
    object: str
    leading: bool


def squeeze(text: str) -> str:
    """Without blanks (brackets leave blanks behind) and without straight quotes at the edges."""
    return _BLANK.sub("", text).strip("，,。；;：:、")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("leading"))))


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, words("trailing"))) + ")$")


@cache
def _protected() -> tuple[str, ...]:
    return words("protected")


def trim(text: str) -> str:
    """The phrase without words that only lead in (计划, 全年, 对 …) or out (达到, 共, 均 …)."""
    return trim_end(trim_start(text))


def trim_start(text: str) -> str:
    """Cut leading-in words, as long as what they begin is not a word of its own (及时, 在线)."""
    rest = squeeze(text)
    while rest and not rest.startswith(_protected()):
        match = _leading().match(rest) or re.match(r"20\d\d年(?:度)?", rest)
        if not match or match.end() == 0 or match.end() == len(rest):
            break
        rest = rest[match.end() :]
    return rest


def trim_end(text: str) -> str:
    """Cut leading-out words."""
    rest = squeeze(text)
    while match := _trailing().search(rest):
        if match.start() == 0:
            return ""
        rest = rest[: match.start()]
    return rest


def split_action(text: str) -> Action:
    """Verb and object of a phrase; an empty verb when none is recognised at either end."""
    for verb in action_words():
        if text.startswith(verb):
            rest = text[len(verb) :].removeprefix("了").removeprefix("好")
            if rest and not COMPOUND_HEADS.fullmatch(rest) and not _NOT_OBJECT.match(rest):
                return Action(formal(verb), rest, True)
            if not rest:
                return Action(formal(verb), "", True)
            break
    for verb in action_words():
        if len(verb) > 1 and text.endswith(verb) and len(text) > len(verb):
            return Action(formal(verb), text[: -len(verb)], False)
    return Action("", text, False)


def ending_verb(text: str) -> tuple[str, str]:
    """(what stands before, verb in written form) when the phrase ends in a verb, else (text, "")."""
    for verb in action_words():
        if text.endswith(verb):
            return text[: -len(verb)], formal(verb)
    return text, ""


def compact(text: str) -> str:
    """A noun phrase as a name carries it: 核查出的问题 → 核查问题, 党员参加活动的比例 → …活动比例."""
    text = re.sub(r"[了着过]?出的|(?<=[^目])的(?=[^确])", "", squeeze(text))
    text = re.sub(r"^(?:所有|全部|各个|每个|每位|各类|各项(?=[^采]))", "", text)
    return text.replace("之前", "前").replace("之后", "后").replace("之内", "内")
