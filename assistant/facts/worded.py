"""What is done in the description's own words, where they already read as a goal says it.

A goal is composed of verb, thing and number. Where the clause itself is a phrase that begins with
its verb (对接业务系统12个, 为12名儿童适配助听器, 10月底前通过县级验收), the goal takes it over as
it stands: the verb of another object, or one that nobody said, is a promise nobody made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.facts.naming import count_name
from assistant.facts.phrases import COMPOUND_HEADS, Action, split_action, squeeze
from assistant.facts.segments import Clause, Sentence
from assistant.model import Requirement
from assistant.vocabulary.description import words
from assistant.vocabulary.goal_wording import goal_words

_LONGEST = 60
_KINDS = ("quantity", "social", "economic", "ecological")
_EXCLUDED = re.compile(
    r"[？?“”\"‘’《》：:]|[我你他咱啊吧呢哈嘛]|如果|否则|大概|差不多|打到|打进|卡里|^给"
)


class _Phrase(NamedTuple):
    """A deed with its figures, and without (what is done in the years to come)."""

    said: str
    deed: str


def with_own_words(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence], text: str
) -> tuple[Requirement, ...]:
    """The requirements, those that the text itself says as a deed with its words; figures that
    one clause gives, and what is told of them behind it (其中…, 总长…), share one phrase."""
    found = tuple(requirements)
    phrases: dict[int, _Phrase] = {}
    for sentence in sentences:
        inside = [r for r in found if sentence.start <= r.start < sentence.end and _can_be_said(r)]
        for host, followers in _groups(sentence) if inside else ():
            for phrase, told in _told(host, followers, inside, sentence, text):
                phrases |= {id(r): phrase for r in told}
        for host in sentence.clauses if inside or found else ():
            phrases = _timed(host, found, text) | phrases
    alone = Counter(phrase for phrase in phrases.values())
    return tuple(
        _with(r, phrases[id(r)], alone=alone[phrases[id(r)]] == 1) if id(r) in phrases else r
        for r in found
    )


def _with(one: Requirement, phrase: _Phrase, *, alone: bool) -> Requirement:
    """The requirement with its words; a verb that another object lent it gives way to its own
    (新建平台1个，对接系统12个: the systems are not built)."""
    said = one.model_copy(update=phrase._asdict())
    if alone and phrase.deed.startswith("为") and one.name.endswith(("人数", "户数")):
        thing = _DONE_FOR.sub("", phrase.deed.removeprefix("为"), 1)  # 为35名残疾儿童适配辅具
        return said.model_copy(update={"name": f"{thing}{one.name[-2:]}", "object": thing})
    verb = next((v for v in _verbs() if phrase.deed.startswith(v)), "")
    thing = phrase.deed.removeprefix(verb)
    lent = one.action and not phrase.deed.startswith(one.action) and one.kind == "quantity"
    if not (alone and verb and lent and one.mention and len(thing) > 1):
        return said
    action = Action(verb, thing, True)
    name = count_name(action, one.mention.target.unit, one.mention.per)
    return said.model_copy(update={"name": name, "object": thing, "action": verb})


_DONE_FOR = re.compile(r"(?<=[一-龥]{2})(?:提供|开展|进行|实施)(?=[一-龥]{2})")


def _can_be_said(one: Requirement) -> bool:
    """True for what is done this year, with a number that stands in the text as it is."""
    mention = one.mention
    if mention is None or mention.reading or one.doubtful or one.scope != "year":
        return False
    if mention.target.comparator == "by_date":
        return True
    return one.kind in _KINDS and mention.target.dimension not in ("ratio", "duration")


def _timed(host: Clause, found: Sequence[Requirement], text: str) -> dict[int, _Phrase]:
    """When something is done, of a clause that says nothing else: 消防车10月底前交付并投入执勤,
    病害发现后7天内处置. A subject put together again from it could only lose words."""
    mine = _within(host, list(found))
    if host.nested or not mine or not all(_is_time(r) for r in mine) or not _all(host, mine, text):
        return {}
    said = _without_lead(
        re.sub(r"\s", "", _BRACKET.sub("", text[host.start : host.end])).strip("，,、；;")
    )
    if len(said) > _LONGEST or _EXCLUDED.search(said) or not _TIMED.fullmatch(said):
        return {}
    return {id(r): _Phrase(said, "") for r in mine}


def _is_time(one: Requirement) -> bool:
    target = one.mention.target if one.mention else None
    timed = target and (target.date or (target.dimension == "duration" and target.high is not None))
    return bool(timed) and not one.doubtful and one.scope == "year"


_DAY = (
    r"(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|初|中|底|末)?"
    r"|上半年|第?[一二三四]季度|年)[底末内]?(?:以|之)?前"
)
_TIMED = re.compile(
    rf"(?!(?:其中|时间|进度)上?)[一-龥、]{{2,24}}?(?<![于在])[于在]?{_DAY}(?:全部)?[一-龥、]{{2,24}}"
    rf"|{_DAY}[一-龥、]{{4,24}}"
    r"|[一-龥、]{4,24}?的?\d[\d.]*个?[一-龥]{1,3}?(?:之|以)?内(?!的)[一-龥、]{2,24}"
)


# --- clauses that belong together -----------------------------------------------------------

_PART = re.compile(r"\s*其中[，,]?")
_MEASURE = re.compile(
    r"\s*(?:其中)?[一-龥]{0,6}?(?:总长|全长|长度|里程|面积|总量|容积|高度|宽度|总数)(?:约|为|共|达|共计|合计){0,2}\s*[\d.]+"
    r"(?:余|多)?(?:万|亿)?[一-龥㎡]{1,4}\s*$"
)


def _groups(sentence: Sentence) -> Iterator[tuple[Clause, list[Clause]]]:
    """Each clause with those behind it that tell its parts or its extent."""
    plain = [c for c in sentence.clauses if not c.nested]
    while plain:
        host, *plain = plain
        followers = []
        while plain and (_PART.match(plain[0].text) or _MEASURE.fullmatch(plain[0].text)):
            followers.append(plain.pop(0))
        yield host, followers


def _told(
    host: Clause, followers: list[Clause], inside: list[Requirement], sentence: Sentence, text: str
) -> Iterator[tuple[_Phrase, list[Requirement]]]:
    mine = _within(host, inside)
    parts = [
        (c, found)
        for c in followers
        if (found := _within(c, inside)) and _all(c, found, text) and not _MUST.search(c.text)
    ]
    if not mine:
        yield from _parts_alone(host, parts, text)
        return
    phrase = _phrase(host, mine, sentence, text)
    if phrase is None:
        phrase = _composed(mine) if parts else _of_bracketed(host, mine, text)
    parted = phrase is not None and "（其中" in phrase.said
    plain = not parts and all(_is_verbatim(r, host, text) for r in mine)
    if phrase is None or (plain and not parted):
        return
    more = "、".join(squeeze(text[c.start : c.end]) for c, _ in parts)
    said = f"{phrase.said}（{more}）" if more else phrase.said
    if len(said) <= 2 * _LONGEST:
        yield phrase._replace(said=said), [*mine, *(r for _, found in parts for r in found)]


_MUST = re.compile(r"须|必须|应当|要求|需要")


def _parts_alone(
    host: Clause, parts: list[tuple[Clause, list[Requirement]]], text: str
) -> Iterator[tuple[_Phrase, list[Requirement]]]:
    """补贴各类农机具860台（套），其中拖拉机120台、收割机40台, the whole of which was not read:
    the parts are done as the whole is."""
    whole = _without_lead(re.sub(r"[（(][^（）()]*[）)]|[\d.]+[万亿]?[一-龥]{1,2}$", "", host.text))
    verb = split_action(whole).verb if _opens(whole) else ""
    if not verb or not whole.startswith(verb):
        return
    for clause, found in parts:
        said = _PART.sub("", squeeze(text[clause.start : clause.end]))
        if not _COUNTED.fullmatch(said):
            continue
        deed = _PART.sub("", squeeze(_without_figures(clause.start, clause.end, found, text)))
        yield _Phrase(f"{verb}{said}", f"{verb}{deed}"), found


_COUNTED = re.compile(r"(?:[一-龥]{2,14}\d[\d.]*[万亿]?[一-龥（）]{1,5}、?)+")


def _within(clause: Clause, inside: list[Requirement]) -> list[Requirement]:
    return [r for r in inside if clause.start <= r.start and r.end <= clause.end]


def _all(clause: Clause, found: list[Requirement], text: str) -> bool:
    """True where every figure of the clause is one of those found."""
    return not re.search(r"\d", _without_figures(clause.start, clause.end, found, text))


def _without_figures(start: int, end: int, found: list[Requirement], text: str) -> str:
    """The text between two places, the figures of the requirements left out."""
    rest, at = "", start
    for r in sorted(found, key=lambda r: r.start):
        rest += text[at : max(at, _figure(r, text))]
        at = max(at, r.end)
    return rest + text[at:end]


_FIGURE = re.compile(
    r"(?:约|至少|不少于|不低于|超过)?(?:\d[\d,.]*[^\d，。；、]*|[一二三四五六七八九十两百千万]+[一-龥]{1,3})$"
)


def _figure(one: Requirement, text: str) -> int:
    """Where the figure itself begins: 48场 of 全年办招聘会48场."""
    dated = one.mention is not None and one.mention.target.comparator == "by_date"
    own = None if dated else _FIGURE.search(text[one.start : one.end])
    return one.start + own.start() if own else one.start


def _of_bracketed(host: Clause, mine: list[Requirement], text: str) -> _Phrase | None:
    """小型水库26座（小（1）型4座，小（2）型22座）: a bracket of parts that add up to the whole."""
    brackets = list(_BRACKET.finditer(re.sub(r"（\d）", "‹›‹", text[host.start : host.end])))
    if len(brackets) != 1 or not len(mine) - 1 > 1:
        return None
    start, end = host.start + brackets[0].start(), host.start + brackets[0].end()
    outer = [r for r in mine if not start <= r.start < end]
    phrase = _composed(outer) if len(outer) == 1 else None
    values = [r.mention.target.low or 0 for r in mine if r.mention]
    if phrase is None or sum(values) != 2 * max(values):
        return None
    return phrase._replace(said=phrase.said + text[start:end])


def _composed(mine: list[Requirement]) -> _Phrase | None:
    """One deed as it is composed, to be told more of."""
    (one, *others) = mine
    if others or one.kind != "quantity" or one.clause.startswith(one.name):
        return None
    figure = re.search(r"(?:不少于|超过|约)?\d", one.clause)
    deed = one.clause[: figure.start()] if figure and one.action else ""
    bare = one.clause[one.clause.index(one.object) :] if one.object in one.clause else ""
    said = one.clause if one.action or not bare else bare
    return _Phrase(said, deed if len(deed) > _SHORT else "")


_SHORT = 3


def _is_verbatim(one: Requirement, host: Clause, text: str) -> bool:
    """True where the composed phrase stands there, its verb perhaps before a whole list."""
    raw = re.sub(r"\s", "", text[host.start : host.end])
    verb = one.action if one.clause.startswith(one.action) else ""
    return verb in raw and one.clause.removeprefix(verb) in raw


# --- one clause -----------------------------------------------------------------------------

_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_UNIT = 3


def _phrase(host: Clause, mine: list[Requirement], sentence: Sentence, text: str) -> _Phrase | None:
    raw = _without_brackets(host, mine, text)
    bare = _without_brackets(host, mine, text, figures=False)
    raw, bare = _without_lead(raw), _without_lead(bare)
    named = next((r.object for r in mine if re.search(r"\d", r.object)), "　")
    if (
        re.search(r"\d", _MONTHS.sub("", bare).replace(named, ""))
        or _EXCLUDED.search(raw)
        or len(raw) > _LONGEST
    ):
        return None
    dates = [r for r in mine if r.mention and r.mention.target.comparator == "by_date"]
    for shape in (_as_it_stands, _each_time, _forecast, _turned, _of_a_label):
        if phrase := shape(raw, bare, sentence):
            return None if dates and not _OF_A_DATE.match(phrase.deed) else phrase
    return None


_MONTHS = re.compile(r"(?<!\d)12\d{3}(?!\d)|\d{1,2}[-—~至到]\d{1,2}月")
_OF_A_DATE = re.compile(r"[一-龥]{4}")


def _without_brackets(
    host: Clause, mine: list[Requirement], text: str, *, figures: bool = True
) -> str:
    """The clause's words; a bracket stays where it only adds to a unit, 台（套）, or gives figures
    that are read."""
    kept, at = "", host.start
    whole = text[host.start : host.end]
    for bracket in _BRACKET.finditer(whole):
        start, end = host.start + bracket.start(), host.start + bracket.end()
        kept += _piece(at, start, mine, text, figures=figures)
        inner = [r for r in mine if start <= r.start < end]
        unit = len(bracket.group()) <= _UNIT + 2 and re.search(r"\d[一-龥]{1,2}$", text[at:start])
        if (inner and _all(host._replace(start=start, end=end), inner, text)) or unit:
            kept += _piece(start, end, inner, text, figures=figures) if figures else ""
        at = end
    kept += _piece(at, host.end, mine, text, figures=figures)
    return re.sub(r"\s", "", kept).strip("，,、；;")


def _piece(start: int, end: int, mine: list[Requirement], text: str, *, figures: bool) -> str:
    inside = [r for r in mine if start <= r.start < end]
    return text[start:end] if figures else _without_figures(start, end, inside, text)


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


def _without_lead(phrase: str) -> str:
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


def _as_it_stands(said: str, bare: str, _: Sentence) -> _Phrase | None:
    """对接业务系统12个, 10月底前通过县级验收, 为12名儿童适配助听器."""
    deed = "" if _LATE.search(bare) else _deed(bare)
    if not deed and (verb := _spoken(bare)):
        said, bare = verb + said[1:], verb + bare[1:]
        deed = _deed(bare)
    return _Phrase(said, deed) if deed else None


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
    if _opens(rest):
        return rest
    if _FOR.match(rest) and (verb := _inner().search(rest, 3)) and _has_object(rest[verb.end() :]):
        return rest
    return ""


@cache
def _verbs() -> tuple[str, ...]:
    return goal_words("own", "verbs")


@cache
def _inner() -> re.Pattern[str]:
    """A verb behind the words that say for whom (为…适配…)."""
    verbs = (*_verbs(), *goal_words("own", "for_whom"))
    return re.compile("|".join(map(re.escape, sorted(verbs, key=len, reverse=True))))


def _opens(rest: str) -> bool:
    verb = next((v for v in _verbs() if rest.startswith(v)), "")
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
    r"(?:非?(?:汛期|防火期|采暖期|供暖期|节假日|工作日|学期)|[春夏秋冬]季)(?:每[一-龥]{1,4}?){1,3}(?P<verb>[一-龥]{2,4})"
)


def _each_time(said: str, bare: str, _: Sentence) -> _Phrase | None:
    """非汛期每周巡查2次: when and how often stand before the verb, as they are said."""
    often = _OFTEN.fullmatch(bare)
    known = often and split_action(often["verb"]) in (
        (often["verb"], "", True),
        (often["verb"], "", False),
    )
    return _Phrase(said, "") if known else None


_TURNED = re.compile(
    r"(?P<thing>[一-龥、]{2,16}?)(?P<when>(?:\d{1,2}[-—~至到])?\d{1,2}月(?:份|底前?)?|[上下]半年|全年|当年|(?:每(?:季度|月|周|天|年|学期|[村站校户所]))+)?"
    r"(?P<verb>开展|举办|组织|进行|实施|完成|召开)(?P<much>(?:约|至少|不少于|不低于)?\d[\d.]*[万亿]?[一-龥]{1,3})"
)


# 12315平台投诉举报全年预计受理9000件：只是预计，不说“完成”。
_FORECAST = re.compile(
    r"(?P<thing>[一-龥\d、]{2,18}?)(?:全年|每年|年)?预计(?P<verb>[一-龥]{2})(?P<much>约?\d[\d.]*[万亿]?[一-龥]{1,3})"
)


def _forecast(said: str, bare: str, _: Sentence) -> _Phrase | None:
    found = _FORECAST.fullmatch(said)
    deed = f"{found['verb']}{found['thing']}" if found else ""
    known = found and split_action(f"{found['verb']}某某").leading
    return _Phrase(f"预计{deed}{found['much']}", deed) if found and known else None


def _turned(said: str, _bare: str, _: Sentence) -> _Phrase | None:
    """飞防作业5至6月开展2次 → 5至6月开展飞防作业2次."""
    found = _TURNED.fullmatch(said)
    if not found or split_action(found["thing"]).leading:
        return None
    deed = f"{found['verb']}{found['thing']}"
    return _Phrase(f"{found['when'] or ''}{deed}{found['much']}", deed)


_RANGE = re.compile(
    r"(?P<verb>[一-龥]{2,4}?)(?:服务)?(?:范围|对象|区域|内容|规模|任务|标段|河段|路段|面积)"
)
_NOUN_AND_NUMBER = re.compile(
    r"(?:\d{1,3}[一-龥]{1,2})?[一-龥A-Za-z]{2,12}(?:约|共)?\d[\d.]*[万亿]?[一-龥㎡]{1,4}"
)


def _of_a_label(said: str, bare: str, sentence: Sentence) -> _Phrase | None:
    """保洁范围：区管河道18条 → 保洁区管河道18条."""
    label = _RANGE.fullmatch(sentence.label)
    known = label and split_action(f"{label['verb']}某某").leading
    named = _NOUN_AND_NUMBER.fullmatch(said) and not split_action(bare).verb
    if not (label and known and named):
        return None
    return _Phrase(f"{label['verb']}{said}", f"{label['verb']}{bare}")
