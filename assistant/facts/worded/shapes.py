"""The shapes in which a clause is a deed: with its verb first, turned round, after its label."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.phrases import COMPOUND_HEADS, Action, split_action, squeeze
from assistant.facts.segments import Sentence
from assistant.facts.worded.phrase import Phrase
from assistant.vocabulary.description import words
from assistant.vocabulary.goal_wording import goal_words

LONGEST = 60
"""So many characters are read in one breath."""
EXCLUDED = re.compile(
    r"[？?“”\"‘’《》：:]|[我你他咱啊吧呢哈嘛]|如果|否则|大概|差不多|打到|打进|卡里|^给"
)
"""Talk, quotations and conditions are no words for a goal."""


def shaped(said: str, bare: str, sentence: Sentence) -> Phrase | None:
    """The deed that a clause says, its words with figures and without; None for none."""
    ways = (_as_it_stands, _each_time, _forecast, _turned, _of_a_label)
    return next((made for way in ways if (made := way(said, bare, sentence))), None)


@cache
def _lead() -> re.Pattern[str]:
    kept = goal_words("own", "kept_leads")
    leads = [re.escape(w) for w in words("leading") if w.strip() and w not in kept]
    numbered = r"[一二三四五六七八九十]是|\d{1,2}[.、．]|[①-⑳]"
    return re.compile(
        rf"(?:{numbered}|20\d\d年(?:度)?(?!\d)(?!\d{{1,2}}月|底|[前末])|{'|'.join(leads)})"
    )


_AFTERWARDS = re.compile(
    r"^(?:本?项目|工程|设备|平台|系统|设施)?(?:全部)?(?:建成|完工|竣工|投入使用|投用|启用|改造|完成)(?:以|之)?后(?:可以?|能够?)?(?=[一-龥]{2})"
)


def without_lead(phrase: str) -> str:
    """Without what only leads in (二是, 2027年计划); what it is done for or when stays."""
    rest = _AFTERWARDS.sub("", squeeze(phrase))
    while (found := _lead().match(rest)) and not rest.startswith(words("protected")):
        rest = rest[found.end() :]
    rest = re.sub(r"^给(.*?)配(?![备置发送套])", r"为\1配备", rest)
    return re.sub(r"(?<=[一-龥]{2})(?:拟|计划|将)(?=[一-龥]{2})", "", rest)


_WHEN = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}(?:[-—~至到]\d{1,2})?月(?:份|中旬|上旬|下旬|初)?(?:\d{1,2}日)?)?(?:底|末)?(?:之?前)?"
    r"|[上下]半年|第?[一二三四]季度|年底前?|每(?:季度|月|周|天|年|学期|半年)"
)
_FOR = re.compile(r"(?:预计|为|向|给|对|面向|组织|邀请|委托|依托|在|从)")


def _as_it_stands(said: str, bare: str, _: Sentence) -> Phrase | None:
    """对接业务系统12个, 10月底前通过县级验收, 为12名儿童适配助听器."""
    deed = "" if _LATE.search(bare) else _deed(bare)
    if not deed and (verb := _spoken(bare)):
        said, bare = verb + said[1:], verb + bare[1:]
        deed = _deed(bare)
    return Phrase(said, deed) if deed else None


# 定期检查当年完成、读书活动每村每年开展：说的时候在后面，照抄不成句。
_LATE = re.compile(r".每[一-龥]{1,2}|(?:当年|全年|年内)$")


def _spoken(bare: str) -> str:
    """The written form of a verb of one character (办招聘会 → 举办招聘会)."""
    action = split_action(bare)
    one = action.leading and bare.endswith(action.object) and len(bare) == len(action.object) + 1
    return action.verb if one and len(action.verb) > 1 else ""


def _deed(bare: str) -> str:
    """The deed of a phrase without figures; "" where it does not begin with its verb."""
    rest = bare
    if led := _WHEN.match(rest):
        rest = rest[led.end() :].lstrip("在于底末前，")
    if opens(rest):
        return rest
    if _FOR.match(rest) and (verb := _inner().search(rest, 3)) and _has_object(rest[verb.end() :]):
        return rest
    return ""


@cache
def deed_verbs() -> tuple[str, ...]:
    return goal_words("own", "verbs")


@cache
def _inner() -> re.Pattern[str]:
    """A verb behind the words that say for whom (为…适配…)."""
    verbs = (*deed_verbs(), *goal_words("own", "for_whom"))
    return re.compile("|".join(map(re.escape, sorted(verbs, key=len, reverse=True))))


def opens(rest: str) -> bool:
    verb = next((v for v in deed_verbs() if rest.startswith(v)), "")
    action = Action(verb, rest[len(verb) :], True) if verb else split_action(rest)
    spoken = len(action.verb) > 1 and rest.startswith(action.verb)
    return bool(action.leading and spoken and _has_object(action.object))


_NO_OBJECT = re.compile(
    r"[的后前时率及和与、]|到位|到账|结束|完毕|完成|合格|情况|以上|以内|不少于|不低于"
)


def _has_object(words_: str) -> bool:
    rest = words_.removeprefix("了")
    return len(rest) >= 2 and not _NO_OBJECT.match(rest) and not COMPOUND_HEADS.match(rest)


_OFTEN = re.compile(
    r"(?:(?:非?(?:汛期|防火期|采暖期|供暖期|节假日|工作日|学期)|[春夏秋冬]季)(?:每[一-龥]{1,4}?){1,3}"
    r"|每[家条座所户村镇班人名台片个][一-龥]{1,5}?每(?:月|周|季度|年|天|日|学期))(?P<verb>[一-龥]{2,4})"
)


def _each_time(said: str, bare: str, _: Sentence) -> Phrase | None:
    """非汛期每周巡查2次: when and how often stand before the verb, as they are said."""
    often = _OFTEN.fullmatch(bare)
    known = often and split_action(often["verb"]) in (
        (often["verb"], "", True),
        (often["verb"], "", False),
    )
    return Phrase(said, "") if known else None


_TURNED = re.compile(
    r"(?P<thing>[一-龥、]{2,16}?)(?P<when>(?:\d{1,2}[-—~至到])?\d{1,2}月(?:份|底前?)?|[上下]半年|全年|当年|(?:每(?:季度|月|周|天|年|学期|[村站校户所]))+)?"
    r"(?P<verb>开展|举办|组织|进行|实施|完成|召开)(?P<much>(?:约|至少|不少于|不低于)?\d[\d.]*[万亿]?[一-龥]{1,3})"
)


# 12315平台投诉举报全年预计受理9000件：只是预计，不说“完成”。
_FORECAST = re.compile(
    r"(?P<thing>[一-龥\d、]{2,18}?)(?:全年|每年|年)?预计(?P<verb>[一-龥]{2})(?P<much>约?\d[\d.]*[万亿]?[一-龥]{1,3})"
)


def _forecast(said: str, bare: str, _: Sentence) -> Phrase | None:
    found = _FORECAST.fullmatch(said)
    deed = f"{found['verb']}{found['thing']}" if found else ""
    known = found and split_action(f"{found['verb']}某某").leading
    return Phrase(f"预计{deed}{found['much']}", deed) if found and known else None


def _turned(said: str, _bare: str, _: Sentence) -> Phrase | None:
    """飞防作业5至6月开展2次 → 5至6月开展飞防作业2次."""
    found = _TURNED.fullmatch(said)
    if not found or split_action(found["thing"]).leading:
        return None
    deed = f"{found['verb']}{found['thing']}"
    return Phrase(f"{found['when'] or ''}{deed}{found['much']}", deed)


_RANGE = re.compile(
    r"(?P<verb>[一-龥]{2,4}?)(?:服务)?(?:范围|对象|区域|内容|规模|任务|标段|河段|路段|面积)"
)
_NOUN_AND_NUMBER = re.compile(
    r"(?:\d{1,3}[一-龥]{1,2})?[一-龥A-Za-z]{2,12}(?:约|共)?\d[\d.]*[万亿]?[一-龥㎡]{1,4}"
)


def _of_a_label(said: str, bare: str, sentence: Sentence) -> Phrase | None:
    """保洁范围：区管河道18条 → 保洁区管河道18条."""
    label = _RANGE.fullmatch(sentence.label)
    known = label and split_action(f"{label['verb']}某某").leading
    named = _NOUN_AND_NUMBER.fullmatch(said) and not split_action(bare).verb
    if not (label and known and named):
        return None
    return Phrase(f"{label['verb']}{said}", f"{label['verb']}{bare}")
