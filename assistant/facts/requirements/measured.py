"""The numbers of one clause: which of them promise something, and what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.phrases import compact, squeeze, trim
from assistant.facts.requirements.alike import for_each_alike, for_each_of, in_each, limited_like
from assistant.facts.requirements.compound import joined
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.facts.requirements.counts import count
from assistant.facts.requirements.deadlines import deadline
from assistant.facts.requirements.exclusions import is_excluded, is_paid_span, is_present_state
from assistant.facts.requirements.grades import grade
from assistant.facts.requirements.marks import Marks
from assistant.facts.requirements.rates import rate
from assistant.facts.requirements.receivers import received
from assistant.facts.requirements.series import of_the_series
from assistant.facts.requirements.settle import EXISTING
from assistant.facts.requirements.spots import rates_listed, respectively, spot_of
from assistant.facts.requirements.things import SUM
from assistant.facts.requirements.times import duration
from assistant.facts.segments import Clause, Sentence
from assistant.model import OPEN, Mention, Requirement, RequirementKind
from assistant.vocabulary.description import words

_LIMITS = ("at_least", "more_than", "at_most", "less_than")
# 6家×24场=144场：前面的只是算式（× 以后可能已作为金额取走，留下空白）。
_FACTOR = re.compile(r"\s*[×*xX]|\s{2,}[=＝≈]")
_RATE = re.compile(r"[一-龥]{2,12}?(?:率|满意度|比例)")


# 新建农田2.4万亩，涉及17个行政村：涉及的不是新建的。
_REACHED = re.compile(r"\s*(?:共)?(?:涉及|惠及|受益|覆盖|辐射|服务|包括)")


def measured(
    clause: Clause, usable: list[Mention], marks: Marks, sentence: Sentence, context: Context
) -> Iterator[Requirement]:
    """What the numbers of a clause state, in their order; `usable` are those that stand in it."""
    usable = [m for m in usable if not _of_a_name(m, clause)]
    if shared := respectively(clause, usable):
        yield from _read_all(shared, context)
        return
    if given := received(clause, usable, context):
        yield from given
        return
    pairs = joined(clause, usable, context)
    yield from (pair.requirement for pair in pairs)
    used = [mention for pair in pairs for mention in pair.used]
    several = [] if pairs else rates_listed(clause, usable)
    yield from _read_all(several, context)
    used += [spot.mention for spot in several]
    goes_on = context.verb in words("once_verbs") and not _REACHED.match(clause.text)
    context.verb = context.verb if goes_on else ""
    left = [for_each_of(m, sentence.label) for m in usable if m not in used]
    left = for_each_alike(in_each(left, clause), clause)
    edge = used[-1].end if used else clause.start
    yield from _one_by_one(left, edge, _Place(clause, sentence, context, marks))


# 运行3个|24小时自助书房|：全天开着的是书房，不是时限。
_NAMED_SO = re.compile(
    r"\s*(?:智能|智慧|无人|城市)?(?:自助|便民|警务|政务)?(?:书房|书屋|图书馆|书吧|借阅点|还书机|售药机|服务区|服务机|服务点|服务厅|药房|药店|便利店|警务站|警务室|服务站|驿站)"
)
_JUST_COUNTED = re.compile(
    r"\d[一-龥]$|(?:新建|建成|建设|设置|设立|运行|增设|改造|升级|投放|配备|布设|维护|、)$"
)


def _of_a_name(mention: Mention, clause: Clause) -> bool:
    """True for the 24小时 of 3个24小时自助书房."""
    if mention.text.strip() not in ("24小时", "二十四小时"):
        return False
    before = squeeze(clause.text[: mention.start - clause.start])
    behind = _NAMED_SO.match(clause.text, mention.end - clause.start)
    return bool(behind and _JUST_COUNTED.search(before))


class _Place(NamedTuple):
    """Where the numbers stand."""

    clause: Clause
    sentence: Sentence
    context: Context
    marks: Marks

    def told_before(self) -> list[Mention]:
        """For a clause in brackets: the numbers of the sentence before it."""
        if not self.clause.nested:
            return []
        return self.marks.within(self.sentence.start, self.clause.start)


def _read_all(spots: list[Spot], context: Context) -> Iterator[Requirement]:
    yield from (r for spot in spots if (r := _read(spot, context)))


def _one_by_one(left: list[Mention], edge: int, place: _Place) -> Iterator[Requirement]:
    clause, sentence, context, _ = place
    for mention, following in itertools.zip_longest(left, left[1:]):
        spot = spot_of(clause, mention, edge, following, sentence)
        spot = of_the_series(spot, clause, sentence, context.told)
        if _is_no_target(spot, place) or _the_same(spot, context):
            continue
        dated = mention.target.comparator == "by_date"
        edge = mention.end if dated else mention.end + len(spot.after)
        spot = limited_like(spot, following, clause)
        if requirement := _read(spot, context) or _unnamed(spot, clause):
            existing = bool(EXISTING.search(spot.before))
            sums_up = bool(SUM.fullmatch(squeeze(spot.before)))
            yield requirement.model_copy(update={"existing": existing, "sums_up": sums_up})
            context.noun = _goes_on(spot, requirement) or context.noun


def _is_no_target(spot: Spot, place: _Place) -> bool:
    """True for a number that promises nothing; what it is about may still be what comes next."""
    clause, sentence, context, marks = place
    mention = spot.mention
    if is_present_state(spot.before, sentence.text[mention.end - sentence.start :]):
        there_is = squeeze(spot.after) or re.split(r"有", squeeze(spot.before))[-1]
        context.noun = there_is or context.noun
        return True
    if mention.target.dimension == "duration" and is_paid_span(clause.text, sentence.text):
        return True
    rest = clause.text[mention.end - clause.start :]
    if _ONE_OF.fullmatch(mention.text) and _PRICE_BEHIND.match(rest):
        return True  # 呼吸器一具6500元
    factor = _FACTOR.match(rest) or (mention.per and marks.begins(mention.end))
    if not (factor or _again(mention, place) or _says_nothing(spot._replace(after=rest))):
        return False
    was = _RATE.match(squeeze(spot.before)) if mention.target.dimension == "ratio" else None
    if was and not was.group().startswith("按"):
        context.noun = was.group()
    if factor:
        context.take_up(spot.before)  # 入境货车消毒 日均1500辆次×365天
    return True


_ONE_OF = re.compile(r"[一1][一-龥]")
_PRICE_BEHIND = re.compile(r"\s{3}")


def _again(mention: Mention, place: _Place) -> bool:
    """True for a number in brackets that repeats, or breaks down, what the sentence has said."""
    if not place.clause.nested:
        return False
    earlier, unit = place.told_before(), mention.target.unit
    siblings = place.marks.within(place.clause.start, place.clause.end)
    if _said_before(mention, earlier) or _breaks_down(mention, siblings, earlier):
        return True
    if not _PART.match(place.clause.text) or all(m.target.unit != unit for m in earlier):
        return False
    done = place.context.last.verb and not place.context.last.object.endswith(words("staff"))
    return not (done and len(siblings) == 1)  # 举办展览6个（其中原创展2个）


_PART = re.compile(r"\s*(?:其中|含)")


def _breaks_down(mention: Mention, siblings: list[Mention], earlier: list[Mention]) -> bool:
    """学生18500人（小学11800人、初中6700人）: the people are counted once, as a whole."""
    unit = mention.target.unit
    parts = [m.target.low or 0 for m in siblings if m.target.unit == unit]
    if unit not in words("people_units") or len(parts) < 2:
        return False
    return any(m.target.low == sum(parts) for m in earlier if m.target.unit == unit)


def _said_before(mention: Mention, earlier: list[Mention]) -> bool:
    """True for a count in brackets that the sentence has already given."""
    same = [
        m
        for m in earlier
        if m.target.low == mention.target.low and m.target.unit == mention.target.unit
    ]
    return bool(same) and mention.target.dimension != "ratio"


def _goes_on(spot: Spot, requirement: Requirement) -> str:
    """What the next clause is about: 设备 of 设备5月底前完成招标采购, not what was due."""
    if spot.mention.target.comparator == "level":
        return ""
    if spot.mention.target.comparator != "by_date":
        return "" if _CASE.match(squeeze(spot.before)) else requirement.object
    subject = compact(trim(spot.before))
    return subject if 2 <= len(subject) <= 12 else ""


# 48个结算项目要在12月15日前全部出具报告：说的还是前面那48个。
_CASE = re.compile(r"(?:适用|属于|属|符合|涉及|遇有?|需要?)[一-龥]{2,10}的$")
_THOSE = re.compile(
    r"[一-龥]{1,10}?(?:应当?|须|必须|要|需)?(?:全部|均|都)?(?:在|于)?(?=20\d\d年|\d{1,2}月)"
    r"|[一-龥]{0,6}?(?:全部|均|都|全面)(?!达)[一-龥]{2,12}\s*$"
)


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
    if target.comparator == "level":
        return grade(spot, context)
    if target.dimension == "ratio":
        return rate(spot, context)
    if target.dimension == "duration":
        return duration(spot, context)
    return count(spot, context)
