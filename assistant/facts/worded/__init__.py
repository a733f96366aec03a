"""What is done in the description's own words, where they already read as a goal says it.

A goal is composed of verb, thing and number. Where the clause itself is a phrase that begins with
its verb (对接业务系统12个, 为12名儿童适配助听器, 10月底前通过县级验收), the goal takes it over as
it stands: the verb of another object, or one that nobody said, is a promise nobody made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from assistant.facts.naming import count_name
from assistant.facts.phrases import Action, split_action, squeeze
from assistant.facts.segments import Clause, Sentence
from assistant.facts.worded.phrase import BRACKET, Phrase, all_read, within, without_figures
from assistant.facts.worded.shapes import EXCLUDED, LONGEST, deed_verbs, opens, shaped, without_lead
from assistant.facts.worded.times import timed
from assistant.model import Requirement

__all__ = ["with_own_words"]

_KINDS = ("quantity", "social", "economic", "ecological")


def with_own_words(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence], text: str
) -> tuple[Requirement, ...]:
    """The requirements, those that the text itself says as a deed with its words; figures that
    one clause gives, and what is told of them behind it (其中…, 总长…), share one phrase."""
    found = tuple(requirements)
    phrases: dict[int, Phrase] = {}
    for sentence in sentences:
        inside = [r for r in found if sentence.start <= r.start < sentence.end and _can_be_said(r)]
        for host, followers in _groups(sentence) if inside else ():
            for phrase, told in _told(host, followers, inside, sentence, text):
                phrases |= {id(r): phrase for r in told}
        for host in sentence.clauses:
            phrases = {id(r): phrase for phrase, r in timed(host, found, text)} | phrases
    alone = Counter(phrase for phrase in phrases.values())
    return tuple(
        _with(r, phrases[id(r)], alone=alone[phrases[id(r)]] == 1) if id(r) in phrases else r
        for r in found
    )


def _with(one: Requirement, phrase: Phrase, *, alone: bool) -> Requirement:
    """The requirement with its words; a verb that another object lent it gives way to its own
    (新建平台1个，对接系统12个: the systems are not built)."""
    said = one.model_copy(update=phrase._asdict())
    if alone and phrase.deed.startswith("为") and one.name.endswith(("人数", "户数")):
        thing = _DONE_FOR.sub("", phrase.deed.removeprefix("为"), 1)  # 为35名残疾儿童适配辅具
        return said.model_copy(update={"name": f"{thing}{one.name[-2:]}", "object": thing})
    verb = next((v for v in deed_verbs() if phrase.deed.startswith(v)), "")
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


# --- clauses that belong together -----------------------------------------------------------

_PART = re.compile(r"(?<!\s)\s*其中[，,]?")
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
) -> Iterator[tuple[Phrase, list[Requirement]]]:
    mine = within(host, inside)
    parts = [
        (c, found)
        for c in followers
        if (found := within(c, inside)) and all_read(c, found, text) and not _MUST.search(c.text)
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
    if len(said) <= 2 * LONGEST:
        yield phrase._replace(said=said), [*mine, *(r for _, found in parts for r in found)]


_MUST = re.compile(r"须|必须|应当|要求|需要")


def _parts_alone(
    host: Clause, parts: list[tuple[Clause, list[Requirement]]], text: str
) -> Iterator[tuple[Phrase, list[Requirement]]]:
    """补贴各类农机具860台（套），其中拖拉机120台、收割机40台, the whole of which was not read:
    the parts are done as the whole is."""
    whole = without_lead(
        re.sub(
            r"[（(][^（）()]{0,80}[）)]|(?<![\d.])[\d.]{1,12}[万亿]?[一-龥]{1,2}$", "", host.text
        )
    )
    verb = split_action(whole).verb if opens(whole) else ""
    if not verb or not whole.startswith(verb):
        return
    for clause, found in parts:
        said = _PART.sub("", squeeze(text[clause.start : clause.end]))
        if not _COUNTED.fullmatch(said):
            continue
        deed = _PART.sub("", squeeze(without_figures(clause.start, clause.end, found, text)))
        yield Phrase(f"{verb}{said}", f"{verb}{deed}"), found


_COUNTED = re.compile(r"(?:[一-龥]{2,14}\d[\d.]*[万亿]?[一-龥（）]{1,5}、?)+")


def _of_bracketed(host: Clause, mine: list[Requirement], text: str) -> Phrase | None:
    """小型水库26座（小（1）型4座，小（2）型22座）: a bracket of parts that add up to the whole."""
    brackets = list(BRACKET.finditer(re.sub(r"（\d）", "‹›‹", text[host.start : host.end])))
    if len(brackets) != 1 or not len(mine) - 1 > 1:
        return None
    start, end = host.start + brackets[0].start(), host.start + brackets[0].end()
    outer = [r for r in mine if not start <= r.start < end]
    phrase = _composed(outer) if len(outer) == 1 else None
    values = [r.mention.target.low or 0 for r in mine if r.mention]
    if phrase is None or sum(values) != 2 * max(values):
        return None
    return phrase._replace(said=phrase.said + text[start:end])


def _composed(mine: list[Requirement]) -> Phrase | None:
    """One deed as it is composed, to be told more of."""
    (one, *others) = mine
    if others or one.kind != "quantity" or one.clause.startswith(one.name):
        return None
    figure = re.search(r"(?:不少于|超过|约)?\d", one.clause)
    deed = one.clause[: figure.start()] if figure and one.action else ""
    bare = one.clause[one.clause.index(one.object) :] if one.object in one.clause else ""
    said = one.clause if one.action or not bare else bare
    return Phrase(said, deed if len(deed) > _SHORT else "")


_SHORT = 3


def _is_verbatim(one: Requirement, host: Clause, text: str) -> bool:
    """True where the composed phrase stands there, its verb perhaps before a whole list."""
    raw = re.sub(r"\s", "", text[host.start : host.end])
    verb = one.action if one.clause.startswith(one.action) else ""
    return verb in raw and one.clause.removeprefix(verb) in raw


# --- one clause -----------------------------------------------------------------------------

_UNIT = 3


def _phrase(host: Clause, mine: list[Requirement], sentence: Sentence, text: str) -> Phrase | None:
    raw = _without_brackets(host, mine, text)
    bare = _without_brackets(host, mine, text, figures=False)
    raw, bare = without_lead(raw), without_lead(bare)
    named = next((r.object for r in mine if re.search(r"\d", r.object)), "　")
    if (
        re.search(r"\d", _MONTHS.sub("", bare).replace(named, ""))
        or EXCLUDED.search(raw)
        or len(raw) > LONGEST
    ):
        return None
    dates = [r for r in mine if r.mention and r.mention.target.comparator == "by_date"]
    phrase = shaped(raw, bare, sentence)
    return None if phrase and dates and not _OF_A_DATE.match(phrase.deed) else phrase


_MONTHS = re.compile(r"(?<!\d)12\d{3}(?!\d)|\d{1,2}[-—~至到]\d{1,2}月")
_OF_A_DATE = re.compile(r"[一-龥]{4}")


def _without_brackets(
    host: Clause, mine: list[Requirement], text: str, *, figures: bool = True
) -> str:
    """The clause's words; a bracket stays where it only adds to a unit, 台（套）, or gives figures
    that are read."""
    kept, at = "", host.start
    whole = text[host.start : host.end]
    for bracket in BRACKET.finditer(whole):
        start, end = host.start + bracket.start(), host.start + bracket.end()
        kept += _piece(at, start, mine, text, figures=figures)
        inner = [r for r in mine if start <= r.start < end]
        unit = len(bracket.group()) <= _UNIT + 2 and re.search(r"\d[一-龥]{1,2}$", text[at:start])
        if (inner and all_read(host._replace(start=start, end=end), inner, text)) or unit:
            kept += _piece(start, end, inner, text, figures=figures) if figures else ""
        at = end
    kept += _piece(at, host.end, mine, text, figures=figures)
    return re.sub(r"\s", "", kept).strip("，,、；;")


def _piece(start: int, end: int, mine: list[Requirement], text: str, *, figures: bool) -> str:
    inside = [r for r in mine if start <= r.start < end]
    return text[start:end] if figures else without_figures(start, end, inside, text)
