"""Walks the sentences: finds each number's own words and asks the reader of its kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.facts.naming import rate_name
from assistant.facts.phrases import compact, squeeze, trim
from assistant.facts.promises import Promise, no_delay, promise_of, strict_promise
from assistant.facts.requirements.compound import bare_rate, joined
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.facts.requirements.counts import count
from assistant.facts.requirements.deadlines import deadline
from assistant.facts.requirements.doubts import doubted
from assistant.facts.requirements.exclusions import is_age, is_excluded, is_present_state
from assistant.facts.requirements.horizon import Horizon
from assistant.facts.requirements.marks import Marks
from assistant.facts.requirements.rates import rate
from assistant.facts.requirements.settle import EXISTING, settled
from assistant.facts.requirements.spots import rates_listed, respectively, spot_of
from assistant.facts.requirements.things import PEOPLE, SUM
from assistant.facts.requirements.times import duration
from assistant.facts.segments import Clause, Sentence
from assistant.model import OPEN, Mention, Requirement, RequirementKind, Target
from assistant.vocabulary.description import words

_SILENT_ROLES = ("policy", "money", "support")
_ENOUGH = 3
# 某水库位于…，建于1972年，总库容386万立方米：说的是它是什么。
_DESCRIBES = re.compile(r"位于|坐落|始建于|建于(?:19|20)\d\d|成立于")
_PLANS = re.compile(r"拟|计划|将|要|新[建增设开]|今年|本年|实施")
_LIMITS = ("at_least", "more_than", "at_most", "less_than")
# 6家×24场=144场：前面的只是算式（× 以后可能已作为金额取走，留下空白）。
_FACTOR = re.compile(r"\s*[×*xX]|\s{2,}[=＝≈]")
_RATE = re.compile(r"[一-龥]{2,12}?(?:率|满意度|比例)")
_PROMPT = re.compile(r"及时|按时|按期|准时")


def requirements_of(
    sentences: Iterable[Sentence],
    mentions: tuple[Mention, ...],
    taken: list[tuple[int, int]],
    year: int | None = None,
) -> tuple[Requirement, ...]:
    """All measurable facts, in the order of the text, each once. `taken` holds the spans of
    amounts, citations and periods, which belong to no requirement."""
    sentences, marks = list(sentences), Marks(mentions, taken)
    found = _of_sentences([s for s in sentences if s.role != "background"], marks, year)
    if len(found) < _ENOUGH:
        found = _of_sentences(sentences, marks, year)
    known = {_counted(r) for r in found}
    priced = _counted_in_the_budget(sentences, marks, year)
    found += [r for r in priced if _counted(r) not in known]
    return settled(sorted(found, key=lambda r: r.start))


def _counted_in_the_budget(
    sentences: list[Sentence], marks: Marks, year: int | None
) -> list[Requirement]:
    """How much is done, where only the budget says it (树葬、花葬200例，每例2000元)."""
    money = [s._replace(role=None) for s in sentences if s.role == "money"]
    found = _of_sentences(money, marks, year)
    once: dict[tuple[Decimal | None, str], Requirement] = {}
    for r in found:
        if r.kind == "quantity" and r.mention and r.mention.target.dimension == "count":
            once.setdefault(_counted(r), r)
    return list(once.values())


def _counted(requirement: Requirement) -> tuple[Decimal | None, str]:
    target = requirement.mention.target if requirement.mention else None
    return (target.low, target.unit) if target else (None, "")


def _of_sentences(sentences: list[Sentence], marks: Marks, year: int | None) -> list[Requirement]:
    found: list[Requirement] = []
    context, group, asked = Context("", found), -1, ""
    for sentence in sentences:
        if sentence.role in _SILENT_ROLES or sentence.label == "标题":
            continue
        if _DESCRIBES.search(sentence.text) and not _PLANS.search(sentence.text):
            continue
        if sentence.group != group or sentence.topic != context.row_topic:
            context, group = Context(sentence.topic, found, sentence.label), sentence.group
            context.noun, asked = asked, ""
        if question := _ASKED.search(squeeze(sentence.text)):
            asked = compact(trim(question["what"]))
        context.head, context.verb = "", ""
        horizon = Horizon(sentence.label, year)
        for clause in sentence.clauses:
            stated = _of_clause(_blanked(clause, marks), sentence, context, marks)
            found += horizon.placed([doubted(r, clause.text) for r in stated], clause)
            horizon.go_on(clause)
            found = _of_the_plan(found, stated, clause)
            if sentence.marked and clause.start == sentence.start and _names_only(stated):
                context.head = context.noun
    return found


_THIS_YEARS = re.compile(r"\s*其中[，,]?(?:20\d\d年|本年|今年)")


def _of_the_plan(
    found: list[Requirement], stated: list[Requirement], clause: Clause
) -> list[Requirement]:
    """危桥共9座，其中2027年改造4座: the nine are the plan's, not the year's."""
    if not stated or not stated[0].mention or not _THIS_YEARS.match(clause.text):
        return found
    target = stated[0].mention.target
    return [
        r.model_copy(update={"scope": "period"})
        if r.kind == "quantity"
        and r.mention
        and r not in stated
        and _is_more(r.mention, target)
        and clause.start - r.end < _NEAR
        else r
        for r in found
    ]


_NEAR = 20


def _is_more(mention: Mention, target: Target) -> bool:
    low, part = mention.target.low, target.low
    return mention.target.unit == target.unit and bool(low and part and low > part)


# 一年开放多少天呢：下一行答的是它。
_ASKED = re.compile(
    r"(?P<what>[一-龥]{2,10}?)(?:要|得|大概|大约|一共){0,4}(?:多少|几)(?:天|小时|次|场|人|户|家|个)[^，。]{0,3}$"
)


def _names_only(stated: list[Requirement]) -> bool:
    """True for a first clause that only names what the bullet is about, without doing anything."""
    first = stated[0] if stated else None
    return first is None or not first.action or first.object.endswith(first.action)


def _blanked(clause: Clause, marks: Marks) -> Clause:
    text = clause.text
    for start, end in marks.taken(clause.start, clause.end):
        a, b = max(start, clause.start) - clause.start, min(end, clause.end) - clause.start
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return clause._replace(text=text)


def _of_clause(
    clause: Clause, sentence: Sentence, context: Context, marks: Marks
) -> list[Requirement]:
    usable = [
        m for m in marks.within(clause.start, clause.end) if _stands(clause, m) and not is_age(m)
    ]
    found = [
        r.model_copy(update={"part": sentence.topic or None})
        for r in _measured(clause, usable, marks, sentence, context)
    ]
    if not clause.nested and (stated := bare_rate(clause, usable, context.for_rate())):
        found = [stated]
    if not found and not clause.nested:
        found = list(_promised(clause, context, sentence))
    if clause.nested:
        return found
    if found:
        if not _is_due(found[-1]):
            context.noun = found[-1].object or context.noun
    elif not usable and not no_delay(clause.text):
        context.take_up(clause.text)
    return found


def _is_due(requirement: Requirement) -> bool:
    mention = requirement.mention
    return mention is not None and mention.target.comparator == "by_date"


def _stands(clause: Clause, mention: Mention) -> bool:
    """False for a number in brackets of another clause, for budget money and for levels."""
    piece = clause.text[mention.start - clause.start : mention.end - clause.start]
    if mention.target.dimension == "money" or mention.target.comparator == "level":
        return bool(piece.strip()) and mention.target.dimension == "money"
    if mention.target.comparator == "by_date" and not re.search(
        r"\d|[一二三四五六七八九十]月|底|末|[上下]半年|季度", mention.text
    ):
        return False  # 年内: no date to keep
    if (
        mention.text.strip() in ("一遍", "一轮", "一回")
        and not mention.per
        and not piece[:1].isdigit()
    ):
        return mention.text.strip() != "一遍"
    if clause.nested and re.fullmatch(r"\s*[一二三四五六七八九十\d]+期\s*", clause.text):
        return False  # 某某项目（二期）
    return bool(piece.strip()) and piece.strip() == mention.text.strip()


_PART = re.compile(r"\s*(?:其中|含)")


def _breaks_down(mention: Mention, siblings: list[Mention], earlier: list[Mention]) -> bool:
    """学生18500人（小学11800人、初中6700人）: the people are counted once, as a whole."""
    unit = mention.target.unit
    parts = [m.target.low or 0 for m in siblings if m.target.unit == unit]
    if unit not in PEOPLE or len(parts) < 2:
        return False
    return any(m.target.low == sum(parts) for m in earlier if m.target.unit == unit)


# --- with a number --------------------------------------------------------------------------


def _said_before(mention: Mention, earlier: list[Mention]) -> bool:
    """True for a count in brackets that the sentence has already given."""
    same = [
        m
        for m in earlier
        if m.target.low == mention.target.low and m.target.unit == mention.target.unit
    ]
    return bool(same) and mention.target.dimension != "ratio"


def _measured(
    clause: Clause,
    usable: list[Mention],
    marks: Marks,
    sentence: Sentence,
    context: Context,
) -> Iterator[Requirement]:
    if shared := respectively(clause, usable):
        yield from (r for spot in shared if (r := _read(spot, context)))
        return
    pairs = joined(clause, usable, context)
    yield from (pair.requirement for pair in pairs)
    used = [mention for pair in pairs for mention in pair.used]
    several = [] if pairs else rates_listed(clause, usable)
    yield from (r for spot in several if (r := _read(spot, context)))
    used += [spot.mention for spot in several]
    left = [_for_each_of(m, sentence.label) for m in usable if m not in used]
    edge = used[-1].end if used else clause.start
    context.verb = context.verb if context.verb in words("once_verbs") else ""
    before = marks.within(sentence.start, clause.start) if clause.nested else []
    for mention, following in itertools.zip_longest(left, left[1:]):
        spot = spot_of(clause, mention, edge, following, sentence)
        if _is_no_target(spot, clause, sentence, context, before, marks) or _the_same(
            spot, context
        ):
            continue
        dated = mention.target.comparator == "by_date"
        edge = mention.end if dated else mention.end + len(spot.after)
        spot = _limited_like(spot, following, clause)
        if requirement := _read(spot, context) or _unnamed(spot, clause):
            said = {
                "existing": bool(EXISTING.search(spot.before)),
                "sums_up": bool(SUM.fullmatch(squeeze(spot.before))),
            }
            yield requirement.model_copy(update=said)
            context.noun = _goes_on(spot, requirement) or context.noun


def _is_no_target(
    spot: Spot,
    clause: Clause,
    sentence: Sentence,
    context: Context,
    earlier: list[Mention],
    marks: Marks,
) -> bool:
    """True for a number that promises nothing; what it is about may still be what comes next."""
    mention = spot.mention
    if is_present_state(spot.before, sentence.text[mention.end - sentence.start :]):
        context.noun = squeeze(spot.after) or re.split(r"有", squeeze(spot.before))[-1]
        return True
    rest = clause.text[mention.end - clause.start :]
    factor = _FACTOR.match(rest) or (mention.per and marks.begins(mention.end))
    siblings = marks.within(clause.start, clause.end)
    again = clause.nested and (
        _said_before(mention, earlier)
        or _breaks_down(mention, siblings, earlier)
        or (_PART.match(clause.text) and any(m.target.unit == mention.target.unit for m in earlier))
    )
    if not (factor or again or _says_nothing(spot._replace(after=rest))):
        return False
    if mention.target.dimension == "ratio" and (was := _RATE.match(squeeze(spot.before))):
        context.noun = was.group()
    if factor:
        context.take_up(spot.before)  # 入境货车消毒 日均1500辆次×365天
    return True


def _goes_on(spot: Spot, requirement: Requirement) -> str:
    """What the next clause is about: 设备 of 设备5月底前完成招标采购, not what was due."""
    if spot.mention.target.comparator != "by_date":
        return requirement.object
    subject = compact(trim(spot.before))
    return subject if 2 <= len(subject) <= 12 else ""


# 48个结算项目要在12月15日前全部出具报告：说的还是前面那48个。
_THOSE = re.compile(
    r"[一-龥]{1,10}?(?:应当?|须|必须|要|需)?(?:全部|均|都)?(?:在|于)?(?=20\d\d年|\d{1,2}月)"
)


def _limited_like(spot: Spot, following: Mention | None, clause: Clause) -> Spot:
    """主干道6小时、其他路段24小时内修复: the first limit is kept by the same deed."""
    target = spot.mention.target
    if not following or spot.after or target.comparator != "equal":
        return spot
    if (target.dimension, following.target.dimension) != ("duration", "duration"):
        return spot
    if following.target.comparator != "at_most" or len(squeeze(spot.before)) < 2:
        return spot
    between = clause.text[spot.mention.end - clause.start : following.start - clause.start]
    if not re.match(r"\s*[、和]\s*[一-龥]{2}", between):
        return spot
    limit = target.model_copy(update={"comparator": "at_most", "low": None, "high": target.low})
    after = clause.text[following.end - clause.start :]
    mention = spot.mention.model_copy(update={"target": limit})
    return spot._replace(mention=mention, after=after)


def _the_same(spot: Spot, context: Context) -> bool:
    """True for a number that takes up what was counted before, to say when it is to be done."""
    target = spot.mention.target
    rest = spot.clause.partition(spot.mention.text)[2]
    if squeeze(spot.before) or target.dimension != "count" or not _THOSE.match(squeeze(rest)):
        return False
    return any(
        r.mention and (r.mention.target.low, r.mention.target.unit) == (target.low, target.unit)
        for r in context.stated
        if r.kind == "quantity"
    )


def _for_each_of(mention: Mention, label: str) -> Mention:
    """50 in a column 每期人数 is 50 a course."""
    each = re.match(r"每(期|场|班|次|户|站|校|村|月|天|日|周)", label)
    if not each or mention.per or mention.target.dimension != "count":
        return mention
    return mention.model_copy(update={"per": each.group(1)})


def _unnamed(spot: Spot, clause: Clause) -> Requirement | None:
    """不少于330天, of which nothing says what lasts so long: a limit is kept and its name asked."""
    target = spot.mention.target
    if target.comparator not in _LIMITS or target.dimension not in ("count", "duration", "ratio"):
        return None
    if clause.nested or not target.unit or spot.before == "的的":
        return None
    kind: RequirementKind = "quality" if target.dimension == "ratio" else "quantity"
    if target.dimension == "duration" and target.comparator in ("at_most", "less_than"):
        kind = "timeliness"
    return timed(spot.mention, kind, OPEN, "")


def _says_nothing(spot: Spot) -> bool:
    mention = spot.mention
    return is_excluded(mention.text, spot.before, spot.after, mention.target.dimension)


def _read(spot: Spot, context: Context) -> Requirement | None:
    target = spot.mention.target
    if spot.before == "的的":
        return None
    if target.comparator == "by_date":
        return deadline(spot, context)
    if target.dimension == "ratio":
        return rate(spot, context)
    if target.dimension == "duration":
        return duration(spot, context)
    return count(spot, context)


# --- without a number -----------------------------------------------------------------------


def _promised(clause: Clause, context: Context, sentence: Sentence) -> Iterator[Requirement]:
    promise = promise_of(clause.text, clause.start)
    if not promise:
        return
    later = [c for c in sentence.clauses if c.start > clause.start]
    owed = re.search(r"应(.)尽\1", promise.name)
    if owed and any("%" in c.text and owed.group(1) in c.text for c in later):
        return
    if any(no_delay(c.text) for c in later):
        promise = strict_promise(promise, f"{squeeze(clause.text)}，{squeeze(later[0].text)}")
    elif promise.mention is None and any(_PROMPT.search(c.text) and "%" in c.text for c in later):
        return
    yield _from_promise(promise, clause, context)


def _from_promise(promise: Promise, clause: Clause, context: Context) -> Requirement:
    name, text = promise.name, promise.clause
    if promise.generic:
        name = rate_name(promise.name.removeprefix("项目"), context.for_rate())
        text = text.replace(promise.name, name)
    placed = {"start": clause.start, "end": clause.end}
    return Requirement(
        start=clause.start,
        end=clause.end,
        kind=promise.kind,
        name=name,
        object=promise.object or context.noun,
        clause=text,
        mention=promise.mention and promise.mention.model_copy(update=placed),
    )
